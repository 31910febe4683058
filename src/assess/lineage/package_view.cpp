#include "assess/lineage/package_view.h"

namespace modelaudit::assess {

std::string_view file_name_in(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view folder_in(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view metadata_text(const Artifact& artifact, std::string_view key) {
  for (const MetadataEntry& entry : artifact.metadata) {
    if (entry.key == key && entry.value.kind == Value::Kind::text) return entry.value.text;
  }
  return {};
}

std::string_view PackageView::relative_path(const Artifact& artifact) const {
  const std::string_view path = artifact.path;
  const std::string_view root = package->root;
  if (root.empty()) return path;
  if (path == root) return file_name_in(path);
  if (path.size() > root.size() && path.starts_with(root)) {
    if (root.back() == '/') return path.substr(root.size());
    if (path[root.size()] == '/') return path.substr(root.size() + 1);
    if (path.substr(root.size()).starts_with("!/")) return path.substr(root.size() + 2);
  }
  return path;
}

InventoryView view_of(const Inventory& inventory) {
  InventoryView view;
  view.inventory = &inventory;
  view.artifacts.reserve(inventory.artifacts.size());
  for (const Artifact& artifact : inventory.artifacts) view.artifacts.emplace(artifact.id, &artifact);

  // An artifact can belong to several packages (a blob that two snapshots link).
  std::unordered_map<std::string_view, std::vector<size_t>> owners;
  std::unordered_map<std::string_view, size_t> by_id;
  view.packages.resize(inventory.packages.size());
  for (size_t i = 0; i < inventory.packages.size(); ++i) {
    const Package& package = inventory.packages[i];
    view.packages[i].package = &package;
    by_id.emplace(package.id, i);
    for (const std::string& id : package.artifacts) {
      const auto found = view.artifacts.find(id);
      if (found == view.artifacts.end()) continue;
      view.packages[i].artifacts.push_back(found->second);
      owners[id].push_back(i);
    }
  }

  for (const Text& text : inventory.texts) {
    for (const Occurrence& at : text.occurrences) {
      const auto owner = owners.find(at.artifact);
      if (owner == owners.end()) continue;
      for (size_t i : owner->second) {
        view.packages[i].texts.push_back({&text, &at, view.artifacts.find(at.artifact)->second});
      }
    }
  }
  for (const Relation& relation : inventory.relations) {
    const auto named = by_id.find(relation.package);
    if (named != by_id.end()) {
      view.packages[named->second].relations.push_back(&relation);
      continue;
    }
    const auto owner = owners.find(relation.artifact);
    if (owner == owners.end()) continue;
    for (size_t i : owner->second) view.packages[i].relations.push_back(&relation);
  }
  for (const Problem& problem : inventory.problems) {
    const auto owner = owners.find(problem.artifact);
    if (owner == owners.end()) {
      view.loose_problems.push_back(&problem);
      continue;
    }
    for (size_t i : owner->second) view.packages[i].problems.push_back(&problem);
  }
  return view;
}

}  // namespace modelaudit::assess
