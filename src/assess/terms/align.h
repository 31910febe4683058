// Alignment of the words of a text with one official text: which words are the same, where the
// found text differs, and whether each difference is one that the official text allows.
//
// Both run side by side while their words are equal. Where they part, a search by least cost
// (detour.h) looks for the way back: one word inserted, one word missing, and for free what the
// fingerprint allows: a whole optional stretch left out, another list mark, an alternative, any
// words where any words may stand. A search that grows too large ends, and the next anchor (a rare
// gram that both hold) is taken instead: the stretch before it counts as different as a whole. So
// the work is linear in the texts, times a bound for each difference.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "assess/terms/license_index.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {

/// A position in the official text and the one in the found text where the same gram begins.
struct Anchor {
  uint32_t official = 0;
  uint32_t found = 0;
};

/// Official words [official, official_end) stand as found words [found, found_end).
struct Edit {
  uint32_t official = 0;
  uint32_t official_end = 0;
  uint32_t found = 0;
  uint32_t found_end = 0;
  friend bool operator==(const Edit&, const Edit&) = default;
};

struct Alignment {
  uint32_t found_begin = 0;  ///< found words that the official text explains lie in [begin, end)
  uint32_t found_end = 0;
  uint32_t matched = 0;   ///< official words found as they are, or in a form that is allowed
  uint32_t required = 0;  ///< official words that must be there, and optional ones that are
  uint32_t missing = 0;   ///< of them not found
  uint32_t inserted = 0;  ///< found words inside that the official text does not have
  bool title_matched = false;        ///< the title stands there
  bool punctuation_differs = false;
  bool gave_up = false;              ///< a stretch was taken as different as a whole
  bool abandoned = false;            ///< differs, and only identity was asked for
  std::vector<Edit> edits;           ///< in order; they do not touch
  std::vector<Edit> free_words;      ///< found words that stand where any words may stand

  bool identical() const { return !abandoned && edits.empty(); }
};

/// Aligns one pair after the other and keeps its memory between them. Not for several threads.
class Aligner {
 public:
  explicit Aligner(const LicenseIndex& index);
  ~Aligner();

  /// `anchors` rise in both positions. With `only_identity` the first difference ends the work.
  Alignment align(const IndexedText& text, std::span<const Token> found,
                  const std::vector<Anchor>& anchors, bool only_identity = false);

  /// Work so far, in steps of about a nanosecond.
  uint64_t steps() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace modelaudit::assess
