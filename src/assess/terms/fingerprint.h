// A license text as facts: the hashes of its words in order, and what in it may vary. From it a
// text can be recognised word by word, and nobody can read it.
//
// File form `mafp/1` (licenses/ID/VERSION.fp), lines of UTF-8:
//
//     mafp/1
//     license: Apache-2.0              id and version of the record that owns the text
//     version: 2004-01
//     also: GPL-2.0-or-later undated   (repeatable) another record with the very same text
//     expression: …                    what the text stands for, when that is an SPDX expression
//     (old combined ids) role: text                       text, header (a standard notice for
//     source files) or notice language: en made-from: spdx-xml              spdx-xml or text words:
//     1581                      list marks, title and copyright lines included sha256: … over the
//     words that must be there, as 32-bit little-endian numbers tokens: base64 of the words, 32-bit
//     little-endian each … punctuation:                     base64 of pairs: distance to the next
//     word with punctuation before it, its hash spans:                           KIND BEGIN END
//     [LEAST MOST | ALTERNATIVE…], sorted; they nest optional 3 9 any 40 43 1 20 any LEAST to MOST
//     words may stand there choice 50 51 0 2                 or one of these alternatives
//     alternatives:                    one a line, base64; the word 0xFFFFFFFF stands for "any
//     words" sections:                        POSITION LABEL end
//
// Kinds: optional (omitting it changes nothing), mark (list mark, one word), title, copyright (a
// notice line: any words), any, choice. All but any and choice may be left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "core/result.h"

namespace modelaudit::assess {

/// A stretch [begin, end) of the words of a fingerprint that may be otherwise.
struct VariableSpan {
  enum class Kind : uint8_t { optional, mark, title, copyright, any, choice };
  Kind kind = Kind::optional;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t least = 0;  ///< any: words
  uint32_t most = 0;
  std::vector<uint32_t> alternatives;  ///< choice: indices into Fingerprint::alternatives

  friend bool operator==(const VariableSpan&, const VariableSpan&) = default;
};

const char* name_of(VariableSpan::Kind kind);

/// Where a numbered section begins.
struct SectionStart {
  uint32_t position = 0;
  std::string label;
  friend bool operator==(const SectionStart&, const SectionStart&) = default;
};

struct Fingerprint {
  std::string license;
  std::string version;
  std::vector<std::pair<std::string, std::string>> also;
  std::string expression;
  std::string role = "text";
  std::string language = "en";
  std::string made_from = "text";
  std::vector<uint32_t> words;
  std::vector<uint8_t> punctuation;  ///< as long as words
  std::vector<VariableSpan> spans;   ///< by begin, outer first
  std::vector<std::vector<uint32_t>> alternatives;
  std::vector<SectionStart> sections;
};

/// SHA-256 over the words outside spans that may be left out.
Digest digest_of(const Fingerprint& fingerprint);

/// True if both accept the same texts: equal words that must be there, equal variable spans among
/// them.
bool same_text(const Fingerprint& a, const Fingerprint& b);

std::string write_fingerprint(const Fingerprint& fingerprint);

/// Reads and checks everything: a fingerprint that comes back has its spans within its words,
/// sorted and nested.
Result<Fingerprint> read_fingerprint(std::string_view bytes);

struct FingerprintOptions {
  std::string license;
  std::string version;
  std::string role = "text";
  std::string language;  ///< empty: found from the text
};

/// The fingerprint of an official text. List marks, a title line and copyright lines are found by
/// their form.
Result<Fingerprint> make_fingerprint(std::string_view text, const FingerprintOptions& options);

}  // namespace modelaudit::assess
