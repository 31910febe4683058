// StreamRing: several open files hashed together by one thread.
//
// One file offers two streams at a time (the whole and a tensor), and a core can hash far more than
// two at once. The ring goes round: a chunk of each file, then one flush of the set that all their
// hashers share, so that 16 files fill 32 lanes. Memory is one chunk for each open file. How a
// caller drives it:
//
//   StreamSet set;
//   StreamRing ring(set);
//   // for each file, up to as many as are to be open at once (16 fill the lanes):
//   //   ExtentHasher hasher(set); FileStream in(fd, &hasher);
//   //   read the header from `in`, hasher.add_extent(…) for each tensor, then
//   //   ring.add(in, hasher, number);
//   while (ring.size() != 0) {
//     for (const size_t number : ring.step()) {
//       // this file has ended: hasher.finish(in.position()), close it, perhaps add the next one
//     }
//   }
#pragma once

#include <cstddef>
#include <vector>

#include "inspect/digest/extent_hasher.h"
#include "inspect/digest/file_stream.h"

namespace modelaudit::inspect {

class StreamRing {
 public:
  /// Open files that fill all lanes, both digests of each.
  static constexpr size_t kUsefulFiles = 16;

  explicit StreamRing(StreamSet& set) : set_(set) {}

  /// Takes in a file whose stream's tap leads to the hasher, which uses the ring's set; both stay
  /// the caller's until step() has returned `number`. (FileStream, since its views last until its
  /// next peek, beyond the tap's call.)
  void add(FileStream& in, ExtentHasher& hasher, size_t number);

  /// Files that have not ended.
  size_t size() const { return files_.size(); }

  /// Advances every file by a chunk. Returns the numbers of those that have ended with it, in the
  /// order of add().
  std::vector<size_t> step();

 private:
  struct File {
    FileStream* in;
    ExtentHasher* hasher;
    size_t number;
  };

  StreamSet& set_;
  std::vector<File> files_;
};

}  // namespace modelaudit::inspect
