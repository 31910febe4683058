#include "inspect/sources/side_json.h"

#include <boost/test/unit_test.hpp>

#include "inspect/sources/weight_index.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

std::string first_problem(const std::vector<Damage>& problems) { return problems.empty() ? "" : problems.front().code; }

}  // namespace

BOOST_AUTO_TEST_SUITE(side_json)

BOOST_AUTO_TEST_CASE(keys_are_flattened) {
  const SideJson json = read_side_json(R"({"a": {"b": ["x", 2, {"c": true}]}, "d": null})", Limits());
  BOOST_REQUIRE(json.entries.size() == 4);
  BOOST_TEST(json.entries[0].key == "a.b[0]");
  BOOST_TEST(json.entries[0].value.text == "x");
  BOOST_TEST(json.entries[1].key == "a.b[1]");
  BOOST_TEST(json.entries[2].key == "a.b[2].c");
  BOOST_TEST(json.entries[3].type == "null");
  BOOST_TEST(text_entry(json.entries, "a.b[0]") == "x");
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_damage_and_keeps_what_was_read) {
  const SideJson json = read_side_json(R"({"a": "x", "b": )", Limits());
  BOOST_TEST(first_problem(json.problems) == "json-damaged");
  BOOST_TEST(text_entry(json.entries, "a") == "x");
  for (const char* bad : {"", "{", "{'a': 1}", "{\"a\":NaN}", "{} x", "{\"a\":1,}", "{\"a\": \"\x01\"}", "\xff"}) {
    BOOST_TEST(first_problem(read_side_json(bad, Limits()).problems) == "json-damaged", bad);
  }
}

BOOST_AUTO_TEST_CASE(depth_and_duplicates_are_reported) {
  BOOST_TEST(first_problem(read_side_json(std::string(200000, '['), Limits()).problems) == "limit-json-depth");
  BOOST_TEST(first_problem(read_side_json(R"({"a":1,"a":2})", Limits()).problems) == "json-duplicate-key");
  BOOST_TEST(first_problem(read_side_json(R"({"a":1,"\u0061":2})", Limits()).problems) == "json-duplicate-key");
}

BOOST_AUTO_TEST_CASE(index_gives_tensors_and_files) {
  const WeightIndex index = read_weight_index(
      R"({"metadata": {"total_size": 12}, "weight_map": {"a": "m-1.safetensors", "b": "m-2.safetensors", "c": "m-1.safetensors"}})",
      Limits());
  BOOST_TEST(index.files.size() == 2);
  BOOST_TEST(index.rows.size() == 3);
  BOOST_TEST(index.rows[2].file == 0);
  BOOST_TEST(index.total_size.value() == 12);
  BOOST_TEST(index.problems.empty());
}

BOOST_AUTO_TEST_CASE(index_names_must_be_plain) {
  for (const char* name : {"../x", "/etc/x", "", ".", "a\\\\b", "https://x/y", "a\\u0000b", "a\\nb", "\\u202ex"}) {
    const WeightIndex index = read_weight_index(R"({"weight_map": {"a": ")" + std::string(name) + R"("}})", Limits());
    BOOST_TEST(first_problem(index.problems) == "index-path-unsafe", name);
  }
}

BOOST_AUTO_TEST_CASE(index_without_a_map_is_damage) {
  for (const char* text : {"{}", "[]", R"({"weight_map": []})", R"({"weight_map": 1})"}) {
    BOOST_TEST(first_problem(read_weight_index(text, Limits()).problems) == "index-without-map", text);
  }
  BOOST_TEST(first_problem(read_weight_index(R"({"weight_map": {"a": 1}})", Limits()).problems) == "index-entry-not-text");
}

BOOST_AUTO_TEST_SUITE_END()
