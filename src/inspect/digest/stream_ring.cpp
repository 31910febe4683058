#include "inspect/digest/stream_ring.h"

#include <algorithm>

namespace modelaudit::inspect {
namespace {

constexpr size_t kChunk = size_t{128} << 10;

}  // namespace

void StreamRing::add(FileStream& in, ExtentHasher& hasher, size_t number) {
  hasher.defer_flush(true);
  files_.push_back({&in, &hasher, number});
}

std::vector<size_t> StreamRing::step() {
  std::vector<size_t> ended;
  const auto advance = [&](const File& file) {
    const size_t have = std::min(file.in->peek(kChunk).size(), kChunk);
    file.in->consume(have);
    if (have == kChunk && file.in->left() != 0) return false;
    file.hasher->end_stream(file.in->position());
    ended.push_back(file.number);
    return true;
  };
  std::erase_if(files_, advance);
  set_.flush();
  return ended;
}

}  // namespace modelaudit::inspect
