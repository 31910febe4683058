#include "inspect/sources/card.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

std::string values(const Card& card, std::string_view key) {
  std::string all;
  for (const CardField& field : card.fields) {
    if (field.key == key) all += "[" + field.value + "]";
  }
  return all;
}

bool has_problem(const Card& card, std::string_view code) {
  for (const Damage& problem : card.problems) {
    if (problem.code == code) return true;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(card)

BOOST_AUTO_TEST_CASE(front_matter_gives_fields_and_body) {
  const std::string text = "---\nlicense: gemma\nbase_model:\n- google/gemma-3-1b-it\n- other/x\n---\n\n# Name\n";
  const Card card = read_card(text, Limits());
  BOOST_TEST(card.has_front_matter);
  BOOST_TEST(values(card, "license") == "[gemma]");
  BOOST_TEST(values(card, "base_model") == "[google/gemma-3-1b-it][other/x]");
  BOOST_TEST(text.substr(card.body_offset) == "\n# Name\n");
  BOOST_TEST(card.problems.empty());
}

BOOST_AUTO_TEST_CASE(a_field_points_at_its_bytes) {
  const std::string text = "---\ntitle: \"é☃\"\nlicense: mit\n---\n";
  const Card card = read_card(text, Limits());
  BOOST_REQUIRE(card.fields.size() == 2);
  BOOST_TEST(text.substr(card.fields[1].offset, card.fields[1].length) == "mit");
}

BOOST_AUTO_TEST_CASE(forms_of_one_value_agree) {
  for (const char* form : {"mit", "'mit'", "\"mit\"", ">\n  mit", "|-\n  mit", "[mit]", "\n- mit", "&l mit", "!!str mit",
                           "mit # the license"}) {
    const Card card = read_card("---\nlicense: " + std::string(form) + "\n---\n", Limits());
    std::string value = values(card, "license");
    if (value == "[mit\n]") value = "[mit]";
    BOOST_TEST(value == "[mit]", form);
    BOOST_TEST(card.problems.empty(), form);
  }
}

BOOST_AUTO_TEST_CASE(crlf_and_text_without_front_matter) {
  BOOST_TEST(values(read_card("---\r\nlicense: mit\r\n---\r\n", Limits()), "license") == "[mit]");
  BOOST_TEST(!read_card("# Name\n---\nlicense: mit\n---\n", Limits()).has_front_matter);
  BOOST_TEST(has_problem(read_card("---\nlicense: mit\n\n# Name\n", Limits()), "front-matter-unclosed"));
}

BOOST_AUTO_TEST_CASE(null_values_are_absent) {
  for (const char* form : {"", "~", "null"}) {
    BOOST_TEST(read_card("---\nlicense: " + std::string(form) + "\n---\n", Limits()).fields.empty());
  }
}

BOOST_AUTO_TEST_CASE(deceptive_yaml_is_reported) {
  BOOST_TEST(has_problem(read_card("---\nlicense: mit\nlicense: gemma\n---\n", Limits()), "card-duplicate-key"));
  BOOST_TEST(has_problem(read_card("---\na: &a [x]\nlicense: *a\n---\n", Limits()), "yaml-alias"));
  BOOST_TEST(has_problem(read_card("---\nlicense: !!python/object/apply:os.system ['x']\n---\n", Limits()), "yaml-tag"));
  BOOST_TEST(has_problem(read_card("---\nlicense: {name: mit}\n---\n", Limits()), "card-field-not-text"));
}

BOOST_AUTO_TEST_CASE(damage_keeps_the_fields_before_it) {
  const Card card = read_card("---\nlicense: mit\nx: [1, 2\n---\n", Limits());
  BOOST_TEST(values(card, "license") == "[mit]");
  BOOST_TEST(has_problem(card, "yaml-damaged"));
}

BOOST_AUTO_TEST_CASE(depth_is_bounded) {
  const std::string deep = "---\na: " + std::string(10000, '[') + std::string(10000, ']') + "\nlicense: mit\n---\n";
  BOOST_TEST(has_problem(read_card(deep, Limits()), "limit-json-depth"));
}

BOOST_AUTO_TEST_CASE(every_truncation_of_a_card_is_survived) {
  const std::string text = "---\nlicense: [mit, &a gemma]\nbase_model: {a: b}\n? [x]\n: *a\n---\nbody\n";
  for (size_t cut = 0; cut <= text.size(); ++cut) read_card(text.substr(0, cut), Limits());
}

BOOST_AUTO_TEST_SUITE_END()
