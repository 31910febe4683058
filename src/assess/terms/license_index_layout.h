// Numbers of the index format that its writer and its reader share.
#pragma once

#include <cstddef>
#include <string_view>

namespace modelaudit::assess::index_layout {

constexpr std::string_view kMagic = "MAINDEX1";
constexpr size_t kHead = 8 + 8 + 32;  ///< magic, size, digest

enum Section : size_t {
  kNames,
  kTexts,
  kAlso,
  kWords,
  kPunctuation,
  kSpans,
  kSpanAlternatives,
  kAlternatives,
  kAlternativeWords,
  kLabels,
  kGramSlots,
  kPostings,
  kFilter,
  kNotices,     ///< rules/notices.xml as it is
  kSeparators,  ///< rules/separators.xml as it is
  kSections,
};

// 32-bit numbers of one row.
constexpr size_t kTextNumbers = 20;  ///< five names, then ten counts and positions
constexpr size_t kAlsoNumbers = 4;
constexpr size_t kSpanNumbers = 7;
constexpr size_t kLabelNumbers = 3;

}  // namespace modelaudit::assess::index_layout
