// The interface of model format readers: bytes in, facts out.
//
// A reader pulls a header from a ByteStream and writes what it says into the artifact: metadata,
// tensors with absolute extents, texts, damage. It never seeks, never opens a file, never hashes
// weights (the caller hashes the extents out of the same read) and never judges. It keeps what it
// read before damage. Recognition is by content; a file name is a hint for formats that have no
// magic.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/byte_stream.h"
#include "core/limits.h"
#include "core/random_access.h"
#include "inventory/inventory.h"

namespace modelaudit::inspect {

/// A text found in an artifact, before texts of a scan are merged.
struct FoundText {
  std::string body;  ///< raw bytes, at most limits[text_bytes]
  Digest digest;     ///< of the whole text
  std::string encoding =
      "utf-8";  ///< of the bytes in the artifact; `body` is UTF-8 where it could be decoded
  bool truncated = false;
  TextRole role = TextRole::metadata_value;
  std::string key;
  uint64_t offset = 0;
  uint64_t length = 0;  ///< bytes in the artifact

  friend bool operator==(const FoundText&, const FoundText&) = default;
};

/// What a reader fills. `artifact.size` and `artifact.path` are set by the caller where known.
struct ReadContext {
  const Limits& limits;
  Artifact& artifact;
  std::vector<FoundText>& texts;
  std::vector<Relation>& relations;  ///< package and artifact ids are filled in by the caller
  RangeMap& ranges;
  std::vector<Damage>& damages;  ///< origin is filled in by the caller

  /// Records damage; the artifact becomes incomplete unless the class is note. At most
  /// limits[problems_per_artifact] are kept for each code (the last one kept says that more
  /// follow).
  void report(std::string code, DamageClass damage_class, uint64_t offset, std::string expected,
              std::string found);

  std::map<std::string, uint64_t> reported = {};  ///< findings by code, kept or not
};

struct Format {
  ArtifactKind kind;
  const char* name;
  /// Looks at the first bytes (up to 64 KiB; fewer if the artifact is shorter) and the last path
  /// component.
  bool (*recognizes)(Bytes head, std::string_view file_name);
  /// Reads the header. The stream stands at 0. On return it stands anywhere up to the first
  /// tensor's data.
  void (*read)(ByteStream& in, ReadContext& context);
  /// For formats whose directory does not stand at the front: reads by few and small looks,
  /// consumes no stream. Null for the others.
  void (*read_at)(RandomAccess& access, ReadContext& context) = nullptr;
};

/// Reads with what the format needs: by `access` where the format asks for it and the caller has it
/// (else null), by the stream otherwise.
void read_facts(const Format& format, ByteStream& in, RandomAccess* access, ReadContext& context);

/// All formats, in the order in which recognition is tried.
std::span<const Format> formats();

/// The first format that recognizes the bytes; null if none does.
const Format* recognize(Bytes head, std::string_view file_name);

}  // namespace modelaudit::inspect
