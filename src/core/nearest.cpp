#include "core/nearest.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace modelaudit {
namespace {

constexpr size_t kLongest = 64;

/// Bytes of the leading words, each with its hyphen, that both have: `LicenseRef-` in two ids. They
/// prove no likeness.
size_t shared_words(std::string_view a, std::string_view b) {
  size_t shared = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) {
    if (a[i] == '-') shared = i + 1;
  }
  return shared;
}

}  // namespace

size_t edit_distance(std::string_view first, std::string_view second) {
  const std::string a = ascii_lower(first);
  const std::string b = ascii_lower(second);
  if (a == b) return 0;
  if (a.size() > kLongest || b.size() > kLongest) return std::string_view::npos;

  // Three rows of the alignment table: a swap looks two rows back.
  using Row = std::array<size_t, kLongest + 1>;
  Row before{}, above{}, row{};
  for (size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known) {
  std::string_view best;
  size_t best_distance = std::string_view::npos;
  for (const std::string_view candidate : known) {
    const size_t distance = edit_distance(word, candidate);
    const size_t compared = std::max(word.size(), candidate.size()) - shared_words(word, candidate);
    // One edit turns any word of one letter into any other: that is no likeness.
    if (distance > std::max<size_t>(1, compared / 3) || (compared > 0 && distance >= compared))
      continue;
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string with_nearest(std::string expected, std::string_view word,
                         std::span<const std::string_view> known) {
  const std::string_view near = nearest_word(word, known);
  if (near.empty()) return expected;
  expected += "; did you mean '";
  expected += near;
  expected += "'?";
  return expected;
}

std::string list_words(std::span<const std::string_view> words) {
  std::string list;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

}  // namespace modelaudit
