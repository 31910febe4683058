// A prescribed line in a text: word for word with any white space, else the same words in another dress.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::assess {

/// White space folded to single blanks; case and everything else stays.
std::string fold_space(std::string_view text);

/// Words for a lenient look: ASCII lower case letters and digits, without `http`, `https`, `www`.
std::vector<std::string> plain_words(std::string_view text);

enum class Wording { absent, other, exact };

/// exact: the line stands there but for white space. other: its words do, in this order, with other case or punctuation.
Wording find_line(std::string_view text, std::string_view line);

inline bool holds_line(std::string_view text, std::string_view line) { return find_line(text, line) != Wording::absent; }

}  // namespace modelaudit::assess
