// The term matcher: any text → which license texts, notices, tags and URLs it holds, where, and
// what differs. Public header of the room; the stages are described in docs/terms.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace modelaudit::assess {

struct Rulebook;
class LicenseIndex;  // compiled fingerprints: license_index.h

/// Strength of a sign of terms, strongest first (ARCHITECTURE section 5).
enum class Strength { identical, near, record, declared, implied };
const char* name_of(Strength strength);

enum class MatchKind { text, header, notice, expression, tag, url, title };
const char* name_of(MatchKind kind);

struct ByteSpan {
  uint64_t offset = 0;
  uint64_t length = 0;
  friend auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

struct Difference {
  enum class Kind { inserted, deleted, changed };
  Kind kind = Kind::changed;
  ByteSpan where;               ///< in the found text (length 0 for deleted)
  std::string section;          ///< of the official text; empty if it has no numbers
  std::string found;            ///< words of the found text, bounded; empty for deleted
  uint64_t official_words = 0;  ///< how many official words are missing or replaced there
};

constexpr const char* name_of(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::inserted: return "inserted";
    case Difference::Kind::deleted: return "deleted";
    case Difference::Kind::changed: return "changed";
  }
  return "changed";
}

/// A near twin that was considered, and what kept it out.
struct Twin {
  std::string license;
  std::string version;
  std::string separated_by;  ///< in words
};

struct TermsMatch {
  std::string license;                  ///< canonical id; empty when only candidates are known
  std::string version;                  ///< empty when the sign fixes none
  std::vector<std::string> candidates;  ///< ids (or id@version) that the sign cannot tell apart
  MatchKind kind = MatchKind::text;
  Strength strength = Strength::declared;
  bool punctuation_differs = false;  ///< identical words, other punctuation
  bool negated = false;              ///< "not under the …": listed, never a license
  double coverage_official = 0;      ///< share of the official text's words that are there
  double coverage_found = 0;  ///< share of the words in the spans that the official text explains
  std::vector<ByteSpan> spans;
  std::vector<Difference> differences;  ///< bounded; `differences_total` counts all
  uint64_t differences_total = 0;
  std::vector<std::string> missing_sections;
  std::vector<Twin> twins;
  std::string expression;  ///< SPDX expression as written (kind expression)
};

/// Words inside or beside license text that no record explains.
struct Unexplained {
  ByteSpan where;
  std::string found;   ///< bounded
  std::string reason;  ///< added-text, legal-words
};

struct TermsResult {
  std::vector<TermsMatch> matches;  ///< by first span
  std::vector<Unexplained> unexplained;
  std::vector<std::string> ids;  ///< sorted set of ids under which the text as a whole stands
  std::vector<Damage> limits;    ///< class limit: what was cut off
  std::vector<Damage>
      suspicious;  ///< class suspicious: look-alike letters, hidden characters, reordered text
};

/// Where a text comes from, for what its form can mean.
struct TextHint {
  bool is_license_file = false;  ///< named LICENSE, COPYING …
  bool is_tag_field =
      false;  ///< value of a license field: a tag, a list of tags, an expression, a name
  std::string platform = "huggingface";  ///< for tags
};

/// Thread-safe after construction. The rulebook and the index must outlive it.
class Matcher {
 public:
  Matcher(const Rulebook& rulebook, const LicenseIndex& index);
  ~Matcher();

  /// Bounded time (linear in the text) and memory, whatever the text. Encoding: UTF-8, UTF-16 (BOM
  /// or guessed), Latin-1.
  TermsResult match(std::string_view text, const TextHint& hint = {}) const;

  /// The license that a URL names (folded as UrlRule::url), as a match of kind url; nothing for an
  /// unknown one.
  std::vector<TermsMatch> match_url(std::string_view url) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modelaudit::assess
