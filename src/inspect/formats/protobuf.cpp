#include "inspect/formats/protobuf.h"

namespace modelaudit::inspect {

std::optional<uint64_t> read_varint(Window& window, uint64_t& at, uint64_t end) {
  const uint64_t left = end > at ? end - at : 0;
  const Bytes bytes = window.at(at, static_cast<size_t>(std::min<uint64_t>(left, 10)));
  uint64_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 9 && bytes[i] > 1) return std::nullopt;  // more than 64 bits
    value |= uint64_t{bytes[i] & 0x7FU} << (7 * i);
    if ((bytes[i] & 0x80U) == 0) {
      at += i + 1;
      return value;
    }
  }
  return std::nullopt;
}

std::optional<ProtoField> ProtoMessage::broken(uint64_t at) {
  broken_at_ = at;
  return std::nullopt;
}

std::optional<ProtoField> ProtoMessage::next() {
  if (at_ >= end_ || broken_at_) return std::nullopt;
  ProtoField field;
  field.at = at_;
  const std::optional<uint64_t> tag = read_varint(window_, at_, end_);
  if (!tag || *tag >> 3 == 0 || *tag >> 3 > (uint64_t{1} << 29) - 1) return broken(field.at);
  field.number = static_cast<uint32_t>(*tag >> 3);
  field.wire = static_cast<uint8_t>(*tag & 7);
  field.begin = at_;
  switch (field.wire) {
    case 0: {
      const std::optional<uint64_t> value = read_varint(window_, at_, end_);
      if (!value) return broken(field.at);
      field.value = *value;
      break;
    }
    case 1:
    case 5: {
      const uint64_t width = field.wire == 1 ? 8 : 4;
      if (end_ - at_ < width) return broken(field.at);
      const Bytes bytes = window_.at(at_, static_cast<size_t>(width));
      if (bytes.size() < width) return broken(field.at);
      field.value = width == 8 ? load_u64(bytes, false) : load_u32(bytes, false);
      at_ += width;
      break;
    }
    case 2: {
      const std::optional<uint64_t> length = read_varint(window_, at_, end_);
      if (!length || *length > end_ - at_) return broken(field.at);
      field.begin = at_;
      at_ += *length;
      break;
    }
    default: return broken(field.at);
  }
  field.end = at_;
  return field;
}

}  // namespace modelaudit::inspect
