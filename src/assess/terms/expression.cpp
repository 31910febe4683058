#include "assess/terms/expression.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

enum class Kind { id, with, conj, disj, open, close, end };

struct Lexeme {
  Kind kind = Kind::end;
  std::string_view text;
  uint64_t offset = 0;
  bool loose = false;  ///< an operator that the grammar does not have
};

bool id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == ':' || c == '+' || c == '_';
}

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Lexeme next() {
    while (at_ < text_.size() && blank(text_[at_])) ++at_;
    if (at_ >= text_.size()) return {Kind::end, {}, at_, false};
    const size_t begin = at_;
    const char c = text_[at_];
    if (c == '(' || c == ')') {
      ++at_;
      return {c == '(' ? Kind::open : Kind::close, text_.substr(begin, 1), begin, false};
    }
    if (id_character(c)) {
      while (at_ < text_.size() && id_character(text_[at_])) ++at_;
      const std::string_view word = text_.substr(begin, at_ - begin);
      const std::string folded = ascii_lower(word);
      const bool mixed = word != folded && word != upper(folded);
      if (folded == "with") return {Kind::with, word, begin, mixed};
      if (folded == "and") {
        if (text_.substr(at_, 3) == "/or") {
          at_ += 3;
          return {Kind::disj, text_.substr(begin, at_ - begin), begin, true};
        }
        return {Kind::conj, word, begin, mixed};
      }
      if (folded == "or") return {Kind::disj, word, begin, mixed};
      return {Kind::id, word, begin, false};
    }
    ++at_;
    while (at_ < text_.size() && text_[at_] == c) ++at_;
    const bool either = c == '/' || c == '|';
    return {either ? Kind::disj : Kind::conj, text_.substr(begin, at_ - begin), begin, true};
  }

 private:
  std::string_view text_;
  size_t at_ = 0;

  static std::string upper(std::string s) {
    for (char& c : s)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return s;
  }
};

void note(Expression& e, std::string problem) {
  if (e.problems.size() < 8 &&
      std::find(e.problems.begin(), e.problems.end(), problem) == e.problems.end())
    e.problems.push_back(std::move(problem));
}

}  // namespace

Expression parse_expression(std::string_view text) {
  Expression e;
  Lexer lexer(text);
  size_t depth = 0;
  bool operand_next = true;  // grammar state: an operand or "(" must come
  bool after_with = false;
  for (Lexeme token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
    if (token.loose) note(e, "'" + display_short(token.text, 20) + "' is no operator");
    switch (token.kind) {
      case Kind::open:
        if (!operand_next) note(e, "an operator is missing before '('");
        if (++depth > kExpressionDepth) {
          e.cut = true;
          return e;
        }
        operand_next = true;
        after_with = false;
        break;
      case Kind::close:
        if (depth == 0)
          note(e, "')' without '('");
        else
          --depth;
        if (operand_next) note(e, "an id is missing before ')'");
        operand_next = false;
        after_with = false;
        break;
      case Kind::with:
      case Kind::conj:
      case Kind::disj:
        if (operand_next)
          note(e, "an id is missing before '" + display_short(token.text, 20) + "'");
        operand_next = true;
        after_with = token.kind == Kind::with;
        e.has_and |= token.kind == Kind::conj;
        e.has_or |= token.kind == Kind::disj;
        break;
      case Kind::id: {
        if (!operand_next)
          note(e, "an operator is missing before '" + display_short(token.text, 60) + "'");
        std::string_view id = token.text;
        ExpressionTerm term;
        term.offset = token.offset;
        term.addition = after_with;
        while (id.ends_with('+')) {
          id.remove_suffix(1);
          term.plus = true;
        }
        // A full stop at the end belongs to the sentence.
        while (id.ends_with('.') || id.ends_with(':')) id.remove_suffix(1);
        while (id.starts_with('.') || id.starts_with(':')) id.remove_prefix(1);
        if (id.empty()) break;
        term.id = id;
        if (e.terms.size() == kExpressionTerms) {
          e.cut = true;
          return e;
        }
        e.terms.push_back(std::move(term));
        operand_next = false;
        after_with = false;
        break;
      }
      case Kind::end: break;
    }
  }
  if (depth > 0) note(e, "'(' without ')'");
  if (operand_next) note(e, "an id is missing at the end");
  return e;
}

size_t expression_length(std::string_view text) {
  size_t end = 0;
  while (end < text.size()) {
    const char c = text[end];
    if (c == '\n' || c == '\r') break;
    const bool fits = id_character(c) || c == ' ' || c == '\t' || c == '(' || c == ')' ||
                      c == '/' || c == ',' || c == '|' || c == '&';
    if (!fits) break;
    if (text.substr(end, 2) == "*/" || text.substr(end, 3) == "-->" || text.substr(end, 2) == "//")
      break;
    ++end;
  }
  while (end > 0 && (blank(text[end - 1]) || text[end - 1] == '*' || text[end - 1] == '/' ||
                     text[end - 1] == ','))
    --end;
  return end;
}

}  // namespace modelaudit::assess
