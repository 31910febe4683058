// The command line as one table: help, completions, man pages and parsing are made from it. CLI11 does the parsing
// behind it; nothing else in the program knows that.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::cli {

struct Command {
  std::string_view name;
  std::string_view operands;       ///< as shown: `TARGET…`
  size_t least_operands;
  std::string_view about;          ///< one line
  std::string_view examples;       ///< lines of `command  # what it does`, separated by newlines
  std::string_view detail;         ///< a paragraph; may be empty
};

struct Flag {
  std::string_view name;           ///< long name without dashes
  char letter;                     ///< 0: none
  std::string_view argument;       ///< metavariable; empty: a switch
  bool repeatable;
  std::string_view commands;       ///< blank-separated names; `*`: all
  std::string_view group;
  std::string_view about;
};

std::span<const Command> commands();
std::span<const Flag> flags();
const Command* find_command(std::string_view name);
bool flag_belongs_to(const Flag& flag, std::string_view command);

struct Arguments {
  const Command* command = nullptr;
  std::vector<std::string> operands;
  std::map<std::string, std::vector<std::string>, std::less<>> values;   ///< switches hold one empty string

  bool has(std::string_view flag) const { return values.contains(flag); }
  /// The last value of a flag; `otherwise` when it was not given.
  std::string value(std::string_view flag, std::string_view otherwise = {}) const;
  const std::vector<std::string>& all(std::string_view flag) const;
};

struct Parsed {
  std::optional<Arguments> arguments;
  int exit_code = 0;         ///< when there are none: 0 after help or version, 2 after an error
  std::string out, error;    ///< what to print then
};

Parsed parse_arguments(int argc, const char* const* argv);

/// The whole help, or that of one command. Starts with examples.
std::string help_text(const Command* command);

}  // namespace modelaudit::cli
