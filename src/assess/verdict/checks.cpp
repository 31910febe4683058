#include "assess/verdict/checks.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "assess/lineage/model_name.h"
#include "assess/verdict/text_checks.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

std::string commercial_reason(bool research) {
  return research ? "the terms grant research use" : "the terms grant non-commercial use";
}

CheckResult commercial_only(const CheckContext& context, bool research) {
  const std::optional<bool> commercial = context.facts.use->commercial;
  if (!commercial) return {DutyState::cannot_tell, commercial_reason(research) + "; whether the use is commercial was not said", {}};
  if (!*commercial) return {DutyState::not_triggered, "the intended use is not commercial", {}};
  return {DutyState::missing, commercial_reason(research) + "; the intended use is commercial", {}};
}

CheckResult check_commercial(const CheckContext& context) { return commercial_only(context, false); }
CheckResult check_research(const CheckContext& context) { return commercial_only(context, true); }

CheckResult check_forbidden(const CheckContext& context) {
  std::string reason = context.parameter("reason");
  if (reason.empty()) reason = "no right to this use was found in the terms";
  return {DutyState::missing, std::move(reason), {}};
}

CheckResult check_derivative_forbidden(const CheckContext& context) {
  if (context.facts.published_bytes) return {DutyState::not_triggered, "the bytes are those of a known publication", {}};
  if (!context.facts.derivative) return {DutyState::cannot_tell, "no base is declared", {}};
  return {DutyState::missing, "the package is declared as made from " + display_short(context.facts.base, 120), {}};
}

CheckResult check_name_begins(const CheckContext& context) {
  if (!context.facts.derivative) return {DutyState::not_triggered, "no base is declared", {}};
  const std::string wanted = context.parameter("text");
  const std::string_view name = last_part(context.facts.package->package->name);
  const std::string lower = ascii_lower(name), prefix = ascii_lower(wanted);
  if (lower.starts_with(prefix)) return {DutyState::met, "the name is " + display_short(name, 80), {}};
  // The licensor's own published names put its own name first (Meta-Llama-3.1-8B-Instruct).
  if (context.record != nullptr) {
    std::string licensor = ascii_lower(context.record->licensor.substr(0, context.record->licensor.find_first_of(" ,")));
    if (!licensor.empty() && lower.starts_with(licensor + "-" + prefix)) {
      return {DutyState::met, "the name is the licensor's own, with its name before: " + display_short(name, 80), {}};
    }
  }
  return {DutyState::missing, "the name is " + display_short(name, 80), {}};
}

CheckResult check_name_contains(const CheckContext& context) {
  if (!context.facts.derivative) return {DutyState::not_triggered, "no base is declared", {}};
  const std::string_view name = context.facts.package->package->name;
  const bool there = ascii_lower(name).find(ascii_lower(context.parameter("text"))) != std::string::npos;
  return {there ? DutyState::met : DutyState::missing, "the name is " + display_short(name, 80), {}};
}

CheckResult check_same_license(const CheckContext& context) {
  if (!context.facts.derivative) return {DutyState::not_triggered, "no base is declared", {}};
  const bool own_choice = context.facts.conclusion->stated;
  if (!own_choice) return {DutyState::cannot_tell, "the package declares no terms of its own", {}};
  for (const GoverningTerms& terms : context.facts.conclusion->terms) {
    if (!terms.own || !terms.applies_to.empty() || terms.choice || same_license(terms.license, context.license)) continue;
    return {DutyState::missing, "the package declares " + terms.license, terms.evidence};
  }
  return {DutyState::met, "the package declares no other terms", {}};
}

std::optional<double> number_of(std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (c != ',' && c != '_' && c != ' ') digits += c;
  }
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<double>(value);
}

CheckResult check_threshold(const CheckContext& context) {
  const std::string measure = context.parameter("measure");
  const std::optional<double> limit = number_of(context.parameter("limit"));
  const report::IntendedUse& use = *context.facts.use;
  std::optional<double> value;
  if (measure == "monthly-users" && use.monthly_users) value = static_cast<double>(*use.monthly_users);
  if (measure == "annual-revenue" && use.annual_revenue) value = static_cast<double>(*use.annual_revenue);
  if (measure == "monthly-revenue" && use.annual_revenue) value = static_cast<double>(*use.annual_revenue) / 12.0;
  const std::string asked = context.parameter("limit") + " " + measure;
  if (!limit) return {DutyState::cannot_tell, "the threshold is no number that can be compared", {}};
  if (!value) return {DutyState::cannot_tell, "the threshold is " + asked + "; the intended use gives no number", {}};
  const bool above = context.parameter("relation") == "ge" ? *value >= *limit : *value > *limit;
  if (!above) return {DutyState::not_triggered, "the intended use is below " + asked, {}};
  return {DutyState::missing, "the intended use is above " + asked, {}};
}

constexpr std::array<std::string_view, 27> kEuMembers = {
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
    "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"};

bool in_union(std::string_view code) { return std::find(kEuMembers.begin(), kEuMembers.end(), code) != kEuMembers.end(); }

bool excluded(std::string_view asked, std::string_view listed) {
  if (asked == listed) return true;
  if (listed == "EU" && in_union(asked)) return true;
  if (asked == "EU" && in_union(listed)) return true;   // part of what was asked for is excluded
  return (asked == "UK" && listed == "GB") || (asked == "GB" && listed == "UK");
}

CheckResult check_territory(const CheckContext& context) {
  const std::string only = context.parameter("only");
  if (only == "multimodal" && !context.facts.multimodal) return {DutyState::not_triggered, "no sign of a multimodal model", {}};
  const std::vector<std::string>& asked = context.facts.use->territories;
  const std::string list = context.parameter("territories");
  if (asked.empty()) return {DutyState::cannot_tell, "excluded: " + list + "; no territory was named", {}};
  std::string_view rest = list;
  while (!rest.empty()) {
    const size_t end = rest.find_first_of(" ,");
    const std::string_view word = rest.substr(0, end);
    for (const std::string& territory : asked) {
      if (!word.empty() && excluded(territory, word)) return {DutyState::missing, territory + " is excluded (" + list + ")", {}};
    }
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return {DutyState::not_triggered, "the named territories are not excluded (" + list + ")", {}};
}

CheckResult check_informational(const CheckContext&) { return {DutyState::not_triggered, "a fact worth knowing; nothing to add", {}}; }
CheckResult check_outside(const CheckContext&) { return {DutyState::cannot_tell, "no file of a package can show it", {}}; }

struct CheckRow {
  std::string_view name;
  CheckResult (*run)(const CheckContext&);
};

constexpr std::array<CheckRow, 22> kChecks = {{
    {"license-text-present", check_license_text},
    {"license-text-or-link", check_license_text_or_link},
    {"string-in-file", check_string_in_file},
    {"notices-retained", check_notices_retained},
    {"modification-declared", check_modification_declared},
    {"name-begins-with", check_name_begins},
    {"name-contains", check_name_contains},
    {"policy-present-or-linked", check_policy},
    {"restrictions-flowed-down", check_flow_down},
    {"same-license", check_same_license},
    {"attribution-present", check_attribution},
    {"forbidden", check_forbidden},
    {"derivative-forbidden", check_derivative_forbidden},
    {"commercial-forbidden", check_commercial},
    {"research-only", check_research},
    {"threshold", check_threshold},
    {"territory-excluded", check_territory},
    {"registration", check_outside},
    {"display-line", check_display_line},
    {"informational", check_informational},
    {"keep-latest-version", check_outside},
    {"outside-files", check_outside},
}};

}  // namespace

const char* name_of(DutyState state) {
  switch (state) {
    case DutyState::met: return "met";
    case DutyState::missing: return "missing";
    case DutyState::cannot_tell: return "cannot-tell";
    case DutyState::not_triggered: return "not-triggered";
  }
  return "cannot-tell";
}

std::string CheckContext::parameter(std::string_view name) const {
  const auto found = parameters.find(std::string(name));
  return found == parameters.end() ? std::string() : found->second;
}

CheckResult run_check(std::string_view check, const CheckContext& context) {
  for (const CheckRow& row : kChecks) {
    if (row.name == check) return row.run(context);
  }
  return {DutyState::cannot_tell, "this program does not know the check " + std::string(check), {}};
}

}  // namespace modelaudit::assess
