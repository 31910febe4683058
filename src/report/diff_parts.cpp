#include "report/diff_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

namespace modelaudit::report {
namespace {

// Rows of both sides under one key: removed ones, added ones, and pairs.
template <class Row>
struct Both {
  const Row* before = nullptr;
  const Row* after = nullptr;
};

template <class Row, class Key>
std::map<std::string, Both<Row>> join(const std::vector<Row>& before, const std::vector<Row>& after, Key key) {
  std::map<std::string, Both<Row>> out;
  for (const Row& row : before) out[key(row)].before = &row;
  for (const Row& row : after) out[key(row)].after = &row;
  return out;
}

// Weaker to stronger evidence; a place in it orders strengths.
constexpr std::array<std::string_view, 5> kStrengths = {"implied", "declared", "record", "near", "identical"};

size_t strength_rank(std::string_view word) {
  return static_cast<size_t>(std::find(kStrengths.begin(), kStrengths.end(), word) - kStrengths.begin());
}

std::string applies_words(const ConcludedTerms& terms) { return terms.applies_to.empty() ? "" : " for " + terms.applies_to; }

void add_terms_change(const ConcludedTerms& before, const ConcludedTerms& after, std::vector<Change>& out) {
  if (before.version != after.version) {
    out.push_back({"terms", "changed", Direction::neutral, after.license, or_none(before.version), or_none(after.version),
                   fmt::format("{}{} is version {}, before {}", after.license, applies_words(after), or_none(after.version),
                               or_none(before.version))});
  }
  if (before.strength != after.strength) {
    const bool weaker = strength_rank(after.strength) < strength_rank(before.strength);
    out.push_back({"terms", "changed", weaker ? Direction::worse : Direction::better, after.license, before.strength, after.strength,
                   fmt::format("{} rests on {} evidence, before on {}", terms_label(after.license, after.version), after.strength,
                               before.strength)});
  }
}

std::string duty_label(const Duty& duty) {
  return (duty.title.empty() ? duty.obligation : duty.title) + " (" + terms_label(duty.license, duty.version) +
         (duty.section.empty() ? "" : ", " + duty.section) + ")";
}

bool is_open(std::string_view state) { return state == "missing" || state == "cannot-tell"; }

Direction duty_direction(std::string_view before, std::string_view after) {
  if (is_open(after) && !is_open(before)) return Direction::worse;
  if (is_open(before) && !is_open(after)) return Direction::better;
  if (before == "cannot-tell" && after == "missing") return Direction::worse;
  return Direction::neutral;
}

std::string family_words(const std::optional<Family>& family) {
  if (!family) return {};
  return family->id + (family->generation.empty() ? "" : " " + family->generation) + " (" + family->grade + ")";
}

}  // namespace

void compare_terms(const PackagePair& pair, std::vector<Change>& out) {
  const PackageReport& before = pair.before;
  const PackageReport& after = pair.after;
  if (before.terms_status != after.terms_status) {
    const bool settled = after.terms_status == "concluded" || after.terms_status == "none-needed";
    out.push_back({"terms", "changed", settled ? Direction::better : Direction::worse, "status", before.terms_status, after.terms_status,
                   fmt::format("The terms are {}, before {}", after.terms_status, before.terms_status)});
  }
  const auto rows = join(before.concluded, after.concluded,
                         [](const ConcludedTerms& terms) { return terms.license + "\n" + terms.applies_to; });
  for (const auto& [key, row] : rows) {
    if (row.before != nullptr && row.after != nullptr) {
      add_terms_change(*row.before, *row.after, out);
    } else if (row.after != nullptr) {
      const std::string label = terms_label(row.after->license, row.after->version);
      out.push_back({"terms", "added", Direction::neutral, row.after->license, "", label,
                     fmt::format("It stands under {}{} now ({})", label, applies_words(*row.after), row.after->strength)});
    } else {
      const std::string label = terms_label(row.before->license, row.before->version);
      out.push_back({"terms", "removed", Direction::neutral, row.before->license, label, "",
                     fmt::format("It no longer stands under {}{}", label, applies_words(*row.before))});
    }
  }
}

void compare_duties(const PackagePair& pair, std::vector<Change>& out) {
  const auto key = [](const Duty& duty) { return duty.obligation + "\n" + duty.license + "\n" + duty.section; };
  for (const auto& [word, row] : join(pair.before.duties, pair.after.duties, key)) {
    const std::string before = row.before == nullptr ? "not-triggered" : row.before->state;
    const std::string after = row.after == nullptr ? "not-triggered" : row.after->state;
    if (before == after) continue;
    const Duty& duty = row.after == nullptr ? *row.before : *row.after;
    const char* kind = row.before == nullptr ? "added" : row.after == nullptr ? "removed" : "changed";
    std::string says = row.before == nullptr  ? fmt::format("{} is owed now: {}", duty_label(duty), after)
                       : row.after == nullptr ? fmt::format("{} is no longer owed (was {})", duty_label(duty), before)
                                              : fmt::format("{} is {}, before {}", duty_label(duty), after, before);
    if (is_open(after) && !duty.satisfy.empty()) says += ". " + duty.satisfy;
    out.push_back({"duties", kind, duty_direction(before, after), duty.obligation, before, after, std::move(says)});
  }
}

void compare_lineage(const PackagePair& pair, std::vector<Change>& out) {
  const std::string before = family_words(pair.before.family);
  const std::string after = family_words(pair.after.family);
  if (before != after) {
    out.push_back({"lineage", "changed", Direction::neutral, "family", or_none(before), or_none(after),
                   fmt::format("The family is {}, before {}", or_none(after), or_none(before))});
  }
  const auto key = [](const LineageClaim& claim) { return claim.base + "\n" + claim.relation; };
  for (const auto& [word, row] : join(pair.before.lineage, pair.after.lineage, key)) {
    if (row.before == nullptr) {
      out.push_back({"lineage", "added", Direction::neutral, row.after->base, "", row.after->grade,
                     fmt::format("{} of {} is claimed now, on {} evidence", or_none(row.after->relation), row.after->base, row.after->grade)});
    } else if (row.after == nullptr) {
      out.push_back({"lineage", "removed", Direction::worse, row.before->base, row.before->grade, "",
                     fmt::format("{} of {} is no longer claimed (was {})", or_none(row.before->relation), row.before->base, row.before->grade)});
    } else {
      if (row.before->grade != row.after->grade) {
        out.push_back({"lineage", "changed", Direction::neutral, row.after->base, row.before->grade, row.after->grade,
                       fmt::format("{} of {} rests on {} evidence, before on {}", or_none(row.after->relation), row.after->base,
                                   row.after->grade, row.before->grade)});
      }
      const std::string old_terms = terms_label(row.before->license, row.before->version);
      const std::string new_terms = terms_label(row.after->license, row.after->version);
      if (old_terms != new_terms) {
        out.push_back({"lineage", "changed", Direction::neutral, row.after->base, or_none(old_terms), or_none(new_terms),
                       fmt::format("{} brings {}, before {}", row.after->base, or_none(new_terms), or_none(old_terms))});
      }
    }
  }
}

void compare_findings(const PackagePair& pair, std::vector<Change>& out) {
  const auto by_fingerprint = [](const View& view, const PackageReport& package) {
    std::map<std::string, const Finding*> found;
    for (const Finding* finding : view.findings_of(package)) found.emplace(finding->fingerprint, finding);
    return found;
  };
  const auto before = by_fingerprint(pair.before_view, pair.before);
  const auto after = by_fingerprint(pair.after_view, pair.after);
  const auto severity_words = [](const Finding& finding) {
    return std::string(name_of(finding.severity)) + (is_waived(finding) ? ", waived" : "");
  };
  for (const auto& [fingerprint, finding] : after) {
    const auto old_one = before.find(fingerprint);
    if (old_one == before.end()) {
      const bool open = finding->severity != Severity::none && !is_waived(*finding);
      out.push_back({"findings", "added", open ? Direction::worse : Direction::neutral, finding->code, "", severity_words(*finding),
                     fmt::format("New ({}): {}", severity_words(*finding), finding->message)});
    } else if (const std::string was = severity_words(*old_one->second); was != severity_words(*finding)) {
      const bool worse = finding->severity > old_one->second->severity || (!is_waived(*finding) && is_waived(*old_one->second));
      out.push_back({"findings", "changed", worse ? Direction::worse : Direction::better, finding->code, was, severity_words(*finding),
                     fmt::format("{}, before {}: {}", severity_words(*finding), was, finding->message)});
    }
  }
  for (const auto& [fingerprint, finding] : before) {
    if (after.contains(fingerprint)) continue;
    const bool open = finding->severity != Severity::none && !is_waived(*finding);
    out.push_back({"findings", "removed", open ? Direction::better : Direction::neutral, finding->code, severity_words(*finding), "",
                   fmt::format("Gone ({}): {}", severity_words(*finding), finding->message)});
  }
}

}  // namespace modelaudit::report
