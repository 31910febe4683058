#include "assess/lineage/family_names.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit::assess;

namespace {

FamilyRule rule(uint32_t order, std::string family, std::string generation, std::string pattern) {
  FamilyRule made;
  made.order = order;
  made.family = std::move(family);
  made.generation = std::move(generation);
  made.name_regex = std::move(pattern);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(family_names)

BOOST_AUTO_TEST_CASE(a_pattern_is_reduced_to_what_must_be_there) {
  using Words = std::vector<std::string>;
  const auto same = [](std::string_view pattern, const Words& wanted) {
    const Words got = required_literals(pattern);
    BOOST_TEST(got == wanted, boost::test_tools::per_element());
  };
  same("gemma[-_ ]?3n", {"gemma"});
  same("orca-2-(7|13)b", {"orca-2-"});
  same("med-?gemma|tx-?gemma", {"gemma", "gemma"});
  same("(^|[^a-z])llama[-_ ]?2([-_: ]|$)", {"llama"});
  same("abc?", {"ab"});
  same("ab+c", {"ab"});
  same("(?:long-word)x", {"long-word"});
  same("(?!not)yes", {"yes"});
  same("a\\.b\\d", {"a.b"});
}

BOOST_AUTO_TEST_CASE(a_pattern_that_may_be_empty_requires_nothing) {
  for (const char* pattern : {"", "a*", "(abc)?", "abc|", "[a-z]+", "."}) BOOST_TEST(required_literals(pattern).empty());
}

BOOST_AUTO_TEST_CASE(the_first_rule_in_order_wins) {
  const std::vector<FamilyRule> rules = {rule(20, "gemma", "3", "gemma-?3"), rule(10, "gemma", "3n", "gemma-?3n")};
  const FamilyNames names(rules);
  BOOST_TEST(names.find("google/gemma-3n-E4B-it")->generation == "3n");
  BOOST_TEST(names.find("gemma_3_4b")->generation == "3");
  BOOST_TEST(names.find("olmo") == nullptr);
}

BOOST_AUTO_TEST_CASE(the_last_part_is_tried_before_the_whole) {
  const std::vector<FamilyRule> rules = {rule(1, "clip", "1", "openai/clip"), rule(2, "x", "1", "^special$")};
  const FamilyNames names(rules);
  BOOST_TEST(names.find("openai/clip-vit-large")->family == "clip");
  BOOST_TEST(names.find("some/special")->family == "x");
}

BOOST_AUTO_TEST_CASE(a_broken_pattern_matches_nothing) {
  const std::vector<FamilyRule> rules = {rule(1, "broken", "1", "abc("), rule(2, "fine", "1", "abc")};
  BOOST_TEST(FamilyNames(rules).find("abc")->family == "fine");
}

BOOST_AUTO_TEST_CASE(a_short_literal_is_still_found) {
  const std::vector<FamilyRule> rules = {rule(1, "sd", "1", "(^|/)sd-?v?1[-._]"), rule(2, "yi", "1", "(^|/)yi-(6|9|34)b")};
  const FamilyNames names(rules);
  BOOST_TEST(names.find("sd-v1-5")->family == "sd");
  BOOST_TEST(names.find("01-ai/Yi-34B")->family == "yi");
}

BOOST_AUTO_TEST_SUITE_END()
