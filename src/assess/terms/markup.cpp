#include "assess/terms/markup.h"

#include <algorithm>
#include <array>

#include "assess/terms/decode.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kLongestTag = 4096;
constexpr size_t kLongestLink = 2048;

constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Sorted. `breaks`: the element starts a new line where it is shown.
struct Element {
  std::string_view name;
  bool breaks;
};
constexpr std::array kElements = std::to_array<Element>({
    {"a", false},      {"abbr", false},  {"acronym", false}, {"address", true},
    {"article", true}, {"b", false},     {"big", false},     {"blockquote", true},
    {"body", true},    {"br", true},     {"caption", true},  {"center", true},
    {"cite", false},   {"code", false},  {"dd", true},       {"details", true},
    {"div", true},     {"dl", true},     {"dt", true},       {"em", false},
    {"font", false},   {"footer", true}, {"form", true},     {"h1", true},
    {"h2", true},      {"h3", true},     {"h4", true},       {"h5", true},
    {"h6", true},      {"head", true},   {"header", true},   {"hr", true},
    {"html", true},    {"i", false},     {"img", false},     {"kbd", false},
    {"li", true},      {"link", true},   {"main", true},     {"meta", true},
    {"nav", true},     {"ol", true},     {"p", true},        {"pre", true},
    {"q", false},      {"s", false},     {"samp", false},    {"script", true},
    {"section", true}, {"small", false}, {"span", false},    {"strong", false},
    {"style", true},   {"sub", false},   {"summary", true},  {"sup", false},
    {"table", true},   {"tbody", true},  {"td", true},       {"tfoot", true},
    {"th", true},      {"thead", true},  {"title", true},    {"tr", true},
    {"tt", false},     {"u", false},     {"ul", true},       {"var", false},
    {"wbr", false},
});

const Element* element(std::string_view name) {
  std::array<char, 12> folded{};
  if (name.size() > folded.size()) return nullptr;
  std::transform(name.begin(), name.end(), folded.begin(), lower);
  const std::string_view key(folded.data(), name.size());
  const auto at = std::lower_bound(kElements.begin(), kElements.end(), key,
                                   [](const Element& e, std::string_view n) { return e.name < n; });
  return at != kElements.end() && at->name == key ? &*at : nullptr;
}

struct Entity {
  std::string_view name;
  char32_t value;
};
constexpr std::array kEntities = std::to_array<Entity>({
    {"amp", '&'},       {"apos", '\''},    {"bdquo", 0x201E}, {"bull", 0x2022}, {"copy", 0xA9},
    {"eacute", 0xE9},   {"emsp", 0x2003},  {"ensp", 0x2002},  {"gt", '>'},      {"hellip", 0x2026},
    {"laquo", 0xAB},    {"ldquo", 0x201C}, {"lsquo", 0x2018}, {"lt", '<'},      {"mdash", 0x2014},
    {"middot", 0xB7},   {"nbsp", 0xA0},    {"ndash", 0x2013}, {"quot", '"'},    {"raquo", 0xBB},
    {"rdquo", 0x201D},  {"reg", 0xAE},     {"rsquo", 0x2019}, {"sect", 0xA7},   {"shy", 0xAD},
    {"thinsp", 0x2009}, {"trade", 0x2122}, {"uuml", 0xFC},
});

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// Digits at `at`, at most `most`; the length read is returned, the value in `value` (capped).
size_t number_at(std::string_view text, size_t at, int base, size_t most, char32_t& value) {
  size_t n = 0;
  value = 0;
  while (n < most && at + n < text.size()) {
    const int digit = base == 16               ? hex_value(text[at + n])
                      : is_digit(text[at + n]) ? text[at + n] - '0'
                                               : -1;
    if (digit < 0) break;
    value = std::min<char32_t>(value * static_cast<char32_t>(base) + static_cast<char32_t>(digit),
                               0x110000);
    ++n;
  }
  return n;
}

Markup rtf_at(std::string_view text, size_t at) {
  size_t end = at + 1;
  if (end < text.size() && text[end] == '\'') {
    char32_t value = 0;
    if (number_at(text, end + 1, 16, 2, value) == 2)
      return {4, windows1252(static_cast<uint8_t>(value))};
  }
  while (end < text.size() && is_alpha(text[end]) && end - at < 32) ++end;
  const std::string_view word = text.substr(at + 1, end - at - 1);
  if (word.empty()) return {};
  if (end < text.size() && text[end] == '-') ++end;
  while (end < text.size() && is_digit(text[end]) && end - at < 48) ++end;
  if (end < text.size() && text[end] == ' ') ++end;
  const bool breaks = word == "par" || word == "line" || word == "pard" || word == "sect";
  return {static_cast<uint32_t>(end - at), breaks ? U'\n' : char32_t{0}};
}

}  // namespace

Carrier carrier_of(std::string_view text) {
  Carrier carrier;
  carrier.rtf = text.starts_with("{\\rtf");
  for (size_t at = text.find("</"); at != std::string_view::npos; at = text.find("</", at + 2)) {
    if (at + 2 < text.size() && is_alpha(text[at + 2])) {
      carrier.closes_tags = true;
      break;
    }
  }
  size_t escapes = 0;
  for (size_t at = text.find("\\n"); at != std::string_view::npos; at = text.find("\\n", at + 2))
    ++escapes;
  if (escapes > 0) {
    const auto lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    carrier.escaped = escapes * 2 > lines;
  }
  return carrier;
}

Markup tag_at(std::string_view text, size_t at, const Carrier& carrier) {
  if (text.substr(at, 4) == "<!--") return {4, U' '};
  size_t end = at + 1;
  const bool closing = end < text.size() && text[end] == '/';
  const bool declares = end < text.size() && (text[end] == '!' || text[end] == '?');
  if (closing || declares) ++end;
  const size_t begin = end;
  while (end < text.size() && end - begin < 40 &&
         (is_alnum(text[end]) || text[end] == '-' || text[end] == ':' || text[end] == '_'))
    ++end;
  const std::string_view name = text.substr(begin, end - begin);
  if (name.empty() || !is_alpha(name.front()) || name.back() == ':' || end >= text.size())
    return {};
  const char after = text[end];
  if (after != '>' && after != '/' && after != ' ' && after != '\n' && after != '\t' &&
      after != '\r')
    return {};
  bool attributes = false;
  const size_t limit = std::min(text.size(), at + kLongestTag);
  while (end < limit && text[end] != '>' && text[end] != '<') attributes |= text[end++] == '=';
  if (end >= limit || text[end] != '>') return {};
  const Element* known = element(name);
  const bool lone = text[end - 1] == '/';
  const bool bare = end == begin + name.size();
  if (!closing && !declares && known == nullptr && !attributes &&
      !(carrier.closes_tags && (bare || lone)))
    return {};
  if (known != nullptr && !attributes && !bare && !closing && !lone) {
    // `<a copy of the text>`: words, no attributes.
    return {};
  }
  const bool breaks = known == nullptr || known->breaks;
  return {static_cast<uint32_t>(end + 1 - at), breaks ? U'\n' : char32_t{0}};
}

Markup entity_at(std::string_view text, size_t at) {
  char32_t value = 0;
  if (text.substr(at, 2) == "&#") {
    const bool hex = at + 2 < text.size() && lower(text[at + 2]) == 'x';
    const size_t begin = at + (hex ? 3 : 2);
    const size_t n = number_at(text, begin, hex ? 16 : 10, 7, value);
    const size_t end = begin + n;
    if (n == 0 || end >= text.size() || text[end] != ';') return {};
    const bool valid = value > 0 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
    if (value >= 0x80 && value < 0xA0) value = windows1252(static_cast<uint8_t>(value));
    return {static_cast<uint32_t>(end + 1 - at), valid ? value : U' '};
  }
  size_t end = at + 1;
  while (end < text.size() && end - at <= 10 && is_alnum(text[end])) ++end;
  if (end == at + 1 || end >= text.size() || text[end] != ';') return {};
  const std::string_view name = text.substr(at + 1, end - at - 1);
  const auto known =
      std::lower_bound(kEntities.begin(), kEntities.end(), name,
                       [](const Entity& e, std::string_view n) { return e.name < n; });
  const bool hit = known != kEntities.end() && known->name == name;
  return {static_cast<uint32_t>(end + 1 - at), hit ? known->value : U' '};
}

Markup escape_at(std::string_view text, size_t at, const Carrier& carrier) {
  if (carrier.rtf) return rtf_at(text, at);
  size_t end = at;
  while (end < text.size() && text[end] == '\\' && end - at < 8) ++end;
  if (end >= text.size()) return {static_cast<uint32_t>(end - at), U' '};
  const char c = text[end];
  const auto length = static_cast<uint32_t>(end + 1 - at);
  if (c == 'n' || c == 'r' || c == 't') {
    const char after = end + 1 < text.size() ? text[end + 1] : ' ';
    if (!carrier.escaped && after >= 'a' && after <= 'z')
      return {static_cast<uint32_t>(end - at), U' '};
    return {length, c == 't' ? U' ' : U'\n'};
  }
  if (c == 'u') {
    char32_t value = 0;
    if (number_at(text, end + 1, 16, 4, value) == 4) {
      const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
      return {length + 4, surrogate ? U' ' : value};
    }
  }
  if (c == '"' || c == '\'') return {length, static_cast<char32_t>(c)};
  return {static_cast<uint32_t>(end - at), 0};
}

Markup link_target_at(std::string_view text, size_t at) {
  const bool anchor = text[at] == '{';
  const size_t begin = at + 1;
  if (begin >= text.size() || text[begin] != (anchor ? '#' : '(')) return {};
  const char close = anchor ? '}' : ')';
  const size_t limit = std::min(text.size(), begin + kLongestLink);
  size_t end = begin + 1;
  while (end < limit && text[end] != close && text[end] != '\n' && text[end] != '[' &&
         text[end] != '{' && text[end] != ']')
    ++end;
  if (end >= limit || text[end] != close) return {};
  const std::string_view target = text.substr(begin, end - begin);
  if (!anchor && target.find_first_of("/.#:") == std::string_view::npos) return {};
  return {static_cast<uint32_t>(end + 1 - at), 0};
}

}  // namespace modelaudit::assess
