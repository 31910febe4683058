#include "report/diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "report/diff_parts.h"

namespace modelaudit::report {
namespace {

using Packages = std::vector<const PackageReport*>;

std::string store_name_without_revision(const PackageReport& package) {
  return package.store_name.substr(0, package.store_name.find('@'));
}

// Takes from both lists the pairs whose key is equal and stands once on each side.
template <class Key>
void pair_by(Packages& before, Packages& after, Key key, std::vector<std::pair<const PackageReport*, const PackageReport*>>& out) {
  std::map<std::string, std::pair<Packages, Packages>> by_key;
  for (const PackageReport* package : before) by_key[key(*package)].first.push_back(package);
  for (const PackageReport* package : after) by_key[key(*package)].second.push_back(package);
  for (const auto& [word, sides] : by_key) {
    if (word.empty() || sides.first.size() != 1 || sides.second.size() != 1) continue;
    out.emplace_back(sides.first.front(), sides.second.front());
    std::erase(before, sides.first.front());
    std::erase(after, sides.second.front());
  }
}

void change_if(std::vector<Change>& out, const char* subject, std::string before, std::string after, const std::string& what,
               Direction direction = Direction::neutral) {
  if (before == after) return;
  Change change{"run", "changed", direction, subject, std::move(before), std::move(after), {}};
  change.says = fmt::format("{}: {}, before {}", what, or_none(change.after), or_none(change.before));
  out.push_back(std::move(change));
}

std::vector<Change> compare_runs(const Report& before, const Report& after) {
  std::vector<Change> out;
  change_if(out, "rulebook", fmt::format("{} ({})", before.rulebook.version, before.rulebook.digest),
            fmt::format("{} ({})", after.rulebook.version, after.rulebook.digest),
            "Another rulebook, so changes may come from it and not from the model");
  change_if(out, "program", before.tool_version, after.tool_version, "Another version of modelaudit");
  change_if(out, "intended-use", use_words(before.intended_use), use_words(after.intended_use), "Another intended use");
  change_if(out, "fail-on", before.fail_on, after.fail_on, "Another gate");
  const Direction direction = after.summary.verdict == "fail" ? Direction::worse : Direction::better;
  change_if(out, "verdict", before.summary.verdict, after.summary.verdict, "Verdict of the whole", direction);
  return out;
}

void compare_verdicts(const PackagePair& pair, std::vector<Change>& out) {
  const auto add = [&](const char* subject, std::string before, std::string after, bool worse) {
    if (before == after) return;
    Change change{"verdict", "changed", worse ? Direction::worse : Direction::better, subject, std::move(before), std::move(after), {}};
    change.says = fmt::format("The {} is {}, before {}", subject, change.after, change.before);
    out.push_back(std::move(change));
  };
  const bool failed = pair.before_view.fails(pair.before);
  const bool fails = pair.after_view.fails(pair.after);
  add("verdict", std::string(verdict_word(failed, pair.before.complete)), std::string(verdict_word(fails, pair.after.complete)),
      fails || !pair.after.complete);
  add("risk", name_of(pair.before.risk), name_of(pair.after.risk), pair.after.risk > pair.before.risk);
}

PackageChanges compare_packages(const PackagePair& pair) {
  PackageChanges out{pair.after.id, pair.after.name, "unchanged", {}};
  if (pair.before.name != pair.after.name || pair.before.store_name != pair.after.store_name) {
    const std::string before = pair.before.store_name.empty() ? pair.before.name : pair.before.store_name;
    const std::string after = pair.after.store_name.empty() ? pair.after.name : pair.after.store_name;
    out.changes.push_back({"package", "changed", Direction::neutral, "name", before, after,
                           fmt::format("It is named {}, before {}", after, before)});
  }
  compare_verdicts(pair, out.changes);
  compare_terms(pair, out.changes);
  compare_duties(pair, out.changes);
  compare_lineage(pair, out.changes);
  compare_integrity(pair, out.changes);
  compare_findings(pair, out.changes);
  if (!out.changes.empty()) out.kind = "changed";
  return out;
}

PackageChanges lone(const PackageReport& package, const View& view, bool is_new) {
  const std::string verdict(verdict_word(view.fails(package), package.complete));
  PackageChanges out{package.id, package.name, is_new ? "added" : "removed", {}};
  Change change{"package", out.kind, Direction::neutral, package.name, is_new ? "" : verdict, is_new ? verdict : "",
                fmt::format("{}, risk {}, terms {}", is_new ? "Is new: " + verdict : "Is no longer there: was " + verdict,
                            name_of(package.risk), package.terms_status)};
  if (is_new && view.fails(package)) change.direction = Direction::worse;
  out.changes.push_back(std::move(change));
  return out;
}

}  // namespace

const char* name_of(Direction direction) {
  switch (direction) {
    case Direction::neutral: return "neutral";
    case Direction::worse: return "worse";
    case Direction::better: return "better";
  }
  return "neutral";
}

bool ReportDiff::changed() const {
  return !run.empty() || std::any_of(packages.begin(), packages.end(),
                                     [](const PackageChanges& package) { return package.kind != "unchanged"; });
}

ReportDiff diff_reports(const Report& before, const Report& after) {
  ReportDiff out;
  out.run = compare_runs(before, after);
  const View before_view(before);
  const View after_view(after);
  Packages old_ones;
  Packages new_ones;
  for (const PackageReport& package : before.packages) old_ones.push_back(&package);
  for (const PackageReport& package : after.packages) new_ones.push_back(&package);
  std::vector<std::pair<const PackageReport*, const PackageReport*>> pairs;
  pair_by(old_ones, new_ones, [](const PackageReport& package) { return package.id; }, pairs);
  pair_by(old_ones, new_ones, store_name_without_revision, pairs);
  pair_by(old_ones, new_ones, [](const PackageReport& package) { return package.name; }, pairs);
  pair_by(old_ones, new_ones, [](const PackageReport&) { return std::string("the only one"); }, pairs);
  for (const auto& [old_one, new_one] : pairs) {
    out.packages.push_back(compare_packages({*old_one, *new_one, before_view, after_view}));
  }
  for (const PackageReport* package : new_ones) out.packages.push_back(lone(*package, after_view, true));
  for (const PackageReport* package : old_ones) out.packages.push_back(lone(*package, before_view, false));
  std::stable_sort(out.packages.begin(), out.packages.end(), [](const PackageChanges& a, const PackageChanges& b) {
    return std::forward_as_tuple(a.kind == "unchanged", a.name, a.id) <
           std::forward_as_tuple(b.kind == "unchanged", b.name, b.id);
  });
  return out;
}

}  // namespace modelaudit::report
