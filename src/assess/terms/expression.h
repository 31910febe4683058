// SPDX license expressions, 3.0.1 annex B, read strictly and tolerantly.
//
//     idstring     = 1*(ALPHA / DIGIT / "-" / ".")
//     license-ref  = ["DocumentRef-" idstring ":"] "LicenseRef-" idstring
//     addition-ref = ["DocumentRef-" idstring ":"] "AdditionRef-" idstring
//     simple       = license-id / license-id "+" / license-ref
//     compound     = simple / simple WITH addition / compound AND compound / compound OR compound /
//     "(" compound ")"
//
// Binding, tightest first: +, WITH, AND, OR. Operators are all upper or all lower case. In the wild
// there are also `/`,
// `,`, `|`, `&`, `and/or`, missing operators and unbalanced parentheses: they are read as what they
// most probably mean, and each is named in `problems`. Ids are kept as written; who knows which
// exist is the caller.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::assess {

struct ExpressionTerm {
  std::string id;  ///< as written, without `+`
  bool plus = false;
  bool addition = false;  ///< stands behind WITH
  uint64_t offset = 0;    ///< in the expression
};

struct Expression {
  std::vector<ExpressionTerm> terms;  ///< in order
  std::vector<std::string> problems;  ///< why it is not a valid expression; empty: it is one
  bool cut = false;                   ///< nesting or length beyond the limits
  bool has_or = false;
  bool has_and = false;
};

constexpr size_t kExpressionDepth = 64;
constexpr size_t kExpressionTerms = 1000;

Expression parse_expression(std::string_view text);

/// Length of the stretch at the front of `text` that can be an expression: ids, operators,
/// parentheses, blanks, up to the end of the line or of the comment.
size_t expression_length(std::string_view text);

}  // namespace modelaudit::assess
