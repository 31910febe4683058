// TOML files of users, read strictly: every key is known, every value has its type, every error has file:line:column and
// the nearest known word. Policy, waiver and chain files all go through here; toml++ keeps the positions.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "core/result.h"

namespace modelaudit::assess {

/// Collects errors of one file; reading goes on, so that one run names them all.
class TomlErrors {
 public:
  explicit TomlErrors(std::string file) : file_(std::move(file)) {}
  void add(const toml::source_region& where, std::string expected, std::string found);
  bool empty() const { return errors_.empty(); }
  std::vector<Damage> take() { return std::move(errors_); }

 private:
  std::string file_;
  std::vector<Damage> errors_;
};

/// A table whose keys are asked for by name; what nobody asked for is an error when `done` is called.
class TomlTable {
 public:
  TomlTable(const toml::table& table, TomlErrors& errors, std::string name);

  std::optional<std::string> text(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<uint64_t> number(std::string_view key);
  /// A date, as TOML's local date or as a string `YYYY-MM-DD`.
  std::optional<std::string> date(std::string_view key);
  /// A string or an array of strings.
  std::vector<std::string> words(std::string_view key);
  /// One of the words; the error names the nearest.
  std::optional<std::string> word_of(std::string_view key, std::initializer_list<std::string_view> known);
  const toml::table* table(std::string_view key);
  /// `[[key]]`
  std::vector<const toml::table*> tables(std::string_view key);

  /// The place of a key's value, else of the table.
  const toml::source_region& place(std::string_view key) const;
  /// An error at a key that is missing.
  void need(std::string_view key, std::string_view why);
  void wrong(std::string_view key, std::string expected, std::string found);
  /// Errors for keys that nobody asked for, with the nearest known one.
  void done();

 private:
  const toml::node* find(std::string_view key);

  const toml::table& table_;
  TomlErrors& errors_;
  std::string name_;
  std::vector<std::string> asked_;
};

/// Parses a document. A syntax error is one Damage with its place; `file` is for messages only.
Result<toml::table> parse_toml(std::string_view text, const std::string& file);

/// True for `YYYY-MM-DD` with a month and a day that exist.
bool is_day(std::string_view text);

}  // namespace modelaudit::assess
