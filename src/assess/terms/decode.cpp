#include "assess/terms/decode.h"

#include <array>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

struct Shape {
  std::string_view name;
  uint32_t unit;
  bool big_endian;
};

constexpr Shape kUtf16le{"utf-16le", 2, false};
constexpr Shape kUtf16be{"utf-16be", 2, true};
constexpr Shape kUtf32le{"utf-32le", 4, false};
constexpr Shape kUtf32be{"utf-32be", 4, true};

uint32_t unit_at(std::string_view bytes, size_t at, const Shape& shape) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < shape.unit; ++i) {
    const uint32_t place = shape.big_endian ? i : shape.unit - 1 - i;
    value = value << 8 | static_cast<uint8_t>(bytes[at + place]);
  }
  return value;
}

/// UTF-16 without a mark: Latin text has NULs in one parity only.
const Shape* guess_utf16(std::string_view bytes) {
  const size_t n = std::min<size_t>(bytes.size(), 4096) & ~size_t{1};
  if (n < 8) return nullptr;
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i < n; i += 2) {
    even += bytes[i] == '\0';
    odd += bytes[i + 1] == '\0';
  }
  const size_t pairs = n / 2;
  if (odd * 10 >= pairs * 4 && even * 50 <= pairs) return &kUtf16le;
  if (even * 10 >= pairs * 4 && odd * 50 <= pairs) return &kUtf16be;
  return nullptr;
}

struct Step {
  char32_t value;
  uint32_t units;
  bool valid;
};

Step next_character(std::string_view bytes, size_t at, const Shape& shape) {
  const uint32_t first = unit_at(bytes, at, shape);
  if (shape.unit == 4) {
    const bool valid = first <= 0x10FFFF && (first < 0xD800 || first > 0xDFFF);
    return {valid ? char32_t{first} : U'\uFFFD', 1, valid};
  }
  if (first < 0xD800 || first > 0xDFFF) return {char32_t{first}, 1, true};
  if (first < 0xDC00 && bytes.size() - at >= 4) {
    const uint32_t second = unit_at(bytes, at + 2, shape);
    if (second >= 0xDC00 && second <= 0xDFFF)
      return {char32_t{0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)}, 2, true};
  }
  return {U'\uFFFD', 1, false};
}

const Shape* shape_of(std::string_view encoding) {
  for (const Shape* shape : {&kUtf16le, &kUtf16be, &kUtf32le, &kUtf32be})
    if (shape->name == encoding) return shape;
  return nullptr;
}

}  // namespace

char32_t windows1252(uint8_t byte) {
  constexpr std::array<char32_t, 32> kHigh = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80] : char32_t{byte};
}

void decode(std::string_view bytes, DecodedText& out) {
  const Shape* shape = nullptr;
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) {
    shape = &kUtf32le, out.skipped = 4;
  } else if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    shape = &kUtf32be, out.skipped = 4;
  } else if (bytes.starts_with("\xFF\xFE")) {
    shape = &kUtf16le, out.skipped = 2;
  } else if (bytes.starts_with("\xFE\xFF")) {
    shape = &kUtf16be, out.skipped = 2;
  } else {
    shape = guess_utf16(bytes);
  }
  if (shape == nullptr) {
    if (bytes.starts_with("\xEF\xBB\xBF")) out.skipped = 3;
    out.text = bytes.substr(out.skipped);
    return;
  }
  out.encoding = shape->name;
  out.unit = shape->unit;
  out.owned.reserve(bytes.size() / shape->unit * 5 / 4);
  size_t at = out.skipped;
  while (bytes.size() - at >= shape->unit) {
    const Step step = next_character(bytes, at, *shape);
    if (!step.valid) ++out.invalid;
    append_utf8(out.owned, step.value);
    at += size_t{step.units} * shape->unit;
  }
  if (at < bytes.size()) ++out.invalid;
  out.text = out.owned;
}

std::vector<uint64_t> DecodedText::to_source(const std::vector<uint64_t>& offsets) const {
  std::vector<uint64_t> result;
  result.reserve(offsets.size());
  const Shape* shape = shape_of(encoding);
  if (shape == nullptr) {
    for (const uint64_t offset : offsets) result.push_back(offset + skipped);
    return result;
  }
  uint64_t here = 0;
  uint64_t source = skipped;
  for (const uint64_t offset : offsets) {
    while (here < offset && here < owned.size()) {
      const CodePoint point = decode_utf8(std::string_view(owned).substr(here));
      here += point.length;
      source += unit == 4 ? 4 : point.value >= 0x10000 ? 4 : 2;
    }
    result.push_back(source);
  }
  return result;
}

}  // namespace modelaudit::assess
