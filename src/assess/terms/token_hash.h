// The hash that stands for a word everywhere in this room: in fingerprints, in the index, in phrase
// rules, in the text that is matched. 64-bit FNV-1a over the folded word (lower case, UTF-8),
// mixed, upper half kept. 32 bits are enough: a wrong word passes for a given one with a chance of
// 2^-32, and the vocabulary of all license texts is about 2^15.
//
// Words that the SPDX matching guidelines (annex B, "equivalent words") call equal get one hash:
// `equivalent`.
#pragma once

#include <cstdint>
#include <string_view>

namespace modelaudit::assess {

constexpr uint64_t kWordBasis = 0xcbf29ce484222325u;

/// Adds one byte of a folded word to a running state.
constexpr uint64_t word_step(uint64_t state, uint8_t byte) {
  return (state ^ byte) * 0x100000001b3u;
}

/// The 32-bit hash of a running state; never 0, and never kAnyWords.
constexpr uint32_t word_finish(uint64_t state) {
  state ^= state >> 29;
  state *= 0x9e3779b97f4a7c15u;
  const auto hash = static_cast<uint32_t>(state >> 32);
  return hash == 0 || hash == 0xFFFFFFFFu ? 1u : hash;
}

/// The hash of a word that is already folded.
constexpr uint32_t word_hash(std::string_view folded) {
  uint64_t state = kWordBasis;
  for (const char c : folded) state = word_step(state, static_cast<uint8_t>(c));
  return word_finish(state);
}

/// In a token sequence of a fingerprint: a run of words that may be anything.
constexpr uint32_t kAnyWords = 0xFFFFFFFFu;

/// The hash of the word that stands for all spellings of the given one.
uint32_t equivalent(uint32_t hash);

}  // namespace modelaudit::assess
