// Text → words. One pass, linear, nothing kept but the words: each is a hash, the place it stands
// at, what punctuation went before it and what role its line gave it. Everything that the SPDX
// matching guidelines (annex B) call equal is equal here:
//   case, white space, line breaks, quotes, dashes, comment marks at line starts, rules of repeated
//   signs, list marks, spelling variants (token_hash.cpp), © and (c) and "copyright", http and
//   https;
// and what carriers do to a text: HTML tags and entities, Markdown marks and link targets, JSON and
// C escapes, hyphens at line ends (a hyphen inside a word always joins: royalty-free =
// royaltyfree), full-width forms, ligatures, accents. Latin words written with Cyrillic or Greek
// look-alikes, or with invisible characters inside, are read as the words that a reader sees, and
// counted: such a text is never what it seems. Chinese, Japanese and Korean: each character is a
// word.
//
// What is not done: stemming, stop words, the removal of `not`, of numbers, or of anything else
// that carries meaning.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::assess {

struct Token {
  enum Flag : uint8_t {
    line_start = 1,   ///< first word of its line (list marks do not count as words here)
    marker = 2,       ///< a list mark: `1.`, `(a)`, `2.1`
    after_blank = 4,  ///< an empty line stands before it
    copyright = 8,    ///< part of a copyright notice line
    noise = 16,       ///< a word that belongs to the carrier: `dnl`, `REM` at a line start
    closed = 32,      ///< of a marker: written with a bracket; else: a hyphen was joined inside
    shape = 64,       ///< has the form of a list mark, wherever it stands
  };
  uint32_t hash = 0;
  uint32_t offset = 0;  ///< in the decoded text
  uint16_t length = 0;
  uint8_t flags = 0;
  uint8_t punct = 0;  ///< hash of the punctuation before it; 0: none that counts

  bool is(Flag flag) const { return (flags & flag) != 0; }
  bool plain() const { return (flags & (marker | noise)) == 0; }
};

struct TokenStream {
  std::vector<Token> tokens;
  uint64_t look_alikes = 0;       ///< words that mix scripts to look Latin
  uint32_t first_look_alike = 0;  ///< offset
  uint64_t hidden = 0;            ///< invisible characters inside words, or bidi controls
  uint32_t first_hidden = 0;
  uint64_t marks = 0;  ///< combining marks on Latin letters
  uint32_t first_mark = 0;
  bool cut = false;  ///< there were more words than `max_tokens`
  uint32_t cut_at = 0;
};

struct TokenizeOptions {
  size_t max_tokens = size_t{1} << 22;
  bool plain =
      false;  ///< no mark-up: `<`, `&`, `\`, `[` are punctuation (for texts that we make ourselves)
};

TokenStream tokenize(std::string_view text, const TokenizeOptions& options = {});

/// Hashes of the words of a phrase (rules, titles, alternatives).
std::vector<uint32_t> words_of(std::string_view phrase);

}  // namespace modelaudit::assess
