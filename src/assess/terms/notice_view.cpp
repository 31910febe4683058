#include "assess/terms/notice_view.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool contains(std::string_view haystack, std::string_view needle) {
  return haystack.find(needle) != std::string_view::npos;
}

}  // namespace

std::string_view NoticeView::gap(uint32_t i) const {
  const size_t begin = i == 0 ? 0 : size_t{tokens[i - 1].offset} + tokens[i - 1].length;
  const size_t end = i < tokens.size() ? tokens[i].offset : text.size();
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string_view NoticeView::between(uint32_t from, uint32_t to) const {
  const size_t begin = size_t{tokens[from].offset} + tokens[from].length;
  const size_t end = to < tokens.size() ? tokens[to].offset : text.size();
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

bool NoticeView::breaks(uint32_t i) const {
  if (i >= tokens.size() || tokens[i].is(Token::after_blank)) return true;
  const std::string_view g = gap(i);
  if (contains(g, "\xE3\x80\x82")) return true;  // 。
  for (size_t k = 0; k < g.size(); ++k) {
    if (g[k] != '.' && g[k] != '!' && g[k] != '?') continue;
    if (k + 1 == g.size() || static_cast<unsigned char>(g[k + 1]) <= ' ' || g[k + 1] == '<' ||
        g[k + 1] == '\\' || g[k + 1] == '"')
      return true;
  }
  return false;
}

uint32_t NoticeView::line_begin(uint32_t i) const {
  while (i > 0 && !tokens[i].is(Token::line_start)) --i;
  return i;
}

uint32_t NoticeView::line_end(uint32_t i) const {
  while (i < tokens.size() && !tokens[i].is(Token::line_start)) ++i;
  return i;
}

bool NoticeView::alone(uint32_t begin, uint32_t end) const {
  const uint32_t first = line_begin(begin);
  const uint32_t last = line_end(end);
  return last - first <= end - begin + 1;
}

std::optional<uint32_t> NoticeView::before(const PatternSet& patterns, uint32_t i, uint32_t reach,
                                           bool same_sentence) const {
  for (uint32_t back = 1; back <= reach && back <= i; ++back) {
    const uint32_t k = i - back;
    // The word before is behind a sentence's end?
    if (same_sentence ? breaks(k + 1) : tokens[k + 1].is(Token::after_blank)) return std::nullopt;
    if (!patterns.may_begin(tokens[k].hash)) continue;
    const std::optional<PhraseSet::Hit> hit = patterns.longest(tokens, k);
    if (hit && hit->end <= i) return k;
  }
  return std::nullopt;
}

bool NoticeView::in_field(const PhraseSet& keys, uint32_t i) const {
  const size_t from = tokens[i].offset > 160 ? tokens[i].offset - 160 : 0;
  const std::string lead = ascii_lower(text.substr(from, tokens[i].offset - from));
  const size_t tag = lead.rfind("<licen");
  if (tag != std::string::npos && lead.find("</licen", tag) == std::string::npos) return true;
  for (uint32_t back = 1; back <= 4 && back <= i; ++back) {
    const uint32_t k = i - back;
    const std::optional<PhraseSet::Hit> key = keys.longest(tokens, k);
    if (!key || key->end > i) continue;
    const std::string_view gap_text = between(key->end - 1, i);
    const bool heading = tokens[k].is(Token::line_start) && contains(gap_text, "\n");
    if (heading) return true;
    if (gap_text.find_first_of(":=") == std::string_view::npos) continue;
    if (k - line_begin(k) <= 2) return true;
    if (gap(k).find_first_of("\"'{,[(@") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace modelaudit::assess
