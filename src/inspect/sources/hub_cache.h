// The Hugging Face hub cache: models--ORG--NAME/{blobs,refs,snapshots/REV/…} (Hub docs, local-cache). Snapshots hold
// links into blobs; the package is the snapshot, named as its user names it: hf:ORG/NAME@REV.
#pragma once

#include <vector>

#include "inspect/sources/packages.h"

namespace modelaudit::inspect {

/// Renames packages whose root is a snapshot: name NAME, store_name hf:ORG/NAME@REV.
void name_hub_packages(std::vector<Grouped>& packages);

}  // namespace modelaudit::inspect
