#include "assess/terms/tokens.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "assess/terms/decode.h"
#include "assess/terms/lookalikes.h"
#include "assess/terms/markup.h"
#include "assess/terms/token_hash.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

enum class Kind : uint8_t { blank, line_end, letter, digit, sign, markup, high };

constexpr auto kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (size_t i = 0; i < 256; ++i) {
    const auto c = static_cast<unsigned char>(i);
    if (i >= 0x80)
      kinds[i] = Kind::high;
    else if (c == '\n' || c == '\r' || c == '\f' || c == '\v')
      kinds[i] = Kind::line_end;
    else if (c <= ' ' || c == 0x7F)
      kinds[i] = Kind::blank;
    else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
      kinds[i] = Kind::letter;
    else if (c >= '0' && c <= '9')
      kinds[i] = Kind::digit;
    else if (c == '<' || c == '&' || c == '\\' || c == ']' || c == '{')
      kinds[i] = Kind::markup;
    else
      kinds[i] = Kind::sign;
  }
  return kinds;
}();

constexpr Kind kind_of(char c) { return kKinds[static_cast<uint8_t>(c)]; }
constexpr bool is_alnum(char c) { return kind_of(c) == Kind::letter || kind_of(c) == Kind::digit; }
constexpr bool is_digit(char c) { return kind_of(c) == Kind::digit; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr uint8_t folded(char c) { return static_cast<uint8_t>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

constexpr uint32_t kCopyright = word_hash("copyright");
constexpr uint32_t kOwner = word_hash("owner");
constexpr uint32_t kOwners = word_hash("owners");
constexpr uint32_t kHolder = word_hash("holder");
constexpr uint32_t kHolders = word_hash("holders");
constexpr uint32_t kPer = word_hash("per");
constexpr uint32_t kCent = word_hash("cent");
constexpr uint32_t kPercent = word_hash("percent");
constexpr uint32_t kSub = word_hash("sub");
constexpr uint32_t kLicense = word_hash("license");
constexpr uint32_t kSublicense = word_hash("sublicense");
constexpr uint64_t kNonState = word_step(word_step(word_step(kWordBasis, 'n'), 'o'), 'n');
constexpr size_t kLongestWord = 1024;

bool is_ideograph(char32_t c) {
  return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3005 && c <= 0x3007) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3100 && c <= 0x312F) ||
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

/// Bidi controls that reorder what is seen: deceptive wherever they stand.
bool reorders(char32_t c) { return c == 0x202D || c == 0x202E || (c >= 0x2066 && c <= 0x2068); }

enum class Sort { blank, line_end, sign, word, ideograph, invisible, mark };

struct Folded {
  Sort sort = Sort::sign;
  char sign = 0;  ///< ASCII sign that it counts as; 0: none that counts
  std::array<char32_t, 32> letters{};
  size_t count = 0;
  bool compat_latin = false;  ///< a full-width or styled letter
};

Folded fold(char32_t c) {
  Folded out;
  if (is_ideograph(c)) {
    out.sort = Sort::ideograph;
    return out;
  }
  if (is_invisible(c)) {
    out.sort = Sort::invisible;
    return out;
  }
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2035:
    case 0xB4:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0xFF02:
    case 0xFF07: out.sign = '"'; return out;
    case 0x300A:
    case 0x300B: out.sign = '"'; return out;
    case 0x3002:
    case 0xFF61: out.sign = '.'; return out;
    case 0x3001:
    case 0xFF64: out.sign = ','; return out;
    case 0x2028:
    case 0x2029:
    case 0x85: out.sort = Sort::line_end; return out;
    case 0xFFFD: out.sign = '?'; return out;
    default: break;
  }
  const utf8proc_property_t* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
  switch (property->category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: out.sort = Sort::word; break;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: out.sort = Sort::mark; return out;
    case UTF8PROC_CATEGORY_ZS: out.sort = Sort::blank; return out;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: out.sort = Sort::line_end; return out;
    case UTF8PROC_CATEGORY_PD: out.sign = '-'; return out;
    case UTF8PROC_CATEGORY_PS: out.sign = '('; break;
    case UTF8PROC_CATEGORY_PE: out.sign = ')'; break;
    default: break;
  }
  std::array<utf8proc_int32_t, 32> buffer{};
  int last_class = UTF8PROC_BOUNDCLASS_START;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_STRIPMARK | UTF8PROC_DECOMPOSE);
  const utf8proc_ssize_t n = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(c), buffer.data(), buffer.size(), options, &last_class);
  if (n <= 0 || n > static_cast<utf8proc_ssize_t>(buffer.size())) return out;
  if (out.sort == Sort::word) {
    out.count = static_cast<size_t>(n);
    for (size_t i = 0; i < out.count; ++i) out.letters[i] = static_cast<char32_t>(buffer[i]);
    out.compat_latin = (c >= 0xFF00 && c < 0xFFF0) || (c >= 0x1D400 && c < 0x1D800);
  } else if (out.sign == 0 && n == 1 && buffer[0] < 0x80) {
    out.sign = static_cast<char>(buffer[0]);
  }
  return out;
}

/// Signs whose presence is part of the text (SPDX guideline 5); the others are layout.
bool counts(char sign) {
  constexpr std::string_view kCounts = ".,;:()[]{}%$+=!?@\"";
  return kCounts.find(sign) != std::string_view::npos;
}

class Tokenizer {
 public:
  Tokenizer(std::string_view text, const TokenizeOptions& options)
      : text_(text), options_(options), carrier_(options.plain ? Carrier{} : carrier_of(text)) {
    out_.tokens.reserve(std::min(text.size() / 6 + 16, options.max_tokens));
  }

  TokenStream run() {
    while (at_ < text_.size()) {
      if (out_.tokens.size() >= options_.max_tokens) {
        out_.cut = true;
        out_.cut_at = static_cast<uint32_t>(at_);
        break;
      }
      const char c = text_[at_];
      switch (kind_of(c)) {
        case Kind::blank: ++at_; break;
        case Kind::line_end:
          at_ += c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
          line_end();
          break;
        case Kind::letter:
        case Kind::digit: word(); break;
        case Kind::sign: sign_at(c); break;
        case Kind::markup: markup(c); break;
        case Kind::high: high(); break;
      }
    }
    if (foreign_words_ >= pure_) pure_ = 0;
    if (ideographs_ > 0) compat_ = 0;
    out_.look_alikes = mixed_ + pure_ + compat_;
    mark_page_numbers();
    mark_copyright_lines();
    return std::move(out_);
  }

 private:
  std::string_view text_;
  TokenizeOptions options_;
  Carrier carrier_;
  TokenStream out_;
  size_t at_ = 0;
  // Line state.
  uint32_t line_ends_ = 1;  ///< since the last word; the text's start counts as one
  size_t line_begin_ = 0;
  bool line_fresh_ = true;          ///< no word of the line yet but list marks
  bool previous_line_ends_ = true;  ///< the last line with words ended a sentence, or was short
  char last_sign_ = '\n';           ///< last visible character
  // Punctuation since the last word.
  std::array<char, 12> signs_{};
  size_t sign_count_ = 0;
  char run_sign_ = 0;
  uint32_t run_ = 0;
  bool copyright_sign_ = false;
  // Deception counters.
  uint64_t mixed_ = 0;
  uint64_t pure_ = 0;
  uint64_t compat_ = 0;
  uint64_t foreign_words_ = 0;
  uint64_t ideographs_ = 0;

  char peek(size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  void line_end() {
    if (line_ends_ == 0) {
      constexpr std::string_view kEnds = ".;:,)]\"'>!?}";
      previous_line_ends_ = kEnds.find(last_sign_) != std::string_view::npos ||
                            at_ - line_begin_ < 50 || last_word_joins();
    }
    ++line_ends_;
    line_begin_ = at_;
    line_fresh_ = true;
    run_ = 0;
    run_sign_ = 0;
  }

  bool last_word_joins() const {
    if (out_.tokens.empty()) return true;
    const uint32_t hash = out_.tokens.back().hash;
    return hash == word_hash("and") || hash == word_hash("or");
  }

  void note_sign(char c) {
    last_sign_ = c;
    if (c == run_sign_)
      ++run_;
    else
      run_ = 1;
    run_sign_ = c;
    if (run_ == 3) {
      // A rule of repeated signs is layout (guideline 6).
      while (sign_count_ > 0 && signs_[sign_count_ - 1] == c) --sign_count_;
      return;
    }
    if (run_ > 3 || !counts(c)) return;
    if (line_ends_ > 0 && line_fresh_ && c != '(' && c != '[' && c != '"') return;  // comment marks
    if (c == '"' && sign_count_ > 0 && signs_[sign_count_ - 1] == '"') return;
    if (sign_count_ < signs_.size()) signs_[sign_count_++] = c;
  }

  uint8_t take_signs() {
    uint8_t hash = 0;
    if (sign_count_ > 0) {
      uint64_t state = kWordBasis;
      for (size_t i = 0; i < sign_count_; ++i)
        state = word_step(state, static_cast<uint8_t>(signs_[i]));
      hash = static_cast<uint8_t>(word_finish(state) % 255 + 1);
    }
    sign_count_ = 0;
    run_ = 0;
    run_sign_ = 0;
    return hash;
  }

  void sign_at(char c) {
    if (c == '(' && folded(peek(at_ + 1)) == 'c' && peek(at_ + 2) == ')' &&
        copyright_sign_at(at_ + 3)) {
      copyright_sign(3);
      return;
    }
    note_sign(c == '\'' || c == '`' ? '"' : c);
    ++at_;
  }

  /// Whether a "(c)" that ends before `at` means ©: beside "copyright", or before a year or a
  /// placeholder.
  bool copyright_sign_at(size_t at) const {
    if (!out_.tokens.empty() && out_.tokens.back().hash == kCopyright && line_ends_ == 0)
      return true;
    while (peek(at) == ' ' || peek(at) == '\t') ++at;
    const char c = peek(at);
    if (c == '<' || c == '[' || c == '{' || c == '@') return true;
    if (is_digit(c))
      return (c == '1' || c == '2') && is_digit(peek(at + 1)) && is_digit(peek(at + 2)) &&
             is_digit(peek(at + 3));
    constexpr std::string_view kWord = "copyright";
    for (size_t i = 0; i < kWord.size(); ++i)
      if (folded(peek(at + i)) != static_cast<uint8_t>(kWord[i])) return false;
    return true;
  }

  /// © in any form: the word "copyright", once.
  void copyright_sign(uint32_t length) {
    const size_t begin = at_;
    at_ += length;
    if (!out_.tokens.empty() && out_.tokens.back().hash == kCopyright && line_ends_ == 0) return;
    push(kCopyright, begin, at_, 0);
  }

  void markup(char c) {
    if (!options_.plain) {
      Markup m;
      if (c == '<')
        m = tag_at(text_, at_, carrier_);
      else if (c == '&')
        m = entity_at(text_, at_);
      else if (c == '\\')
        m = escape_at(text_, at_, carrier_);
      else
        m = link_target_at(text_, at_);
      if (m.length > 0) {
        const char32_t stands_for = m.stands_for;
        if (stands_for >= 0x80 ||
            (stands_for < 0x80 && is_alnum(static_cast<char>(stands_for)) && stands_for != 0)) {
          character(stands_for, m.length);
          return;
        }
        if (c == ']') note_sign(']');
        at_ += m.length;
        if (stands_for == '\n')
          line_end();
        else if (stands_for > ' ')
          note_sign(stands_for == '\'' ? '"' : static_cast<char>(stands_for));
        return;
      }
    }
    note_sign(c);
    ++at_;
  }

  void high() {
    const CodePoint point = decode_utf8(text_.substr(at_));
    if (point.valid)
      character(point.value, point.length);
    else
      character(windows1252(static_cast<uint8_t>(text_[at_])), 1);
  }

  void character(char32_t c, uint32_t length) {
    if (c == 0xA9) {
      copyright_sign(length);
      return;
    }
    const Folded f =
        c < 0x80
            ? Folded{Sort::word, 0, {static_cast<char32_t>(folded(static_cast<char>(c)))}, 1, false}
            : fold(c);
    switch (f.sort) {
      case Sort::blank: at_ += length; return;
      case Sort::line_end:
        at_ += length;
        line_end();
        return;
      case Sort::invisible:
        if (reorders(c)) count_hidden();
        at_ += length;
        return;
      case Sort::mark: at_ += length; return;
      case Sort::sign:
        if (f.sign != 0)
          note_sign(f.sign);
        else
          last_sign_ = '*';
        at_ += length;
        return;
      case Sort::ideograph: {
        ++ideographs_;
        uint64_t state = kWordBasis;
        for (uint32_t i = 0; i < length; ++i)
          state = word_step(state, static_cast<uint8_t>(text_[at_ + i]));
        const size_t begin = at_;
        at_ += length;
        push(word_finish(state), begin, at_, 0);
        return;
      }
      case Sort::word: word(); return;
    }
  }

  void count_hidden() {
    if (out_.hidden++ == 0) out_.first_hidden = static_cast<uint32_t>(at_);
  }

  struct WordState {
    uint64_t state = kWordBasis;
    uint32_t latin = 0;    ///< ASCII letters
    uint32_t alike = 0;    ///< letters of other scripts that look Latin
    uint32_t foreign = 0;  ///< other letters of other scripts
    uint32_t compat = 0;
    bool joined = false;
    char last = 0;  ///< last ASCII character taken; 0x7F for another letter
  };

  /// Takes one character that is no ASCII letter or digit into the word; false ends the word.
  bool take_high(WordState& w) {
    char32_t c = 0;
    uint32_t length = 0;
    const char first = text_[at_];
    if (first == '&' || first == '\\') {
      if (options_.plain) return false;
      const Markup m = first == '&' ? entity_at(text_, at_) : escape_at(text_, at_, carrier_);
      if (m.length == 0 || m.stands_for < 0x80) return false;
      c = m.stands_for;
      length = m.length;
    } else {
      const CodePoint point = decode_utf8(text_.substr(at_));
      c = point.valid ? point.value : windows1252(static_cast<uint8_t>(first));
      length = point.length;
    }
    if (c == 0xA9) return false;
    const Folded f = fold(c);
    if (f.sort == Sort::invisible) {
      const char after = peek(at_ + length);
      if (reorders(c))
        count_hidden();
      else if (c != 0xAD && w.last != 0 && (is_alnum(after) || static_cast<uint8_t>(after) >= 0x80))
        count_hidden();
      at_ += length;
      return true;
    }
    if (f.sort == Sort::mark) {
      if (w.latin > 0 && out_.marks++ == 0) out_.first_mark = static_cast<uint32_t>(at_);
      at_ += length;
      return true;
    }
    if (f.sort == Sort::sign && f.sign == '-' && (c == 0x2010 || c == 0x2011 || c == 0x2013))
      return take_hyphen(w, length);
    if (f.sort != Sort::word) return false;
    if (f.compat_latin) ++w.compat;
    for (size_t i = 0; i < f.count; ++i) {
      char32_t letter = f.letters[i];
      if (letter >= 0x370) {
        char latin = look_alike(c);
        if (latin == 0) latin = look_alike(letter);
        if (latin != 0) {
          ++w.alike;
          letter = static_cast<char32_t>(latin);
        } else {
          ++w.foreign;
        }
      } else if (letter < 0x80 && !f.compat_latin) {
        ++w.latin;
      }
      if (letter == ' ') continue;
      std::string bytes;
      append_utf8(bytes, letter);
      for (const char b : bytes) w.state = word_step(w.state, static_cast<uint8_t>(b));
    }
    w.last = 0x7F;
    at_ += length;
    return true;
  }

  /// A hyphen inside a word joins its parts, also over a line end (with the comment marks of the
  /// next line).
  bool take_hyphen(WordState& w, uint32_t length) {
    if (w.last == 0) return false;
    size_t next = at_ + length;
    if (is_alnum(peek(next)) || kind_of(peek(next)) == Kind::high) {
      if (kind_of(peek(next)) == Kind::high) {
        const CodePoint point = decode_utf8(text_.substr(next));
        if (!point.valid || fold(point.value).sort != Sort::word) return false;
      }
      at_ = next;
      w.joined = true;
      return true;
    }
    const size_t limit = std::min(text_.size(), next + 80);
    bool over_line = false;
    while (next < limit && (peek(next) == ' ' || peek(next) == '\t')) ++next;
    if (next < limit && kind_of(peek(next)) == Kind::line_end) over_line = true;
    if (!over_line) return false;
    uint32_t ends = 0;
    constexpr std::string_view kMarks = " \t*#/;%|>!";
    while (next < limit) {
      const char c = peek(next);
      if (c == '\n')
        ++ends;
      else if (c != '\r' && kMarks.find(c) == std::string_view::npos)
        break;
      ++next;
    }
    if (ends > 1 || next >= limit || !is_lower(peek(next))) return false;
    at_ = next;
    line_begin_ = next;
    w.joined = true;
    return true;
  }

  void word() {
    const size_t begin = at_;
    WordState w;
    while (at_ < text_.size() && at_ - begin < kLongestWord) {
      const char c = text_[at_];
      const Kind kind = kind_of(c);
      if (kind == Kind::letter) {
        w.state = word_step(w.state, folded(c));
        ++w.latin;
        w.last = c;
        ++at_;
      } else if (kind == Kind::digit) {
        w.state = word_step(w.state, static_cast<uint8_t>(c));
        w.last = c;
        ++at_;
      } else if (c == '-') {
        if (!take_hyphen(w, 1)) break;
      } else if (c == '.' && is_digit(w.last) && is_digit(peek(at_ + 1))) {
        w.state = word_step(w.state, '.');
        ++at_;
      } else if (c == '+' && w.last != 0) {
        size_t end = at_;
        while (peek(end) == '+' && end - at_ < 2) ++end;
        if (is_alnum(peek(end))) break;
        for (; at_ < end; ++at_) w.state = word_step(w.state, '+');
      } else if (kind == Kind::high || ((c == '&' || c == '\\') && !options_.plain)) {
        if (!take_high(w)) break;
      } else if ((c == ' ' || c == '\n') && w.state == kNonState &&
                 is_lower(folded_char(peek(at_ + 1)))) {
        // "non exclusive" is "non-exclusive".
        ++at_;
        w.joined = true;
      } else {
        break;
      }
    }
    if (at_ ==
        begin) {  // cannot happen for a letter; keeps the loop of run() moving whatever comes
      ++at_;
      return;
    }
    finish_word(w, begin);
  }

  static char folded_char(char c) { return static_cast<char>(folded(c)); }

  void finish_word(const WordState& w, size_t begin) {
    if (w.foreign > 0) ++foreign_words_;
    if (w.alike > 0 && w.foreign == 0) {
      const bool mixed = w.latin >= 2 && w.latin + w.alike >= 4;
      if (mixed)
        ++mixed_;
      else if (w.latin == 0 && w.alike >= 3)
        ++pure_;
      if ((mixed || w.latin == 0) && out_.first_look_alike == 0)
        out_.first_look_alike = static_cast<uint32_t>(begin);
    }
    if (w.compat >= 3) {
      ++compat_;
      if (out_.first_look_alike == 0) out_.first_look_alike = static_cast<uint32_t>(begin);
    }
    const uint32_t hash = equivalent(word_finish(w.state));
    push(hash, begin, at_, w.joined ? Token::closed : 0);
  }

  void push(uint32_t hash, size_t begin, size_t end, int flags) {
    std::vector<Token>& tokens = out_.tokens;
    const bool same_line = line_ends_ == 0;
    if (!tokens.empty() && same_line) {
      Token& before = tokens.back();
      if (hash == kCopyright && before.hash == kCopyright) {  // "© copyright"
        before.length = static_cast<uint16_t>(std::min<size_t>(end - before.offset, 0xFFFF));
        return;
      }
    }
    if (!tokens.empty()) {
      Token& before = tokens.back();
      if (before.hash == kCopyright && hash == kOwner)
        hash = kHolder;
      else if (before.hash == kCopyright && hash == kOwners)
        hash = kHolders;
      const bool per_cent = before.hash == kPer && hash == kCent;
      if (per_cent || (before.hash == kSub && hash == kLicense)) {
        before.hash = per_cent ? kPercent : kSublicense;
        before.length = static_cast<uint16_t>(std::min<size_t>(end - before.offset, 0xFFFF));
        return;
      }
    }
    Token token;
    token.hash = hash;
    token.offset = static_cast<uint32_t>(begin);
    token.length = static_cast<uint16_t>(std::min<size_t>(end - begin, 0xFFFF));
    int all = flags;
    if (line_ends_ > 0) all |= Token::line_start;
    if (line_ends_ > 1) all |= Token::after_blank;
    const int mark = list_mark(begin, end);
    all |= mark;
    if (line_fresh_ && (mark & Token::marker) == 0) {
      if (is_carrier_word(hash, begin, end))
        all |= Token::noise;
      else
        line_fresh_ = false;
    }
    token.flags = static_cast<uint8_t>(all);
    if ((all & (Token::marker | Token::noise)) != 0) {
      // The signs of a mark belong to the mark.
      if (sign_count_ > 0 && (signs_[sign_count_ - 1] == '(' || signs_[sign_count_ - 1] == '['))
        --sign_count_;
    } else {
      token.punct = take_signs();
    }
    line_ends_ = 0;
    last_sign_ = 'a';
    tokens.push_back(token);
  }

  /// A number, a roman number or a letter, short enough for a list mark.
  bool mark_shape(std::string_view w, size_t& dots, bool& digits) const {
    if (w.size() > 8) return false;
    bool roman = w.size() <= 5;
    dots = 0;
    digits = true;
    for (const char c : w) {
      const auto l = static_cast<char>(folded(c));
      if (c == '.')
        ++dots;
      else if (!is_digit(c))
        digits = false;
      roman = roman && (l == 'i' || l == 'v' || l == 'x');
    }
    const bool letter = w.size() == 1 && kind_of(w[0]) == Kind::letter;
    const bool mixed = w.size() <= 3 && is_digit(w[0]) && kind_of(w.back()) == Kind::letter;
    return digits || roman || letter || mixed;
  }

  /// Flags of the list mark that the word [begin, end) is, or has the form of; 0 if it is none.
  int list_mark(size_t begin, size_t end) const {
    size_t dots = 0;
    bool digits = false;
    if (!mark_shape(text_.substr(begin, end - begin), dots, digits)) return 0;
    const char before = begin > 0 ? text_[begin - 1] : '\n';
    const char after = peek(end);
    const bool opened = before == '(' || before == '[';
    const bool small = !digits || dots > 0 || end - begin <= 2;  // no year
    const bool bracketed = (after == ')' || after == ']') && small;
    const char next = peek(end + 1);
    const bool stands_alone = next == ' ' || next == '\t' || next == '\n' || next == '\r' ||
                              next == '\0' || next == '*' || next == '_' || next == '\\' ||
                              next == '<';
    const bool pointed = (after == '.' || after == ':') && stands_alone && small;
    const bool shape = bracketed || pointed || dots > 0;
    if (!shape) return 0;
    if (!line_fresh_) return Token::shape;
    if (bracketed) return Token::shape | Token::marker | Token::closed;
    if (opened || !previous_line_ends_) return Token::shape;
    if (pointed || after == ' ' || after == '\t') return Token::shape | Token::marker;
    return Token::shape;
  }

  /// Words that comment syntaxes put at line starts.
  bool is_carrier_word(uint32_t hash, size_t begin, size_t end) const {
    if (line_ends_ == 0) return false;
    if (hash == word_hash("dnl") || hash == word_hash("rem"))
      return peek(end) == ' ' || peek(end) == '\t' || peek(end) == '\n' || peek(end) == '\r';
    if (end - begin == 1 && begin == line_begin_ && folded(text_[begin]) == 'c' &&
        (peek(end) == ' ' || peek(end) == '\t' || peek(end) == '\n')) {
      // Fortran: `C` in the first column.
      return !out_.tokens.empty() || peek(end) != '\n';
    }
    return false;
  }

  bool is_year(const Token& token) const {
    if (token.length < 4) return false;
    const std::string_view w = text_.substr(token.offset, std::min<size_t>(token.length, 4));
    return (w.starts_with("19") || w.starts_with("20")) && is_digit(w[2]) && is_digit(w[3]);
  }

  /// A number alone on its line is a page number.
  void mark_page_numbers() {
    std::vector<Token>& tokens = out_.tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const bool alone = tokens[i].is(Token::line_start) &&
                         (i + 1 == tokens.size() || tokens[i + 1].is(Token::line_start));
      if (!alone || tokens[i].length > 3) continue;
      bool digits = true;
      for (const char c : text_.substr(tokens[i].offset, tokens[i].length))
        digits = digits && is_digit(c);
      if (digits) tokens[i].flags |= Token::noise;
    }
  }

  /// Guideline 10: copyright notices are no part of the license. A line that begins with
  /// "copyright" and gives a year, a © or a placeholder, up to the first word that speaks of
  /// rights.
  void mark_copyright_lines() {
    constexpr std::array kRights = {word_hash("license"),
                                    word_hash("licensed"),
                                    word_hash("permission"),
                                    word_hash("shall"),
                                    word_hash("must"),
                                    word_hash("may"),
                                    word_hash("not"),
                                    word_hash("released"),
                                    word_hash("distributed"),
                                    word_hash("this"),
                                    word_hash("notice"),
                                    word_hash("use"),
                                    word_hash("redistribution"),
                                    word_hash("under"),
                                    word_hash("see"),
                                    word_hash("provided"),
                                    word_hash("no"),
                                    word_hash("terms")};
    constexpr std::array kBefore = {word_hash("portions"), word_hash("parts"),
                                    word_hash("this"),     word_hash("library"),
                                    word_hash("code"),     word_hash("is"),
                                    word_hash("some"),     word_hash("file"),
                                    word_hash("are"),      word_hash("spdxfilecopyrighttext"),
                                    word_hash("software"), word_hash("work")};
    std::vector<Token>& tokens = out_.tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!tokens[i].is(Token::line_start)) continue;
      size_t k = i;
      while (k < tokens.size() && !tokens[k].plain()) ++k;
      const size_t words = k;
      while (k < tokens.size() && k - words < 4 &&
             std::find(kBefore.begin(), kBefore.end(), tokens[k].hash) != kBefore.end())
        ++k;
      if (k >= tokens.size() || tokens[k].hash != kCopyright) continue;
      size_t end = k + 1;
      bool dated = text_[tokens[k].offset] == '(' || kind_of(text_[tokens[k].offset]) == Kind::high;
      if (tokens[k].length > 9) dated = true;  // "Copyright ©"
      while (end < tokens.size() && end - k < 60 && !tokens[end].is(Token::line_start)) {
        if (std::find(kRights.begin(), kRights.end(), tokens[end].hash) != kRights.end()) break;
        if (is_year(tokens[end])) dated = true;
        const char before = tokens[end].offset > 0 ? text_[tokens[end].offset - 1] : ' ';
        if (before == '<' || before == '[' || before == '{') dated = true;
        ++end;
      }
      if (!dated) {
        // "Copyright (c)": the sign is folded into the word; look at the bytes between.
        const size_t from = tokens[k].offset;
        const size_t to =
            end < tokens.size() && end > k + 1 ? tokens[k + 1].offset : from + tokens[k].length;
        const std::string_view between = text_.substr(from, std::min<size_t>(to - from, 64));
        dated = between.find("(c)") != std::string_view::npos ||
                between.find("(C)") != std::string_view::npos ||
                between.find("\xC2\xA9") != std::string_view::npos ||
                between.find('\xA9') != std::string_view::npos;
      }
      if (!dated || end - k >= 60) continue;
      for (size_t j = i; j < end; ++j) tokens[j].flags |= Token::copyright;
      i = end - 1;
    }
    mark_reservations();
  }

  /// "All rights reserved" beside a copyright notice belongs to it.
  void mark_reservations() {
    std::vector<Token>& tokens = out_.tokens;
    for (size_t i = 1; i + 2 < tokens.size(); ++i) {
      if (tokens[i].hash != word_hash("all") || tokens[i + 1].hash != word_hash("rights") ||
          tokens[i + 2].hash != word_hash("reserved") || !tokens[i - 1].is(Token::copyright))
        continue;
      for (size_t j = i; j < i + 3; ++j) tokens[j].flags |= Token::copyright;
    }
  }
};

}  // namespace

TokenStream tokenize(std::string_view text, const TokenizeOptions& options) {
  return Tokenizer(text, options).run();
}

std::vector<uint32_t> words_of(std::string_view phrase) {
  const TokenStream stream = tokenize(phrase, {.max_tokens = size_t{1} << 16, .plain = true});
  std::vector<uint32_t> words;
  words.reserve(stream.tokens.size());
  for (const Token& token : stream.tokens) words.push_back(token.hash);
  return words;
}

}  // namespace modelaudit::assess
