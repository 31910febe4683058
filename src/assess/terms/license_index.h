// The compiled form of all fingerprints: one block of bytes that is mapped, checked and used where
// it lies.
//
// Layout (little-endian, version in the magic): magic, size, SHA-256 of everything behind the head,
// a table of sections (offset, length), then the sections: names, texts, words, punctuation, spans,
// alternatives, section labels, and the gram table. Opening checks the head and every reference
// between sections (about a hundred thousand comparisons); it copies nothing. Only list positions
// in the gram postings are checked when they are used.
//
// Grams: four words in a row that must be there. Of each window of kGramWindow grams the one that
// the fewest texts hold is kept, so any stretch of a text that is longer than a window has an
// anchor, and boilerplate is used only where a text has nothing of its own.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assess/terms/fingerprint.h"
#include "core/result.h"

namespace modelaudit::assess {

struct Rulebook;

/// 32-bit numbers in little-endian bytes that need not be aligned.
class Numbers {
 public:
  Numbers() = default;
  Numbers(const uint8_t* data, size_t count) : data_(data), count_(count) {}
  size_t size() const { return count_; }
  uint32_t operator[](size_t i) const {
    uint32_t value = 0;
    std::memcpy(&value, data_ + i * 4, 4);
    return value;
  }
  Numbers part(size_t begin, size_t count) const { return {data_ + begin * 4, count}; }

 private:
  const uint8_t* data_ = nullptr;
  size_t count_ = 0;
};

/// One text of the index.
struct IndexedText {
  std::string_view license;
  std::string_view version;
  std::string_view role;  ///< text, header, notice
  std::string_view language;
  std::string_view expression;  ///< empty but for old combined ids
  uint32_t first_word = 0;      ///< in the words of all texts
  uint32_t grams = 0;           ///< anchors that the index holds of it
  uint32_t required = 0;        ///< words that must be there
  Numbers words;
  std::span<const uint8_t> punctuation;
  uint32_t first_span = 0;
  uint32_t span_count = 0;
  uint32_t first_section = 0;
  uint32_t section_count = 0;
  std::vector<std::pair<std::string_view, std::string_view>> also;
};

/// A variable span as the index holds it.
struct SpanRow {
  VariableSpan::Kind kind = VariableSpan::Kind::optional;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t least = 0;
  uint32_t most = 0;
  Numbers alternatives;  ///< for LicenseIndex::alternative
};

class LicenseIndex {
 public:
  /// Uses the bytes where they are; they must outlive the index.
  static Result<LicenseIndex> open(std::span<const uint8_t> bytes);
  /// The same, keeping the bytes.
  static Result<LicenseIndex> open(std::string bytes);

  LicenseIndex(LicenseIndex&&) noexcept = default;
  LicenseIndex& operator=(LicenseIndex&&) noexcept = default;

  /// SHA-256 over the content, for reports. `intact` computes it anew.
  const Digest& digest() const { return digest_; }
  bool intact() const;

  const std::vector<IndexedText>& texts() const { return texts_; }
  SpanRow span_row(const IndexedText& text, uint32_t i) const;
  Numbers alternative(uint32_t i) const;
  SectionStart section(const IndexedText& text, uint32_t i) const;

  /// Which text a word of all texts belongs to.
  size_t text_of_word(uint32_t word) const;

  std::string_view notices() const { return notices_; }
  std::string_view separators() const { return separators_; }

  /// Quick look: false means that no text holds the gram as an anchor.
  bool may_hold(uint32_t gram) const {
    const uint32_t bit = gram & filter_mask_;
    return (filter_[bit >> 3] >> (bit & 7) & 1) != 0;
  }
  /// Positions (in the words of all texts) where the gram begins.
  Numbers postings(uint32_t gram) const;

 private:
  LicenseIndex() = default;
  static Result<LicenseIndex> parse(std::span<const uint8_t> bytes);

  std::shared_ptr<const std::string> owned_;
  std::span<const uint8_t> bytes_;
  Digest digest_;
  std::vector<IndexedText> texts_;
  std::span<const uint8_t> names_;
  Numbers spans_;
  Numbers span_alternatives_;
  Numbers alternatives_;  ///< begin, length pairs
  Numbers alternative_words_;
  Numbers sections_;
  Numbers gram_slots_;  ///< key, first posting, count
  Numbers postings_;
  std::span<const uint8_t> filter_;
  std::string_view notices_;
  std::string_view separators_;
  uint32_t filter_mask_ = 0;
};

constexpr size_t kGramWords = 4;
constexpr size_t kGramWindow = 6;

/// The key of four words in a row.
constexpr uint32_t gram_of(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  uint64_t h = a;
  h = h * 0x9e3779b97f4a7c15u + b;
  h = h * 0x9e3779b97f4a7c15u + c;
  h = h * 0x9e3779b97f4a7c15u + d;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93u;
  return static_cast<uint32_t>(h >> 32);
}

/// Rule files of this room that travel in the index, as they are (read by notice_rules.h).
struct IndexRules {
  std::string notices;     ///< rules/notices.xml
  std::string separators;  ///< rules/separators.xml
};

/// Compiles fingerprints (given in any order; the result depends on their content only).
std::string build_license_index(std::vector<Fingerprint> fingerprints, const IndexRules& rules);

/// The same from the bytes of licenses/**.fp by path and of the rule files. The first file that is
/// wrong is the error.
Result<std::string> build_license_index(const std::map<std::string, std::string>& fingerprint_files,
                                        const IndexRules& rules);

}  // namespace modelaudit::assess
