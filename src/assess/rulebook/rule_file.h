// Strict reading of one XML rule file.
//
// pugixml parses leniently and knows no schema, so everything it lets through is checked here: the
// shape of each element against a table (like a DTD, one line an element), duplicate attributes,
// stray text, words outside a vocabulary, bad numbers. A rule that is silently ignored is worse
// than one that is refused. Errors carry file:line:column, what was expected, what stands there,
// and the nearest known word; reading goes on, so that one run names them all (the first hundred of
// a file). Blanks in texts count once (xs:token); columns count characters, not bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assess/rulebook/words.h"
#include "core/result.h"

namespace modelaudit::assess {

/// The shape of an element. Attributes: names, `!` marks a required one. Children: `name!` exactly
/// one, `name?` at most one, `name*` any number, `name+` at least one; `#` alone: text, which must
/// not be empty; empty: nothing inside.
struct ElementShape {
  std::string_view name;
  std::string_view attributes;
  std::string_view children;
};

class RuleFile {
 public:
  /// `path` is shown in errors; `bytes` is the whole file. Errors are appended to `errors`.
  RuleFile(std::string path, std::string bytes, std::vector<Damage>& errors);

  /// Parses and checks the file against the shapes; the first is the root. Null if it cannot be
  /// read as XML or has another root. Wrong shapes are reported and the root is returned all the
  /// same.
  pugi::xml_node root(std::span<const ElementShape> shapes);

  std::string text(pugi::xml_node node) const;
  std::string attribute(pugi::xml_node node, const char* name) const;
  std::vector<std::string> list(pugi::xml_node node, const char* name) const;

  /// The attribute's value if it is one of `words`; otherwise an error. An absent attribute gives
  /// `absent`.
  std::string word(pugi::xml_node node, const char* name, Words words,
                   std::string_view absent = {});
  /// The element's text as one of `words`.
  std::string text_word(pugi::xml_node node, Words words);
  std::optional<uint32_t> number(pugi::xml_node node, const char* name);

  /// Reports an error at an element, or at one of its attributes.
  void error(pugi::xml_node node, const char* attribute_name, std::string expected,
             std::string found);

  /// `path:line:column` of an element, or of one of its attributes.
  std::string position(pugi::xml_node node, const char* attribute_name = nullptr) const;

 private:
  void error_at(size_t offset, std::string expected, std::string found);
  size_t offset_of(pugi::xml_node node, const char* attribute_name) const;
  void check(pugi::xml_node node, std::span<const ElementShape> shapes);
  void check_attributes(pugi::xml_node node, const ElementShape& shape);

  std::string path_;
  std::string bytes_;
  std::vector<Damage>& errors_;
  size_t error_count_ = 0;
  pugi::xml_document document_;
};

/// `path:line:column` of a byte offset.
std::string position_of(std::string_view path, std::string_view bytes, size_t offset);

/// An error of a rule file that has no position in it.
Damage rule_error(std::string origin, std::string expected, std::string found);

/// `'word'` for a message, shortened and safe to show.
std::string in_quotes(std::string_view word);

/// Trims, and turns every run of blanks into one.
std::string fold_blanks(std::string_view text);

std::vector<std::string_view> split_blanks(std::string_view text);

}  // namespace modelaudit::assess
