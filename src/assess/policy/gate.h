// The release gate: policy, waivers and baseline over a finished report. Facts are never changed, only severities, waivers
// and the verdict.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "assess/policy/policy.h"
#include "report/report.h"

namespace modelaudit::assess {

/// Fingerprints of an earlier report, with the codes for what is absent now.
struct Baseline {
  std::map<std::string, std::string> findings;   ///< fingerprint → code
};
Baseline baseline_of(const report::Report& earlier);

struct GateOptions {
  std::string today;                      ///< YYYY-MM-DD; waivers expire against it
  std::vector<std::string> fail_on;       ///< from the flags; empty: the policy's, else high
  bool strict = false;                    ///< unused waivers and policy entries are errors
  const Baseline* baseline = nullptr;
};

enum class GateOutcome {
  pass,
  fail,         ///< exit 1
  incomplete,   ///< exit 4: nothing fails, but not everything was read
  no_model,     ///< exit 3: nothing to judge
};

struct GateResult {
  GateOutcome outcome = GateOutcome::pass;
  std::vector<std::string> warnings;      ///< unused entries, for people
  std::vector<std::string> absent;        ///< `code fingerprint` of baseline findings that are gone
};

/// Applies severities, the allow list, waivers and baseline; recomputes risks and counts (waived findings are not open);
/// sets summary.verdict and fail_on. A damaged or incomplete scan never passes.
GateResult apply_gate(report::Report& report, const Rulebook& rulebook, const Policy& policy, const GateOptions& options);

/// A digest over a package's artifacts: what waivers and exceptions without an artifact are pinned to.
std::string package_digest(const report::Report& report, const report::PackageReport& package);

/// The intended use of flags and policy together; a flag that was given goes first.
report::IntendedUse intended_use(const Policy& policy, const report::IntendedUse& flags, const std::vector<std::string>& given);

}  // namespace modelaudit::assess
