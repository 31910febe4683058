#include "core/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/utf8.h"

namespace modelaudit {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// ASCII that stands in a JSON string as it is: printable, neither quote nor backslash.
constexpr bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

void append_unit(std::string& out, uint32_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[(unit >> shift) & 15];
}

void append_escape(std::string& out, char32_t c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (c < 0x10000) {
    append_unit(out, c);
  } else {
    append_unit(out, 0xD800 + ((c - 0x10000) >> 10));
    append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
  }
}

template <class Real>
void append_real(std::string& out, Real value) {
  if (std::isnan(value)) {
    out += "\"NaN\"";
    return;
  }
  if (std::isinf(value)) {
    out += value < 0 ? "\"-Infinity\"" : "\"Infinity\"";
    return;
  }
  std::array<char, 40> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  assert(error == std::errc());
  const std::string_view text(digits.data(), static_cast<size_t>(end - digits.data()));
  out += text;
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  assert(error == std::errc());
  out.append(digits.data(), end);
}

}  // namespace

bool append_json_string(std::string& out, std::string_view raw) {
  const size_t start = out.size();
  out += '"';
  size_t at = 0;
  while (at < raw.size()) {
    const size_t run = at;
    while (at < raw.size() && is_plain(raw[at])) ++at;
    out.append(raw.substr(run, at - run));
    if (at == raw.size()) break;
    const CodePoint point = decode_utf8(raw.substr(at));
    if (!point.valid) {
      out.resize(start);
      append_json_string(out, display(raw));  // the display form is valid UTF-8: this ends here
      return false;
    }
    if (point.value == '"' || point.value == '\\' || is_unsafe_to_show(point.value)) {
      append_escape(out, point.value);
    } else {
      out.append(raw.substr(at, point.length));
    }
    at += point.length;
  }
  out += '"';
  return true;
}

void append_json_real(std::string& out, double value) { append_real(out, value); }
void append_json_real(std::string& out, float value) { append_real(out, value); }

void JsonWriter::begin(char bracket, Layout layout) {
  before_value();
  // A container on one line cannot hold one that breaks it.
  if (!stack_.empty() && stack_.back().layout != Layout::block) layout = stack_.back().layout;
  out_ += bracket;
  stack_.push_back({layout, true});
}

void JsonWriter::end(char bracket) {
  assert(!stack_.empty() && !after_key_);
  const Container closed = stack_.back();
  stack_.pop_back();
  if (closed.layout == Layout::block && !closed.empty) new_line();
  out_ += bracket;
}

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * stack_.size(), ' ');
}

void JsonWriter::separate() {
  if (stack_.empty()) return;
  Container& container = stack_.back();
  if (!container.empty) out_ += container.layout == Layout::line ? ", " : ",";
  if (container.layout == Layout::block) new_line();
  container.empty = false;
}

void JsonWriter::before_value() {
  if (!after_key_) separate();
  after_key_ = false;
}

void JsonWriter::key(std::string_view name) {
  assert(!stack_.empty() && !after_key_);
  separate();
  append_json_string(out_, name);
  out_ += stack_.back().layout == Layout::compact ? ":" : ": ";
  after_key_ = true;
}

void JsonWriter::string(std::string_view raw) {
  before_value();
  append_json_string(out_, raw);
}

void JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::number(uint64_t value) {
  before_value();
  append_integer(out_, value);
}

void JsonWriter::number(int64_t value) {
  before_value();
  append_integer(out_, value);
}

void JsonWriter::real(double value) {
  before_value();
  append_real(out_, value);
}

void JsonWriter::real(float value) {
  before_value();
  append_real(out_, value);
}

void JsonWriter::json(std::string_view document) {
  before_value();
  out_ += document;
}

void JsonWriter::text_member(std::string_view name, std::string_view raw) {
  key(name);
  after_key_ = false;
  if (append_json_string(out_, raw)) return;
  key(std::string(name) + raw_suffix_);
  string(base64(raw));
}

void JsonWriter::strings(std::string_view name, const std::vector<std::string>& items) {
  bool all_valid = true;
  key(name);
  begin_array(Layout::line);
  for (const std::string& item : items) {
    separate();
    all_valid = append_json_string(out_, item) && all_valid;
  }
  end_array();
  if (all_valid) return;
  key(std::string(name) + raw_suffix_);
  begin_array(Layout::line);
  for (const std::string& item : items) string(base64(item));
  end_array();
}

}  // namespace modelaudit
