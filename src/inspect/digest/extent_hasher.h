// ExtentHasher: the digest of a whole stream and of any number of extents of it, out of one read.
//
// It is the tap of a stream. Extents (tensors) are registered while the stream goes, each before
// its first byte has passed; they may overlap, be empty, and come in any order. Work for each chunk
// of the stream is that of the extents in it, however many are registered.
//
// One artifact: `ExtentHasher hasher; FileStream in(fd, &hasher); …; run_stream(in, hasher);
// hasher.finish(…)`. Several artifacts whose streams fill the lanes of the kernel together:
// stream_ring.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/byte_stream.h"
#include "core/digest.h"
#include "core/result.h"
#include "inspect/digest/stream_set.h"

namespace modelaudit::inspect {

class ExtentHasher final : public StreamTap {
 public:
  enum class Whole { hash, skip };

  struct Extent {
    std::optional<Digest> digest;  ///< absent if the stream ended before the extent did
    bool degenerate = false;       ///< all its bytes are equal, and there is at least one
  };
  struct Digests {
    std::optional<Digest> whole;  ///< of all bytes that passed; absent with Whole::skip
    std::vector<Extent> extents;  ///< by number
  };

  ExtentHasher();                               ///< with a set of its own and the fastest kernel
  explicit ExtentHasher(const Kernel& kernel);  ///< with a set of its own
  /// With streams in a set that others use too and that must outlive this.
  explicit ExtentHasher(StreamSet& shared, Whole whole = Whole::hash);
  ~ExtentHasher() override;
  ExtentHasher(const ExtentHasher&) = delete;
  ExtentHasher& operator=(const ExtentHasher&) = delete;

  /// Registers [begin, end) and gives its number: 0, 1, 2, …. Refused if begin is after end or
  /// already passed.
  Result<uint32_t> add_extent(uint64_t begin, uint64_t end);

  void on_bytes(uint64_t offset, Bytes bytes) override;

  /// Bytes seen so far.
  uint64_t position() const { return position_; }

  /// With `true`, on_bytes only queues what it is given: the caller keeps the chunk alive and
  /// unchanged until it has flushed the shared set. With `false` (the default) every chunk is
  /// hashed before on_bytes returns.
  void defer_flush(bool defer) { deferred_ = defer; }

  /// Says that the stream has ended at `end`: the last blocks of what is open are queued for the
  /// next flush. Optional: it lets many artifacts end in one flush, beside each other in the lanes.
  void end_stream(uint64_t end);

  /// Ends the stream if that was not said, and gives its digests. Call once, last. What is queued
  /// must still be alive.
  Digests finish(uint64_t end);

 private:
  struct Waiting {  // registered, its begin not reached
    uint64_t begin;
    uint64_t end;
    uint32_t number;
  };
  struct Active {  // begun, not ended
    uint64_t begin;
    uint64_t end;
    uint32_t number;
    StreamSet::Id stream;
    std::optional<uint8_t> repeated;  ///< the byte that all so far are equal to
  };
  struct Ended {
    uint32_t number;
    StreamSet::Id stream;
  };

  void begin_extents(uint64_t before);
  void begin_extent(const Waiting& next);
  bool feed_extent(Active& active, Bytes chunk);
  void end_extent(const Active& active);
  void collect();

  std::unique_ptr<StreamSet> own_;
  StreamSet& set_;
  std::optional<StreamSet::Id> whole_;
  bool deferred_ = false;
  bool stream_ended_ = false;
  uint64_t position_ = 0;
  std::vector<Waiting>
      in_order_;              ///< registered in the order of begin, as most formats list tensors
  size_t next_in_order_ = 0;  ///< those before it have begun
  std::vector<Waiting> out_of_order_;  ///< all others: a heap, the lowest begin on top
  std::vector<Active> active_;
  std::vector<Ended> ended_;  ///< fed to the end; their digests are not collected yet
  std::vector<Extent> results_;
};

/// Consumes the rest of a stream whose tap leads to the hasher. Returns the position where it
/// ended.
uint64_t run_stream(ByteStream& in, const ExtentHasher& hasher);

}  // namespace modelaudit::inspect
