#include "assess/verdict/declaration.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool is_known(const Rulebook& rulebook, std::string_view word) {
  if (word.ends_with('+')) word.remove_suffix(1);
  if (word.starts_with("LicenseRef-") || word.starts_with("DocumentRef-") || word.starts_with("AdditionRef-")) return true;
  return !rulebook.canonical_id(word).empty() || rulebook.tag("huggingface", ascii_lower(word)) != nullptr ||
         rulebook.tag("spelling", ascii_lower(word)) != nullptr;
}

bool is_operator(std::string_view word) {
  const std::string lower = ascii_lower(word);
  return lower == "and" || lower == "or" || lower == "with" || lower == "and/or";
}

}  // namespace

bool is_whole_expression(const Rulebook& rulebook, std::string_view value) {
  bool operand_next = true;   // an operand is wanted here
  int open = 0;
  for (size_t at = 0; at < value.size();) {
    const char c = value[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at;
    } else if (c == '(') {
      if (!operand_next) return false;
      ++open;
      ++at;
    } else if (c == ')') {
      if (operand_next || open == 0) return false;
      --open;
      ++at;
    } else if (c == ',' || c == ';' || c == '/') {
      if (operand_next) return false;
      operand_next = true;
      ++at;
    } else {
      const size_t end = std::min(value.find_first_of(" \t\r\n(),;/", at), value.size());
      const std::string_view word = value.substr(at, end - at);
      if (is_operator(word)) {
        if (operand_next) return false;
        operand_next = true;
      } else {
        if (!operand_next || !is_known(rulebook, word)) return false;
        operand_next = false;
      }
      at = end;
    }
  }
  return !operand_next && open == 0;
}

Disguise disguise_of(const Rulebook& rulebook, std::string_view value) {
  bool foreign = false;
  for (std::string_view rest = value; !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    const bool layout = point.value == '\n' || point.value == '\r' || point.value == '\t';
    if (!point.valid || (is_unsafe_to_show(point.value) && !layout)) return Disguise::hidden_characters;
    foreign = foreign || point.value >= 0x80;
    rest.remove_prefix(point.length);
  }
  const std::string lower = ascii_lower(value);
  const bool name = rulebook.tag("huggingface", lower) != nullptr || rulebook.tag("spelling", lower) != nullptr ||
                    !rulebook.canonical_id(value).empty();
  return foreign && !name ? Disguise::look_alike_letters : Disguise::none;
}

}  // namespace modelaudit::assess
