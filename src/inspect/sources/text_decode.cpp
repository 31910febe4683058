#include "inspect/sources/text_decode.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

std::string from_utf16(std::string_view raw, bool big_endian) {
  const auto unit = [&](size_t i) -> char32_t {
    const auto a = static_cast<uint8_t>(raw[i]);
    const auto b = static_cast<uint8_t>(raw[i + 1]);
    return static_cast<char32_t>(big_endian ? (a << 8) | b : (b << 8) | a);
  };
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i + 1 < raw.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c <= 0xDBFF && i + 3 < raw.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(out, c >= 0xD800 && c <= 0xDFFF ? U'\uFFFD' : c);
  }
  return out;
}

struct Census {
  size_t zero_even = 0, zero_odd = 0, controls = 0, invalid = 0, multibyte = 0;
};

Census count(std::string_view raw) {
  Census census;
  for (size_t i = 0; i < raw.size();) {
    const CodePoint point = decode_utf8(raw.substr(i, 4));
    if (!point.valid) {
      ++census.invalid;
    } else if (point.length > 1) {
      ++census.multibyte;
    } else if (point.value == 0) {
      ++(i % 2 == 0 ? census.zero_even : census.zero_odd);
    } else if (point.value < 32 && point.value != '\n' && point.value != '\r' && point.value != '\t' &&
               point.value != '\f' && point.value != 0x1B) {
      ++census.controls;
    }
    i += point.length;
  }
  return census;
}

}  // namespace

DecodedText decode_text(std::string_view raw) {
  if (raw.starts_with("\xEF\xBB\xBF")) {
    DecodedText text = decode_text(raw.substr(3));
    text.had_bom = true;
    return text;
  }
  if (raw.starts_with("\xFF\xFE")) return {from_utf16(raw.substr(2), false), "utf-16le", true};
  if (raw.starts_with("\xFE\xFF")) return {from_utf16(raw.substr(2), true), "utf-16be", true};
  const Census census = count(raw.substr(0, 65536));
  const size_t seen = std::min<size_t>(raw.size(), 65536);
  if (seen >= 4 && census.zero_odd * 5 > seen && census.zero_even * 20 < seen) return {from_utf16(raw, false), "utf-16le", false};
  if (seen >= 4 && census.zero_even * 5 > seen && census.zero_odd * 20 < seen) return {from_utf16(raw, true), "utf-16be", false};
  const size_t strange = census.controls + census.zero_even + census.zero_odd;
  if (strange * 64 > seen || (census.invalid + strange) * 4 > seen) return {std::string(raw), "binary", false};
  if (census.invalid > 0 && census.invalid > census.multibyte) {
    std::string out;
    out.reserve(raw.size() + raw.size() / 8);
    for (const char c : raw) append_utf8(out, static_cast<uint8_t>(c));
    return {std::move(out), "latin-1", false};
  }
  return {std::string(raw), "utf-8", false};
}

}  // namespace modelaudit::inspect
