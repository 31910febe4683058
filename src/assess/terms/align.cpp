#include "assess/terms/align.h"

#include <algorithm>

#include "assess/terms/detour.h"

namespace modelaudit::assess {
namespace {

using Kind = VariableSpan::Kind;

constexpr uint32_t kNowhere = UINT32_MAX;
constexpr size_t kStepsWithAnchor = 6000;   ///< of a search that an anchor can take over
constexpr size_t kStepsWithout = 1200;      ///< of one where nothing more is expected
constexpr uint32_t kRewindShort = 96;       ///< how far back a variable stretch may have begun
constexpr uint32_t kRewindLong = 24;
constexpr int64_t kStray = 16;              ///< an anchor that far off the next one is a stray

enum class OfficialState : uint8_t { missing, same, allowed };
enum class FoundState : uint8_t { outside, same, allowed, free, inserted };

/// What became of every word, in forward positions.
struct Record {
  std::vector<OfficialState> official;
  std::vector<uint32_t> pair;   ///< found position of an official word that is the same
  std::vector<FoundState> found;

  void clear(size_t m, size_t n) {
    official.assign(m, OfficialState::missing);
    pair.assign(m, kNowhere);
    found.assign(n, FoundState::outside);
  }
};

}  // namespace

struct Aligner::State {
  const LicenseIndex& index;
  Grammar grammar;
  Detour detour;
  Record record;
  std::vector<uint32_t> entered;   ///< found position where an official position was reached
  std::vector<Move> moves;
  std::vector<Anchor> mirrored;
  uint64_t walked = 0;

  /// Walks from (o, f) to an end. False: a difference, and only identity was asked for.
  bool walk(const Found& found, uint32_t o, uint32_t f, std::span<const Anchor> anchors,
            bool only_identity, bool& gave_up);
  void summarise(const IndexedText& text, std::span<const Token> found, Alignment& out) const;
  void edits_between_pairs(std::span<const Token> found, const IndexedText& text, Alignment& out) const;

 private:
  uint32_t rewound(uint32_t o) const;
  void apply(const Found& found, uint32_t start_o, uint32_t start_f, uint32_t o, uint32_t f);
  void leave_out_rest(uint32_t o);
};

/// Where to begin the search for a difference seen at o: before a variable stretch that was entered
/// as if it were the original.
uint32_t Aligner::State::rewound(uint32_t o) const {
  uint32_t start = o;
  const std::vector<Stretch>& all = grammar.stretches();
  const auto behind = std::partition_point(all.begin(), all.end(), [&](const Stretch& s) { return s.begin < o; });
  for (auto s = behind; s != all.begin();) {
    --s;
    if (o - s->begin > kRewindShort) break;
    const bool short_one = s->kind == Kind::any || s->kind == Kind::choice;
    if (s->end < o || (!short_one && o - s->begin > kRewindLong) || entered[s->begin] == kNowhere) continue;
    start = std::min(start, s->begin);
  }
  return start;
}

/// Records a way back in place of what was recorded since its start.
void Aligner::State::apply(const Found& found, uint32_t start_o, uint32_t start_f, uint32_t o, uint32_t f) {
  for (uint32_t i = start_o; i < o; ++i) {
    record.official[grammar.place(i)] = OfficialState::missing;
    record.pair[grammar.place(i)] = kNowhere;
  }
  for (uint32_t i = start_f; i < f; ++i) record.found[found.place(i)] = FoundState::outside;
  for (const Move& move : moves) {
    for (uint32_t i = move.official; i < move.official_end; ++i) {
      const uint32_t place = grammar.place(i);
      entered[i] = move.found;
      if (move.kind == Move::Kind::same) {
        const uint32_t at = move.found + (i - move.official);
        entered[i] = at;
        record.official[place] = OfficialState::same;
        record.pair[place] = found.place(at);
      } else if (move.kind != Move::Kind::edit) {
        record.official[place] = OfficialState::allowed;
      }
    }
    for (uint32_t i = move.found; i < move.found_end; ++i) {
      FoundState state = FoundState::inserted;
      if (move.kind == Move::Kind::same) state = FoundState::same;
      else if (move.kind == Move::Kind::allowed) state = FoundState::allowed;
      else if (move.kind == Move::Kind::free_words) state = FoundState::free;
      record.found[found.place(i)] = state;
    }
  }
}

/// The rest of the official text is not there; what may be absent counts as left out.
void Aligner::State::leave_out_rest(uint32_t o) {
  while (o < grammar.size()) {
    uint32_t end = o;
    if (grammar.begins_at(o))
      for (const Stretch& s : grammar.at(o))
        if (s.may_be_absent()) end = std::max(end, s.end);
    if (end == o) {
      ++o;
      continue;
    }
    for (; o < end; ++o) record.official[grammar.place(o)] = OfficialState::allowed;
  }
}

bool Aligner::State::walk(const Found& found, uint32_t o, uint32_t f, std::span<const Anchor> anchors,
                          bool only_identity, bool& gave_up) {
  const uint32_t m = grammar.size();
  const uint32_t n = found.size();
  entered.assign(m + 1, kNowhere);
  size_t next = 0;
  const auto strays = [&](size_t i) {
    if (i + 1 >= anchors.size()) return false;
    const int64_t here = int64_t{anchors[i].found} - anchors[i].official;
    const int64_t there = int64_t{anchors[i + 1].found} - anchors[i + 1].official;
    return here - there > kStray || there - here > kStray;
  };
  while (true) {
    const uint32_t begin = o;
    while (o < m && f < n && grammar.word(o) == found[f].hash) {
      const uint32_t place = grammar.place(o);
      entered[o] = f;
      record.official[place] = OfficialState::same;
      record.pair[place] = found.place(f);
      record.found[found.place(f)] = FoundState::same;
      ++o;
      ++f;
    }
    walked += o - begin;
    entered[o] = f;
    if (o >= m) return true;
    while (next < anchors.size() && (anchors[next].official <= o || anchors[next].found <= f)) ++next;
    const bool anchored = next < anchors.size();
    const uint32_t start_o = rewound(o);
    const uint32_t start_f = start_o == o ? f : entered[start_o];
    const uint32_t most_cost = only_identity ? Detour::kEditCost - 1 : Detour::kMostCost;
    if (detour.find(grammar, found, start_o, start_f, o, f, anchored ? kStepsWithAnchor : kStepsWithout, most_cost, moves)) {
      apply(found, start_o, start_f, o, f);
      if (!moves.empty()) {
        o = moves.back().official_end;
        f = moves.back().found_end;
      }
      if (o >= m) return true;
      if (f >= n) {
        leave_out_rest(o);
        return true;
      }
      continue;
    }
    if (only_identity) return false;
    if (!anchored) {
      leave_out_rest(o);
      return true;
    }
    gave_up = true;
    while (next + 1 < anchors.size() && strays(next)) ++next;
    Anchor to = anchors[next];
    while (to.official > o && to.found > f && grammar.word(to.official - 1) == found[to.found - 1].hash)
      --to.official, --to.found;
    for (uint32_t i = f; i < to.found; ++i)
      record.found[found.place(i)] = is_layout(found[i]) ? FoundState::allowed : FoundState::inserted;
    o = to.official;
    f = to.found;
  }
}

void Aligner::State::edits_between_pairs(std::span<const Token> found, const IndexedText& text, Alignment& out) const {
  const auto m = static_cast<uint32_t>(text.words.size());
  uint32_t last_o = 0;   // one past the last paired official word
  uint32_t last_f = out.found_begin;
  for (uint32_t o = 0; o <= m; ++o) {
    if (o < m && record.pair[o] == kNowhere) continue;
    const uint32_t f = o < m ? record.pair[o] : out.found_end;
    if (o > last_o || f > last_f) {
      Edit edit{kNowhere, 0, kNowhere, 0};
      Edit free{o, o, kNowhere, 0};
      for (uint32_t k = last_o; k < o; ++k)
        if (record.official[k] == OfficialState::missing) edit.official = std::min(edit.official, k), edit.official_end = k + 1;
      for (uint32_t k = last_f; k < f; ++k) {
        if (record.found[k] == FoundState::inserted) edit.found = std::min(edit.found, k), edit.found_end = k + 1, ++out.inserted;
        if (record.found[k] == FoundState::free) free.found = std::min(free.found, k), free.found_end = k + 1;
      }
      if (edit.official != kNowhere || edit.found != kNowhere) {
        if (edit.official == kNowhere) edit.official = edit.official_end = o;
        if (edit.found == kNowhere) edit.found = edit.found_end = f;
        out.edits.push_back(edit);
      }
      if (free.found != kNowhere) out.free_words.push_back(free);
    } else if (o < m && o > 0 && f > 0 && text.punctuation[o] != found[f].punct) {
      out.punctuation_differs = true;
    }
    last_o = o + 1;
    last_f = f + 1;
  }
}

void Aligner::State::summarise(const IndexedText& text, std::span<const Token> found, Alignment& out) const {
  const auto m = static_cast<uint32_t>(text.words.size());
  std::vector<uint8_t> free(m, 0);
  bool titled = false;
  bool title = true;
  for (uint32_t i = 0; i < text.span_count; ++i) {
    const SpanRow span = index.span_row(text, i);
    if (span.kind == Kind::choice) continue;
    std::fill(free.begin() + span.begin, free.begin() + span.end, 1);
    if (span.kind != Kind::title) continue;
    titled = titled || span.begin < span.end;
    for (uint32_t k = span.begin; k < span.end; ++k) title &= record.official[k] == OfficialState::same;
  }
  out.title_matched = titled && title;
  out.found_begin = kNowhere;
  for (uint32_t o = 0; o < m; ++o) {
    if (record.pair[o] != kNowhere) {
      out.found_begin = std::min(out.found_begin, record.pair[o]);
      out.found_end = std::max(out.found_end, record.pair[o] + 1);
    }
    if (free[o] != 0) {
      // What may be absent counts only where it is there.
      const bool there = record.official[o] == OfficialState::same;
      out.required += there;
      out.matched += there;
      continue;
    }
    ++out.required;
    if (record.official[o] == OfficialState::missing) ++out.missing;
    else ++out.matched;
  }
  if (out.found_begin == kNowhere) out.found_begin = out.found_end = 0;
  edits_between_pairs(found, text, out);
}

namespace {

/// The first anchor of the longest run that keeps its distance between found and official place.
size_t steadiest(const std::vector<Anchor>& anchors) {
  size_t best = 0;
  size_t best_length = 0;
  for (size_t i = 0; i < anchors.size();) {
    size_t k = i + 1;
    while (k < anchors.size() && anchors[k].found - anchors[k].official == anchors[i].found - anchors[i].official) ++k;
    if (k - i > best_length) best = i, best_length = k - i;
    i = k;
  }
  return best;
}

}  // namespace

Aligner::Aligner(const LicenseIndex& index) : state_(std::make_unique<State>(State{index, {}, {}, {}, {}, {}, {}, 0})) {}
Aligner::~Aligner() = default;

uint64_t Aligner::steps() const { return state_->walked + state_->detour.steps(); }

Alignment Aligner::align(const IndexedText& text, std::span<const Token> tokens, const std::vector<Anchor>& anchors, bool only_identity) {
  State& s = *state_;
  Alignment out;
  const auto m = static_cast<uint32_t>(text.words.size());
  const auto n = static_cast<uint32_t>(tokens.size());
  if (anchors.empty() || m == 0) {
    out.abandoned = true;
    return out;
  }
  s.record.clear(m, n);
  // Anchors at the ends may be strays (a phrase that the text repeats): begin where most agree.
  const size_t start = steadiest(anchors);
  const Anchor first = anchors[start];
  s.grammar.load(s.index, text, false);
  bool complete = s.walk({tokens, false}, first.official, first.found, std::span(anchors).subspan(start), only_identity, out.gave_up);
  if (complete && first.official > 0) {
    s.mirrored.clear();
    for (size_t i = start; i-- > 0;) s.mirrored.push_back({m - anchors[i].official, n - anchors[i].found});
    s.grammar.load(s.index, text, true);
    complete = s.walk({tokens, true}, m - first.official, n - first.found, s.mirrored, only_identity, out.gave_up);
  }
  if (!complete) {
    out.abandoned = true;
    return out;
  }
  s.summarise(text, tokens, out);
  return out;
}

}  // namespace modelaudit::assess
