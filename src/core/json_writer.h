// JSON, written forward into a string: the report, the inventory lines, SARIF and the SBOMs go
// through it.
//
// Source: RFC 8259. Keys come out in the order in which they are written, so equal facts are equal
// bytes. Every string is checked, because it may come from an input:
//   - valid UTF-8 is kept; what must not act in a terminal, an editor or a browser (core/utf8.h:
//   controls, bidi,
//     zero-width, tags …) goes as \uXXXX, as a surrogate pair above U+FFFF. A reader gets the same
//     text back, and the bytes of the document never hold such a code point raw;
//   - text that is not UTF-8 goes in its display form (`caf\xe9`, with the backslash written as
//   JSON asks), and a
//     sibling member `<name>_raw_base64` carries the bytes. A list of strings gets one sibling list
//     for all items.
// null is never written: an absent fact is an absent member. Deliberately not done: reading, and
// any reordering.
//
// The writer trusts its caller to open and close in order (asserted); it holds no input and owns
// nothing but a stack.
#pragma once

#include <cassert>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit {

/// Appends `raw` as a JSON string with its quotes. True if it was valid UTF-8; else the display
/// form was written.
bool append_json_string(std::string& out, std::string_view raw);

/// Appends the shortest decimal that reads back as the same number, with `.0` on whole values so
/// that a reader sees a real. What JSON cannot say as a number goes as a string: "NaN", "Infinity",
/// "-Infinity".
void append_json_real(std::string& out, double value);
void append_json_real(std::string& out, float value);

class JsonWriter {
 public:
  /// How the members of a container stand: `compact` has no white space at all, `line` keeps the
  /// container on one line with a blank after `,` and `:`, `block` gives each member its own
  /// indented line. Inside `compact` and `line` everything is compact or line.
  enum class Layout { compact, line, block };

  /// `raw_suffix` names the sibling that carries bytes that are not UTF-8.
  explicit JsonWriter(std::string& out, std::string_view raw_suffix = "_raw_base64")
      : out_(out), raw_suffix_(raw_suffix) {}

  void begin_object(Layout layout = Layout::compact) { begin('{', layout); }
  void end_object() { end('}'); }
  void begin_array(Layout layout = Layout::compact) { begin('[', layout); }
  void end_array() { end(']'); }

  /// The name of the next value.
  void key(std::string_view name);

  /// A value: an array item, the document itself, or what follows `key`. A string without a name
  /// has no sibling, so that bytes that are not UTF-8 keep their display form only; use `member` or
  /// `strings` to carry them.
  void string(std::string_view raw);
  void boolean(bool value);
  void number(uint64_t value);
  void number(int64_t value);
  void real(double value);
  void real(float value);

  /// Adds text that is JSON already (compact, and known to be valid).
  void json(std::string_view document);

  /// `key` and value in one. Strings that are not UTF-8 get their sibling.
  template <class T>
  void member(std::string_view name, const T& value) {
    if constexpr (std::convertible_to<T, std::string_view>) {
      text_member(name, value);
    } else {
      key(name);
      if constexpr (std::same_as<T, bool>) {
        boolean(value);
      } else if constexpr (std::floating_point<T>) {
        real(value);
      } else if constexpr (std::signed_integral<T>) {
        number(static_cast<int64_t>(value));
      } else {
        static_assert(std::unsigned_integral<T>);
        number(static_cast<uint64_t>(value));
      }
    }
  }

  /// Members that are absent when there is nothing to say.
  void member_if(std::string_view name, std::string_view value) {
    if (!value.empty()) text_member(name, value);
  }

  /// A list of strings on one line, and its sibling list if one of them is not UTF-8.
  void strings(std::string_view name, const std::vector<std::string>& items);

  /// True when every container is closed.
  bool done() const { return stack_.empty(); }

 private:
  struct Container {
    Layout layout;
    bool empty;
  };
  void begin(char bracket, Layout layout);
  void end(char bracket);
  void before_value();
  void separate();
  void new_line();
  void text_member(std::string_view name, std::string_view raw);

  std::string& out_;
  std::string raw_suffix_;
  std::vector<Container> stack_;
  bool after_key_ = false;
};

}  // namespace modelaudit
