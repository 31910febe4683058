// GGUF: what its reader's files share. How the format is laid out is told at the head of gguf.cpp.
#pragma once

#include <optional>

#include "inspect/formats/cursor.h"
#include "inspect/formats/facts.h"

namespace modelaudit::inspect {

/// A file being read: where we are, and what its version means.
struct GgufFile {
  Cursor in;
  Facts facts;
  uint32_t version = 0;
  bool wide =
      true;  ///< versions 2 and 3: counts, lengths and dimensions have 64 bits, in version 1 32

  GgufFile(ByteStream& stream, ReadContext& context) : in(stream), facts(context) {}

  ReadContext& context() { return facts.context(); }
  /// A count, length or dimension.
  std::optional<uint64_t> count() {
    if (wide) return in.u64();
    const std::optional<uint32_t> narrow = in.u32();
    return narrow ? std::optional<uint64_t>(*narrow) : std::nullopt;
  }
  uint64_t count_bytes() const { return wide ? 8 : 4; }

  /// Says that the input ends where `what` should be (or why the stream failed). Always false:
  /// reading stops.
  bool cut_short(const std::string& what);
  /// Damage after which nothing can be read. Always false.
  bool stop(std::string code, uint64_t offset, std::string expected, std::string found);
};

/// Reads `n` metadata entries. False when reading must stop; what was read is kept.
bool read_gguf_metadata(GgufFile& file, uint64_t n);

/// Reads `n` tensor infos and lays the tensors out. `alignment` is not 0.
bool read_gguf_tensors(GgufFile& file, uint64_t n, uint64_t alignment);

/// general.base_model.* and general.source.* as relations.
void relate_gguf(ReadContext& context);

/// A key or a tensor's name: up to kLongestName bytes of it; nothing when the input ends (which is
/// reported).
std::optional<CapturedText> read_gguf_name(GgufFile& file, const std::string& what);

}  // namespace modelaudit::inspect
