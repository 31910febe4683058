#include "assess/verdict/legal_basis.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr std::array<std::string_view, 4> kJurisdictions = {"US", "UK", "EU", "JP"};
constexpr std::array<std::string_view, 27> kEuSeats = {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
                                                      "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"};

int rank(std::string_view strength) {
  if (strength == "none") return 0;
  if (strength == "doubtful") return 1;
  if (strength == "plausible") return 2;
  if (strength == "strong") return 3;
  return 4;
}

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool hand_fits(const JurisdictionRule& rule, const LicenseRecord& record, std::string_view hand) {
  if (rule.hand.empty() || rule.hand == "any" || rule.hand == hand) return true;
  const std::string& seat = record.licensor_country;
  if (!holds(rule.hand, "maker") || seat.empty()) return false;
  const bool eu = std::find(kEuSeats.begin(), kEuSeats.end(), seat) != kEuSeats.end();
  const bool uk = seat == "GB" || seat == "UK";
  if (rule.hand == "EU maker" || rule.hand == "eu-maker") return eu;
  if (rule.hand == "non-EU maker" || rule.hand == "non-eu-maker") return !eu;
  if (rule.hand == "UK maker" || rule.hand == "uk-maker") return uk;
  if (rule.hand == "non-UK maker" || rule.hand == "non-uk-maker") return !uk;
  return false;
}

bool kind_fits(const JurisdictionRule& rule, const std::vector<std::string>& kinds) {
  return rule.license_kind == "any" || rule.license_kind.empty() ||
         std::find(kinds.begin(), kinds.end(), rule.license_kind) != kinds.end();
}

}  // namespace

std::vector<std::string> acceptance_kinds(const LicenseRecord& record) {
  if (std::find(record.classes.begin(), record.classes.end(), "no-redistribution") != record.classes.end()) return {"runtime-only"};
  const std::string words = ascii_lower(record.acceptance);
  std::vector<std::string> kinds;
  if (holds(words, "click")) kinds.emplace_back("click-through");
  if (holds(words, "by us") || holds(words, "using") || holds(words, "download") || holds(words, "by access") ||
      holds(words, "exercis")) {
    kinds.emplace_back("by-use");
  }
  if (kinds.empty()) kinds.emplace_back("public-license");
  return kinds;
}

report::LegalBasis basis_line(const Rulebook& rulebook, const LicenseRecord& record, std::string_view jurisdiction,
                              std::string_view right, const std::vector<std::string>& kinds, std::string_view hand) {
  report::LegalBasis basis;
  basis.license = record.id;
  basis.jurisdiction = jurisdiction;
  basis.right = right;
  basis.hand = hand;
  basis.strength = "not-researched";
  const JurisdictionRule* weakest = nullptr;
  std::string others;
  for (const JurisdictionRule& rule : rulebook.jurisdictions) {
    if (rule.jurisdiction != jurisdiction || rule.right != right) continue;
    if (!kind_fits(rule, kinds) || !hand_fits(rule, record, hand)) continue;
    if (weakest == nullptr || rank(rule.strength) < rank(weakest->strength)) {
      if (weakest != nullptr) others += (others.empty() ? "" : ", ") + weakest->id + " " + weakest->strength;
      weakest = &rule;
    } else {
      others += (others.empty() ? "" : ", ") + rule.id + " " + rule.strength;
    }
  }
  if (weakest == nullptr) return basis;
  basis.strength = weakest->strength;
  basis.reason = weakest->reason;
  if (weakest->mark != "read") basis.reason += " (general knowledge, source not re-read)";
  if (!others.empty()) basis.reason += " Also: " + others + ".";
  basis.source = weakest->id + ": " + weakest->source;
  basis.as_of = weakest->as_of;
  return basis;
}

std::vector<report::LegalBasis> legal_basis(const Rulebook& rulebook, const LicenseRecord& record,
                                            const report::IntendedUse& use) {
  std::vector<std::string> places(kJurisdictions.begin(), kJurisdictions.end());
  for (const std::string& territory : use.territories) {
    const std::string place = territory == "GB" ? "UK" : territory;
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  const std::vector<std::string> kinds = acceptance_kinds(record);
  std::vector<report::LegalBasis> all;
  for (const std::string& place : places) {
    all.push_back(basis_line(rulebook, record, place, "copyright", kinds, "any"));
    all.push_back(basis_line(rulebook, record, place, "database", kinds, "any"));
    all.push_back(basis_line(rulebook, record, place, "contract", kinds, "first"));
    all.push_back(basis_line(rulebook, record, place, "contract", kinds, "later"));
    if (kinds.front() == "runtime-only") all.push_back(basis_line(rulebook, record, place, "trade-secret", kinds, "any"));
  }
  return all;
}

}  // namespace modelaudit::assess
