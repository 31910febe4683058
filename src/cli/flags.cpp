#include "cli/flags.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/version.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "report/renderers.h"

namespace modelaudit::cli {
namespace {

std::string flag_spelling(const Flag& flag) {
  std::string spelling = flag.letter != 0 ? std::string("-") + flag.letter + ", " : "    ";
  spelling += "--" + std::string(flag.name);
  if (!flag.argument.empty()) spelling += " " + std::string(flag.argument);
  return spelling;
}

std::string help_of_flags(std::string_view command) {
  std::vector<std::string_view> groups;
  for (const Flag& flag : flags()) {
    if (flag_belongs_to(flag, command) && std::find(groups.begin(), groups.end(), flag.group) == groups.end()) {
      groups.push_back(flag.group);
    }
  }
  std::string text;
  for (const std::string_view group : groups) {
    text += "\n" + std::string(group) + ":\n";
    for (const Flag& flag : flags()) {
      if (flag.group != group || !flag_belongs_to(flag, command)) continue;
      std::string line = "  " + flag_spelling(flag);
      line.resize(std::max<size_t>(line.size() + 2, 44), ' ');
      text += line + std::string(flag.about) + "\n";
    }
  }
  return text;
}

// The formats of commands that render reports, from the table of renderers.
std::string help_of_formats(std::string_view command) {
  if (command != "scan" && command != "assess" && command != "convert") return {};
  std::string text = "\nFormats of --output:\n";
  for (const report::Renderer& renderer : report::renderers()) {
    std::string line = "  " + std::string(renderer.format);
    line.resize(std::max<size_t>(line.size() + 2, 18), ' ');
    text += line + std::string(renderer.about) + "\n";
  }
  return text;
}

std::string indent(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    text += "  " + std::string(lines.substr(0, end)) + "\n";
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
  }
  return text;
}

Parsed usage_error(std::string message, std::string_view command) {
  Parsed parsed;
  parsed.exit_code = 2;
  parsed.error = "modelaudit: " + message + "\n";
  parsed.error += "Try `modelaudit help" + (command.empty() ? std::string() : " " + std::string(command)) + "`.\n";
  return parsed;
}

// CLI11 names the argument that it could not place; we add the nearest flag that we have.
std::string unknown_flag(std::string_view argument, const Command& command) {
  std::vector<std::string_view> known;
  for (const Flag& flag : flags()) {
    if (flag_belongs_to(flag, command.name)) known.push_back(flag.name);
  }
  std::string_view word = argument;
  while (word.starts_with('-')) word.remove_prefix(1);
  word = word.substr(0, word.find('='));
  std::string message = "unknown flag " + display_short(argument) + " of `" + std::string(command.name) + "`";
  const std::string_view nearest = nearest_word(word, known);
  if (!nearest.empty()) message += "; did you mean --" + std::string(nearest) + "?";
  return message;
}

}  // namespace

std::string Arguments::value(std::string_view flag, std::string_view otherwise) const {
  const auto found = values.find(flag);
  return found == values.end() || found->second.empty() ? std::string(otherwise) : found->second.back();
}

const std::vector<std::string>& Arguments::all(std::string_view flag) const {
  static const std::vector<std::string> none;
  const auto found = values.find(flag);
  return found == values.end() ? none : found->second;
}

std::string help_text(const Command* command) {
  if (command != nullptr) {
    std::string text = "Examples:\n" + indent(command->examples);
    text += "\nUsage: modelaudit " + std::string(command->name) + " [FLAGS] " + std::string(command->operands) + "\n\n";
    text += std::string(command->about) + ".\n";
    if (!command->detail.empty()) text += std::string(command->detail) + "\n";
    return text + help_of_flags(command->name) + help_of_formats(command->name);
  }
  std::string text = "Examples:\n";
  for (const std::string_view name : {"scan", "match", "explain"}) {
    text += indent(find_command(name)->examples.substr(0, find_command(name)->examples.find('\n')));
  }
  text += "\nmodelaudit answers for model weights: may we redistribute this, under which exact terms, what do we still\n"
          "owe, and how do we know? It reads files, never the network, and changes nothing.\n\nCommands:\n";
  for (const Command& item : commands()) {
    std::string line = "  " + std::string(item.name);
    line.resize(14, ' ');
    text += line + std::string(item.about) + "\n";
  }
  text += "\nUsage: modelaudit COMMAND [FLAGS] …   `modelaudit help COMMAND` has flags and more examples.\n"
          "       modelaudit --version\n";
  return text;
}

Parsed parse_arguments(int argc, const char* const* argv) {
  Parsed parsed;
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (first.empty() || first == "--help" || first == "-h" || (first == "help" && argc == 2)) {
    parsed.out = help_text(nullptr);
    if (first.empty()) {
      parsed.exit_code = 2;
      std::swap(parsed.out, parsed.error);
    }
    return parsed;
  }
  if (first == "--version" || first == "-V" || first == "version") {
    parsed.out = "modelaudit " + version() + "\n";
    return parsed;
  }
  const std::string_view wanted = first == "help" ? argv[2] : first;
  const Command* command = find_command(wanted);
  if (command == nullptr) {
    std::vector<std::string_view> known;
    for (const Command& item : commands()) known.push_back(item.name);
    return usage_error(with_nearest("unknown command " + display_short(wanted), wanted, known), "");
  }
  if (first == "help") {
    parsed.out = help_text(command);
    return parsed;
  }

  CLI::App app;
  app.set_help_flag();
  app.allow_extras(false);
  app.allow_windows_style_options(false);
  Arguments arguments;
  arguments.command = command;
  std::map<std::string_view, std::vector<std::string>> read;
  std::map<std::string_view, CLI::Option*> options;
  for (const Flag& flag : flags()) {
    if (!flag_belongs_to(flag, command->name)) continue;
    std::string names = "--" + std::string(flag.name);
    if (flag.letter != 0) names += std::string(",-") + flag.letter;
    CLI::Option* option = nullptr;
    if (flag.argument.empty()) {
      option = app.add_flag(names);
    } else {
      option = app.add_option(names, read[flag.name]);
      option->expected(1)->allow_extra_args(false);
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    options[flag.name] = option;
  }
  app.add_option("operands", arguments.operands);
  std::vector<std::string> words(argv + 2, argv + argc);
  std::reverse(words.begin(), words.end());   // CLI11 takes them from the back
  try {
    app.parse(words);
  } catch (const CLI::ExtrasError&) {
    for (const std::string& extra : app.remaining()) {
      if (extra.starts_with('-')) return usage_error(unknown_flag(extra, *command), command->name);
    }
    return usage_error("unexpected argument", command->name);
  } catch (const CLI::ParseError& error) {
    return usage_error(display_short(error.what(), 300), command->name);
  }
  for (const Flag& flag : flags()) {
    if (!flag_belongs_to(flag, command->name)) continue;   // another command's flag of the same name
    const auto option = options.find(flag.name);
    if (option == options.end() || option->second->count() == 0) continue;
    std::vector<std::string>& values = arguments.values[std::string(flag.name)];
    values = flag.argument.empty() ? std::vector<std::string>{""} : read[flag.name];
    if (values.size() > 1 && !flag.repeatable) {
      return usage_error("--" + std::string(flag.name) + " was given " + std::to_string(values.size()) + " times",
                         command->name);
    }
  }
  if (arguments.has("help")) {
    parsed.out = help_text(command);
    return parsed;
  }
  if (arguments.operands.size() < command->least_operands) {
    return usage_error("`" + std::string(command->name) + "` needs " + std::string(command->operands), command->name);
  }
  parsed.arguments = std::move(arguments);
  return parsed;
}

}  // namespace modelaudit::cli
