// StreamSet: many SHA-256 streams over the same chunks of bytes, hashed together.
//
// One SHA-256 stream is bound by latency, so a second one over the same bytes is nearly free when both run interleaved
// (docs/performance.md). Callers feed views of a chunk to any number of open streams and flush before they reuse the
// chunk; the set picks the kernel by CPU (inspect/digest/kernel.h) and the interleaving.
#pragma once

#include <cstdint>
#include <memory>

#include "core/byte_stream.h"
#include "core/digest.h"

namespace modelaudit::inspect {

class StreamSet {
 public:
  using Id = uint32_t;

  StreamSet();
  ~StreamSet();
  StreamSet(const StreamSet&) = delete;
  StreamSet& operator=(const StreamSet&) = delete;

  /// A new stream. Ids are reused after close.
  Id open();

  /// Appends bytes to a stream. The view must stay valid and unchanged until flush() returns. Bytes of one stream are
  /// hashed in the order of the calls.
  void feed(Id id, Bytes bytes);

  /// Hashes everything fed so far.
  void flush();

  /// Ends a stream (flushing what it needs) and gives its digest; the id may be reused.
  Digest close(Id id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace modelaudit::inspect
