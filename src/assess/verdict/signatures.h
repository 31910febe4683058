// Signs of a vendor's runtime (rules/signatures.xml): weights that are known by where they lie and what lies beside them.
#pragma once

#include "assess/verdict/signs.h"

namespace modelaudit::assess {

/// Adds a statement for each signature of which enough different signs are there.
void add_signatures(const PackageView& package, const Rulebook& rulebook, PackageSigns& signs);

}  // namespace modelaudit::assess
