#include <boost/test/unit_test.hpp>

#include "core/utf8.h"
#include "report/golden.h"
#include "report/render_text.h"
#include "report/sample_report.h"
#include "report/text_page.h"

using namespace modelaudit;
using namespace modelaudit::report;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(the_sample_reads_as_agreed) {
  check_golden("sample.txt", render_to_string(render_text, sample_report()));
  RenderOptions options;
  options.verbose = true;
  options.width = 80;
  check_golden("sample-verbose-80.txt", render_to_string(render_text, sample_report(), options));
}

BOOST_AUTO_TEST_CASE(the_last_line_is_the_summary) {
  const std::string document = render_to_string(render_text, sample_report());
  const size_t last = document.rfind("\nFAIL: 2 of 3 packages fail the gate; risk critical");
  BOOST_REQUIRE(last != std::string::npos);
  BOOST_TEST(document.find("\n\n", last) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(colour_comes_only_when_asked_for_and_changes_no_word) {
  const Report report = sample_report();
  const std::string plain = render_to_string(render_text, report);
  BOOST_TEST(plain.find('\x1b') == std::string::npos);
  RenderOptions options;
  options.colour = true;
  std::string coloured = render_to_string(render_text, report, options);
  BOOST_TEST(coloured.find("\x1b[1;31m") != std::string::npos);
  for (size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  BOOST_TEST(coloured == plain);
}

BOOST_AUTO_TEST_CASE(lines_keep_to_the_width_where_words_allow) {
  RenderOptions options;
  options.width = 80;
  const std::string document = render_to_string(render_text, sample_report(), options);
  for (size_t begin = 0; begin < document.size();) {
    const size_t end = document.find('\n', begin);
    const std::string line = document.substr(begin, end - begin);
    if (line.find("\\u{") == std::string::npos) BOOST_TEST(columns(line) <= 80U, line);
    begin = end + 1;
  }
}

BOOST_AUTO_TEST_CASE(an_incomplete_scan_never_reads_as_a_pass) {
  Report report;
  report.summary.verdict = "pass";
  report.summary.complete = false;
  PackageReport package;
  package.id = "pkg:1";
  package.name = "half";
  package.complete = false;
  package.verdict = "pass";
  report.packages = {package};
  const std::string document = render_to_string(render_text, report);
  BOOST_TEST(document.find("PASS") == std::string::npos);
  BOOST_TEST(document.find("INCOMPLETE") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_gate_the_level_of_fail_on_decides) {
  Report report;
  report.summary.verdict = "fail";
  PackageReport package;
  package.id = "pkg:1";
  package.name = "m";
  package.risk = Severity::medium;
  report.packages = {package};
  report.fail_on = "high";
  BOOST_TEST(render_to_string(render_text, report).find("  PASS  medium") != std::string::npos);
  report.fail_on = "medium";
  BOOST_TEST(render_to_string(render_text, report).find("  FAIL  medium") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(paragraphs_fold_with_a_hanging_indent) {
  TextPage page(40, false);
  page.paragraph(6, "[ ]", "one two three four five six seven eight nine");
  BOOST_TEST(page.take() == "[ ]   one two three four five six seven\n      eight nine\n");
}

BOOST_AUTO_TEST_CASE(a_word_longer_than_the_line_is_not_broken) {
  TextPage page(40, false);
  const std::string address(60, 'x');
  page.paragraph(2, "", "see " + address + " there");
  BOOST_TEST(page.take() == "  see\n  " + address + "\n  there\n");
}

BOOST_AUTO_TEST_CASE(wide_and_combining_characters_take_their_columns) {
  BOOST_TEST(columns("模型") == 4U);
  BOOST_TEST(columns("e\u0301") == 1U);
  BOOST_TEST(columns("\x1b[1;31mab\x1b[0m") == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
