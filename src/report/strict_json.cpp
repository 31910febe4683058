#include "report/strict_json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace modelaudit::report {
namespace {

namespace bj = boost::json;

// Builds the tree from the parser's events. The keys of every open object are kept to see one that
// comes twice.
struct TreeBuilder {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  using Code = bj::error_code;
  using Text = bj::string_view;

  bj::value_stack tree;
  std::vector<std::set<std::string>> keys;
  std::string text;    // of the string or key whose parts come in
  std::string digits;  // of the number whose parts come in
  bool duplicate = false;
  size_t values_left = 0;
  bool too_many = false;

  // Counts a value; false when there are more than the bound allows.
  bool room(Code& code) {
    too_many = values_left == 0;
    if (too_many) {
      code = bj::error::syntax;
    } else {
      --values_left;
    }
    return !too_many;
  }

  bool on_document_begin(Code&) {
    tree.reset();
    return true;
  }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code& code) {
    keys.emplace_back();
    return room(code);
  }
  bool on_object_end(std::size_t count, Code&) {
    keys.pop_back();
    tree.push_object(count);
    return true;
  }
  bool on_array_begin(Code& code) { return room(code); }
  bool on_array_end(std::size_t count, Code&) {
    tree.push_array(count);
    return true;
  }
  bool on_key_part(Text part, std::size_t, Code&) {
    text.append(part.data(), part.size());
    return true;
  }
  bool on_key(Text part, std::size_t, Code& code) {
    text.append(part.data(), part.size());
    tree.push_key(text);
    duplicate = !keys.back().insert(std::move(text)).second;
    text.clear();
    if (duplicate) code = bj::error::syntax;
    return !duplicate;
  }
  bool on_string_part(Text part, std::size_t, Code&) {
    text.append(part.data(), part.size());
    return true;
  }
  bool on_string(Text part, std::size_t, Code& code) {
    text.append(part.data(), part.size());
    tree.push_string(text);
    text.clear();
    return room(code);
  }
  bool on_number_part(Text part, Code&) {
    digits.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, Text, Code& code) {
    digits.clear();
    tree.push_int64(value);
    return room(code);
  }
  bool on_uint64(std::uint64_t value, Text, Code& code) {
    digits.clear();
    tree.push_uint64(value);
    return room(code);
  }
  bool on_double(double value, Text part, Code& code) {
    digits.append(part.data(), part.size());
    double exact = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exact);
    tree.push_double(error == std::errc() && end == digits.data() + digits.size() ? exact : value);
    digits.clear();
    return room(code);
  }
  bool on_bool(bool value, Code& code) {
    tree.push_bool(value);
    return room(code);
  }
  bool on_null(Code& code) {
    tree.push_null();
    return room(code);
  }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }
};

Damage malformed(uint64_t offset, std::string expected, std::string found) {
  return {"report-malformed",  DamageClass::damage, "", offset,
          std::move(expected), std::move(found)};
}

}  // namespace

Result<bj::value> parse_strict_json(std::string_view document, const JsonBounds& bounds) {
  if (document.size() > bounds.bytes) {
    return Damage{"report-too-large",
                  DamageClass::limit,
                  "",
                  bounds.bytes,
                  fmt::format("at most {} bytes", bounds.bytes),
                  fmt::format("{} bytes", document.size())};
  }
  bj::parse_options options;
  options.max_depth = bounds.depth;
  bj::basic_parser<TreeBuilder> parser(options);
  parser.handler().values_left = bounds.values;
  bj::error_code code;
  const size_t used = parser.write_some(false, document.data(), document.size(), code);
  if (code) {
    if (parser.handler().too_many) {
      return Damage{"report-too-large",
                    DamageClass::limit,
                    "",
                    used,
                    fmt::format("at most {} values", bounds.values),
                    "more"};
    }
    if (parser.handler().duplicate)
      return malformed(used, "each key once in an object", "a key that comes twice");
    return malformed(used, "a JSON document", code.message());
  }
  const size_t rest = document.find_first_not_of(" \t\r\n", used);
  if (rest != std::string_view::npos)
    return malformed(rest, "the end of the document", "more text");
  return parser.handler().tree.release();
}

}  // namespace modelaudit::report
