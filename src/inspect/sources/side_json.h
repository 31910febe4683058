// JSON side files (config.json, adapter_config.json, index, manifest …) as flat metadata, read as hostile input.
//
// Keys are joined by dots, array items by [i]. Depth, number of entries and length of values are bounded; a limit that
// was hit is a finding. Duplicate keys are suspicious: two readers see two values. What is not JSON is damage, and the
// entries before it are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "inventory/inventory.h"

namespace modelaudit::inspect {

struct SideJson {
  bool is_object = false;
  std::vector<MetadataEntry> entries;      ///< type: string, number, boolean, null; in file order
  std::vector<Damage> problems;
};

/// `max_entries` bounds what is kept (an index file keeps its weight map elsewhere: index.h).
SideJson read_side_json(std::string_view text, const Limits& limits, size_t max_entries = 4096);

/// The text of an entry with this key, or empty.
std::string_view text_entry(const std::vector<MetadataEntry>& entries, std::string_view key);

}  // namespace modelaudit::inspect
