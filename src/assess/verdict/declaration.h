// A declared license value, looked at as what it is written as: a name, a list, or an SPDX expression (SPDX 3.0.1, annex B).
#pragma once

#include <string_view>

#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

/// True for an expression of the grammar whose operands are known: id, alias, Hub tag or LicenseRef.
bool is_whole_expression(const Rulebook& rulebook, std::string_view value);

enum class Disguise { none, hidden_characters, look_alike_letters };

/// Characters that make a value read as another word than it is. Names of the rulebook that are not ASCII are none.
Disguise disguise_of(const Rulebook& rulebook, std::string_view value);

}  // namespace modelaudit::assess
