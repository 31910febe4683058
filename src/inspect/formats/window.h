// Window: looks at an artifact by offset through views, one read for many small looks.
#pragma once

#include <optional>
#include <vector>

#include "core/random_access.h"
#include "inspect/formats/facts.h"

namespace modelaudit::inspect {

class Window {
 public:
  static constexpr size_t kStep = size_t{64} << 10;
  static constexpr size_t kLongest = size_t{1} << 20;

  explicit Window(RandomAccess& access) : access_(access) {}

  uint64_t size() const { return access_.size(); }

  /// The bytes at the offset, at most n ≤ kLongest; fewer where the artifact ends. Valid until the
  /// next call.
  Bytes at(uint64_t offset, size_t n);

  std::optional<uint8_t> u8(uint64_t offset);
  std::optional<uint16_t> u16(uint64_t offset);
  std::optional<uint32_t> u32(uint64_t offset);
  std::optional<uint64_t> u64(uint64_t offset);

  /// The text in [begin, end), of which at most `keep` bytes are kept.
  CapturedText text(uint64_t begin, uint64_t end, uint64_t keep, bool digest = true);

 private:
  RandomAccess& access_;
  uint64_t begin_ = 0;
  std::vector<uint8_t> held_;
};

/// For formats that need random access where there is only a stream: an artifact that fits into the
/// stream's window is read from there, a longer one is reported as not read.
void read_from_window(ByteStream& in, ReadContext& context,
                      void (*read_at)(RandomAccess&, ReadContext&));

}  // namespace modelaudit::inspect
