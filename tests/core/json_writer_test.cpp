#include "core/json_writer.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "core/utf8.h"

using namespace modelaudit;
using Layout = JsonWriter::Layout;

namespace {

std::string quoted(std::string_view raw) {
  std::string out;
  append_json_string(out, raw);
  return out;
}

std::string real(double value) {
  std::string out;
  append_json_real(out, value);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_writer)

BOOST_AUTO_TEST_CASE(members_stand_in_the_order_written) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("z", "last letter first");
  json.member("a", 1U);
  json.member("no", false);
  json.member("below", -3);
  json.member("share", 0.5);
  json.key("list");
  json.begin_array();
  json.string("x");
  json.number(uint64_t{18446744073709551615U});
  json.end_array();
  json.end_object();
  BOOST_TEST(json.done());
  BOOST_TEST(
      out ==
      R"({"z":"last letter first","a":1,"no":false,"below":-3,"share":0.5,"list":["x",18446744073709551615]})");
}

BOOST_AUTO_TEST_CASE(block_and_line_layouts) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(Layout::block);
  json.key("rows");
  json.begin_array(Layout::block);
  json.begin_object(Layout::line);
  json.member("a", 1U);
  json.key("b");
  json.begin_array(Layout::block);
  json.number(uint64_t{2});
  json.end_array();
  json.end_object();
  json.end_array();
  json.key("none");
  json.begin_array(Layout::block);
  json.end_array();
  json.end_object();
  BOOST_TEST(out == "{\n  \"rows\": [\n    {\"a\": 1, \"b\": [2]}\n  ],\n  \"none\": []\n}");
}

BOOST_AUTO_TEST_CASE(syntax_and_controls_are_escaped) {
  BOOST_TEST(quoted("a\"b\\c/d") == R"("a\"b\\c/d")");
  BOOST_TEST(quoted("\b\f\n\r\t\x1b\x7f") == R"("\b\f\n\r\t\u001b\u007f")");
  BOOST_TEST(quoted(std::string_view("\0", 1)) == R"("\u0000")");
}

BOOST_AUTO_TEST_CASE(what_acts_unseen_is_written_as_escape) {
  BOOST_TEST(quoted("\u202Egpj\u200B") == R"("\u202egpj\u200b")");
  BOOST_TEST(quoted("\U000E0041") == R"("\udb40\udc41")");
  BOOST_TEST(quoted("\u0085\uFEFF\u2028") == R"("\u0085\ufeff\u2028")");
}

BOOST_AUTO_TEST_CASE(plain_unicode_is_kept) {
  BOOST_TEST(quoted("模型 é 🤗") == "\"模型 é 🤗\"");
}

BOOST_AUTO_TEST_CASE(no_unsafe_code_point_stands_raw_in_the_document) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const std::string document = quoted(text);
    for (std::string_view rest = document; !rest.empty();) {
      const CodePoint point = decode_utf8(rest);
      if (!point.valid || is_unsafe_to_show(point.value))
        BOOST_TEST_FAIL("code point " << uint32_t{c});
      rest.remove_prefix(point.length);
    }
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_shown_and_carried) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("name", "caf\xe9\"");
  json.member("next", "é");
  json.end_object();
  BOOST_TEST(out == R"({"name":"caf\\xe9\"","name_raw_base64":"Y2Fm6SI=","next":"é"})");
}

BOOST_AUTO_TEST_CASE(a_list_carries_all_its_items_when_one_is_not_utf8) {
  std::string out;
  JsonWriter json(out, "_base64");
  json.begin_object();
  json.strings("good", {"a", "b"});
  json.strings("bad", {"a", "\xff"});
  json.strings("empty", {});
  json.end_object();
  BOOST_TEST(out ==
             R"({"good":["a","b"],"bad":["a","\\xff"],"bad_base64":["YQ==","/w=="],"empty":[]})");
}

BOOST_AUTO_TEST_CASE(reals_read_back_as_the_same_real) {
  BOOST_TEST(real(1) == "1.0");
  BOOST_TEST(real(-0.0) == "-0.0");
  BOOST_TEST(real(0.1) == "0.1");
  BOOST_TEST(real(1e300) == "1e+300");
  BOOST_TEST(real(5e-324) == "5e-324");
  BOOST_TEST(real(std::nan("")) == "\"NaN\"");
  BOOST_TEST(real(-std::numeric_limits<double>::infinity()) == "\"-Infinity\"");
  std::string narrow;
  append_json_real(narrow, 1e-5F);
  BOOST_TEST(narrow == "1e-05");
}

BOOST_AUTO_TEST_CASE(an_empty_optional_member_is_absent) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member_if("version", "");
  json.member_if("license", "MIT");
  json.end_object();
  BOOST_TEST(out == R"({"license":"MIT"})");
}

BOOST_AUTO_TEST_SUITE_END()
