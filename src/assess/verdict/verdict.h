// The verdict: a pure function of facts, rules and intended use. Opens nothing.
#pragma once

#include "assess/rulebook/rulebook.h"
#include "assess/terms/matcher.h"
#include "inventory/inventory.h"
#include "report/report.h"

namespace modelaudit::assess {

/// Looks up a digest among the published artifacts (rules/known/); null if nobody published it.
using KnownLookup = const std::vector<KnownArtifact>& (*)(const Digest&);

struct AssessInput {
  const Inventory& inventory;
  const Rulebook& rulebook;
  const Matcher& matcher;
  report::IntendedUse use;
};

/// Packages → evidence, concluded terms, lineage, duties, legal basis, findings with severities from rules/, risk.
/// The gate (policy, waivers, baseline, fail-on) is applied afterwards by assess/policy. The report points into the
/// inventory, which must outlive it.
report::Report assess(const AssessInput& input);

}  // namespace modelaudit::assess
