// A found text in the words of an answer: which license, what differs where, which sections are
// missing, which twins came close, and which words beside it nothing explains.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assess/terms/matcher.h"
#include "assess/terms/notice_rules.h"
#include "assess/terms/notices.h"
#include "assess/terms/texts.h"

namespace modelaudit::assess {

constexpr size_t kMostDifferences = 64;
constexpr size_t kMostFoundBytes = 240;  ///< of quoted found words
constexpr size_t kMostUnexplained = 64;

/// The text between two tokens, cut at kMostFoundBytes.
std::string quoted(std::string_view text, const std::vector<Token>& tokens, uint32_t begin,
                   uint32_t end);

/// Bytes from the first to the last token of [begin, end), in the decoded text.
ByteSpan span_of(const std::vector<Token>& tokens, uint32_t begin, uint32_t end);

TermsMatch explain(const LicenseIndex& index, const std::vector<Separator>& separators,
                   std::string_view text, const std::vector<Token>& tokens, const FoundText& found);

/// Words that no region explains. In a license file every sentence counts; elsewhere only what
/// stands right beside a license text and speaks of rights.
std::vector<Unexplained> unexplained_words(std::string_view text, const std::vector<Token>& tokens,
                                           const std::vector<Region>& texts,
                                           const std::vector<Mention>& mentions, bool license_file);

}  // namespace modelaudit::assess
