#include "assess/terms/candidates.h"

#include <algorithm>
#include <cmath>

namespace modelaudit::assess {
namespace {

constexpr size_t kMostHits = size_t{1} << 21;

struct Hit {
  uint32_t text;
  uint32_t found;
  uint32_t official;
};

/// All anchors of the text, by text and place.
std::vector<Hit> find_hits(const LicenseIndex& index, const std::vector<Token>& tokens,
                           Candidates& out) {
  std::vector<Hit> hits;
  std::array<uint32_t, kGramWords> row{};  // hashes of the last plain words
  std::array<uint32_t, kGramWords> places{};
  size_t filled = 0;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (!token.plain() || token.is(Token::copyright)) continue;
    for (size_t k = 0; k + 1 < kGramWords; ++k) row[k] = row[k + 1], places[k] = places[k + 1];
    row[kGramWords - 1] = token.hash;
    places[kGramWords - 1] = i;
    if (++filled < kGramWords) continue;
    const uint32_t gram = gram_of(row[0], row[1], row[2], row[3]);
    if (!index.may_hold(gram)) continue;
    const Numbers postings = index.postings(gram);
    if (hits.size() + postings.size() > kMostHits) {
      out.cut = true;
      out.cut_at = i;
      break;
    }
    for (size_t k = 0; k < postings.size(); ++k) {
      const uint32_t word = postings[k];
      const size_t text = index.text_of_word(word);
      if (text >= index.texts().size()) continue;
      const uint32_t official = word - index.texts()[text].first_word;
      if (official < index.texts()[text].words.size())
        hits.push_back({static_cast<uint32_t>(text), places[0], official});
    }
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.text < b.text; });
  return hits;
}

/// Without the hits of grams that the official text repeats many times: they say little about the
/// place.
std::vector<Hit> unambiguous(std::span<const Hit> hits) {
  constexpr size_t kMostPlaces = 4;
  std::vector<Hit> clear;
  clear.reserve(hits.size());
  for (size_t i = 0; i < hits.size();) {
    size_t end = i;
    while (end < hits.size() && hits[end].found == hits[i].found) ++end;
    if (end - i <= kMostPlaces)
      clear.insert(clear.end(), hits.begin() + static_cast<ptrdiff_t>(i),
                   hits.begin() + static_cast<ptrdiff_t>(end));
    i = end;
  }
  return clear;
}

/// Strings the hits of one text into chains: the path of most hits, where a change of distance
/// between found and official place costs something, so that a phrase that the text repeats cannot
/// lead the path astray. Each hit looks back over a fixed number of hits; then paths are taken out,
/// best first.
class Stringing {
 public:
  Stringing(const LicenseIndex& index, uint32_t text, std::span<const Hit> hits)
      : text_(index.texts()[text]), id_(text), hits_(hits) {}

  void run(std::vector<Chain>& done) {
    links_.assign(hits_.size(), {1, kNone});
    for (size_t i = 0; i < hits_.size(); ++i) {
      const size_t first = i > kLookBack ? i - kLookBack : 0;
      for (size_t k = i; k-- > first;) {
        const double change = cost(hits_[k], hits_[i]);
        const double score = links_[k].score + 1 - change;
        if (score > links_[i].score) links_[i] = {score, k};
        if (change == 0) break;  // the straight continuation holds all that is before it
      }
    }
    std::vector<size_t> order(hits_.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return links_[a].score > links_[b].score; });
    std::vector<uint8_t> used(hits_.size(), 0);
    for (const size_t end : order) {
      if (used[end] != 0) continue;
      Chain chain;
      chain.text = id_;
      for (size_t at = end; at != kNone && used[at] == 0; at = links_[at].before) {
        used[at] = 1;
        chain.anchors.push_back({hits_[at].official, hits_[at].found});
      }
      std::reverse(chain.anchors.begin(), chain.anchors.end());
      keep(std::move(chain), done);
    }
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;
  static constexpr size_t kLookBack = 40;
  struct Link {
    double score;
    size_t before;
  };

  const IndexedText& text_;
  uint32_t id_;
  std::span<const Hit> hits_;
  std::vector<Link> links_;

  static double cost(const Hit& a, const Hit& b) {
    if (b.official <= a.official || b.found <= a.found) return 1e9;
    const double official = b.official - a.official;
    const double found = b.found - a.found;
    if (found > 400 + 2 * official) return 1e9;
    const double off = std::abs(official - found);
    return off == 0 ? 0 : std::min(12.0, 0.3 + off * 0.03);
  }

  void keep(Chain chain, std::vector<Chain>& done) const {
    const size_t grams = std::max<size_t>(text_.grams, 1);
    if (chain.anchors.size() < 2 && grams > 3) return;
    chain.share =
        std::min(1.0, static_cast<double>(chain.anchors.size()) / static_cast<double>(grams));
    chain.words = chain.share * text_.required;
    if (chain.share < 0.12 && chain.words < 60) return;
    done.push_back(std::move(chain));
  }
};

}  // namespace

Candidates find_candidates(const LicenseIndex& index, const std::vector<Token>& tokens) {
  Candidates out;
  const std::vector<Hit> hits = find_hits(index, tokens, out);
  for (size_t i = 0; i < hits.size();) {
    size_t end = i;
    while (end < hits.size() && hits[end].text == hits[i].text) ++end;
    const std::vector<Hit> clear = unambiguous(std::span(hits).subspan(i, end - i));
    Stringing(index, hits[i].text, clear).run(out.chains);
    i = end;
  }
  std::stable_sort(out.chains.begin(), out.chains.end(), [](const Chain& a, const Chain& b) {
    if (a.words != b.words) return a.words > b.words;
    if (a.share != b.share) return a.share > b.share;
    return a.text < b.text;
  });
  return out;
}

}  // namespace modelaudit::assess
