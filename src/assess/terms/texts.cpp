#include "assess/terms/texts.h"

#include <algorithm>
#include <cmath>

namespace modelaudit::assess {
namespace {

constexpr size_t kMostRivals = 40;
constexpr size_t kTwinsCompared = 3;
constexpr uint64_t kRivalWords = 120'000;  ///< official words aligned for one stretch

/// Aligns a chain's text near its anchors; positions come back as token numbers of the whole text.
Alignment align_chain(const LicenseIndex& index, const std::vector<Token>& tokens, const Chain& chain,
                      bool only_identity, Aligner& aligner) {
  const IndexedText& text = index.texts()[chain.text];
  const auto m = static_cast<uint32_t>(text.words.size());
  const Anchor& first = chain.anchors.front();
  const Anchor& last = chain.anchors.back();
  const auto n = static_cast<uint32_t>(tokens.size());
  const uint32_t before = first.official * 2 + 300;
  const uint32_t after = (m - last.official) * 2 + 300;
  const uint32_t begin = first.found > before ? first.found - before : 0;
  const uint32_t end = n - last.found > after ? last.found + after : n;
  std::vector<Anchor> anchors = chain.anchors;
  for (Anchor& anchor : anchors) anchor.found -= begin;
  Alignment a = aligner.align(text, std::span(tokens).subspan(begin, end - begin), anchors, only_identity);
  a.found_begin += begin;
  a.found_end += begin;
  for (std::vector<Edit>* edits : {&a.edits, &a.free_words})
    for (Edit& edit : *edits) edit.found += begin, edit.found_end += begin;
  return a;
}

/// How well an official text explains the found one: words of it that are there, less the
/// differences.
double score_of(const Alignment& a) {
  return static_cast<double>(a.matched) - static_cast<double>(a.missing) -
         static_cast<double>(a.inserted) + (a.title_matched ? 0.5 : 0);
}

bool acceptable(const IndexedText& text, const Alignment& a) {
  if (a.abandoned || a.matched == 0 || a.required == 0) return false;
  const double official = static_cast<double>(a.matched) / static_cast<double>(a.required);
  const double found = static_cast<double>(a.matched) / static_cast<double>(a.matched + a.inserted);
  if (found < 0.5) return false;
  if (text.required < 12) return a.edits.empty();
  if (text.required < 24) return official >= 0.9 && found >= 0.9;
  if (text.required < 60) return official >= 0.75 && found >= 0.7;
  if (text.role == "header") return official >= 0.7 && found >= 0.6;
  if (official >= 0.55) return true;
  return official >= 0.35 && a.matched >= 300 && found >= 0.85;
}

uint32_t overlap(uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end) {
  const uint32_t begin = std::max(a, b);
  const uint32_t end = std::min(a_end, b_end);
  return end > begin ? end - begin : 0;
}

struct Compared {
  size_t chain;
  Alignment alignment;
  double score;
};

/// What is worth knowing of one more candidate, after those that were compared.
enum class Interest { none, identity, all };

Interest interest_in(const Chain& chain, const IndexedText& text, const std::vector<Compared>& compared) {
  Interest interest = Interest::all;
  size_t full = 0;
  for (const Compared& each : compared) {
    if (chain.words * 1.15 + 16 < each.score) return Interest::none;
    full += !each.alignment.abandoned;
    if (!each.alignment.identical() || text.required > each.alignment.required) continue;
    // The best explanation is there; only an equal one matters, and some twins for the answer.
    if (chain.share < 0.97) interest = Interest::none;
    else if (interest == Interest::all) interest = Interest::identity;
  }
  if (interest != Interest::all && full < kTwinsCompared && chain.share > 0.8) return Interest::all;
  return interest;
}

}  // namespace

FoundTexts find_texts(const LicenseIndex& index, const std::vector<Token>& tokens) {
  Candidates candidates = find_candidates(index, tokens);
  FoundTexts out;
  out.cut = candidates.cut;
  out.cut_at = candidates.cut_at;
  std::vector<Chain>& chains = candidates.chains;
  std::vector<uint8_t> used(chains.size(), 0);
  Aligner aligner(index);
  const uint64_t most_effort = 20'000'000 + 60 * static_cast<uint64_t>(tokens.size());
  for (size_t c = 0; c < chains.size(); ++c) {
    if (used[c] != 0) continue;
    if (aligner.steps() > most_effort) {
      out.cut = true;
      out.cut_at =
          std::min(out.cut_at == 0 ? chains[c].found_begin() : out.cut_at, chains[c].found_begin());
      break;
    }
    const uint32_t begin = chains[c].found_begin();
    const uint32_t end = chains[c].found_end();
    std::vector<Compared> compared;
    uint64_t words = 0;
    for (size_t r = c; r < chains.size() && compared.size() < kMostRivals; ++r) {
      if (used[r] != 0 || chains[r].words < chains[c].words * 0.4) continue;
      const uint32_t common = overlap(begin, end, chains[r].found_begin(), chains[r].found_end());
      const uint32_t shorter =
          std::min(end - begin, chains[r].found_end() - chains[r].found_begin());
      if (common * 2 < shorter) continue;
      const Interest interest = interest_in(chains[r], index.texts()[chains[r].text], compared);
      if (interest == Interest::none) continue;
      words += index.texts()[chains[r].text].words.size();
      if (r != c && words > kRivalWords) break;
      Alignment a = align_chain(index, tokens, chains[r], interest == Interest::identity, aligner);
      const double score = a.abandoned ? -1 : score_of(a);
      compared.push_back({r, std::move(a), score});
    }
    for (const Compared& each : compared) used[each.chain] = 1;
    const Compared* best = nullptr;
    for (const Compared& each : compared) {
      if (!acceptable(index.texts()[chains[each.chain].text], each.alignment)) continue;
      if (best == nullptr || each.score > best->score) best = &each;
    }
    if (best == nullptr) continue;
    FoundText found;
    found.text = chains[best->chain].text;
    found.alignment = best->alignment;
    for (const Compared& each : compared) {
      const uint32_t text = chains[each.chain].text;
      if (text == found.text || each.alignment.abandoned) continue;
      const Rival rival{text, each.alignment.missing + each.alignment.inserted,
                        each.alignment.edits.empty() ? 0 : each.alignment.edits.front().official};
      if (each.score == best->score)
        found.ties.push_back(rival);
      else if (each.score >= best->score * 0.9)
        found.twins.push_back(rival);
    }
    const uint32_t found_begin = found.alignment.found_begin;
    const uint32_t found_end = found.alignment.found_end;
    for (size_t r = 0; r < chains.size(); ++r) {
      if (used[r] != 0) continue;
      const uint32_t length = chains[r].found_end() - chains[r].found_begin();
      if (overlap(found_begin, found_end, chains[r].found_begin(), chains[r].found_end()) * 2 >=
          length) {
        used[r] = 1;
        continue;
      }
      std::erase_if(chains[r].anchors,
                    [&](const Anchor& a) { return a.found >= found_begin && a.found < found_end; });
      if (chains[r].anchors.empty()) used[r] = 1;
    }
    out.texts.push_back(std::move(found));
  }
  // Chains of one place that did not overlap may have led to alignments that do: the better one
  // stays.
  std::stable_sort(out.texts.begin(), out.texts.end(), [](const FoundText& a, const FoundText& b) {
    return score_of(a.alignment) > score_of(b.alignment);
  });
  std::vector<FoundText> kept;
  for (FoundText& text : out.texts) {
    const Alignment& a = text.alignment;
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](const FoundText& better) {
      return overlap(a.found_begin, a.found_end, better.alignment.found_begin,
                     better.alignment.found_end) *
                 2 >
             a.found_end - a.found_begin;
    });
    if (!covered) kept.push_back(std::move(text));
  }
  out.texts = std::move(kept);
  std::stable_sort(out.texts.begin(), out.texts.end(), [](const FoundText& a, const FoundText& b) {
    return a.alignment.found_begin < b.alignment.found_begin;
  });
  return out;
}

}  // namespace modelaudit::assess
