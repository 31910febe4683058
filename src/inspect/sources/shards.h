// Sets of files that are one model: sharded safetensors with their index, and split GGUF. What is missing, twice,
// elsewhere or contradictory is damage of the set.
#pragma once

#include "inspect/sources/packages.h"

namespace modelaudit::inspect {

/// Checks the sets inside one package; damages are added to the file they belong to (origin set).
void check_shards(std::vector<FileFacts>& files, const Grouped& package);

}  // namespace modelaudit::inspect
