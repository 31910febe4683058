// The beginning of a compressed range, inflated: zstd and xz by libarchive's filters, never its
// archive formats.
#pragma once

#include <string>

#include "inspect/formats/window.h"

namespace modelaudit::inspect {

enum class Compression { xz, zstd };

struct Inflated {
  std::string bytes;
  bool failed = false;  ///< the data is damaged; `bytes` is what came before
};

/// Inflates the stream that begins at `begin` and ends before `end`, at most `most` bytes of it.
Inflated inflate_prefix(Window& window, uint64_t begin, uint64_t end, Compression compression,
                        uint64_t most);

}  // namespace modelaudit::inspect
