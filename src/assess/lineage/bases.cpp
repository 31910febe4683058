#include "assess/lineage/bases.h"

#include <algorithm>
#include <unordered_map>

#include "assess/lineage/model_name.h"

namespace modelaudit::assess {
namespace {

// Where packages are found by name. Several packages of one name are told apart by the part before it.
struct PackageIndex {
  std::unordered_map<std::string, std::vector<size_t>> by_last;
  std::unordered_map<std::string, std::vector<size_t>> by_two;

  explicit PackageIndex(const InventoryView& view) {
    for (size_t i = 0; i < view.packages.size(); ++i) {
      const Package& package = *view.packages[i].package;
      by_last[fold_name(last_part(package.name))].push_back(i);
      const std::string root_last = fold_name(last_part(package.root));
      if (root_last != fold_name(last_part(package.name))) by_last[root_last].push_back(i);
      const std::string_view parent = last_part(folder_in(package.root));
      by_two[fold_name(parent) + '/' + root_last].push_back(i);
      if (package.name.find('/') != std::string::npos) by_two[fold_name(package.name)].push_back(i);
      if (!package.store_name.empty()) by_two[fold_name(base_name(package.store_name))].push_back(i);
    }
  }

  std::optional<size_t> find(const std::string& name, size_t self) const {
    const std::string folded = fold_name(name);
    if (const auto two = by_two.find(folded); two != by_two.end()) {
      for (size_t i : two->second) {
        if (i != self) return i;
      }
      return std::nullopt;  // its own name: a copy, not a base in this scan
    }
    const auto last = by_last.find(std::string(last_part(folded)));
    if (last == by_last.end()) return std::nullopt;
    std::optional<size_t> only;
    for (size_t i : last->second) {
      if (i == self || i == only) continue;
      if (only) return std::nullopt;  // two of that name: neither is chosen
      only = i;
    }
    return only;
  }
};

enum class Visit : uint8_t { untouched, open, done };

// Depth first without recursion: chains come from hostile input and can be as long as the inventory.
void order_bases(BaseGraph& graph) {
  const size_t count = graph.bases.size();
  std::vector<Visit> state(count, Visit::untouched);
  std::vector<std::pair<size_t, size_t>> stack;  // package, next base to look at
  for (size_t start = 0; start < count; ++start) {
    if (state[start] != Visit::untouched) continue;
    stack.emplace_back(start, 0);
    state[start] = Visit::open;
    while (!stack.empty()) {
      const size_t package = stack.back().first;
      if (stack.back().second >= graph.bases[package].size()) {
        state[package] = Visit::done;
        graph.base_first.push_back(package);
        stack.pop_back();
        continue;
      }
      BaseLink& link = graph.bases[package][stack.back().second++];
      if (!link.package) continue;
      const size_t base = *link.package;
      if (state[base] == Visit::untouched) {
        state[base] = Visit::open;
        stack.emplace_back(base, 0);
      } else if (state[base] == Visit::open) {
        std::vector<size_t> cycle;
        for (auto frame = stack.rbegin(); frame != stack.rend(); ++frame) {
          cycle.push_back(frame->first);
          if (frame->first == base) break;
        }
        std::reverse(cycle.begin(), cycle.end());
        graph.cycles.push_back(std::move(cycle));
        link.package.reset();  // the chain ends here
      }
    }
  }
}

}  // namespace

bool names_base(RelationKind kind) {
  switch (kind) {
    case RelationKind::base_model:
    case RelationKind::adapter_of:
    case RelationKind::merged_from:
    case RelationKind::quantized_from:
    case RelationKind::source: return true;
    case RelationKind::shard_of:
    case RelationKind::variant_of:
    case RelationKind::stored_as: return false;
  }
  return false;
}

std::string relation_word(const Relation& relation) {
  if (!relation.relation.empty()) return relation.relation;
  switch (relation.kind) {
    case RelationKind::adapter_of: return "adapter";
    case RelationKind::merged_from: return "merge";
    case RelationKind::quantized_from: return "quantized";
    case RelationKind::source: return "converted";
    default: return "derived";
  }
}

BaseGraph resolve_bases(const InventoryView& view, const Families& families) {
  BaseGraph graph;
  graph.bases.resize(view.packages.size());
  graph.base_first.reserve(view.packages.size());
  const PackageIndex index(view);
  for (size_t i = 0; i < view.packages.size(); ++i) {
    for (const Relation* relation : view.packages[i].relations) {
      if (!names_base(relation->kind)) continue;
      std::string name = base_name(relation->target);
      if (name.empty()) continue;
      const bool known = std::any_of(graph.bases[i].begin(), graph.bases[i].end(), [&](const BaseLink& link) {
        return fold_name(link.name) == fold_name(name);
      });
      if (known) continue;
      BaseLink link{relation, std::move(name), std::nullopt, nullptr};
      link.package = index.find(link.name, i);
      link.rule = families.by_name(link.name);
      graph.bases[i].push_back(std::move(link));
    }
  }
  order_bases(graph);
  return graph;
}

}  // namespace modelaudit::assess
