// Side files of models (cards, configs, license texts, indexes) → facts, from their bytes in memory.
#pragma once

#include <string>

#include "inspect/sources/inspect_file.h"

namespace modelaudit::inspect {

/// True when files of this role are read into memory and looked into.
bool is_side_file(FileRole role);

/// True for side files that a loader parses as JSON: an empty one is damaged.
bool is_json_file(FileRole role);

/// The most bytes that are kept of a side file of this role; what is beyond is hashed, not read, and said.
uint64_t side_file_bytes(FileRole role, const Limits& limits);

/// Fills kind, metadata, texts, relations and damages of `facts` from the file's bytes. `whole` is false when the file
/// is longer than what is kept.
void read_side_file(std::string_view raw, bool whole, const Limits& limits, size_t json_entries, FileFacts& facts);

}  // namespace modelaudit::inspect
