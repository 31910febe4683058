// StreamSet: many SHA-256 streams over the same chunks of bytes, hashed together.
//
// One SHA-256 stream is bound by latency, so a second one over the same bytes is nearly free when
// both run interleaved (docs/performance.md). Callers feed views of a chunk to any number of open
// streams and flush before they reuse the chunk; the set picks the kernel by CPU
// (inspect/digest/kernel.h) and the interleaving.
#pragma once

#include <cstdint>
#include <memory>

#include "core/byte_stream.h"
#include "core/digest.h"

namespace modelaudit::inspect {

struct Kernel;

class StreamSet {
 public:
  using Id = uint32_t;

  StreamSet();                               ///< with the fastest kernel of this CPU
  explicit StreamSet(const Kernel& kernel);  ///< with a given one (tests, `--kernel`)
  ~StreamSet();
  StreamSet(const StreamSet&) = delete;
  StreamSet& operator=(const StreamSet&) = delete;

  /// A new stream. Ids are reused after close.
  Id open();

  /// Appends bytes to a stream. The view must stay valid and unchanged until flush() returns. Bytes
  /// of one stream are hashed in the order of the calls.
  void feed(Id id, Bytes bytes);

  /// Says that a stream has all its bytes, so that the next flush() also hashes its last, padded
  /// blocks, in lanes beside other streams. Optional: close() alone does the same for one stream.
  /// No feed() may follow.
  void end(Id id);

  /// Hashes everything fed so far.
  void flush();

  /// Ends a stream (flushing what it needs) and gives its digest; the id may be reused.
  Digest close(Id id);

  /// Forgets a stream with what was fed and not yet hashed; the id may be reused.
  void drop(Id id);

  /// Bytes fed and not yet flushed: who defers flushing bounds it by this.
  uint64_t waiting() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace modelaudit::inspect
