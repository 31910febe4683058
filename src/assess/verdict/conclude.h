// From signs and requirements to the terms that govern a package.
//
// What the package states in a text or a declaration governs (ARCHITECTURE section 5); what its bases and family bring,
// and their terms keep on derivatives, governs as well. Contradictions do not cancel: both stay, and the status is
// `contested` (a conflict finding says why). Candidates are narrowed by what else is known, never guessed.
#pragma once

#include <string>
#include <vector>

#include "assess/verdict/requirements.h"
#include "assess/verdict/signs.h"

namespace modelaudit::assess {

struct GoverningTerms {
  std::string license, version;
  Strength strength = Strength::declared;
  std::string applies_to;                 ///< component; empty: the weights
  bool own = false;                       ///< the package states them itself
  bool choice = false;                    ///< one of a choice (OR)
  bool alternative = false;               ///< one of several of which it could not be told which governs
  bool hint = false;                      ///< terms that do not stay on derivatives, shown for want of better
  std::string from;                       ///< requirement that brings them; empty if own
  std::vector<std::string> evidence;
};

struct Conclusion {
  std::vector<GoverningTerms> terms;      ///< by license, component
  bool stated = false;                    ///< the package states resolved terms of its own
  bool ambiguous = false;                 ///< a sign that leaves several licenses open
  bool unresolved_word = false;           ///< `other`, an unknown name, or an unknown text is all that it states
  bool contested = false;                 ///< set by the conflicts
  std::string declared;                   ///< what was declared and could not be resolved
  std::vector<report::Evidence> evidence;

  bool governs(std::string_view license) const;
};

Conclusion conclude(const PackageView& package, const Rulebook& rulebook, PackageSigns& signs,
                    const std::vector<Requirement>& requirements);

/// Licenses that statements of a part name, candidates included.
std::vector<std::string> licenses_of(const Statement& statement);

/// concluded, contested, unresolved.
std::string status_of(const Conclusion& conclusion);

}  // namespace modelaudit::assess
