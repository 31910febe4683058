// What every fuzz target of a format reader does: one input through one reader, then the promises
// that hold for any input. A broken promise traps, as a crash does.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "inspect/formats/format.h"
#include "inspect/formats/layout.h"
#include "inventory/inventory.h"

namespace modelaudit::fuzz {

template <class Read>
void check_reading(Bytes bytes, Read read) {
  const Limits limits;
  Artifact artifact;
  std::vector<inspect::FoundText> texts;
  std::vector<Relation> relations;
  RangeMap ranges;
  std::vector<Damage> damages;
  artifact.path = "fuzz";
  artifact.size = bytes.size();
  inspect::ReadContext context{limits, artifact, texts, relations, ranges, damages};
  read(context);
  if (ranges.sum(bytes.size()).total() != bytes.size()) __builtin_trap();
  for (const Damage& damage : damages) {
    if (damage.damage_class != DamageClass::note && artifact.complete) __builtin_trap();
    if (damage.code.empty()) __builtin_trap();
  }
  if (!artifact.complete && damages.empty()) __builtin_trap();
}

/// A reader of streams.
inline void read_as(void (*read)(ByteStream&, inspect::ReadContext&), Bytes bytes) {
  check_reading(bytes, [&](inspect::ReadContext& context) {
    MemoryStream stream(bytes);
    read(stream, context);
    if (stream.position() > bytes.size()) __builtin_trap();
  });
}

/// A reader by random access.
inline void read_as(void (*read)(RandomAccess&, inspect::ReadContext&), Bytes bytes) {
  check_reading(bytes, [&](inspect::ReadContext& context) {
    BytesAccess access(bytes);
    read(access, context);
  });
}

}  // namespace modelaudit::fuzz
