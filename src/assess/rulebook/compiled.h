// The rulebook as one binary file, made at build time and mapped at start-up.
//
// XML is for people; a scan must not parse a thousand files before it reads its first byte. The
// compiled file holds the records packed (decoded at once, pack.h), the license index of the terms
// room (opaque here, used in place) and the known digests (known.h, searched in place). It is
// position independent, names its format and layout, and carries a checksum over all its bytes: a
// file that is cut, flipped, foreign or of another release is refused with the advice to build it
// again. The checksum finds accidents; who can write the file can write a valid one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "assess/rulebook/known.h"
#include "assess/rulebook/load.h"
#include "assess/rulebook/rulebook.h"
#include "core/result.h"

namespace modelaudit::assess {

/// The bytes of a compiled rulebook. `license_index` is what the terms room's build_license_index
/// gives.
std::string compile(const Rulebook& rulebook, const KnownFacts& known,
                    std::span<const uint8_t> license_index);

/// An opened rulebook. Owns the bytes that its views look at; movable, and the views stay valid
/// when it is moved.
class CompiledRulebook {
 public:
  const Rulebook& rulebook() const { return *rulebook_; }

  /// Aligned to 64 bytes when the file is mapped.
  std::span<const uint8_t> license_index() const { return license_index_; }

  /// What was published with this digest; empty if nobody is known to have.
  std::vector<KnownArtifact> known(const Digest& digest) const {
    return artifacts_.artifacts(digest);
  }
  std::vector<KnownText> known_texts(const Digest& digest) const { return texts_.texts(digest); }
  size_t known_count() const { return artifacts_.size(); }

 private:
  struct Storage;
  friend Result<CompiledRulebook> open_storage(std::shared_ptr<const Storage> storage);
  friend Result<CompiledRulebook> open_compiled(const std::filesystem::path& path);
  friend Result<CompiledRulebook> open_compiled_bytes(std::string bytes);

  std::shared_ptr<const Storage> storage_;
  std::unique_ptr<Rulebook> rulebook_;  ///< on the heap, so that pointers into it survive a move
  std::span<const uint8_t> license_index_;
  KnownTable artifacts_;
  KnownTable texts_;
};

/// Maps and checks a compiled file. The Damage has code `rulebook-damaged`, or
/// `rulebook-unreadable`.
Result<CompiledRulebook> open_compiled(const std::filesystem::path& path);

/// The same from bytes in memory: what `--rules DIR` uses after loading XML.
Result<CompiledRulebook> open_compiled_bytes(std::string bytes);

/// Writes the right size and checksum into the head of changed bytes; for tests and fuzzing, which
/// want to get past them.
void seal_compiled(std::string& bytes);

}  // namespace modelaudit::assess
