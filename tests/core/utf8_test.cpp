#include "core/utf8.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit;

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(plain_text_is_shown_as_it_is) { BOOST_TEST(display("é ☃ 模型") == "é ☃ 模型"); }

BOOST_AUTO_TEST_CASE(control_bidi_and_zero_width_are_escaped) {
  BOOST_TEST(display("a\x1b[31m") == "a\\u{001b}[31m");
  BOOST_TEST(display("\u202Egpj.exe") == "\\u{202e}gpj.exe");
  BOOST_TEST(display("a\u200Bb") == "a\\u{200b}b");
  BOOST_TEST(display("a\nb") == "a\\nb");
  BOOST_TEST(display_block("a\nb") == "a\nb");
}

BOOST_AUTO_TEST_CASE(invalid_bytes_become_hex) {
  BOOST_TEST(display("caf\xe9") == "caf\\xe9");
  BOOST_TEST(display("\xc0\x80") == "\\xc0\\x80");
  BOOST_TEST(display("\xed\xa0\x80") == "\\xed\\xa0\\x80");
}

BOOST_AUTO_TEST_CASE(every_code_point_survives_a_round_trip) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const CodePoint point = decode_utf8(text);
    if (!point.valid || point.value != c || point.length != text.size()) BOOST_TEST_FAIL("code point " << uint32_t{c});
  }
}

BOOST_AUTO_TEST_CASE(short_form_is_cut_at_a_character) {
  BOOST_TEST(display_short("abcdef", 3) == "abc…");
  BOOST_TEST(display_short("abc", 3) == "abc");
}

BOOST_AUTO_TEST_CASE(base64_of_rfc4648_vectors) {
  BOOST_TEST(base64("") == "");
  BOOST_TEST(base64("f") == "Zg==");
  BOOST_TEST(base64("fo") == "Zm8=");
  BOOST_TEST(base64("foo") == "Zm9v");
  BOOST_TEST(base64("foob") == "Zm9vYg==");
}

BOOST_AUTO_TEST_SUITE_END()
