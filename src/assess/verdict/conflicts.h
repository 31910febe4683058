// Contradictions between facts about terms. Each is a finding with a code; none silently overrules another.
#pragma once

#include "assess/verdict/conclude.h"
#include "assess/verdict/findings.h"

namespace modelaudit::assess {

struct ConflictInput {
  const PackageView& package;
  const Rulebook& rulebook;
  const PackageSigns& signs;
  const FamilyFacts& family;
  const std::vector<Requirement>& requirements;
};

/// Conflicts among a package's own statements, and of them with what its bases and family bring. Sets
/// `conclusion.contested` where terms contradict each other.
void find_conflicts(const ConflictInput& input, Conclusion& conclusion, FindingSink& sink);

/// What is missing or unclear about the terms: nothing found, unresolved, altered, superseded, for code only.
void find_term_troubles(const ConflictInput& input, const Conclusion& conclusion, FindingSink& sink);

/// Pairs of governing terms whose duties cannot both be met on one set of weights.
void find_incompatible(const ConflictInput& input, Conclusion& conclusion, FindingSink& sink);

/// Ids as people read them: `Apache-2.0`, `Apache-2.0 and MIT`, `one of A, B`.
std::string spoken(const std::vector<std::string>& ids);

}  // namespace modelaudit::assess
