#include "report/escape.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit::report;

BOOST_AUTO_TEST_SUITE(escape)

BOOST_AUTO_TEST_CASE(markup_escapes_its_syntax_and_what_acts_unseen) {
  BOOST_TEST(markup("<a href=\"x\" b='&'>") == "&lt;a href=&quot;x&quot; b=&#39;&amp;&#39;&gt;");
  BOOST_TEST(markup("\x1b\u202E\xff\n") == "\\u{001b}\\u{202e}\\xff\\n");
  BOOST_TEST(markup("\uFFFE") == "\\u{fffe}");
  BOOST_TEST(markup_block("a\n<b>") == "a&#10;&lt;b&gt;");
}

BOOST_AUTO_TEST_CASE(csv_fields_are_quoted_and_no_formula) {
  BOOST_TEST(csv_field("plain, \"quoted\"") == "\"plain, \"\"quoted\"\"\"");
  BOOST_TEST(csv_field("=1+1") == "\"'=1+1\"");
  BOOST_TEST(csv_field("+1") == "\"'+1\"");
  BOOST_TEST(csv_field("-1") == "\"'-1\"");
  BOOST_TEST(csv_field("@SUM(A1)") == "\"'@SUM(A1)\"");
  BOOST_TEST(csv_field("  =1") == "\"'  =1\"");
  BOOST_TEST(csv_field("＝1") == "\"'＝1\"");
  BOOST_TEST(csv_field("\t=1\r\n") == "\"\\t=1\\r\\n\"");
  BOOST_TEST(csv_field("") == "\"\"");
}

BOOST_AUTO_TEST_CASE(markdown_keeps_plain_words_and_puts_the_rest_into_code) {
  BOOST_TEST(markdown("general.license says Apache-2.0, not (c) 50%.") ==
             "general.license says Apache-2.0, not (c) 50%.");
  BOOST_TEST(markdown("see file_name and a*b") == "see `file_name` and `a*b`");
  BOOST_TEST(markdown("ask @team or #12 now") == "ask `@team` or `#12` now");
  BOOST_TEST(markdown("two &lt; #1 @x here") == "two `&lt; #1 @x` here");
  BOOST_TEST(markdown("<!-- hides the rest") == "`<!--` hides the rest");
}

BOOST_AUTO_TEST_CASE(markdown_links_and_references_are_inert) {
  BOOST_TEST(markdown("https://evil.example") == "`https://evil.example`");
  BOOST_TEST(markdown("www.evil.example") == "`www.evil.example`");
  BOOST_TEST(markdown("[x](y)") == "`[x](y)`");
  BOOST_TEST(markdown("GH-12") == "`GH-12`");
  BOOST_TEST(markdown(":smile:") == "`:smile:`");
  BOOST_TEST(markdown("da39a3ee5e6b4b0d3255bfef95601890afd80709") ==
             "`da39a3ee5e6b4b0d3255bfef95601890afd80709`");
  BOOST_TEST(markdown("---") == "`---`");
}

BOOST_AUTO_TEST_CASE(markdown_code_that_a_span_cannot_hold_is_an_element) {
  BOOST_TEST(markdown_code("a|b") == "<code>a&#124;b</code>");
  BOOST_TEST(markdown_code("a`<b>") == "<code>a&#96;&#60;b&#62;</code>");
  BOOST_TEST(markdown_code("back\\slash") == "<code>back&#92;slash</code>");
  BOOST_TEST(markdown_code("") == "");
  BOOST_TEST(markdown_code_element("@a") == "<code>&#64;a</code>");
}

BOOST_AUTO_TEST_CASE(uri_paths_are_relative_references) {
  BOOST_TEST(uri_path("a b.iso!/m/x#y?.gguf") == "a%20b.iso%21/m/x%23y%3F.gguf");
  BOOST_TEST(uri_path("caf\xe9") == "caf%E9");
  BOOST_TEST(uri_path("c:/x") == "./c%3A/x");
  BOOST_TEST(uri_path("a/c:x") == "a/c%3Ax");
  BOOST_TEST(uri_path("50%") == "50%25");
}

BOOST_AUTO_TEST_CASE(the_outer_file_of_a_chain) {
  BOOST_TEST(outer_path("a.iso!/b.zip!/c") == "a.iso");
  BOOST_TEST(outer_path("plain") == "plain");
}

BOOST_AUTO_TEST_SUITE_END()
