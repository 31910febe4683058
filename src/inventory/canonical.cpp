#include "inventory/canonical.h"

#include <algorithm>
#include <numeric>

#include "core/sha256.h"

namespace modelaudit {
namespace {

void update_text(Sha256& hash, std::string_view text) {
  hash.update_u64(text.size());
  hash.update(text);
}

void update_value(Sha256& hash, const Value& value) {
  switch (value.kind) {
    case Value::Kind::none: return;
    case Value::Kind::boolean: {
      const uint8_t byte = value.boolean ? 1 : 0;
      hash.update(std::span<const uint8_t>(&byte, 1));
      return;
    }
    case Value::Kind::unsigned_integer: hash.update_u64(value.unsigned_integer); return;
    case Value::Kind::signed_integer:
      hash.update_u64(static_cast<uint64_t>(value.signed_integer));
      return;
    case Value::Kind::real: hash.update_u64(value.real_bits); return;
    case Value::Kind::text:
    case Value::Kind::json:
      if (!value.truncated) return update_text(hash, value.text);
      hash.update_u64(value.bytes);
      if (value.sha256) hash.update(std::span<const uint8_t>(value.sha256->bytes));
      return;
    case Value::Kind::array: break;
  }
  hash.update_u64(value.count);
  if (!value.truncated) {
    for (const Value& item : value.items) {
      // A value says what it is by its entry's type; an array inside an array has only its element
      // type.
      if (item.kind == Value::Kind::array) update_text(hash, item.element_type);
      update_value(hash, item);
    }
    return;
  }
  const std::optional<Digest>& digest = value.canonical ? value.canonical : value.sha256;
  if (digest) hash.update(std::span<const uint8_t>(digest->bytes));
}

}  // namespace

Digest canonical_metadata_digest(const std::vector<MetadataEntry>& metadata) {
  std::vector<size_t> order(metadata.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return metadata[a].key < metadata[b].key; });
  Sha256 hash;
  for (const size_t index : order) {
    const MetadataEntry& entry = metadata[index];
    update_text(hash, entry.key);
    update_text(hash, entry.type);
    update_value(hash, entry.value);
  }
  return hash.finish();
}

}  // namespace modelaudit
