#include "assess/rulebook/rule_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>

#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

/// Errors kept of one file.
constexpr size_t kMostErrors = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

const ElementShape* shape_of(std::span<const ElementShape> shapes, std::string_view name) {
  const auto found = std::ranges::find(shapes, name, &ElementShape::name);
  return found == shapes.end() ? nullptr : &*found;
}

/// `name!` → name, '!'. A mark of 0 where there is none.
std::pair<std::string_view, char> without_mark(std::string_view word) {
  const char last = word.back();
  if (last == '!' || last == '?' || last == '*' || last == '+') {
    return {word.substr(0, word.size() - 1), last};
  }
  return {word, '\0'};
}

std::vector<std::string_view> names(std::string_view words) {
  std::vector<std::string_view> all;
  for (const std::string_view word : split_blanks(words)) all.push_back(without_mark(word).first);
  return all;
}

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

}  // namespace

std::string in_quotes(std::string_view word) {
  std::string text = "'";
  text += display_short(word);
  text += '\'';
  return text;
}

std::string fold_blanks(std::string_view text) {
  std::string folded;
  for (const std::string_view word : split_blanks(text)) {
    if (!folded.empty()) folded += ' ';
    folded += word;
  }
  return folded;
}

std::vector<std::string_view> split_blanks(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t begin = 0; begin < text.size();) {
    if (is_blank(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && !is_blank(text[end])) ++end;
    words.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

std::string position_of(std::string_view path, std::string_view bytes, size_t offset) {
  size_t line = 1;
  size_t column = 1;
  for (const char c : bytes.substr(0, std::min(offset, bytes.size()))) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++column;
    }
  }
  std::string position(path);
  position += ':';
  position += std::to_string(line);
  position += ':';
  position += std::to_string(column);
  return position;
}

Damage rule_error(std::string origin, std::string expected, std::string found) {
  Damage damage;
  damage.code = "rule-error";
  damage.origin = std::move(origin);
  damage.expected = std::move(expected);
  damage.found = std::move(found);
  return damage;
}

RuleFile::RuleFile(std::string path, std::string bytes, std::vector<Damage>& errors)
    : path_(std::move(path)), bytes_(std::move(bytes)), errors_(errors) {}

void RuleFile::error_at(size_t offset, std::string expected, std::string found) {
  // A file of another kind is wrong everywhere: the first errors say so.
  if (error_count_++ >= kMostErrors) return;
  errors_.push_back(
      rule_error(position_of(path_, bytes_, offset), std::move(expected), std::move(found)));
  errors_.back().offset = offset;
}

size_t RuleFile::offset_of(pugi::xml_node node, const char* attribute_name) const {
  const ptrdiff_t debug = node.offset_debug();
  if (debug < 0) return 0;
  size_t at = static_cast<size_t>(debug);
  if (attribute_name == nullptr) return at;
  // pugixml keeps no offsets of attributes: look for the name inside the start tag, outside of
  // values.
  const size_t name_size = std::strlen(attribute_name);
  char quote = '\0';
  for (size_t i = at; i < bytes_.size(); ++i) {
    const char c = bytes_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    } else if (is_blank(c) && bytes_.compare(i + 1, name_size, attribute_name) == 0) {
      const size_t end = i + 1 + name_size;
      if (end < bytes_.size() && (bytes_[end] == '=' || is_blank(bytes_[end]))) return i + 1;
    }
  }
  return at;
}

void RuleFile::error(pugi::xml_node node, const char* attribute_name, std::string expected,
                     std::string found) {
  error_at(offset_of(node, attribute_name), std::move(expected), std::move(found));
}

std::string RuleFile::position(pugi::xml_node node, const char* attribute_name) const {
  return position_of(path_, bytes_, offset_of(node, attribute_name));
}

pugi::xml_node RuleFile::root(std::span<const ElementShape> shapes) {
  if (!is_valid_utf8(bytes_)) {
    size_t at = 0;
    while (at < bytes_.size()) {
      const CodePoint point = decode_utf8(std::string_view(bytes_).substr(at));
      if (!point.valid) break;
      at += point.length;
    }
    error_at(at, "UTF-8", "bytes that are not UTF-8");
    return {};
  }
  const pugi::xml_parse_result parsed =
      document_.load_buffer(bytes_.data(), bytes_.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    error_at(static_cast<size_t>(std::max<ptrdiff_t>(parsed.offset, 0)), "well-formed XML",
             parsed.description());
    return {};
  }
  const pugi::xml_node first = document_.document_element();
  if (first.name() != shapes.front().name) {
    error(first, nullptr, "the root element " + in_quotes(shapes.front().name),
          in_quotes(first.name()));
    return {};
  }
  for (pugi::xml_node other = first.next_sibling(); other; other = other.next_sibling()) {
    if (other.type() == pugi::node_element) {
      error(other, nullptr, "one root element", in_quotes(other.name()));
    }
  }
  check(first, shapes);
  return first;
}

void RuleFile::check_attributes(pugi::xml_node node, const ElementShape& shape) {
  const std::vector<std::string_view> known = names(shape.attributes);
  std::set<std::string_view> seen;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (std::ranges::find(known, name) == known.end()) {
      const std::string expected = known.empty()
                                       ? "no attribute on " + in_quotes(shape.name)
                                       : "on " + in_quotes(shape.name) + ": " + list_words(known);
      error(node, attribute.name(), with_nearest(expected, name, known),
            "unknown attribute " + in_quotes(name));
    } else if (!seen.insert(name).second) {
      error(node, attribute.name(), "each attribute once", "a second " + in_quotes(name));
    }
  }
  for (const std::string_view word : split_blanks(shape.attributes)) {
    const auto [name, mark] = without_mark(word);
    if (mark == '!' && !seen.contains(name)) {
      error(node, nullptr, "the attribute " + in_quotes(name),
            in_quotes(node.name()) + " without it");
    }
  }
}

void RuleFile::check(pugi::xml_node node, std::span<const ElementShape> shapes) {
  const ElementShape* shape = shape_of(shapes, node.name());
  check_attributes(node, *shape);
  const bool text_only = shape->children == "#";
  const std::vector<std::string_view> known =
      text_only ? std::vector<std::string_view>() : names(shape->children);

  for (const pugi::xml_node child : node.children()) {
    if (is_text(child)) {
      if (!text_only) {
        error(node, nullptr, "no text of its own in " + in_quotes(node.name()),
              in_quotes(fold_blanks(child.value())));
      }
      continue;
    }
    const std::string_view name = child.name();
    if (std::ranges::find(known, name) == known.end()) {
      const std::string expected =
          text_only || known.empty()
              ? "no element inside " + in_quotes(node.name())
              : "inside " + in_quotes(node.name()) + ": " + list_words(known);
      error(child, nullptr, with_nearest(expected, name, known),
            "unknown element " + in_quotes(name));
      continue;
    }
    check(child, shapes);
  }

  if (text_only) {
    if (text(node).empty()) error(node, nullptr, "text", "an empty " + in_quotes(node.name()));
    return;
  }
  for (const std::string_view word : split_blanks(shape->children)) {
    const auto [name, mark] = without_mark(word);
    const std::string child_name(name);
    const auto children = node.children(child_name.c_str());
    const auto count = std::distance(children.begin(), children.end());
    if (count == 0 && (mark == '!' || mark == '+')) {
      error(node, nullptr, "an element " + in_quotes(name), in_quotes(node.name()) + " without it");
    }
    if (count > 1 && (mark == '!' || mark == '?')) {
      error(*std::next(children.begin()), nullptr, "one " + in_quotes(name),
            std::to_string(count) + " of them");
    }
  }
}

std::string RuleFile::text(pugi::xml_node node) const {
  std::string all;
  for (const pugi::xml_node child : node.children()) {
    if (is_text(child)) all += child.value();
  }
  return fold_blanks(all);
}

std::string RuleFile::attribute(pugi::xml_node node, const char* name) const {
  return fold_blanks(node.attribute(name).value());
}

std::vector<std::string> RuleFile::list(pugi::xml_node node, const char* name) const {
  std::vector<std::string> all;
  for (const std::string_view word : split_blanks(node.attribute(name).value())) {
    all.emplace_back(word);
  }
  return all;
}

std::string RuleFile::word(pugi::xml_node node, const char* name, Words words,
                           std::string_view absent) {
  if (!node.attribute(name)) return std::string(absent);
  std::string value = attribute(node, name);
  if (std::ranges::find(words, value) == words.end()) {
    error(node, name, with_nearest(std::string(name) + ": " + list_words(words), value, words),
          in_quotes(value));
  }
  return value;
}

std::string RuleFile::text_word(pugi::xml_node node, Words words) {
  std::string value = text(node);
  if (std::ranges::find(words, value) == words.end()) {
    error(node, nullptr,
          with_nearest(std::string(node.name()) + ": " + list_words(words), value, words),
          in_quotes(value));
  }
  return value;
}

std::optional<uint32_t> RuleFile::number(pugi::xml_node node, const char* name) {
  if (!node.attribute(name)) return std::nullopt;  // a required one was reported by its shape
  const std::string value = attribute(node, name);
  uint32_t parsed = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), parsed);
  if (code != std::errc() || end != value.data() + value.size()) {
    error(node, name, std::string(name) + ": a number from 0 to 4294967295", in_quotes(value));
    return std::nullopt;
  }
  return parsed;
}

}  // namespace modelaudit::assess
