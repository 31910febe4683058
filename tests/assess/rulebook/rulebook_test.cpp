#include "assess/rulebook/rulebook.h"

#include <boost/test/unit_test.hpp>

#include "assess/rulebook/licenses_check.h"
#include "small_rules.h"

using namespace modelaudit;
using namespace modelaudit::assess;
using namespace modelaudit::test;

namespace {

Rulebook rules_of(const RuleFiles& files) {
  LoadReport report = load(files);
  BOOST_REQUIRE(report.errors.empty());
  return std::move(report.sources.rulebook);
}

std::string check(const RuleFiles& files) {
  const TempDir folder;
  for (const auto& [path, content] : files) folder.put(path, content);
  const LoadReport report = read_rule_sources(folder.path() / "rules", folder.path() / "licenses");
  BOOST_REQUIRE(report.errors.empty());
  return lines(check_records(report.sources.rulebook, folder.path() / "licenses")) +
         lines(check_known(report.sources.rulebook, report.sources.known)) +
         lines(check_term_rules(report.sources.rulebook, report.sources.term_rules));
}

std::string check_with(const std::string& file, std::string_view old_text,
                       std::string_view new_text) {
  RuleFiles files = small_rules();
  std::string& content = files.at(file);
  content.replace(content.find(old_text), old_text.size(), new_text);
  return check(files);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rulebook)

BOOST_AUTO_TEST_CASE(ids_aliases_and_spellings_are_found_without_case) {
  const Rulebook rules = rules_of(small_rules());
  for (const char* name :
       {"LicenseRef-Sun", "licenseref-sun", "sun-2024", "SUN-2024", "the Sun license"}) {
    BOOST_TEST(rules.canonical_id(name) == "LicenseRef-Sun", name);
  }
  BOOST_TEST(rules.canonical_id("sun") == "");  // a Hub tag is no id
  BOOST_TEST(rules.canonical_id("") == "");
}

BOOST_AUTO_TEST_CASE(versions_come_oldest_first) {
  RuleFiles files = small_rules();
  files["licenses/LicenseRef-Sun/undated.xml"] =
      R"(<license id="LicenseRef-Sun" version="undated" kind="license">
  <title>Sun</title><class>unknown</class><source>s</source></license>)";
  const Rulebook rules = rules_of(files);
  std::string order;
  for (const LicenseRecord* record : rules.versions("LicenseRef-Sun"))
    order += record->version + " ";
  BOOST_TEST(order == "undated 2024-01-01 2025-01-01 ");
  BOOST_TEST(rules.newest("sun-2024")->version == "2025-01-01");
  BOOST_TEST(rules.license("LicenseRef-Sun", "2024-01-01")->replaced_by == "2025-01-01");
  BOOST_TEST(rules.license("LicenseRef-Sun", "2023-01-01") == nullptr);
  BOOST_TEST(rules.newest("LicenseRef-Moon") == nullptr);
  BOOST_TEST(rules.versions("LicenseRef-Moon").empty());
}

BOOST_AUTO_TEST_CASE(an_alias_can_name_a_version) {
  RuleFiles files = small_rules();
  const Rulebook rules = rules_of(files);
  BOOST_TEST(rules.by_alias("Sun-2024")->version == "2024-01-01");
  BOOST_TEST(rules.by_alias("LicenseRef-Sun") == nullptr);

  std::string& newer = files.at("licenses/LicenseRef-Sun/2025-01-01.xml");
  newer.replace(newer.find("<class>"), 7, "<alias>sun-2024</alias><class>");
  const Rulebook shared = rules_of(files);
  BOOST_TEST(shared.by_alias("sun-2024") == nullptr);
  BOOST_TEST(shared.canonical_id("sun-2024") == "LicenseRef-Sun");
}

BOOST_AUTO_TEST_CASE(rows_are_found_by_their_keys) {
  const Rulebook rules = rules_of(small_rules());
  BOOST_TEST(rules.obligation("notice-file")->title == "Notice file");
  BOOST_TEST(rules.obligation("notice") == nullptr);
  BOOST_TEST(rules.finding("duty-notice-file")->severity == "medium");
  BOOST_TEST(rules.finding("") == nullptr);
  BOOST_TEST(rules.tag("huggingface", "SUN")->license == "LicenseRef-Sun");
  BOOST_TEST(rules.tag("kaggle", "sun") == nullptr);
  BOOST_TEST(rules.has_class("LicenseRef-Sun", "non-commercial"));  // of any version
  BOOST_TEST(rules.has_class("LicenseRef-Sun", "community"));
  BOOST_TEST(!rules.has_class("LicenseRef-Sun", "permissive"));
  BOOST_REQUIRE(rules.ids().size() == 1u);
  BOOST_TEST(rules.ids()[0] == "LicenseRef-Sun");
}

BOOST_AUTO_TEST_CASE(lookups_survive_copy_and_move) {
  Rulebook rules = rules_of(small_rules());
  Rulebook copy = rules;
  const Rulebook moved = std::move(rules);
  BOOST_TEST(moved.newest("sun-2024")->version == "2025-01-01");
  BOOST_TEST(copy.newest("sun-2024") == &copy.licenses[1]);
}

BOOST_AUTO_TEST_CASE(the_small_rulebook_fits_together) { BOOST_TEST(check(small_rules()) == ""); }

BOOST_AUTO_TEST_CASE(ids_that_rules_name_must_have_records) {
  BOOST_TEST(check_with("rules/tags.xml", "license=\"LicenseRef-Sun\" confidence=\"family\"",
                        "license=\"LicenseRef-Sum\" confidence=\"family\"") ==
             "rules/tags.xml: the id of a record in licenses/; did you mean 'LicenseRef-Sun'? / "
             "'LicenseRef-Sum'\n");
  BOOST_TEST(
      check_with("rules/urls.xml", "version=\"any\"", "version=\"2026-01-01\"") ==
      "rules/urls.xml: a version of LicenseRef-Sun: 2024-01-01 or 2025-01-01 / '2026-01-01'\n");
  BOOST_TEST(check_with("rules/families.xml", "LicenseRef-*", "Moon-*") ==
             "rules/families.xml: a prefix of ids in licenses/ / 'Moon-*'\n");
  BOOST_TEST(check_with("rules/architectures.xml", "family=\"sun\"", "family=\"sum\"") ==
             "rules/architectures.xml: a family of rules/families.xml for gguf sun; did you mean "
             "'sun'? / 'sum'\n");
  BOOST_TEST(check_with("rules/incompatible.xml", "right=\"LicenseRef-Sun\"", "right=\"MIT\"") ==
             "rules/incompatible.xml: the id of a record in licenses/ / 'MIT'\n");
  BOOST_TEST(check_with("rules/known/license-texts.tsv", "2024-01-01", "2024-01-02") ==
             "rules/known/license-texts.tsv: a version of LicenseRef-Sun: 2024-01-01 or 2025-01-01 "
             "/ '2024-01-02'\n");
}

BOOST_AUTO_TEST_CASE(notices_name_licenses_that_are_there) {
  BOOST_TEST(
      check_with(
          "rules/notices.xml", "<notices/>",
          "<notices><phrase license=\"LicenseRef-Sun MIT\">same terms as Sun</phrase></notices>") ==
      "rules/notices.xml: the id of a record in licenses/ / 'MIT'\n");
}

BOOST_AUTO_TEST_CASE(fingerprints_and_records_name_each_other) {
  RuleFiles files = small_rules();
  files.erase("licenses/LicenseRef-Sun/2024-01-01.fp");
  BOOST_TEST(check(files) ==
             "licenses/LicenseRef-Sun/2024-01-01.xml: the fingerprint "
             "licenses/LicenseRef-Sun/2024-01-01.fp / no such file\n");
  files = small_rules();
  files["licenses/LicenseRef-Sun/old.fp"] = "";
  BOOST_TEST(check(files) ==
             "licenses/LicenseRef-Sun/old.fp: a record that names this fingerprint / none\n");
}

BOOST_AUTO_TEST_CASE(a_clause_needs_what_its_check_needs) {
  BOOST_TEST(check_with("licenses/LicenseRef-Sun/2024-01-01.xml",
                        "<parameter name=\"text\">Made of Sun</parameter>", "") ==
             "licenses/LicenseRef-Sun/2024-01-01.xml: the parameter 'text' for notice-file in "
             "section 3.1 / none\n");
}

BOOST_AUTO_TEST_CASE(one_spelling_and_one_tag_mean_one_license) {
  RuleFiles files = small_rules();
  files["licenses/LicenseRef-Moon/undated.xml"] =
      R"(<license id="LicenseRef-Moon" version="undated" kind="license">
  <title>Moon</title><alias>the sun license</alias><hub-tag>sun</hub-tag><class>unknown</class><source>s</source>
</license>)";
  BOOST_TEST(check(files) ==
             "licenses/LicenseRef-Moon/undated.xml: the Hub tag 'sun' for one license / "
             "LicenseRef-Moon here, "
             "LicenseRef-Sun in rules/tags.xml\n"
             "rules/tags.xml: the spelling 'the sun license' for one license / LicenseRef-Sun "
             "here, an alias of "
             "LicenseRef-Moon elsewhere\n");
}

BOOST_AUTO_TEST_CASE(words_in_braces_can_be_filled_in) {
  BOOST_TEST(check_with("rules/obligations.xml", "{text}", "{txt}") ==
             "rules/obligations.xml: in {} of notice-file: license, url, title, text, territories, "
             "limit or name; did you "
             "mean 'text'? / 'txt'\n");
  BOOST_TEST(check_with("rules/obligations.xml", "{text}", "{text").find("in {} of notice-file") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
