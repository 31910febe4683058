#include "inspect/formats/window.h"

namespace modelaudit::inspect {

Bytes Window::at(uint64_t offset, size_t n) {
  n = std::min(n, kLongest);
  const uint64_t size = access_.size();
  const bool inside = offset >= begin_ && offset - begin_ <= held_.size();
  const bool held =
      inside && (held_.size() - (offset - begin_) >= n || begin_ + held_.size() == size);
  if (!held) {
    const uint64_t left = offset < size ? size - offset : 0;
    held_.resize(static_cast<size_t>(std::min<uint64_t>(left, std::max(n, kStep))));
    begin_ = offset;
    held_.resize(access_.read_at(offset, held_));
  }
  const Bytes from = Bytes(held_).subspan(static_cast<size_t>(offset - begin_));
  return from.first(std::min(from.size(), n));
}

std::optional<uint8_t> Window::u8(uint64_t offset) {
  const Bytes b = at(offset, 1);
  return b.empty() ? std::nullopt : std::optional<uint8_t>(b[0]);
}

std::optional<uint16_t> Window::u16(uint64_t offset) {
  const Bytes b = at(offset, 2);
  return b.size() < 2 ? std::nullopt : std::optional<uint16_t>(load_u16(b, false));
}

std::optional<uint32_t> Window::u32(uint64_t offset) {
  const Bytes b = at(offset, 4);
  return b.size() < 4 ? std::nullopt : std::optional<uint32_t>(load_u32(b, false));
}

std::optional<uint64_t> Window::u64(uint64_t offset) {
  const Bytes b = at(offset, 8);
  return b.size() < 8 ? std::nullopt : std::optional<uint64_t>(load_u64(b, false));
}

CapturedText Window::text(uint64_t begin, uint64_t end, uint64_t keep, bool digest) {
  TextCapture capture(keep, digest);
  while (begin < end) {
    const Bytes piece = at(begin, static_cast<size_t>(std::min<uint64_t>(end - begin, kLongest)));
    if (piece.empty()) break;
    capture.add(piece);
    begin += piece.size();
  }
  return capture.finish();
}

void read_from_window(ByteStream& in, ReadContext& context,
                      void (*read_at)(RandomAccess&, ReadContext&)) {
  const Bytes view = in.peek(ByteStream::kWindow);
  const std::optional<uint64_t> size = in.size();
  if (view.size() >= ByteStream::kWindow && (!size || *size > view.size())) {
    context.report("needs-random-access", DamageClass::limit, 0,
                   "an artifact of at most " + std::to_string(ByteStream::kWindow) +
                       " bytes where only a stream is there",
                   "a longer one; it is hashed and not read");
    return;
  }
  BytesAccess access(view);
  read_at(access, context);
}

}  // namespace modelaudit::inspect
