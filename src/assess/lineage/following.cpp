#include "assess/lineage/following.h"

#include <algorithm>
#include <array>

namespace modelaudit::assess {
namespace {

constexpr std::array<std::string_view, 10> kRestricting = {
    "copyleft",      "use-restricted",  "community",         "non-commercial",    "research-only",
    "no-derivatives", "share-alike",     "no-redistribution", "territory-limited", "proprietary"};
constexpr std::array<std::string_view, 6> kFree = {"open-source", "permissive", "public-domain", "open-model", "weak-copyleft",
                                                   "data"};

}  // namespace

bool id_matches(std::string_view pattern, std::string_view id) {
  if (pattern.ends_with('*')) return id.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == id;
}

bool terms_follow(const Rulebook& rulebook, std::string_view license) {
  const LicenseRecord* record = rulebook.newest(license);
  if (record == nullptr) return license.starts_with("LicenseRef-");
  if (record->kind != "license") return false;
  if (record->derivatives == "yes") return true;
  if (record->derivatives == "no") return false;
  for (std::string_view word : kRestricting) {
    if (rulebook.has_class(record->id, word)) return true;
  }
  for (std::string_view word : kFree) {
    if (rulebook.has_class(record->id, word)) return false;
  }
  return true;
}

bool terms_follow(const Rulebook& rulebook, const FamilyRule& rule) {
  const auto follow = [&](const FamilyRule::Terms& terms) { return terms_follow(rulebook, terms.license); };
  if (rule.all_apply) return std::any_of(rule.terms.begin(), rule.terms.end(), follow);
  return !rule.terms.empty() && std::all_of(rule.terms.begin(), rule.terms.end(), follow);
}

}  // namespace modelaudit::assess
