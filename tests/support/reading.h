// Reads bytes with the format readers and keeps everything they say.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "inspect/formats/format.h"
#include "inspect/formats/layout.h"

namespace modelaudit::test {

inline Bytes as_bytes(std::string_view text) {
  return {static_cast<const uint8_t*>(static_cast<const void*>(text.data())), text.size()};
}

/// A stream that does not know its size, as a compressed member.
class UnsizedStream final : public ByteStream {
 public:
  explicit UnsizedStream(Bytes bytes) : inner_(bytes) {}
  std::optional<uint64_t> size() const override { return std::nullopt; }
  uint64_t position() const override { return inner_.position(); }
  Bytes peek(size_t n) override { return inner_.peek(n); }
  void consume(size_t n) override { inner_.consume(n); }
  const std::optional<Damage>& failure() const override { return inner_.failure(); }

 private:
  MemoryStream inner_;
};

struct Reading {
  Artifact artifact;
  std::vector<inspect::FoundText> texts;
  std::vector<Relation> relations;
  RangeMap ranges;
  std::vector<Damage> damages;
  bool recognized = false;

  /// The class of the first finding of a code; nullopt without one.
  std::optional<DamageClass> finding(std::string_view code) const {
    for (const Damage& damage : damages) {
      if (damage.code == code) return damage.damage_class;
    }
    return std::nullopt;
  }
  bool has(std::string_view code) const { return finding(code).has_value(); }
  bool has(std::string_view code, DamageClass damage_class) const {
    return finding(code) == damage_class;
  }
  bool only_notes() const {
    return std::all_of(damages.begin(), damages.end(),
                       [](const Damage& d) { return d.damage_class == DamageClass::note; });
  }
  const MetadataEntry* entry(std::string_view key) const {
    for (const MetadataEntry& entry : artifact.metadata) {
      if (entry.key == key) return &entry;
    }
    return nullptr;
  }
  std::string text(std::string_view key) const {
    const MetadataEntry* found = entry(key);
    return found == nullptr ? "(none)" : found->value.text;
  }
};

inline Reading read_bytes(std::string_view bytes, std::string_view name = "model.bin",
                          const Limits& limits = {}, bool sized = true) {
  Reading reading;
  reading.artifact.path = std::string(name);
  reading.artifact.size = bytes.size();
  const Bytes all = as_bytes(bytes);
  const inspect::Format* format =
      inspect::recognize(all.first(std::min<size_t>(all.size(), 65536)), name);
  reading.recognized = format != nullptr;
  if (format == nullptr) return reading;
  inspect::ReadContext context{limits,         reading.artifact, reading.texts, reading.relations,
                               reading.ranges, reading.damages};
  reading.artifact.kind = format->kind;
  BytesAccess access(all);
  if (sized) {
    MemoryStream stream(all);
    inspect::read_facts(*format, stream, &access, context);
  } else {
    UnsizedStream stream(all);
    format->read(stream, context);
    if (format->read_at == nullptr) inspect::check_end(context, bytes.size());
  }
  reading.artifact.extents = reading.ranges.sum(bytes.size());
  return reading;
}

}  // namespace modelaudit::test
