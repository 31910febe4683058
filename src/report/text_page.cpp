#include "report/text_page.h"

#include <array>
#include <utility>

#include "core/utf8.h"

namespace modelaudit::report {
namespace {

struct Range {
  char32_t first, last;
};
// UAX 11: W and F blocks.
constexpr std::array<Range, 12> kWide = {{
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0x33FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
}};
constexpr std::array<Range, 5> kCombining = {
    {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}}};

template <size_t N>
bool holds(const std::array<Range, N>& ranges, char32_t c) {
  for (const Range& range : ranges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

constexpr std::string_view code_of(Style style) {
  switch (style) {
    case Style::plain: return "";
    case Style::bold: return "1";
    case Style::dim: return "2";
    case Style::good: return "1;32";
    case Style::bad: return "1;31";
    case Style::critical: return "1;97;41";
    case Style::high: return "1;31";
    case Style::medium: return "33";
    case Style::low: return "36";
  }
  return "";
}

}  // namespace

size_t columns(std::string_view text) {
  size_t total = 0;
  bool escape = false;  // our own colour codes take no room
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (escape) {
      escape = text.front() != 'm';
    } else if (point.value == 0x1B) {
      escape = true;
    } else if (!holds(kCombining, point.value)) {
      total += holds(kWide, point.value) ? 2 : 1;
    }
    text.remove_prefix(point.length);
  }
  return total;
}

std::string padded(std::string_view text, size_t width) {
  std::string out(text);
  const size_t used = columns(text);
  if (used < width) out.append(width - used, ' ');
  return out;
}

std::string TextPage::styled(std::string_view text, Style style) const {
  if (!colour_ || style == Style::plain) return std::string(text);
  std::string out = "\x1b[";
  out += code_of(style);
  out += 'm';
  out += text;
  out += "\x1b[0m";
  return out;
}

void TextPage::line(std::string_view text) {
  out_ += text;
  out_ += '\n';
}

void TextPage::paragraph(size_t indent, std::string_view lead, std::string_view text, Style style) {
  std::string row = padded(lead, indent);
  size_t used = columns(row);
  std::string words;
  const auto flush = [&] {
    std::string whole = row + styled(words, style);
    const size_t end = whole.find_last_not_of(' ');
    whole.resize(end == std::string::npos ? 0 : end + 1);
    line(whole);
    row.assign(indent, ' ');
    used = indent;
    words.clear();
  };
  while (!text.empty()) {
    const size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    const size_t length = columns(word);
    if (!words.empty() && used + 1 + length > width_) flush();
    if (!words.empty()) {
      words += ' ';
      ++used;
    }
    words += word;
    used += length;
    if (blank == std::string_view::npos) break;
    text.remove_prefix(blank + 1);
  }
  flush();
}

std::string TextPage::take() { return std::exchange(out_, {}); }

}  // namespace modelaudit::report
