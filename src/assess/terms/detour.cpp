#include "assess/terms/detour.h"

#include <algorithm>

#include "assess/terms/legal_words.h"
#include "assess/terms/token_hash.h"

namespace modelaudit::assess {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr uint32_t kAnyInAlternative = 20;
constexpr size_t kMostEnds = 4;
constexpr uint32_t kLongestProof = 48;

}  // namespace

void Detour::reset() {
  nodes_.clear();
  if (buckets_.empty()) buckets_.resize(kMostCost + 1);
  for (uint32_t cost = 0; cost <= top_bucket_; ++cost) buckets_[cost].clear();
  top_bucket_ = 0;
  if (seen_.empty()) seen_.resize(1024);
  for (const uint32_t i : seen_slots_) seen_[i] = {0, 0};
  seen_slots_.clear();
}

std::pair<uint64_t, uint32_t>& Detour::slot(uint64_t key) {
  size_t i = (key * 0x9e3779b97f4a7c15u) >> 40 & (seen_.size() - 1);
  while (seen_[i].second != 0 && seen_[i].first != key) i = (i + 1) & (seen_.size() - 1);
  return seen_[i];
}

/// True if (o, f) was not reached as cheaply before.
bool Detour::improves(uint32_t o, uint32_t f, uint32_t cost) {
  if (seen_slots_.size() * 2 >= seen_.size()) {
    std::vector<std::pair<uint64_t, uint32_t>> old(seen_.size() * 2);
    old.swap(seen_);
    seen_slots_.clear();
    for (const auto& entry : old) {
      if (entry.second == 0) continue;
      auto& to = slot(entry.first);
      to = entry;
      seen_slots_.push_back(static_cast<uint32_t>(&to - seen_.data()));
    }
  }
  const uint64_t key = (uint64_t{o} << 32 | f) + 1;
  auto& entry = slot(key);
  if (entry.second == 0) {
    entry = {key, cost + 1};
    seen_slots_.push_back(static_cast<uint32_t>(&entry - seen_.data()));
    return true;
  }
  if (entry.second <= cost + 1) return false;
  entry.second = cost + 1;
  return true;
}

void Detour::push(uint32_t parent, uint32_t o, uint32_t f, uint32_t cost, Move::Kind kind) {
  if (cost > most_cost_ || o > grammar_->size() || f > found_->size() || !improves(o, f, cost)) return;
  nodes_.push_back({o, f, o, f, cost, parent, kind});
  buckets_[cost].push_back(static_cast<uint32_t>(nodes_.size() - 1));
  top_bucket_ = std::max(top_bucket_, cost);
}

/// Ends (in found) of an alternative that begins at f; few, because gaps take the nearest continuation.
void Detour::phrase_ends(uint32_t alternative, uint32_t i, uint32_t f, int depth) {
  const uint32_t size = grammar_->alternative_size(alternative);
  while (i < size && grammar_->alternative_word(alternative, i) != kAnyWords) {
    if (f >= found_->size() || (*found_)[f].hash != grammar_->alternative_word(alternative, i)) return;
    ++i;
    ++f;
  }
  if (i == size) {
    ends_.push_back(f);
    return;
  }
  if (depth > 8) return;
  for (uint32_t words = 0; words <= kAnyInAlternative && f + words <= found_->size(); ++words) {
    if (ends_.size() >= kMostEnds) return;
    if (words > 0 && speaks_of_rights((*found_)[f + words - 1].hash)) return;
    const bool fits = i + 1 >= size ||
                      (f + words < found_->size() &&
                       (*found_)[f + words].hash == grammar_->alternative_word(alternative, i + 1));
    if (fits) phrase_ends(alternative, i + 1, f + words, depth + 1);
  }
}

void Detour::branch_any(uint32_t id, const Stretch& s, uint32_t f, uint32_t cost) {
  for (uint32_t words = 0; words <= s.most && f + words <= found_->size(); ++words) {
    if (words > 0 && speaks_of_rights((*found_)[f + words - 1].hash)) return;
    if (words < s.least) continue;
    const bool fits = s.end >= grammar_->size() || grammar_->begins_at(s.end) ||
                      (f + words < found_->size() && (*found_)[f + words].hash == grammar_->word(s.end));
    if (fits) push(id, s.end, f + words, cost + 1, Move::Kind::free_words);
  }
}

/// Opens the moves that the text allows at (o, f), a place on the run of equal words of node `id`.
void Detour::branch(uint32_t id, uint32_t o, uint32_t f, uint32_t cost) {
  if (!grammar_->begins_at(o)) return;
  Node here = nodes_[id];
  here.o = o;
  here.f = f;
  nodes_.push_back(here);
  const auto from = static_cast<uint32_t>(nodes_.size() - 1);
  for (const Stretch& s : grammar_->at(o)) {
    switch (s.kind) {
      case VariableSpan::Kind::mark:
        push(from, s.end, f, cost, Move::Kind::allowed);
        if (f < found_->size() && (*found_)[f].is(Token::shape))
          push(from, s.end, f + 1, cost, Move::Kind::allowed);
        break;
      case VariableSpan::Kind::optional:
      case VariableSpan::Kind::title:
      case VariableSpan::Kind::copyright: push(from, s.end, f, cost + 1, Move::Kind::allowed); break;
      case VariableSpan::Kind::any: branch_any(from, s, f, cost); break;
      case VariableSpan::Kind::choice:
        for (uint32_t k = 0; k < s.alternative_count; ++k) {
          ends_.clear();
          phrase_ends(s.first_alternative + k, 0, f, 0);
          for (const uint32_t end : ends_) push(from, s.end, end, cost + 1, Move::Kind::allowed);
        }
        break;
    }
  }
}

void Detour::trace(uint32_t id, std::vector<Move>& moves) const {
  moves.clear();
  while (true) {
    const Node& node = nodes_[id];
    if (node.o > node.o_in) moves.push_back({Move::Kind::same, node.o_in, node.o, node.f_in, node.f});
    if (node.parent == kNone) break;
    const Node& parent = nodes_[node.parent];
    if (node.o_in > parent.o || node.f_in > parent.f)
      moves.push_back({node.kind, parent.o, node.o_in, parent.f, node.f_in});
    id = node.parent;
  }
  std::reverse(moves.begin(), moves.end());
}

bool Detour::find(const Grammar& grammar, const Found& found, uint32_t from_o, uint32_t from_f, uint32_t o,
                  uint32_t f, size_t most_steps, uint32_t most_cost, std::vector<Move>& moves) {
  grammar_ = &grammar;
  found_ = &found;
  most_cost_ = std::min(most_cost, kMostCost);
  reset();
  push(kNone, from_o, from_f, 0, Move::Kind::allowed);
  const uint32_t m = grammar.size();
  const uint32_t n = found.size();
  size_t steps = 0;
  for (uint32_t cost = 0; cost <= most_cost_ && cost <= top_bucket_; ++cost) {
    for (size_t b = 0; b < buckets_[cost].size(); ++b) {
      const uint32_t id = buckets_[cost][b];
      steps_ += 4;
      if (++steps > most_steps) return false;
      uint32_t ro = nodes_[id].o;
      uint32_t rf = nodes_[id].f;
      const uint32_t from = ro;
      const uint32_t edits = cost / kEditCost;
      const uint32_t enough = std::min(4 + edits, kLongestProof);
      branch(id, ro, rf, cost);
      while (ro < m && rf < n && grammar.word(ro) == found[rf].hash) {
        ++ro;
        ++rf;
        branch(id, ro, rf, cost);
        if (ro > o && rf > f && ro - from >= enough) break;
      }
      nodes_[id].o = ro;
      nodes_[id].f = rf;
      const bool proven = ro > o && rf > f && ro - from >= enough;
      if (proven || ro >= m || (rf >= n && (rf > f || edits > 0))) {
        trace(id, moves);
        return true;
      }
      push(id, ro + 1, rf, cost + kEditCost, Move::Kind::edit);
      const bool layout = rf < n && is_layout(found[rf]);
      if (rf < n) push(id, ro, rf + 1, cost + (layout ? 0 : kEditCost), layout ? Move::Kind::allowed : Move::Kind::edit);
    }
  }
  return false;
}

}  // namespace modelaudit::assess
