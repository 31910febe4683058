#include "assess/verdict/requirements.h"

#include <algorithm>
#include <array>

#include "assess/lineage/following.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kMostOfPattern = 16;

std::vector<std::string> expand(const Rulebook& rulebook, const std::string& pattern) {
  if (!pattern.ends_with('*')) return {pattern};
  std::vector<std::string> ids;
  for (const LicenseRecord& record : rulebook.licenses) {
    if (record.kind != "license" || !id_matches(pattern, record.id)) continue;
    if (ids.empty() || ids.back() != record.id) ids.push_back(record.id);
    if (ids.size() == kMostOfPattern) break;
  }
  return ids;
}

std::string_view without_ending(std::string_view id) {
  for (std::string_view ending : {"-only", "-or-later", "+"}) {
    if (id.ends_with(ending)) return id.substr(0, id.size() - ending.size());
  }
  return id;
}

}  // namespace

bool same_license(std::string_view a, std::string_view b) {
  return a == b || (!a.empty() && without_ending(a) == without_ending(b));
}

bool brings(const Requirement& requirement, std::string_view license) {
  return std::any_of(requirement.any_of.begin(), requirement.any_of.end(),
                     [&](const Requirement::Terms& terms) { return same_license(terms.license, license); });
}

std::vector<Requirement> requirements_of(const Rulebook& rulebook, const FamilyRule& rule, const std::string& source,
                                         const std::string& from, const std::string& grade) {
  std::vector<Requirement> all;
  Requirement base;
  base.source = source;
  base.from = from;
  base.grade = grade;
  base.rule_grade = rule.grade;
  base.family = rule.family;
  Requirement together = base;
  for (const FamilyRule::Terms& terms : rule.terms) {
    for (const std::string& id : expand(rulebook, terms.license)) {
      const std::string canonical = rulebook.canonical_id(id);
      Requirement::Terms one{canonical.empty() ? id : canonical, terms.versions};
      if (rule.all_apply) {
        Requirement single = base;
        single.follows = terms_follow(rulebook, one.license);
        single.any_of.push_back(std::move(one));
        all.push_back(std::move(single));
      } else {
        together.any_of.push_back(std::move(one));
      }
    }
  }
  if (!together.any_of.empty()) {
    // Candidates follow only if all of them do: where one is free, the package's own word may be right.
    together.follows = std::all_of(together.any_of.begin(), together.any_of.end(), [&](const Requirement::Terms& terms) {
      return terms_follow(rulebook, terms.license);
    });
    all.push_back(std::move(together));
  }
  // A family word in a name, with the generation open, is a hint: TinyLlama holds no weights of Meta.
  if (rule.generation.empty() && grade == "E9") {
    for (Requirement& requirement : all) requirement.follows = false;
  }
  return all;
}

std::vector<std::string> family_licenses(const Rulebook& rulebook, std::string_view family) {
  std::vector<std::string> ids;
  for (const FamilyRule& rule : rulebook.families) {
    if (rule.family != family) continue;
    for (const FamilyRule::Terms& terms : rule.terms) {
      for (std::string& id : expand(rulebook, terms.license)) ids.push_back(std::move(id));
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace modelaudit::assess
