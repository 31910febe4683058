// Facts between a worker and its parent: FileFacts as bytes.
//
// The worker has parsed a stranger's file and may be in a stranger's hands by then. So the reader believes nothing: every
// count is compared with the bytes that are left, every word of an enumeration with its range, and bytes that do not
// come out even are refused. A private form of one program talking to itself: no version, no byte order to care for.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "inspect/sources/inspect_file.h"

namespace modelaudit::inspect {

void write_facts(const FileFacts& facts, const std::function<void(std::string_view)>& sink);

/// Nothing if the bytes are not what write_facts writes.
std::optional<FileFacts> read_facts_back(std::string_view bytes);

}  // namespace modelaudit::inspect
