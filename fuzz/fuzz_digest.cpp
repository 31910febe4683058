// Every kernel against OpenSSL: the input says how many streams there are, how they are cut into
// pieces, when they are flushed and ended; the rest of it is what they hold. A digest that differs
// traps.
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/sha256.h"
#include "inspect/digest/extent_hasher.h"
#include "inspect/digest/kernel.h"
#include "inspect/digest/stream_set.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

/// Takes small numbers from the front of the input.
class Script {
 public:
  explicit Script(Bytes bytes) : bytes_(bytes) {}
  size_t next(size_t below) {
    if (bytes_.empty() || below == 0) return 0;
    const size_t value = bytes_[0] % below;
    bytes_ = bytes_.subspan(1);
    return value;
  }
  Bytes rest() const { return bytes_; }

 private:
  Bytes bytes_;
};

void check(bool holds) {
  if (!holds) __builtin_trap();
}

/// Streams of the set over parts of `content`, fed piece by piece in turns.
void check_streams(const Kernel& kernel, Script script, Bytes content) {
  struct Stream {
    StreamSet::Id id;
    Bytes left;
    Bytes whole;
  };
  StreamSet set(kernel);
  std::vector<Stream> streams;
  for (size_t n = 1 + script.next(40); n != 0; --n) {
    const size_t begin = content.size() * script.next(16) / 16;
    const size_t size = (content.size() - begin) * script.next(17) / 16;
    const Bytes part = content.subspan(begin, std::min(size, content.size() - begin));
    streams.push_back({set.open(), part, part});
  }
  while (!streams.empty()) {
    const size_t chosen = script.next(streams.size());
    Stream& s = streams[chosen];
    const size_t size =
        std::min(s.left.size(), script.next(4) == 0 ? s.left.size() : script.next(256));
    set.feed(s.id, s.left.first(size));
    s.left = s.left.subspan(size);
    if (script.next(8) == 1) set.flush();
    if (!s.left.empty() && !script.rest().empty()) continue;
    set.feed(s.id, s.left);
    if (script.next(2) == 0) set.end(s.id);
    if (script.next(2) == 0) set.flush();
    check(set.close(s.id) == sha256(s.whole));
    streams.erase(streams.begin() + static_cast<ptrdiff_t>(chosen));
  }
}

/// Extents of one stream, registered as it goes.
void check_extents(const Kernel& kernel, Script script, Bytes content) {
  struct Range {
    size_t begin, end;
  };
  ExtentHasher hasher(kernel);
  std::vector<Range> extents;
  for (size_t at = 0; at < content.size();) {
    for (size_t n = script.next(5); n != 0; --n) {
      const size_t begin = at + script.next(200);
      const size_t end = begin + script.next(200) * script.next(9);
      check(bool{hasher.add_extent(begin, end)});
      extents.push_back({begin, end});
    }
    const size_t size = std::min(content.size() - at, 1 + script.next(250) * (1 + script.next(20)));
    hasher.on_bytes(at, content.subspan(at, size));
    at += size;
  }
  const ExtentHasher::Digests digests = hasher.finish(content.size());
  check(digests.whole == sha256(content));
  for (size_t i = 0; i < extents.size(); ++i) {
    const auto [begin, end] = extents[i];
    check(digests.extents[i].digest.has_value() == (end <= content.size()));
    if (end <= content.size())
      check(digests.extents[i].digest == sha256(content.subspan(begin, end - begin)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Bytes input(data, size);
  if (input.size() < 2) return 0;
  const std::vector<Kernel> kernels = available_kernels();
  Kernel kernel = kernels[input[0] % kernels.size()];
  if (kernel.wide.compress != nullptr && input[1] % 2 == 0)
    kernel.wide_rate = 100;  // wide lanes wherever they can be
  const Script script(input.subspan(2, std::min<size_t>(input.size() - 2, 512)));
  check_streams(kernel, script, input);
  check_extents(kernel, script, input);
  return 0;
}
