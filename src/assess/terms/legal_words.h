// Words that make a sentence one of rights and duties. A stretch where an official text allows "any
// words" (a name, a holder) must not hold them, and text beside a license that holds them is looked
// at as possible terms.
#pragma once

#include <cstdint>

namespace modelaudit::assess {

/// Words that no name, address or date of a template field contains.
bool speaks_of_rights(uint32_t hash);

}  // namespace modelaudit::assess
