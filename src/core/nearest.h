// The nearest known word, for messages about misspelt ones (`alow` → `allow`).
//
// Distance: optimal string alignment (insert, delete, replace a byte, swap two neighbours), over
// ASCII lower case. A word counts as near when at most a third of its letters differ, leading words
// that both share (`LicenseRef-`) not counted; far words are not offered, because a wrong hint is
// worse than none. For vocabularies of our own, which are ASCII; input of any length is safe, long
// input is never near.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace modelaudit {

/// Edits between two words; words longer than 64 bytes are `npos` apart from everything but
/// themselves.
size_t edit_distance(std::string_view a, std::string_view b);

/// The known word nearest to `word`, the first in order among equals; empty when none is near.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known);

/// `expected` with the hint appended: `yes or no; did you mean 'yes'?`. Without a near word it is
/// returned as it is.
std::string with_nearest(std::string expected, std::string_view word,
                         std::span<const std::string_view> known);

/// `a, b or c`.
std::string list_words(std::span<const std::string_view> words);

}  // namespace modelaudit
