// Waivers: which findings they accept, and what became of each.
//
// applied: it accepts a finding. expired: its day is past, the finding stands. void: the bytes that it was given for have
// changed, the finding stands. unused: it matches no finding. All of them are in the report's register.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "assess/policy/policy.h"
#include "report/report.h"

namespace modelaudit::assess {

/// Marks findings and fills report.waivers; `used` gets the positions of waivers that matched anything.
void apply_waivers(report::Report& report, const std::vector<WaiverEntry>& waivers, const std::string& today, std::set<size_t>& used);

/// What a waiver would look like for a finding, pinned to the bytes at hand: TOML to append to a file. A message when the
/// finding is not in the report or a field is missing or wrong.
struct NewWaiver {
  std::string finding;      ///< id, fingerprint
  std::string reason, reason_code, approver, expires;
};
Result<std::string> waiver_text(const report::Report& report, const NewWaiver& asked);

}  // namespace modelaudit::assess
