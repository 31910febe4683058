// The canonical metadata digest: one number for "the same metadata", whatever file version, byte order or key order.
//
// SHA-256 over the entries sorted by key bytes (equal keys keep file order), each entry as
//   u64 key length, key, u64 type length, type, then the value:
//   boolean: one byte · integers: 8 bytes two's complement little endian · real: the stored bits as u64 ·
//   text: u64 length + bytes (long text: its SHA-256 after the length) · array: u64 count, then the SHA-256 of its
//   canonical elements when it is long (strings as u64 length + bytes, numbers little endian), else each element.
// Texts longer than kInlineText and arrays longer than kInlineItems go by digest.
#pragma once

#include "inventory/inventory.h"

namespace modelaudit {

/// A text or array up to this size is given whole in the inventory; a longer one by digest, count and a prefix.
constexpr uint64_t kInlineText = 4096;
constexpr uint64_t kInlineItems = 64;

Digest canonical_metadata_digest(const std::vector<MetadataEntry>& metadata);

}  // namespace modelaudit
