// The way back from a difference: Dijkstra's search over pairs of positions, in the official and
// in the found text.
//
// Moves and costs: a word inserted or missing 8; a whole stretch left out, an alternative, any words
// where they may stand 1 (a list mark 0), so that the words themselves are preferred; words of layout
// in the found text 0. After each move the run of equal words is followed at once. The way back is
// found when a run is long enough: four words and one more for each edit, because a cheap accident (a
// phrase that the text repeats) must not pass for it.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "assess/terms/grammar.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {

/// One piece of the way, in walked positions: [official, official_end) stands for [found, found_end).
struct Move {
  enum class Kind : uint8_t { same, allowed, free_words, edit };
  Kind kind = Kind::same;
  uint32_t official = 0;
  uint32_t official_end = 0;
  uint32_t found = 0;
  uint32_t found_end = 0;
};

/// Found words in the direction of a walk.
struct Found {
  std::span<const Token> tokens;
  bool backward = false;

  uint32_t size() const { return static_cast<uint32_t>(tokens.size()); }
  uint32_t place(uint32_t f) const { return backward ? size() - 1 - f : f; }
  const Token& operator[](uint32_t f) const { return tokens[place(f)]; }
};

/// A word of the carrier or of a copyright notice: it may stand anywhere.
inline bool is_layout(const Token& t) { return !t.plain() || t.is(Token::copyright); }

class Detour {
 public:
  static constexpr uint32_t kEditCost = 8;
  static constexpr uint32_t kMostCost = 160 * kEditCost;

  /// Begins at (from_o, from_f), where both parted at (o, f) or later; `moves` are the pieces in order.
  /// False: no way was found in so many steps at such a cost.
  bool find(const Grammar& grammar, const Found& found, uint32_t from_o, uint32_t from_f, uint32_t o,
            uint32_t f, size_t most_steps, uint32_t most_cost, std::vector<Move>& moves);

  uint64_t steps() const { return steps_; }

 private:
  struct Node {
    uint32_t o_in, f_in;   ///< after the move, before the run of equal words
    uint32_t o, f;         ///< after the run
    uint32_t cost;
    uint32_t parent;
    Move::Kind kind;       ///< of the move from the parent's end
  };

  const Grammar* grammar_ = nullptr;
  const Found* found_ = nullptr;
  uint64_t steps_ = 0;
  uint32_t most_cost_ = 0;
  std::vector<Node> nodes_;
  std::vector<std::vector<uint32_t>> buckets_;
  uint32_t top_bucket_ = 0;
  std::vector<std::pair<uint64_t, uint32_t>> seen_;   ///< open addressing: key, lowest cost + 1
  std::vector<uint32_t> seen_slots_;                  ///< used slots, to clear them
  std::vector<uint32_t> ends_;

  void reset();
  bool improves(uint32_t o, uint32_t f, uint32_t cost);
  std::pair<uint64_t, uint32_t>& slot(uint64_t key);
  void push(uint32_t parent, uint32_t o, uint32_t f, uint32_t cost, Move::Kind kind);
  void branch(uint32_t id, uint32_t o, uint32_t f, uint32_t cost);
  void branch_any(uint32_t id, const Stretch& s, uint32_t f, uint32_t cost);
  void phrase_ends(uint32_t alternative, uint32_t i, uint32_t f, int depth);
  void trace(uint32_t id, std::vector<Move>& moves) const;
};

}  // namespace modelaudit::assess
