// Terms that hold whatever the package says of itself: those of its family, of its declared bases, of known bytes.
#pragma once

#include <string>
#include <vector>

#include "assess/lineage/bases.h"
#include "assess/lineage/family.h"
#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

struct Requirement {
  struct Terms {
    std::string license;                 ///< an id
    std::vector<std::string> versions;   ///< empty: open
  };
  std::vector<Terms> any_of;             ///< one of these governs; more than one: it could not be told which
  bool follows = false;                  ///< they stay on derivatives
  std::string source;                    ///< base_model, family, digest
  std::string from;                      ///< `google/gemma-3n-E4B-it`, `gemma 3n`
  std::string grade;                     ///< E1 … E9
  char rule_grade = 'R';                 ///< how the family rule is known
  std::string family;                    ///< family word, for versions of one family
  std::string component;                 ///< folder of a pipeline's part; empty: the weights
};

/// The terms of a family rule, as requirements. Patterns (`LicenseRef-NVIDIA-*`) become the ids of the rulebook.
std::vector<Requirement> requirements_of(const Rulebook& rulebook, const FamilyRule& rule, const std::string& source,
                                         const std::string& from, const std::string& grade);

/// True if ids name the same terms; `GPL-3.0`, `GPL-3.0-only` and `GPL-3.0-or-later` share one text.
bool same_license(std::string_view a, std::string_view b);

bool brings(const Requirement& requirement, std::string_view license);

/// All licenses that rules of one family name, whatever the generation.
std::vector<std::string> family_licenses(const Rulebook& rulebook, std::string_view family);

}  // namespace modelaudit::assess
