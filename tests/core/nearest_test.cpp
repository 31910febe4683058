#include "core/nearest.h"

#include <array>
#include <boost/test/unit_test.hpp>

using namespace modelaudit;

BOOST_AUTO_TEST_SUITE(nearest)

constexpr std::array<std::string_view, 4> kWords = {"allow", "deny", "waiver", "severity-unknown"};

BOOST_AUTO_TEST_CASE(distance_counts_inserted_deleted_replaced_and_swapped_letters) {
  BOOST_TEST(edit_distance("allow", "allow") == 0u);
  BOOST_TEST(edit_distance("alow", "allow") == 1u);
  BOOST_TEST(edit_distance("alllow", "allow") == 1u);
  BOOST_TEST(edit_distance("ellow", "allow") == 1u);
  BOOST_TEST(edit_distance("allwo", "allow") == 1u);
  BOOST_TEST(edit_distance("", "allow") == 5u);
  BOOST_TEST(edit_distance("ALLOW", "allow") == 0u);
}

BOOST_AUTO_TEST_CASE(a_misspelt_word_finds_its_neighbour) {
  BOOST_TEST(nearest_word("alow", kWords) == "allow");
  BOOST_TEST(nearest_word("severity_unkown", kWords) == "severity-unknown");
}

BOOST_AUTO_TEST_CASE(a_far_word_finds_nothing) {
  BOOST_TEST(nearest_word("obligation", kWords) == "");
  BOOST_TEST(nearest_word("", kWords) == "");
  constexpr std::array<std::string_view, 1> one_letter = {"a"};
  BOOST_TEST(nearest_word("b", one_letter) == "");
}

BOOST_AUTO_TEST_CASE(a_shared_first_word_is_no_likeness) {
  constexpr std::array<std::string_view, 2> ids = {"LicenseRef-SEER", "LicenseRef-Gemma-Terms"};
  BOOST_TEST(nearest_word("LicenseRef-Qwen", ids) == "");
  BOOST_TEST(nearest_word("LicenseRef-Gema-Terms", ids) == "LicenseRef-Gemma-Terms");
  BOOST_TEST(nearest_word("LicenseRef-Gemma-Term", ids) == "LicenseRef-Gemma-Terms");
}

BOOST_AUTO_TEST_CASE(long_input_is_far_from_everything) {
  const std::string long_word(100'000, 'a');
  BOOST_TEST(edit_distance(long_word, "allow") == std::string_view::npos);
  BOOST_TEST(nearest_word(long_word, kWords) == "");
}

BOOST_AUTO_TEST_CASE(the_hint_is_appended_only_when_there_is_one) {
  BOOST_TEST(with_nearest("a key", "alow", kWords) == "a key; did you mean 'allow'?");
  BOOST_TEST(with_nearest("a key", "xyzzy", kWords) == "a key");
}

BOOST_AUTO_TEST_CASE(lists_read_like_a_sentence) {
  BOOST_TEST(list_words(kWords) == "allow, deny, waiver or severity-unknown");
  BOOST_TEST(list_words({kWords.data(), 1}) == "allow");
}

BOOST_AUTO_TEST_SUITE_END()
