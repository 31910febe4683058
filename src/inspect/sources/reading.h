// Reading one file with everything in it: the state that its artifacts share, and the two halves of the recursion.
//
// An artifact is a stream with a tap: its format's reader pulls the header from the stream, the tap hashes what passes.
// A container's members are streams over the container's stream, so that the container, its members and their tensors
// are hashed out of one read: a member's hasher queues what it sees in the set that all share, and the tap of the
// stream at the bottom flushes it for all of them together.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/checked.h"
#include "inspect/containers/container.h"
#include "inspect/containers/inflate_budget.h"
#include "inspect/digest/extent_hasher.h"
#include "inspect/formats/layout.h"
#include "inspect/sources/inspect_file.h"

namespace modelaudit::inspect {

/// What all artifacts of one file share.
struct Reading {
  Reading(const Limits& the_limits, uint64_t file_size)
      : limits(the_limits),
        inflate(the_limits, file_size),
        members_left(the_limits[LimitName::members]),
        reread_left(checked_mul(file_size, the_limits[LimitName::overlap_factor]).value_or(~uint64_t{0})) {}

  const Limits& limits;
  StreamSet streams;
  InflateBudget inflate;
  uint64_t members_left;
  uint64_t buffers_left = 64 * kMiB;  ///< for containers that are decoded into memory
  uint64_t reread_left;               ///< stored bytes of members that must be read apart from the forward read
  std::vector<FileFacts> members;     ///< done; in the order in which they ended
};

/// How else the bytes of an artifact can be had.
struct Source {
  RandomAccess* access = nullptr;                             ///< by offset, or null
  std::function<std::unique_ptr<ByteStream>()> open_again{};  ///< from the beginning, or empty
};

/// The tap of an artifact's stream: hashes all, and keeps the beginning of side files.
class ArtifactTap final : public StreamTap {
 public:
  ArtifactTap(StreamSet& streams, uint64_t keep) : hasher(streams), keep_(keep) {}
  void on_bytes(uint64_t offset, Bytes bytes) override;
  const std::string& kept() const { return kept_; }
  /// Computes the CRC-32 of what passes.
  void check_crc() { crc_ = 0; }
  std::optional<uint32_t> crc() const { return crc_; }
  void watch(const RangeMap& ranges) { padding_.emplace(ranges); }
  const std::optional<PaddingWatch>& padding() const { return padding_; }

  ExtentHasher hasher;

 private:
  uint64_t keep_;
  std::string kept_;
  std::optional<uint32_t> crc_;
  std::optional<PaddingWatch> padding_;
};

/// Records damage of an artifact; any class but note makes it incomplete.
void report(FileFacts& facts, Damage damage);

/// How many bytes of an artifact of this role its tap must keep.
uint64_t bytes_to_keep(FileRole role, const Limits& limits);

/// Reads an artifact to its end: facts.artifact.path, reached and role are set; the stream, whose tap is `tap`, stands
/// at its beginning. Members and their members go to reading.members.
void read_artifact(ByteStream& in, ArtifactTap& tap, const Source& source, unsigned depth,
                   std::optional<size_t> json_entries, FileFacts& facts, Reading& reading);

/// Reads the members of a container out of its stream, which stands at its beginning or behind the header of a format
/// that shares the file. What the container itself says goes to `context`.
void read_members(ByteStream& in, const Source& source, ArtifactKind kind, unsigned depth, ReadContext& context,
                  Reading& reading);

}  // namespace modelaudit::inspect
