// Shell completions and the man page, made from the one flag table (flag_table.cpp): nothing here knows a flag by name.
#include <array>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::cli {
namespace {

std::string command_names() {
  std::string names;
  for (const Command& command : commands()) names += (names.empty() ? "" : " ") + std::string(command.name);
  return names;
}

std::string flag_words(std::string_view command) {
  std::string words;
  for (const Flag& flag : flags()) {
    if (!flag_belongs_to(flag, command)) continue;
    words += (words.empty() ? "--" : " --") + std::string(flag.name);
    if (flag.letter != 0) words += std::string(" -") + flag.letter;
  }
  return words;
}

// `yes|no` is a list of words; `PATH` is a file; `N` is neither.
bool is_word_list(std::string_view argument) { return argument.find('|') != std::string_view::npos && argument[0] >= 'a'; }

std::string words_of(std::string_view argument) {
  std::string words(argument);
  for (char& c : words) c = c == '|' ? ' ' : c;
  return words;
}

std::string bash() {
  std::string text = "# bash completion of modelaudit, made by `modelaudit completions bash`\n_modelaudit() {\n";
  text += "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n  COMPREPLY=()\n";
  text += "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W \"" + command_names() + " --help --version\" -- \"$word\"))\n    return\n  fi\n";
  text += "  case $before in\n";
  for (const Flag& flag : flags()) {
    if (is_word_list(flag.argument)) {
      text += fmt::format("    --{}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n", flag.name, words_of(flag.argument));
    }
  }
  text += "  esac\n  case $command in\n";
  for (const Command& command : commands()) {
    text += fmt::format("    {}) [[ $word == -* ]] && COMPREPLY=($(compgen -W \"{}\" -- \"$word\")) ;;\n", command.name,
                        flag_words(command.name));
  }
  return text + "  esac\n}\ncomplete -o default -F _modelaudit modelaudit\n";
}

std::string quoted(std::string_view words) {
  std::string text;
  for (const char c : words) {
    if (c == '\'') text += "'\\''";
    else text += c;
  }
  return "'" + text + "'";
}

std::string fish() {
  std::string text = "# fish completion of modelaudit, made by `modelaudit completions fish`\n";
  for (const Command& command : commands()) {
    text += fmt::format("complete -c modelaudit -n __fish_use_subcommand -a {} -d {}\n", command.name, quoted(command.about));
  }
  for (const Command& command : commands()) {
    for (const Flag& flag : flags()) {
      if (!flag_belongs_to(flag, command.name)) continue;
      text += fmt::format("complete -c modelaudit -n '__fish_seen_subcommand_from {}' -l {}", command.name, flag.name);
      if (flag.letter != 0) text += fmt::format(" -s {}", flag.letter);
      if (!flag.argument.empty()) text += " -r";
      if (is_word_list(flag.argument)) text += fmt::format(" -f -a {}", quoted(words_of(flag.argument)));
      text += " -d " + quoted(flag.about) + "\n";
    }
  }
  return text;
}

std::string zsh() {
  std::string text = "#compdef modelaudit\n# zsh completion of modelaudit, made by `modelaudit completions zsh`\n_modelaudit() {\n";
  text += "  local -a all\n  all=(\n";
  for (const Command& command : commands()) {
    text += "    " + quoted(std::string(command.name) + ":" + std::string(command.about)) + "\n";
  }
  text += "  )\n  if (( CURRENT == 2 )); then\n    _describe command all\n    return\n  fi\n  case $words[2] in\n";
  for (const Command& command : commands()) {
    text += fmt::format("    {}) _arguments", command.name);
    for (const Flag& flag : flags()) {
      if (!flag_belongs_to(flag, command.name)) continue;
      std::string about(flag.about);
      for (char& c : about) c = c == '[' ? '(' : c == ']' ? ')' : c == ':' ? ';' : c;
      std::string row = (flag.repeatable ? "*--" : "--") + std::string(flag.name) + "[" + about + "]";
      if (is_word_list(flag.argument)) {
        row += ":value:(" + words_of(flag.argument) + ")";
      } else if (!flag.argument.empty()) {
        row += ":value:_files";
      }
      text += " " + quoted(row);
    }
    text += " '*:file:_files' ;;\n";
  }
  return text + "  esac\n}\n_modelaudit \"$@\"\n";
}

// roff: a leading dot or quote and every backslash and dash would be commands.
std::string roff(std::string_view words) {
  std::string text;
  for (const char c : words) {
    if (c == '\\') text += "\\e";
    else if (c == '-') text += "\\-";
    else if ((c == '.' || c == '\'') && (text.empty() || text.back() == '\n')) text += std::string("\\&") + c;
    else text += c;
  }
  return text;
}

std::string man_page() {
  std::string text = fmt::format(".TH MODELAUDIT 1 \"\" \"modelaudit {}\" \"User Commands\"\n", version());
  text += ".SH NAME\nmodelaudit \\- redistribution\\-risk reports for model weights\n";
  text += ".SH SYNOPSIS\n.B modelaudit\n.I COMMAND\n[FLAGS] ...\n.SH DESCRIPTION\n";
  text += "May we redistribute this, under which exact terms, what do we still owe, and how do we know? modelaudit reads\n"
          "model files, never the network, and changes nothing.\n";
  for (const Command& command : commands()) {
    text += fmt::format(".SS modelaudit {} {}\n{}.\n", command.name, roff(command.operands), roff(command.about));
    if (!command.detail.empty()) text += ".PP\n" + roff(command.detail) + "\n";
    text += ".PP\n.nf\n" + roff(command.examples) + "\n.fi\n";
  }
  text += ".SH FLAGS\n";
  for (const Flag& flag : flags()) {
    text += ".TP\n.B ";
    if (flag.letter != 0) text += std::string("\\-") + flag.letter + ", ";
    text += "\\-\\-" + roff(flag.name) + (flag.argument.empty() ? "" : " " + roff(flag.argument)) + "\n" + roff(flag.about);
    text += flag.commands == "*" ? ".\n" : " (" + roff(flag.commands) + ").\n";
  }
  text += ".SH EXIT STATUS\n0 gate passes, 1 gate fails, 2 usage, policy or rulebook error, 3 no model artifact found, 4 scan incomplete and\n"
          "the gate would otherwise pass, 5 an output could not be written, 70 internal error.\n";
  return text;
}

}  // namespace

int run_completions(const Arguments& arguments) {
  constexpr std::array<std::string_view, 4> kinds = {"bash", "zsh", "fish", "man"};
  const std::string& kind = arguments.operands.front();
  std::string text;
  if (kind == "bash") text = bash();
  else if (kind == "zsh") text = zsh();
  else if (kind == "fish") text = fish();
  else if (kind == "man") text = man_page();
  if (text.empty()) {
    print_error("modelaudit: " + with_nearest("completions makes " + list_words(kinds) + ", not " + display_short(kind), kind, kinds) + "\n");
    return kUsage;
  }
  return write_output("-", [&](const auto& sink) { sink(text); }) ? kOutputFailed : kPass;
}

}  // namespace modelaudit::cli
