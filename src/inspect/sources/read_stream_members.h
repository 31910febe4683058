// Members in general: their facts, their content out of a stream of stored bytes; and the two kinds of containers, with
// a directory (zip, ISO, 7z) and without one (tar, cpio, compressed streams).
#pragma once

#include "inspect/containers/member_stream.h"
#include "inspect/sources/reading.h"

namespace modelaudit::inspect {

/// Counts a member; false (and one finding) when the limit is reached.
bool take_member(Reading& reading, ReadContext& container);

/// Facts of a member that is to be read: path chain, role. A chain that is too long is cut, with a finding.
FileFacts member_facts(std::string_view container_path, std::string_view member_path, ReadContext& container);

/// Gives facts another path.
void rename_facts(FileFacts& facts, std::string path);

struct StoredMember {
  Member::Coding coding = Member::Coding::stored;
  std::optional<uint64_t> size;
  std::optional<uint32_t> crc32;
  bool crc_is_doubtful = false;
  RandomAccess* access = nullptr;                             ///< to the stored bytes, or null
  std::function<std::unique_ptr<ByteStream>()> open_again{};  ///< the stored bytes, or empty
};

/// Reads a member out of the stream of its stored bytes, to their end. `flushed`: that stream leads to a tap which
/// flushes the set of hashers.
void read_member_content(const StoredMember& member, ByteStream& stored, bool flushed, unsigned depth,
                         FileFacts& facts, Reading& reading);

/// Containers with a directory.
void read_directory_members(ByteStream& in, const Source& source, ArtifactKind kind, unsigned depth,
                            ReadContext& context, Reading& reading);

}  // namespace modelaudit::inspect
