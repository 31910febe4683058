#include "assess/rulebook/load.h"

#include <boost/test/unit_test.hpp>

#include "small_rules.h"

using namespace modelaudit;
using namespace modelaudit::assess;
using namespace modelaudit::test;

namespace {

const std::string kSun = "licenses/LicenseRef-Sun/2024-01-01.xml";

std::string errors_with(const std::string& file, std::string_view old_text,
                        std::string_view new_text) {
  return lines(load_with(file, old_text, new_text).errors);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(load_rules)

BOOST_AUTO_TEST_CASE(the_smallest_rulebook_loads) {
  const LoadReport report = load(small_rules());
  BOOST_TEST(lines(report.errors) == "");
  const Rulebook& rules = report.sources.rulebook;
  BOOST_TEST(rules.version == "2026.11");
  BOOST_REQUIRE(rules.licenses.size() == 2u);
  const LicenseRecord& old = rules.licenses[0];
  BOOST_TEST(old.id == "LicenseRef-Sun");
  BOOST_TEST(old.version == "2024-01-01");
  BOOST_TEST(old.replaced_by == "2025-01-01");
  BOOST_TEST(old.derivatives == "unread");
  BOOST_REQUIRE(old.clauses.size() == 1u);
  BOOST_TEST(old.clauses[0].section == "3.1");
  BOOST_TEST(old.clauses[0].parameters.at("text") == "Made of Sun");
  BOOST_TEST((old.clauses[0].source.mark == Mark::read));
  BOOST_TEST(old.texts[0].role == "text");
  BOOST_TEST(old.sources[0].date == "2026-11-25");
  BOOST_TEST(rules.licenses[1].derivatives == "yes");
  BOOST_TEST((rules.licenses[1].derivatives_mark == Mark::inferred));
  BOOST_TEST(rules.obligations[0].finding == "duty-notice-file");
  BOOST_TEST(rules.obligations[0].parameters.at("file") == "notice");
  BOOST_REQUIRE(rules.families.size() == 2u);
  BOOST_TEST(rules.families[0].family == "moon");
  BOOST_TEST(rules.families[0].all_apply);
  BOOST_TEST(rules.families[1].name_regex == "sun-?1|soleil");
  BOOST_TEST(rules.tags[2].name == "the sun license");
  BOOST_TEST(report.sources.known.artifacts.size() == 2u);
  BOOST_TEST(report.sources.fingerprints.at("LicenseRef-Sun/2024-01-01.fp") == "fingerprint\n");
}

BOOST_AUTO_TEST_CASE(an_unknown_element_names_its_line_and_neighbour) {
  BOOST_TEST(errors_with(kSun, "<alias>sun-2024</alias>", "<aliass>sun-2024</aliass>") ==
             kSun +
                 ":4:4: inside 'license': title, licensor, alias, hub-tag, url, class, acceptance, "
                 "governing-law, "
                 "incorporates, replaced-by, derivatives, clause, text, source or note; did you "
                 "mean 'alias'? / unknown "
                 "element 'aliass'\n");
}

BOOST_AUTO_TEST_CASE(an_unknown_attribute_names_its_column) {
  BOOST_TEST(errors_with("rules/architectures.xml", "family=", "famly=") ==
             "rules/architectures.xml:1:53: on 'architecture': kind, name, family, generation, "
             "licensor or note; did you "
             "mean 'family'? / unknown attribute 'famly'\n");
}

BOOST_AUTO_TEST_CASE(columns_count_characters) {
  BOOST_TEST(
      errors_with("rules/architectures.xml", "name=\"sun\" family=", "name=\"日本\" famly=") ==
      "rules/architectures.xml:1:52: on 'architecture': kind, name, family, generation, licensor "
      "or note; did you "
      "mean 'family'? / unknown attribute 'famly'\n");
}

BOOST_AUTO_TEST_CASE(an_unknown_obligation_is_an_error) {
  BOOST_TEST(errors_with(kSun, "obligation=\"notice-file\"", "obligation=\"notice-fiel\"") ==
             kSun +
                 ":7:25: an obligation of rules/obligations.xml; did you mean 'notice-file'? / "
                 "'notice-fiel'\n");
}

BOOST_AUTO_TEST_CASE(an_unknown_mark_is_an_error) {
  BOOST_TEST(
      errors_with(kSun, "mark=\"read\">\n", "mark=\"raed\">\n") ==
      kSun + ":7:50: mark: read, inferred, recalled or unread; did you mean 'read'? / 'raed'\n");
}

BOOST_AUTO_TEST_CASE(a_clause_needs_its_section) {
  BOOST_TEST(errors_with(kSun, "section=\"3.1\" ", "") ==
             kSun + ":7:4: the attribute 'section' / 'clause' without it\n");
  BOOST_TEST(errors_with(kSun, "section=\"3.1\"", "section=\"\"") ==
             kSun + ":7:11: the number of the clause in the text / an empty section\n");
}

BOOST_AUTO_TEST_CASE(a_parameter_must_be_one_that_the_check_reads) {
  BOOST_TEST(
      errors_with(kSun, "name=\"text\"", "name=\"texte\"") ==
      kSun +
          ":8:16: for the check 'string-in-file': file or text; did you mean 'text'? / 'texte'\n");
  BOOST_TEST(errors_with("rules/obligations.xml", ">notice<", ">notices<") ==
             "rules/obligations.xml:5:6: file: notice, card, license or any; did you mean "
             "'notice'? / 'notices'\n");
}

BOOST_AUTO_TEST_CASE(a_successor_must_be_there) {
  BOOST_TEST(errors_with(kSun, "<replaced-by version=\"2025-01-01\"/>",
                         "<replaced-by version=\"2025-02-01\"/>") ==
             kSun +
                 ":6:16: a version of LicenseRef-Sun: 2024-01-01 or 2025-01-01 / '2025-02-01'\n");
}

BOOST_AUTO_TEST_CASE(one_version_has_one_record) {
  RuleFiles files = small_rules();
  files["licenses/LicenseRef-Sun/again.xml"] = files.at(kSun);
  const std::string found = lines(load(files).errors);
  BOOST_TEST(found.find("one record of each version / LicenseRef-Sun 2024-01-01 again (see " +
                        kSun + ":2:10)") != std::string::npos);
  BOOST_TEST(found.find("licenses/LicenseRef-Sun/again.xml:2:10: the file " + kSun) !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_alias_belongs_to_one_id) {
  RuleFiles files = small_rules();
  files["licenses/LicenseRef-Moon/undated.xml"] =
      R"(<license id="LicenseRef-Moon" version="undated" kind="license">
  <title>Moon</title><alias>Sun-2024</alias><class>unknown</class><source>s</source>
</license>)";
  BOOST_TEST(lines(load(files).errors) ==
             kSun +
                 ":4:4: an alias of one id / 'sun-2024', which stands for LicenseRef-Moon too\n");
}

BOOST_AUTO_TEST_CASE(an_alias_is_no_other_id) {
  BOOST_TEST(errors_with(kSun, ">sun-2024<", ">licenseref-sun<") == "");
  RuleFiles files = small_rules();
  files["licenses/LicenseRef-Moon/undated.xml"] =
      R"(<license id="LicenseRef-Moon" version="undated" kind="license">
  <title>Moon</title><alias>LicenseRef-sun</alias><class>unknown</class><source>s</source>
</license>)";
  BOOST_TEST(lines(load(files).errors) ==
             "licenses/LicenseRef-Moon/undated.xml:2:23: an alias of one id / 'LicenseRef-sun', "
             "which stands for "
             "LicenseRef-Sun too\n");
}

BOOST_AUTO_TEST_CASE(bad_numbers_are_errors) {
  for (const char* bad : {"-1", "4294967296", "1e3", "0x10", "", "12 "}) {
    const std::string found =
        errors_with("rules/families.xml", "order=\"20\"", "order=\"" + std::string(bad) + "\"");
    if (std::string_view(bad) == "12 ") {
      BOOST_TEST(found == "");  // blanks around a value count nowhere
    } else {
      BOOST_TEST(found == "rules/families.xml:2:11: order: a number from 0 to 4294967295 / '" +
                              std::string(bad) + "'\n");
    }
  }
  BOOST_TEST(errors_with("rules/signatures.xml", "needed=\"1\"", "needed=\"2\"") ==
             "rules/signatures.xml:2:55: between 1 and the number of signs / 2\n");
}

BOOST_AUTO_TEST_CASE(versions_are_dates_or_undated) {
  for (const char* good : {"2024", "2024-05", "2024-05-14", "2024-05-14a", "undated"}) {
    const std::string found =
        errors_with("rules/tags.xml", "confidence=\"family\"",
                    "confidence=\"family\" version=\"" + std::string(good) + "\"");
    BOOST_TEST(found == "", good);
  }
  for (const char* bad : {"24", "2024-13", "2024-05-32", "v1", "1.0", "2024-5-1", "2024-05-14aa"}) {
    const std::string found =
        errors_with("rules/tags.xml", "confidence=\"family\"",
                    "confidence=\"family\" version=\"" + std::string(bad) + "\"");
    BOOST_TEST(found == "rules/tags.xml:2:87: a version: a date, a month, a year or 'undated' / '" +
                            std::string(bad) + "'\n");
  }
}

BOOST_AUTO_TEST_CASE(addresses_have_no_scheme) {
  for (const char* bad :
       {"https://sun.example/terms", "www.sun.example", "sun.example/", "sun.example/a b"}) {
    const std::string found = errors_with("rules/urls.xml", "sun.example/terms", bad);
    BOOST_TEST(found ==
               "rules/urls.xml:1:12: an address without scheme, without 'www.' and without "
               "trailing slash / '" +
                   std::string(bad) + "'\n");
  }
  BOOST_TEST(errors_with("rules/urls.xml", "sun.example/terms",
                         "web.archive.org/web/2020/http://sun.example/terms") == "");
}

BOOST_AUTO_TEST_CASE(patterns_must_be_regular_expressions) {
  const std::string found = errors_with("rules/families.xml", "sun-?1", "sun-(1");
  BOOST_TEST(found.starts_with("rules/families.xml:3:11: an ECMAScript regular expression / "));
}

BOOST_AUTO_TEST_CASE(a_repeated_row_is_an_error) {
  BOOST_TEST(errors_with("rules/tags.xml", "name=\"other\"", "name=\"SUN\"") ==
             "rules/tags.xml:3:31: each row once / a second 'huggingface sun'\n");
}

BOOST_AUTO_TEST_CASE(a_tag_that_names_one_license_needs_it) {
  BOOST_TEST(errors_with("rules/tags.xml", "license=\"LicenseRef-Sun\" confidence=\"family\"",
                         "confidence=\"family\"") ==
             "rules/tags.xml:2:42: a license where the confidence is 'family' / none\n");
}

BOOST_AUTO_TEST_CASE(a_missing_duty_needs_the_row_of_its_finding) {
  BOOST_TEST(errors_with("rules/findings.xml", "duty-notice-file", "duty-notice-fle") ==
             "rules/obligations.xml: a code of rules/findings.xml for the obligation notice-file; "
             "did you mean "
             "'duty-notice-fle'? / 'duty-notice-file'\n");
}

BOOST_AUTO_TEST_CASE(broken_xml_names_its_place) {
  BOOST_TEST(errors_with("rules/urls.xml", "</urls>", "</url>") ==
             "rules/urls.xml:1:94: well-formed XML / Start-end tags mismatch\n");
  BOOST_TEST(errors_with("rules/urls.xml", "<urls>", "<uris>").find("Start-end tags mismatch") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_pugixml_forgives_is_still_an_error) {
  BOOST_TEST(errors_with("rules/tags.xml", "platform=\"huggingface\" name=\"sun\"",
                         "platform=\"huggingface\" platform=\"x\" name=\"sun\"") ==
             "rules/tags.xml:2:8: each attribute once / a second 'platform'\n");
  BOOST_TEST(errors_with("rules/tags.xml", "</tags>", "</tags><tags/>") ==
             "rules/tags.xml:5:9: one root element / 'tags'\n");
  BOOST_TEST(errors_with("rules/tags.xml", "</tags>", "words</tags>") ==
             "rules/tags.xml:1:2: no text of its own in 'tags' / 'words'\n");
  BOOST_TEST(errors_with("rules/tags.xml", "<tags>", "<tags>\xff") ==
             "rules/tags.xml:1:7: UTF-8 / bytes that are not UTF-8\n");
}

BOOST_AUTO_TEST_CASE(texts_must_not_be_empty) {
  BOOST_TEST(errors_with("rules/findings.xml", "<why>Why.</why>", "<why> </why>") ==
             "rules/findings.xml:3:44: text / an empty 'why'\n");
}

BOOST_AUTO_TEST_CASE(comments_inside_a_text_do_not_cut_it) {
  const LoadReport report = load_with("rules/findings.xml", "Why.", "Why <!-- x -->\n   not.");
  BOOST_TEST(lines(report.errors) == "");
  BOOST_TEST(report.sources.rulebook.findings[0].why == "Why not.");
}

BOOST_AUTO_TEST_CASE(every_rule_file_must_be_there) {
  for (const char* name :
       {"obligations", "findings", "families", "architectures", "tags", "urls", "jurisdictions",
        "openness", "signatures", "incompatible", "notices", "separators"}) {
    RuleFiles files = small_rules();
    const std::string path = "rules/" + std::string(name) + ".xml";
    files.erase(path);
    BOOST_TEST(lines(load(files).errors).find(path + ": this file / none\n") != std::string::npos,
               name);
  }
  RuleFiles files = small_rules();
  files.erase("rules/VERSION");
  BOOST_TEST(lines(load(files).errors) ==
             "rules/VERSION:1:1: a version such as 2026.11 / no file\n");
}

BOOST_AUTO_TEST_CASE(a_misnamed_rule_file_is_not_ignored) {
  RuleFiles files = small_rules();
  files["rules/tag.xml"] = files.at("rules/tags.xml");
  BOOST_TEST(lines(load(files).errors).find("did you mean 'tags'?") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(files_of_the_terms_room_are_handed_on_as_they_are) {
  const LoadReport report = load(small_rules());
  BOOST_TEST(lines(report.errors) == "");
  BOOST_TEST(report.sources.term_rules.at("notices") == "<notices/>");
  BOOST_TEST(report.sources.term_rules.at("separators") == "<separators/>");
}

BOOST_AUTO_TEST_CASE(a_misspelt_rule_of_the_terms_room_is_not_ignored) {
  BOOST_TEST(errors_with("rules/notices.xml", "<notices/>",
                         "<notices><phrase licence=\"MIT\">x</phrase></notices>") ==
             "rules/notices.xml:1:18: on 'phrase': license, weak or field; did you mean 'license'? "
             "/ unknown "
             "attribute 'licence'\n"
             "rules/notices.xml:1:11: the attribute 'license' / 'phrase' without it\n");
}

BOOST_AUTO_TEST_CASE(known_rows_are_checked) {
  BOOST_TEST(errors_with("rules/known/artifacts.tsv", "\t12\t", "\ttwelve\t") ==
             "rules/known/artifacts.tsv:2:66: a size in bytes, or nothing / 'twelve'\n");
  BOOST_TEST(errors_with("rules/known/artifacts.tsv", "aa\t12", "ag\t12") ==
             "rules/known/artifacts.tsv:2:1: 64 hexadecimal digits / "
             "'00000000000000000000000000000000000000000000000000000000000000ag'\n");
  BOOST_TEST(errors_with("rules/known/artifacts.tsv", "\t2026-01-01", "") ==
             "rules/known/artifacts.tsv:2:1: 9 fields separated by tabs / 8\n");
  BOOST_TEST(
      errors_with("rules/known/license-texts.tsv", "sha256\t", "digest\t").find("the columns") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_wrong_everywhere_gives_its_first_hundred_errors) {
  RuleFiles files = small_rules();
  std::string rows = "<urls>";
  for (int i = 0; i < 1000; ++i) rows += "<row/>";
  files["rules/urls.xml"] = rows + "</urls>";
  BOOST_TEST(load(files).errors.size() == 100u);
}

BOOST_AUTO_TEST_CASE(load_gives_the_first_error_and_counts_the_rest) {
  const TempDir folder;
  RuleFiles files = small_rules();
  files["rules/VERSION"] = "soon\n";
  files["rules/urls.xml"] = "<urls/>";
  for (const auto& [path, content] : files) folder.put(path, content);
  const Result<Rulebook> rules = load_rulebook(folder.path() / "rules", folder.path() / "licenses");
  BOOST_REQUIRE(!rules);
  BOOST_TEST(rules.error().code == "rule-error");
  BOOST_TEST(rules.error().origin == folder / "rules/VERSION" + ":1:1");
  BOOST_TEST(rules.error().found == "'soon'; 1 more errors");
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error) {
  const Result<Rulebook> rules = load_rulebook("/nowhere/rules", "/nowhere/licenses");
  BOOST_REQUIRE(!rules);
  BOOST_TEST(rules.error().origin == "/nowhere/rules");
}

BOOST_AUTO_TEST_CASE(the_digest_covers_every_byte_and_every_path) {
  const Digest digest = load(small_rules()).sources.rulebook.digest;
  BOOST_TEST((load(small_rules()).sources.rulebook.digest == digest));
  for (const auto& [path, content] : small_rules()) {
    RuleFiles files = small_rules();
    files[path] += '\n';
    BOOST_TEST((load(files).sources.rulebook.digest != digest), path);
  }
  RuleFiles files = small_rules();
  files["licenses/LicenseRef-Sun/other.fp"] = "";
  BOOST_TEST((load(files).sources.rulebook.digest != digest));
  files = small_rules();
  files["rules/README.md"] = "Not a rule.";
  BOOST_TEST((load(files).sources.rulebook.digest == digest));
}

BOOST_AUTO_TEST_SUITE_END()
