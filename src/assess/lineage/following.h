// Do terms stay on derivatives? The record says so (`derivatives follow="yes|no"`); where nobody read it, the class of
// the terms decides carefully: terms that restrict anything are taken to stay, a permission that asks for notices only
// is not. A wildcard id (`LicenseRef-NVIDIA-*`) and an id without a record are treated like restricting terms.
#pragma once

#include <string_view>

#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

bool terms_follow(const Rulebook& rulebook, std::string_view license);

/// True if terms of the family stay on derivatives whichever of its candidates governs.
bool terms_follow(const Rulebook& rulebook, const FamilyRule& rule);

/// True if the id is covered by the pattern: equal, or the pattern ends with `*` and the id begins with the rest.
bool id_matches(std::string_view pattern, std::string_view id);

}  // namespace modelaudit::assess
