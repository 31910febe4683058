#include <boost/test/unit_test.hpp>
#include <cmath>

#include "report/parse_json.h"
#include "report/render_json.h"
#include "report/sample_report.h"
#include "report/strict_json.h"

using namespace modelaudit;
using namespace modelaudit::report;

namespace {

std::string json_of(const Report& report) { return render_to_string(render_json, report); }

std::string code_of(std::string_view json) {
  const Result<Report> parsed = parse_report(json);
  return parsed ? "parsed" : parsed.error().code;
}

std::string place_of(std::string_view json) {
  const Result<Report> parsed = parse_report(json);
  return parsed ? "parsed" : parsed.error().found;
}

// A report whose every part is empty, with more members at the end.
std::string small(const std::string& more) {
  return R"({"schema":"modelaudit.report/1","summary":{"verdict":"pass","risk":"none"})" + more +
         "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parse)

BOOST_AUTO_TEST_CASE(every_format_is_the_same_from_a_kept_report) {
  for (const std::string& hostile :
       {std::string(), std::string("a\x1b[31m<b>\"'=`|\\ \u202E\n\t x"),
        std::string("caf\xe9\xff\x00 end", 10)}) {
    const Report direct = hostile.empty() ? sample_report() : hostile_report(hostile);
    const Result<Report> kept = parse_report(json_of(direct));
    BOOST_REQUIRE_MESSAGE(kept, (kept ? "" : kept.error().found + ": " + kept.error().expected));
    for (const Renderer& renderer : renderers()) {
      RenderOptions options;
      options.verbose = true;
      BOOST_TEST((render_to_string(renderer.render, direct, options) ==
                  render_to_string(renderer.render, *kept, options)),
                 renderer.format);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_report_without_tensors_keeps_their_count_and_digest) {
  RenderOptions options;
  options.include_tensors = false;
  const std::string first = render_to_string(render_json, sample_report(), options);
  const Result<Report> kept = parse_report(first);
  BOOST_REQUIRE(kept);
  BOOST_TEST((json_of(*kept) == first));
}

BOOST_AUTO_TEST_CASE(values_of_every_kind_come_back) {
  Report report = sample_report();
  Artifact& artifact = report.owned.front();
  artifact.metadata.clear();
  const auto add = [&](const std::string& type, Value value) {
    artifact.metadata.push_back(
        {"key" + std::to_string(artifact.metadata.size()), type, std::move(value), 0});
  };
  Value value;
  add("none", value);
  value.kind = Value::Kind::boolean;
  value.boolean = true;
  add("bool", value);
  value = {};
  value.kind = Value::Kind::signed_integer;
  value.signed_integer = -5;
  add("i32", value);
  value.signed_integer = 5;
  add("i32", value);
  value = {};
  value.kind = Value::Kind::unsigned_integer;
  value.unsigned_integer = UINT64_MAX;
  add("u64", value);
  value = {};
  value.kind = Value::Kind::real;
  for (const double real : {0.1, -0.0, 1e300, std::nan(""), -static_cast<double>(INFINITY), 5e-324,
                            0.30000000000000004}) {
    value.real = real;
    add("f64", value);
  }
  value.real = static_cast<double>(0.1F);
  add("f32", value);
  Value array;
  array.kind = Value::Kind::array;
  array.element_type = "f32";
  array.items = {value, value};
  array.count = 2;
  add("array<f32>", array);
  Value text;
  text.kind = Value::Kind::text;
  text.text = "a\xff";
  array.element_type = "str";
  array.items = {text, text};
  add("array<str>", array);
  Value outer;
  outer.kind = Value::Kind::array;
  outer.element_type = "array";
  outer.items = {array, array};
  outer.count = 2;
  add("array<array>", outer);
  text.truncated = true;
  text.bytes = 100'000;
  text.sha256 = Digest{};
  add("str", text);
  const std::string first = json_of(report);
  const Result<Report> kept = parse_report(first);
  BOOST_REQUIRE(kept);
  BOOST_TEST(json_of(*kept) == first);
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_report_is_refused) {
  const std::string whole = json_of(sample_report());
  const size_t last = whole.find_last_of('}');
  for (size_t length = 0; length <= last; length += length < 400 || last - length < 50 ? 1 : 97) {
    BOOST_TEST(code_of(std::string_view(whole).substr(0, length)) == "report-malformed");
  }
}

BOOST_AUTO_TEST_CASE(another_version_is_refused_by_name) {
  BOOST_TEST(code_of("{}") == "report-version");
  BOOST_TEST(code_of(R"({"schema":"modelaudit.report/2"})") == "report-version");
  BOOST_TEST(place_of("{\"schema\":\"x\\u001b[31m\"}") == "schema x\\u{001b}[31m");
}

BOOST_AUTO_TEST_CASE(a_key_twice_is_refused) {
  BOOST_TEST(code_of(small(R"(,"fail_on":"low","fail_on":"none")")) == "report-malformed");
  BOOST_TEST(code_of(small(R"(,"fail_on":"low","fail_\u006fn":"none")")) == "report-malformed");
  BOOST_TEST(code_of(small(R"(,"x":[{"a":1},{"a":2}])")) == "parsed");
}

BOOST_AUTO_TEST_CASE(a_known_key_of_another_type_is_named_by_its_place) {
  BOOST_TEST(
      place_of(small(R"(,"packages":[{"id":"p","name":"n","risk":"low","terms":{"status":7}}])")) ==
      "/packages/0/terms/status");
  BOOST_TEST(place_of(small(R"(,"packages":{})")) == "/packages");
  BOOST_TEST(place_of(small(R"(,"packages":[1])")) == "/packages");
  BOOST_TEST(place_of(small(R"(,"limits":{"files":-1})")) == "/limits/files");
  BOOST_TEST(place_of(small(R"(,"limits":{"files":18446744073709551616})")) == "/limits/files");
  BOOST_TEST(place_of(small(R"(,"packages":[{"id":"p","name":"n","risk":"huge"}])")) ==
             "/packages/0/risk");
  BOOST_TEST(place_of(small(R"(,"packages":[{"name":"n","risk":"low"}])")) == "/packages/0/id");
  BOOST_TEST(place_of(small(R"(,"targets":["a"],"targets_raw_base64":["!"])")) == "/targets");
  BOOST_TEST(place_of(small(R"(,"targets":["a"],"targets_raw_base64":[])")) == "/targets");
  BOOST_TEST(place_of(small(R"(,"timestamp":null)")) == "/timestamp");
  BOOST_TEST(place_of(small(R"(,"artifacts":[{"id":"a","path":"p","kind":"teapot"}])")) ==
             "/artifacts/0/kind");
}

BOOST_AUTO_TEST_CASE(keys_of_a_later_version_are_ignored) {
  BOOST_TEST(code_of(small(R"(,"later":{"deep":[1,null,{}]})")) == "parsed");
}

BOOST_AUTO_TEST_CASE(hostile_documents_are_refused) {
  BOOST_TEST(code_of("") == "report-malformed");
  BOOST_TEST(code_of("[]") == "report-malformed");
  BOOST_TEST(code_of(small("") + "x") == "report-malformed");
  BOOST_TEST(code_of(small(R"(,"x":NaN)")) == "report-malformed");
  BOOST_TEST(code_of(small(R"(,"x":"\ud800")")) == "report-malformed");
  BOOST_TEST(code_of(small(",\"x\":\"\xff\"")) == "report-malformed");
  BOOST_TEST(code_of(small(",\"x\":" + std::string(100'000, '['))) == "report-malformed");
  BOOST_TEST(code_of(small(",\"x\":" + std::string(40, '[') + std::string(40, ']'))) ==
             "report-malformed");
}

BOOST_AUTO_TEST_CASE(ids_that_point_nowhere_do_no_harm) {
  const Result<Report> parsed = parse_report(small(
      R"(,"packages":[{"id":"p","name":"n","risk":"low","findings":["f:none"],"artifacts":["a:none"]}])"));
  BOOST_REQUIRE(parsed);
  for (const Renderer& renderer : renderers())
    BOOST_TEST(!render_to_string(renderer.render, *parsed).empty());
}

BOOST_AUTO_TEST_CASE(a_document_above_the_bound_is_not_read) {
  const Result<boost::json::value> parsed = parse_strict_json("[1,2,3]", {4, 32});
  BOOST_REQUIRE(!parsed);
  BOOST_TEST(parsed.error().code == "report-too-large");
}

BOOST_AUTO_TEST_CASE(reals_are_exact_to_the_last_bit) {
  for (const char* digits :
       {"0.1", "0.30000000000000004", "2.2250738585072011e-308", "1.7976931348623157e308"}) {
    const Result<boost::json::value> parsed = parse_strict_json(digits);
    BOOST_REQUIRE(parsed);
    BOOST_TEST(parsed->get_double() == std::strtod(digits, nullptr));
  }
}

BOOST_AUTO_TEST_SUITE_END()
