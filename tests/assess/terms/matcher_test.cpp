// What the matcher says of real texts (Debian's common licenses) and of short words about licenses.
#include <boost/test/unit_test.hpp>
#include <random>

#include "assess/terms/real_matcher.h"

using namespace modelaudit;
using namespace modelaudit::assess;
using namespace modelaudit::test;

namespace {

struct Known {
  const char* file;
  const char* id;   ///< one of the ids the text stands for
};
constexpr Known kKnown[] = {{"Apache-2.0", "Apache-2.0"}, {"GPL-3", "GPL-3.0"},   {"GPL-2", "GPL-2.0"},
                            {"LGPL-2.1", "LGPL-2.1"},     {"LGPL-3", "LGPL-3.0"}, {"MPL-2.0", "MPL-2.0"},
                            {"Artistic", "Artistic-1.0-Perl"}, {"BSD", "BSD-3-Clause"}};

std::vector<std::pair<size_t, size_t>> words_of(const std::string& text) {
  std::vector<std::pair<size_t, size_t>> words;
  for (size_t i = 0; i < text.size();) {
    if (std::isalpha(static_cast<unsigned char>(text[i])) == 0) {
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0) ++i;
    words.emplace_back(begin, i - begin);
  }
  return words;
}

bool identical(const TermsResult& result) {
  for (const TermsMatch& match : result.matches) {
    if (match.kind == MatchKind::text && match.strength == Strength::identical) return true;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(matcher)

BOOST_AUTO_TEST_CASE(official_texts_are_identical_and_named) {
  for (const Known& known : kKnown) {
    const std::string text = system_text(known.file);
    if (text.empty()) continue;
    const TermsResult result = match_file(text);
    BOOST_TEST(identical(result), known.file);
    BOOST_TEST(ids(result).find(known.id) != std::string::npos, known.file << " is called " << ids(result));
  }
}

BOOST_AUTO_TEST_CASE(copies_that_differ_in_a_word_are_near_and_say_where) {
  // Debian's copy of GFDL 1.3 says "licenses" in section 10 where the official text has another word.
  const std::string text = system_text("GFDL-1.3");
  if (text.empty()) return;
  const TermsResult result = match_file(text);
  BOOST_TEST(!identical(result));
  BOOST_REQUIRE(!result.matches.empty());
  BOOST_REQUIRE(!result.matches[0].differences.empty());
  BOOST_TEST(result.matches[0].differences[0].section == "10");
}

BOOST_AUTO_TEST_CASE(what_normalisation_allows_stays_identical) {
  const std::string text = system_text("Apache-2.0");
  BOOST_REQUIRE(!text.empty());
  std::string shouted = text, wrapped, commented;
  for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const char c : text) wrapped += c == '\n' ? std::string("  \r\n ") : std::string(1, c);
  commented = "# ";
  for (const char c : text) commented += c == '\n' ? std::string("\n# ") : std::string(1, c);
  for (const std::string& form : {shouted, wrapped, commented, "\xEF\xBB\xBF" + text}) BOOST_TEST(identical(match_file(form)));
}

BOOST_AUTO_TEST_CASE(one_changed_word_is_never_identical_and_is_shown) {
  std::mt19937 random(20261125);
  for (const Known& known : kKnown) {
    const std::string text = system_text(known.file);
    if (text.empty()) continue;
    const auto words = words_of(text);
    for (int round = 0; round < 6; ++round) {
      // Away from title, copyright lines and the appendix, which may vary.
      const auto [begin, length] = words[words.size() / 5 + random() % (words.size() / 2)];
      const std::string word = text.substr(begin, length);
      if (length < 4) continue;
      const std::string deleted = text.substr(0, begin) + text.substr(begin + length);
      const std::string replaced = text.substr(0, begin) + "zebra" + text.substr(begin + length);
      const std::string inserted = text.substr(0, begin) + "notwithstanding zebra " + text.substr(begin);
      for (const std::string& changed : {deleted, replaced, inserted}) {
        const TermsResult result = match_file(changed);
        BOOST_TEST(!identical(result), known.file << ": '" << word << "' at " << begin);
        bool near_place = false;
        for (const TermsMatch& match : result.matches) {
          for (const Difference& difference : match.differences) {
            near_place = near_place || (difference.where.offset + 200 > begin && difference.where.offset < begin + 200);
          }
        }
        BOOST_TEST(near_place, known.file << ": the change of '" << word << "' at " << begin << " is not shown");
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(an_added_clause_is_a_finding_of_its_own) {
  const std::string text = system_text("Apache-2.0") + "\n\nCommercial use of the Work is prohibited.\n";
  const TermsResult result = match_file(text);
  BOOST_REQUIRE(!result.unexplained.empty());
  BOOST_TEST(result.unexplained[0].reason == "legal-words");
  BOOST_TEST(result.unexplained[0].found.find("prohibited") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(letters_that_only_look_like_latin_ones_are_flagged) {
  std::string text = system_text("Apache-2.0");
  for (size_t at = text.find("the"); at != std::string::npos; at = text.find("the", at + 5)) text.replace(at + 2, 1, "\xD0\xB5");
  const TermsResult result = match_file(text);
  BOOST_REQUIRE(!result.suspicious.empty());
  BOOST_TEST(result.suspicious[0].code == "terms-look-alike-letters");
}

BOOST_AUTO_TEST_CASE(short_grants_and_mentions) {
  const auto named = [](const char* text) { return ids(match_file(text)); };
  BOOST_TEST(named("Licensed under the Apache License, Version 2.0") == "Apache-2.0");
  BOOST_TEST(named("This project is released under the MIT license.") == "MIT");
  BOOST_TEST(named("This is not under the MIT License.") == "");
  BOOST_TEST(named("We add guardrails on the trail, permitted within limits.") == "");
  BOOST_TEST(named("SPDX-License-Identifier: BSD-3-Clause-Clear") == "BSD-3-Clause-Clear");
  BOOST_TEST(named("SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0") ==
             "Classpath-exception-2.0 GPL-2.0-only");
}

BOOST_AUTO_TEST_CASE(declared_values) {
  BOOST_TEST(ids(match_field("apache-2.0")) == "Apache-2.0");
  BOOST_TEST(ids(match_field("AGPL-3.0")).find("GPL-3.0-only") == ids(match_field("AGPL-3.0")).find("AGPL") + 1);
  BOOST_TEST(ids(match_field("LGPL-3.0")).find("LGPL-3.0") == 0);
  BOOST_TEST(ids(match_field("cc-by-nc-4.0")) == "CC-BY-NC-4.0");
  BOOST_TEST(ids(match_field("gemma")) == "LicenseRef-Gemma-Terms");
  for (const char* open : {"openrail", "cc", "other", "unknown"}) BOOST_TEST(ids(match_field(open)) == "", open);
}

BOOST_AUTO_TEST_CASE(addresses) {
  const auto matches = RealMatcher::get().matcher.match_url("https://ai.google.dev/gemma/terms#3.1-distribution");
  BOOST_REQUIRE(!matches.empty());
  BOOST_TEST(matches[0].license == "LicenseRef-Gemma-Terms");
  BOOST_TEST(RealMatcher::get().matcher.match_url("https://evil.example/gemma/terms").empty());
}

BOOST_AUTO_TEST_CASE(hostile_texts_end_in_time) {
  for (const std::string& text : {std::string(4 << 20, 'a'), std::string(1 << 20, '<'), std::string(1 << 20, '('),
                                  std::string(1 << 20, '\0'), std::string("\xff\xfe", 2) + std::string(1 << 16, 'x')}) {
    match_file(text);
  }
  std::string mentions;
  for (int i = 0; i < 100000; ++i) mentions += "MIT License\n";
  const TermsResult result = match_file(mentions);
  BOOST_TEST(result.matches.size() < 100000U);
}

BOOST_AUTO_TEST_SUITE_END()
