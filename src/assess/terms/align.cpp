#include "assess/terms/align.h"

#include <algorithm>
#include <limits>

#include "assess/terms/legal_words.h"
#include "assess/terms/token_hash.h"

namespace modelaudit::assess {
namespace {

using Kind = VariableSpan::Kind;

constexpr uint32_t kNowhere = std::numeric_limits<uint32_t>::max();
constexpr uint32_t kEditCost = 8;
constexpr uint32_t kMostCost = 160 * kEditCost;
constexpr size_t kStepsWithAnchor = 6000;
constexpr size_t kStepsWithout = 1200;
constexpr uint32_t kAnyInAlternative = 20;

/// A span as the walk meets it; in a backward walk everything is mirrored.
struct Stretch {
  Kind kind;
  uint32_t begin;
  uint32_t end;
  uint32_t least;
  uint32_t most;
  std::vector<std::vector<uint32_t>> phrases;
};

enum class Official : uint8_t { missing, same, allowed };
enum class Found : uint8_t { outside, same, allowed, free, inserted };

/// What became of every word, in forward positions.
struct Record {
  std::vector<Official> official;
  std::vector<uint32_t> pair;  ///< found position of an official word that is the same
  std::vector<Found> found;
};

/// One direction of walking from a start.
class Walk {
 public:
  Walk(const IndexedText& text, std::span<const Token> found, const std::vector<Stretch>& stretches,
       const std::vector<uint8_t>& begins, bool backward, Record& record, Effort& effort)
      : text_(text),
        found_(found),
        stretches_(stretches),
        begins_(begins),
        backward_(backward),
        record_(record),
        effort_(effort),
        m_(static_cast<uint32_t>(text.words.size())),
        n_(static_cast<uint32_t>(found.size())),
        entered_(m_ + 1, kNowhere) {}

  bool gave_up() const { return gave_up_; }

  /// Walks from (o, f) to an end; `anchors` (mirrored like the positions) help over large
  /// differences.
  void run(uint32_t o, uint32_t f, const std::vector<Anchor>& anchors) {
    size_t next_anchor = 0;
    while (true) {
      entered_[o] = f;
      while (o < m_ && f < n_ && word(o) == token(f).hash) {
        keep(o, f);
        ++o;
        ++f;
        entered_[o] = f;
        ++effort_.steps;
      }
      if (o >= m_) return;
      while (next_anchor < anchors.size() &&
             (anchors[next_anchor].official <= o || anchors[next_anchor].found <= f))
        ++next_anchor;
      const bool anchored = next_anchor < anchors.size();
      if (search(o, f, anchored ? kStepsWithAnchor : kStepsWithout)) {
        o = end_o_;
        f = end_f_;
        if (o >= m_ || f >= n_) {
          if (o < m_) leave_out_rest(o);
          return;
        }
        continue;
      }
      if (!anchored) {
        leave_out_rest(o);
        return;
      }
      gave_up_ = true;
      // A stray anchor is not supported by the one behind it.
      const auto strays = [&](size_t i) {
        if (i + 1 >= anchors.size()) return false;
        const int64_t here = int64_t{anchors[i].found} - anchors[i].official;
        const int64_t next = int64_t{anchors[i + 1].found} - anchors[i + 1].official;
        return here - next > 16 || next - here > 16;
      };
      while (next_anchor + 1 < anchors.size() && strays(next_anchor)) ++next_anchor;
      Anchor to = anchors[next_anchor];
      while (to.official > o && to.found > f && word(to.official - 1) == token(to.found - 1).hash)
        --to.official, --to.found;
      for (uint32_t i = f; i < to.found; ++i)
        mark_found(i, is_layout(token(i)) ? Found::allowed : Found::inserted);
      o = to.official;
      f = to.found;
    }
  }

 private:
  struct Node {
    uint32_t o_in, f_in;  ///< after the move, before the run of equal words
    uint32_t o, f;        ///< after the run
    uint32_t cost;
    uint32_t parent;
    uint8_t free_move;  ///< the move from the parent is allowed by the text (not an edit)
    uint8_t any_words;  ///< it stands for free words
  };

  const IndexedText& text_;
  std::span<const Token> found_;
  const std::vector<Stretch>& stretches_;
  const std::vector<uint8_t>& begins_;
  bool backward_;
  Record& record_;
  Effort& effort_;
  uint32_t m_;
  uint32_t n_;
  std::vector<uint32_t> entered_;  ///< found position where an official position was reached
  bool gave_up_ = false;
  uint32_t end_o_ = 0;
  uint32_t end_f_ = 0;
  // Search state, kept to reuse memory.
  std::vector<Node> nodes_;
  std::vector<std::vector<uint32_t>> buckets_;
  std::vector<std::pair<uint64_t, uint32_t>> seen_;  ///< open addressing: key, lowest cost + 1
  size_t seen_count_ = 0;

  uint32_t word(uint32_t o) const { return text_.words[backward_ ? m_ - 1 - o : o]; }
  const Token& token(uint32_t f) const { return found_[backward_ ? n_ - 1 - f : f]; }
  uint32_t official_place(uint32_t o) const { return backward_ ? m_ - 1 - o : o; }
  uint32_t found_place(uint32_t f) const { return backward_ ? n_ - 1 - f : f; }

  static bool is_layout(const Token& t) { return !t.plain() || t.is(Token::copyright); }

  void keep(uint32_t o, uint32_t f) {
    record_.official[official_place(o)] = Official::same;
    record_.pair[official_place(o)] = found_place(f);
    record_.found[found_place(f)] = Found::same;
  }
  void mark_official(uint32_t o, Official state) { record_.official[official_place(o)] = state; }
  void mark_found(uint32_t f, Found state) { record_.found[found_place(f)] = state; }

  std::span<const Stretch> at(uint32_t o) const {
    const auto first = std::partition_point(stretches_.begin(), stretches_.end(),
                                            [&](const Stretch& s) { return s.begin < o; });
    auto last = first;
    while (last != stretches_.end() && last->begin == o) ++last;
    return {first, last};
  }

  /// The rest of the official text is not there; what may be left out counts as left out.
  void leave_out_rest(uint32_t o) {
    while (o < m_) {
      uint32_t end = o;
      for (const Stretch& s : at(o))
        if (s.kind != Kind::choice && !(s.kind == Kind::any && s.least > 0))
          end = std::max(end, s.end);
      for (; o < end; ++o) mark_official(o, Official::allowed);
      if (o < m_ && (begins_[o] == 0 || end <= o)) {
        if (begins_[o] == 0 || !skippable(o)) ++o;
      }
    }
  }
  bool skippable(uint32_t o) const {
    for (const Stretch& s : at(o))
      if (s.kind != Kind::choice && !(s.kind == Kind::any && s.least > 0) && s.end > s.begin)
        return true;
    return false;
  }

  /// Where to begin the search for a difference seen at (o, f): before a variable stretch that was
  /// entered as if it were the original.
  uint32_t rewound(uint32_t o) const {
    uint32_t start = o;
    for (const Stretch& s : stretches_) {
      if (s.begin >= o) break;
      const bool short_one = s.kind == Kind::any || s.kind == Kind::choice;
      if (s.end < o || o - s.begin > (short_one ? 96u : 24u) || entered_[s.begin] == kNowhere)
        continue;
      start = std::min(start, s.begin);
    }
    return start;
  }

  void reset_search() {
    nodes_.clear();
    if (buckets_.empty()) buckets_.resize(kMostCost + 1);
    for (auto& bucket : buckets_) bucket.clear();
    if (seen_.empty()) seen_.resize(1024);
    std::fill(seen_.begin(), seen_.end(), std::pair<uint64_t, uint32_t>{0, 0});
    seen_count_ = 0;
  }

  /// True if (o, f) was not reached as cheaply before.
  bool improves(uint32_t o, uint32_t f, uint32_t cost) {
    if (seen_count_ * 2 >= seen_.size()) {
      std::vector<std::pair<uint64_t, uint32_t>> old(seen_.size() * 2);
      old.swap(seen_);
      for (const auto& entry : old)
        if (entry.second != 0) slot(entry.first) = entry;
    }
    const uint64_t key = (uint64_t{o} << 32 | f) + 1;
    auto& entry = slot(key);
    if (entry.second == 0) {
      entry = {key, cost + 1};
      ++seen_count_;
      return true;
    }
    if (entry.second <= cost + 1) return false;
    entry.second = cost + 1;
    return true;
  }
  std::pair<uint64_t, uint32_t>& slot(uint64_t key) {
    size_t i = (key * 0x9e3779b97f4a7c15u) >> 40 & (seen_.size() - 1);
    while (seen_[i].second != 0 && seen_[i].first != key) i = (i + 1) & (seen_.size() - 1);
    return seen_[i];
  }

  void push(uint32_t parent, uint32_t o, uint32_t f, uint32_t cost, bool free_move,
            bool any_words = false) {
    if (cost > kMostCost || o > m_ || f > n_ || !improves(o, f, cost)) return;
    nodes_.push_back({o, f, o, f, cost, parent, free_move, any_words});
    buckets_[cost].push_back(static_cast<uint32_t>(nodes_.size() - 1));
  }

  /// Ends (in found) of a phrase that begins at f; few, because gaps take the nearest continuation.
  void phrase_ends(const std::vector<uint32_t>& phrase, size_t i, uint32_t f,
                   std::vector<uint32_t>& ends, int depth) const {
    while (i < phrase.size() && phrase[i] != kAnyWords) {
      if (f >= n_ || token(f).hash != phrase[i]) return;
      ++i;
      ++f;
    }
    if (i == phrase.size()) {
      ends.push_back(f);
      return;
    }
    if (depth > 8) return;
    for (uint32_t words = 0; words <= kAnyInAlternative && f + words <= n_ && ends.size() < 4;
         ++words) {
      if (words > 0 && speaks_of_rights(token(f + words - 1).hash)) return;
      if (i + 1 < phrase.size() && (f + words >= n_ || token(f + words).hash != phrase[i + 1]))
        continue;
      phrase_ends(phrase, i + 1, f + words, ends, depth + 1);
    }
  }

  /// Opens the moves that the text allows at (o, f), a place on the run of equal words of node
  /// `id`.
  void branch(uint32_t id, uint32_t o, uint32_t f, uint32_t cost) {
    if (begins_[o] == 0) return;
    Node node = nodes_[id];
    node.o = o;
    node.f = f;
    nodes_.push_back(node);
    push_variable_at(static_cast<uint32_t>(nodes_.size() - 1), o, f, cost);
  }

  void push_variable_at(uint32_t id, uint32_t o, uint32_t f, uint32_t cost) {
    for (const Stretch& s : at(o)) {
      switch (s.kind) {
        case Kind::mark:
          push(id, s.end, f, cost, true);
          if (f < n_ && token(f).is(Token::shape)) push(id, s.end, f + 1, cost, true);
          break;
        case Kind::optional:
        case Kind::title:
        case Kind::copyright: push(id, s.end, f, cost + 1, true); break;
        case Kind::any:
          for (uint32_t words = 0; words <= s.most && f + words <= n_; ++words) {
            if (words > 0 && speaks_of_rights(token(f + words - 1).hash)) break;
            if (words < s.least) continue;
            const bool fits = s.end >= m_ || begins_[s.end] != 0 ||
                              (f + words < n_ && token(f + words).hash == word(s.end));
            if (fits) push(id, s.end, f + words, cost + 1, true, true);
          }
          break;
        case Kind::choice:
          for (const std::vector<uint32_t>& phrase : s.phrases) {
            std::vector<uint32_t> ends;
            phrase_ends(phrase, 0, f, ends, 0);
            for (const uint32_t end : ends) push(id, s.end, end, cost + 1, true);
          }
          break;
      }
    }
  }

  /// Looks for the cheapest way from a difference at (o, f) back to agreement, and records it.
  bool search(uint32_t o, uint32_t f, size_t most_steps) {
    const uint32_t start_o = rewound(o);
    const uint32_t start_f = start_o == o ? f : entered_[start_o];
    reset_search();
    push(kNowhere, start_o, start_f, 0, true);
    size_t steps = 0;
    for (uint32_t cost = 0; cost <= kMostCost; ++cost) {
      for (size_t b = 0; b < buckets_[cost].size(); ++b) {
        const uint32_t id = buckets_[cost][b];
        if (++steps > most_steps) {
          effort_.steps += steps * 4;
          return false;
        }
        // The run of equal words; alternatives that begin inside it stay open.
        uint32_t ro = nodes_[id].o;
        uint32_t rf = nodes_[id].f;
        const uint32_t from = ro;
        branch(id, ro, rf, cost);
        const uint32_t edits = cost / kEditCost;
        const uint32_t enough = std::min<uint32_t>(4 + edits, 48);
        while (ro < m_ && rf < n_ && word(ro) == token(rf).hash) {
          ++ro;
          ++rf;
          branch(id, ro, rf, cost);
          if (ro > o && rf > f && ro - from >= enough) break;
        }
        nodes_[id].o = ro;
        nodes_[id].f = rf;
        if ((ro > o && rf > f && ro - from >= enough) || ro >= m_ || (rf >= n_ && rf > f) ||
            (rf >= n_ && edits > 0)) {
          effort_.steps += steps * 4;
          accept(id, start_o, start_f, o, f);
          return true;
        }
        if (ro < m_) push(id, ro + 1, rf, cost + kEditCost, false);
        if (rf < n_)
          push(id, ro, rf + 1, cost + (is_layout(token(rf)) ? 0 : kEditCost), is_layout(token(rf)));
      }
    }
    effort_.steps += steps * 4;
    return false;
  }

  /// Records the path that ends in node `id`, in place of what was recorded since the start of the
  /// search.
  void accept(uint32_t id, uint32_t start_o, uint32_t start_f, uint32_t old_o, uint32_t old_f) {
    for (uint32_t i = start_o; i < old_o; ++i)
      mark_official(i, Official::missing), record_.pair[official_place(i)] = kNowhere;
    for (uint32_t i = start_f; i < old_f; ++i) mark_found(i, Found::outside);
    end_o_ = nodes_[id].o;
    end_f_ = nodes_[id].f;
    while (true) {
      const Node& node = nodes_[id];
      for (uint32_t k = 0; k < node.o - node.o_in; ++k) {
        keep(node.o_in + k, node.f_in + k);
        entered_[node.o_in + k] = node.f_in + k;
      }
      if (node.parent == kNowhere) break;
      const Node& parent = nodes_[node.parent];
      for (uint32_t i = parent.o; i < node.o_in; ++i) {
        if (node.free_move != 0) mark_official(i, Official::allowed);
        entered_[i] = parent.f;
      }
      for (uint32_t i = parent.f; i < node.f_in; ++i)
        mark_found(i, node.any_words != 0   ? Found::free
                      : node.free_move != 0 ? Found::allowed
                                            : Found::inserted);
      id = node.parent;
    }
  }
};

/// The first anchor of the longest run that keeps its distance between found and official place.
size_t steadiest(const std::vector<Anchor>& anchors) {
  size_t best = 0;
  size_t best_length = 0;
  for (size_t i = 0; i < anchors.size();) {
    size_t k = i + 1;
    while (k < anchors.size() &&
           anchors[k].found - anchors[k].official == anchors[i].found - anchors[i].official)
      ++k;
    if (k - i > best_length) best = i, best_length = k - i;
    i = k;
  }
  return best;
}

std::vector<Stretch> stretches_of(const LicenseIndex& index, const IndexedText& text,
                                  bool backward) {
  std::vector<Stretch> all;
  const auto m = static_cast<uint32_t>(text.words.size());
  for (uint32_t i = 0; i < text.span_count; ++i) {
    const VariableSpan span = index.span(text, i);
    Stretch s{span.kind,
              backward ? m - span.end : span.begin,
              backward ? m - span.begin : span.end,
              span.least,
              span.most,
              {}};
    for (const uint32_t a : span.alternatives) {
      const Numbers words = index.alternative(a);
      std::vector<uint32_t> phrase;
      for (size_t k = 0; k < words.size(); ++k) phrase.push_back(words[k]);
      if (backward) std::reverse(phrase.begin(), phrase.end());
      s.phrases.push_back(std::move(phrase));
    }
    all.push_back(std::move(s));
  }
  std::stable_sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  return all;
}

std::vector<uint8_t> begins_of(const std::vector<Stretch>& stretches, size_t m) {
  std::vector<uint8_t> begins(m + 1, 0);
  for (const Stretch& s : stretches) begins[s.begin] = 1;
  return begins;
}

void summarise(const LicenseIndex& index, const IndexedText& text, std::span<const Token> found,
               const Record& record, Alignment& out) {
  const auto m = static_cast<uint32_t>(text.words.size());
  std::vector<uint8_t> free(m, 0);
  bool titled = false;
  bool title = true;
  for (uint32_t i = 0; i < text.span_count; ++i) {
    const VariableSpan span = index.span(text, i);
    if (span.kind == Kind::choice) continue;
    for (uint32_t k = span.begin; k < span.end; ++k) free[k] = 1;
    if (span.kind != Kind::title) continue;
    titled = titled || span.begin < span.end;
    for (uint32_t k = span.begin; k < span.end; ++k) title &= record.official[k] == Official::same;
  }
  out.title_matched = titled && title;
  out.found_begin = kNowhere;
  uint32_t optional_there = 0;
  for (uint32_t o = 0; o < m; ++o) {
    if (record.pair[o] != kNowhere) {
      out.found_begin = std::min(out.found_begin, record.pair[o]);
      out.found_end = std::max(out.found_end, record.pair[o] + 1);
    }
    if (free[o] == 0) {
      ++out.required;
      if (record.official[o] == Official::missing)
        ++out.missing;
      else
        ++out.matched;
    } else if (record.official[o] == Official::same) {
      ++optional_there;
    }
  }
  out.matched += optional_there;
  out.required += optional_there;
  if (out.found_begin == kNowhere) out.found_begin = out.found_end = 0;
  // Gaps between pairs.
  uint32_t last_o = 0;  // one past the last paired official word
  uint32_t last_f = out.found_begin;
  for (uint32_t o = 0; o <= m; ++o) {
    if (o < m && record.pair[o] == kNowhere) continue;
    const uint32_t f = o < m ? record.pair[o] : out.found_end;
    Edit edit{kNowhere, 0, kNowhere, 0};
    Edit free_run{o, o, kNowhere, 0};
    for (uint32_t k = last_o; k < o; ++k)
      if (record.official[k] == Official::missing)
        edit.official = std::min(edit.official, k), edit.official_end = k + 1;
    for (uint32_t k = last_f; k < f; ++k) {
      if (record.found[k] == Found::inserted)
        edit.found = std::min(edit.found, k), edit.found_end = k + 1, ++out.inserted;
      if (record.found[k] == Found::free)
        free_run.found = std::min(free_run.found, k), free_run.found_end = k + 1;
    }
    if (edit.official != kNowhere || edit.found != kNowhere) {
      if (edit.official == kNowhere) edit.official = edit.official_end = o;
      if (edit.found == kNowhere) edit.found = edit.found_end = f;
      out.edits.push_back(edit);
    }
    if (free_run.found != kNowhere) out.free_words.push_back(free_run);
    if (o < m) {
      const bool neighbours =
          o > 0 && record.pair[o - 1] != kNowhere && record.pair[o - 1] + 1 == f;
      if (neighbours && text.punctuation[o] != found[f].punct) out.punctuation_differs = true;
      last_o = o + 1;
      last_f = f + 1;
    }
  }
}

}  // namespace

Alignment align(const LicenseIndex& index, const IndexedText& text, std::span<const Token> found,
                const std::vector<Anchor>& anchors, Effort& effort) {
  const auto m = static_cast<uint32_t>(text.words.size());
  const auto n = static_cast<uint32_t>(found.size());
  Alignment out;
  if (anchors.empty() || m == 0) return out;
  Record record{std::vector<Official>(m, Official::missing), std::vector<uint32_t>(m, kNowhere),
                std::vector<Found>(n, Found::outside)};
  // Anchors at the ends may be strays (a phrase that the text repeats): begin where most agree on
  // the distance.
  const size_t start = steadiest(anchors);
  const Anchor first = anchors[start];
  {
    const std::vector<Stretch> stretches = stretches_of(index, text, false);
    const std::vector<uint8_t> begins = begins_of(stretches, m);
    Walk walk(text, found, stretches, begins, false, record, effort);
    walk.run(first.official, first.found,
             {anchors.begin() + static_cast<ptrdiff_t>(start), anchors.end()});
    out.gave_up |= walk.gave_up();
  }
  if (first.official > 0) {
    const std::vector<Stretch> stretches = stretches_of(index, text, true);
    const std::vector<uint8_t> begins = begins_of(stretches, m);
    Walk walk(text, found, stretches, begins, true, record, effort);
    std::vector<Anchor> behind;
    for (size_t i = start; i-- > 0;) {
      const Anchor& a = anchors[i];
      behind.push_back({m - a.official, n - a.found});
    }
    walk.run(m - first.official, n - first.found, behind);
    out.gave_up |= walk.gave_up();
  }
  summarise(index, text, found, record, out);
  return out;
}

}  // namespace modelaudit::assess
