// Known digests: published artifacts (rules/known/*.tsv) and license texts
// (rules/known/license-texts.tsv).
//
// Two forms. `KnownFacts` holds the rows as the TSV files give them, for the compiler. `KnownTable`
// is a view of the compiled form: rows of fixed size sorted by digest, strings behind them, found
// by binary search without decoding, so that thousands of rows cost nothing at start-up. A digest
// identifies bytes; it says nothing about rights.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assess/rulebook/rulebook.h"
#include "core/digest.h"
#include "core/result.h"

namespace modelaudit::assess {

/// A license text that was identified by its bytes before.
struct KnownText {
  Digest sha256;
  std::string_view license;
  std::string_view version;
  std::string_view what;  ///< which copy: an Ollama layer, a repository
  std::string_view source;
};

/// One row of a TSV file, as read.
struct KnownRow {
  Digest sha256;
  uint64_t size = 0;
  std::vector<std::string> fields;  ///< the columns that are neither digest nor size, in order
};

struct KnownFacts {
  std::vector<KnownRow> artifacts;
  std::vector<KnownRow> texts;
};

inline constexpr std::string_view kKnownArtifactColumns =
    "sha256\tsize\tpublished_name\tfile\tdeclared_license\tdeclared_where\tkind\tsource\tsource_"
    "date";
inline constexpr std::string_view kKnownTextColumns = "sha256\tlicense\tversion\twhat\tsource";

/// Appends the rows of one TSV file, whose first line names the columns. Errors
/// (`path:line:column`) are appended.
void read_known(std::string_view path, std::string_view bytes, KnownFacts& facts,
                std::vector<Damage>& errors);

/// Sorts by digest and drops rows that say the same twice.
void sort_known(KnownFacts& facts);

/// A view of compiled rows; the bytes must outlive it.
class KnownTable {
 public:
  KnownTable() = default;

  /// Checks the head and the size of the table; rows are checked when they are found.
  static Result<KnownTable> open(std::span<const uint8_t> bytes);

  size_t size() const { return count_; }

  std::vector<KnownArtifact> artifacts(const Digest& digest) const;
  std::vector<KnownText> texts(const Digest& digest) const;

 private:
  std::span<const uint8_t> row(size_t index) const;
  size_t lower_bound(const Digest& digest) const;
  std::string_view string_at(std::span<const uint8_t> row, size_t field) const;

  std::span<const uint8_t> rows_;
  std::span<const uint8_t> strings_;
  size_t count_ = 0;
};

/// The bytes that `KnownTable::open` reads. Rows must be sorted.
std::string compile_known(std::span<const KnownRow> rows);

}  // namespace modelaudit::assess
