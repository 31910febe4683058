// The verdict: a pure function of facts, rules and intended use. Opens nothing.
#pragma once

#include <functional>

#include "assess/rulebook/rulebook.h"
#include "assess/terms/matcher.h"
#include "inventory/inventory.h"
#include "report/report.h"

namespace modelaudit::assess {

/// What reads terms out of texts. The program gives the matcher; a test gives what it wants to see read.
struct TermReader {
  std::function<TermsResult(std::string_view text, const TextHint& hint)> text;
  std::function<std::vector<TermsMatch>(std::string_view url)> url;
};
TermReader reader_of(const Matcher& matcher);

/// Looks up a digest among the published artifacts (rules/known/); empty if nobody published it.
using KnownLookup = std::function<std::vector<KnownArtifact>(const Digest&)>;

struct AssessInput {
  const Inventory& inventory;
  const Rulebook& rulebook;
  TermReader terms;
  KnownLookup known;               ///< may be empty: nothing is known
  report::IntendedUse use;
};

/// Packages → evidence, concluded terms, lineage, duties, legal basis, findings with severities from rules/, risk.
/// The gate (policy, waivers, baseline, fail-on) is applied afterwards by assess/policy, which also sets the summary's
/// verdict. The report points into the inventory, which must outlive it. Same input, same report.
report::Report assess(const AssessInput& input);

}  // namespace modelaudit::assess
