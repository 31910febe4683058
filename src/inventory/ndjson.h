// Inventory as NDJSON: one record a line, first the head, then artifacts, texts, packages, relations, problems, and a
// closing record with the counts, so that a cut file is seen. Strings that are not valid UTF-8 are written in display
// form with a sibling `<name>_raw_base64` that holds the bytes; reading restores them. Unknown keys are ignored, unknown
// record types are refused.
#pragma once

#include <functional>
#include <istream>
#include <string>

#include "core/result.h"
#include "inventory/inventory.h"

namespace modelaudit {

/// Calls `sink` once a line (with its newline). Same inventory, same bytes.
void write_ndjson(const Inventory& inventory, const std::function<void(std::string_view)>& sink);

/// Reads what write_ndjson wrote. The Damage's offset is the line number. Hostile input is bounded: a line above
/// `max_line` bytes or a JSON depth above 64 is refused.
Result<Inventory> read_ndjson(std::istream& in, uint64_t max_line = uint64_t{256} << 20);

/// Puts the facts of `other` beside those of `inventory` (shards of one scan); limits must agree or the wider is kept.
void merge_into(Inventory& inventory, Inventory other);

}  // namespace modelaudit
