#include "assess/verdict/declaration.h"

#include <algorithm>

#include "assess/terms/expression.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool is_known(const Rulebook& rulebook, std::string_view word) {
  if (word.starts_with("LicenseRef-") || word.starts_with("DocumentRef-") || word.starts_with("AdditionRef-")) return true;
  return !rulebook.canonical_id(word).empty() || rulebook.tag("huggingface", ascii_lower(word)) != nullptr ||
         rulebook.tag("spelling", ascii_lower(word)) != nullptr;
}

}  // namespace

bool is_whole_expression(const Rulebook& rulebook, std::string_view value) {
  const Expression expression = parse_expression(value);
  return expression.problems.empty() && !expression.cut &&
         std::all_of(expression.terms.begin(), expression.terms.end(),
                     [&](const ExpressionTerm& term) { return is_known(rulebook, term.id); });
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
