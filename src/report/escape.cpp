#include "report/escape.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::report {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string references(std::string_view shown) {
  std::string out;
  out.reserve(shown.size());
  for (const char c : shown) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n': out += "&#10;"; break;  // a line of a document is never begun by an input
      case '\t': out += "&#9;"; break;
      default: out += c;
    }
  }
  return out;
}

// What a spreadsheet reads as the beginning of a formula, full-width forms included.
bool begins_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  for (const std::string_view sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

// A word that Markdown shows as it is. Excluded on top of the syntax characters: addresses
// (autolinks), commit-like hexadecimal, `GH-1`, and emoji names between colons.
bool is_plain_word(std::string_view word) {
  size_t hexadecimal = 0;
  for (const char c : word) {
    const bool punctuation =
        std::string_view(".,;:/()'\"?%=").find(c) != std::string_view::npos || c == '-';
    const bool unicode = static_cast<unsigned char>(c) >= 0x80;
    if (!is_alphanumeric(c) && !punctuation && !unicode) return false;
    hexadecimal += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? 1 : 0;
  }
  const std::string lower = ascii_lower(word);
  if (word.find("://") != std::string_view::npos || lower.find("www.") != std::string::npos)
    return false;
  if (lower.find("gh-") != std::string::npos) return false;
  if (std::count(word.begin(), word.end(), ':') > 1) return false;
  if (word.find_first_not_of("-=.:") == std::string_view::npos && word.size() > 1) return false;
  return hexadecimal != word.size() || word.size() < 7;
}

// Code in HTML form, for text that a backtick span cannot hold in a table cell.
std::string code_element(std::string_view shown) {
  std::string out = "<code>";
  for (const char c : shown) {
    if (is_alphanumeric(c) || c == ' ' || c == '.' || c == '/' ||
        static_cast<unsigned char>(c) >= 0x80) {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return out + "</code>";
}

std::string code_span(std::string_view shown) {
  if (shown.empty()) return {};
  const bool awkward = shown.find_first_of("`|\\") != std::string_view::npos ||
                       shown.front() == ' ' || shown.back() == ' ';
  if (awkward) return code_element(shown);
  return "`" + std::string(shown) + "`";
}

}  // namespace

std::string markup(std::string_view raw) { return references(display(raw)); }
std::string markup_block(std::string_view raw) { return references(display_block(raw)); }

std::string csv_field(std::string_view raw) {
  const std::string shown = display(raw);
  std::string out = "\"";
  if (begins_formula(shown)) out += '\'';
  for (const char c : shown) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string markdown_code(std::string_view raw) { return code_span(display(raw)); }

std::string markdown_code_element(std::string_view raw) { return code_element(display(raw)); }

std::string markdown(std::string_view raw) {
  const std::string shown = display(raw);
  std::string out;
  std::string code;  // neighbouring words that need it share a span
  const auto flush = [&] {
    if (code.empty()) return;
    if (!out.empty()) out += ' ';
    out += code_span(code);
    code.clear();
  };
  for (size_t begin = 0; begin <= shown.size();) {
    const size_t end = std::min(shown.find(' ', begin), shown.size());
    const std::string_view word(shown.data() + begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (is_plain_word(word)) {
      flush();
      if (!out.empty()) out += ' ';
      out += word;
    } else {
      if (!code.empty()) code += ' ';
      code += word;
    }
  }
  flush();
  return out;
}

std::string uri_path(std::string_view raw) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  const std::string_view first = raw.substr(0, raw.find('/'));
  if (first.find(':') != std::string_view::npos) out = "./";
  for (const char c : raw) {
    if (is_alphanumeric(c) || std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += digits[static_cast<unsigned char>(c) >> 4];
      out += digits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::string_view outer_path(std::string_view chain) { return chain.substr(0, chain.find("!/")); }

}  // namespace modelaudit::report
