#include <boost/test/unit_test.hpp>

#include "report/golden.h"
#include "report/render_json.h"
#include "report/sample_report.h"

using namespace modelaudit;
using namespace modelaudit::report;

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(the_sample_is_written_as_agreed) {
  check_golden("sample.json", render_to_string(render_json, sample_report()));
}

BOOST_AUTO_TEST_CASE(without_tensors_a_count_and_a_digest_stay) {
  RenderOptions options;
  options.include_tensors = false;
  const std::string document = render_to_string(render_json, sample_report(), options);
  BOOST_TEST(document.find("\"tensors\": [") == std::string::npos);
  BOOST_TEST(document.find("\"tensor_count\": 2") != std::string::npos);
  BOOST_TEST(document.find("\"tensors_sha256\": \"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_tensor_digest_covers_name_type_shape_place_and_bytes) {
  Tensor tensor;
  tensor.name = "a";
  tensor.dtype = "F32";
  tensor.shape = {2, 3};
  tensor.offset = 64;
  tensor.bytes = 24;
  // printf -- '- 24 64 F32 2x3 1:a\n' | sha256sum
  BOOST_TEST(to_hex(tensor_list_digest({tensor})) ==
             "6aa6cfdc02a6364186e646dd4814458612c2ad05a2cd75654ecb6c72cb0f4b20");
}

BOOST_AUTO_TEST_CASE(null_is_never_written) {
  BOOST_TEST(render_to_string(render_json, sample_report()).find("null") == std::string::npos);
  BOOST_TEST(render_to_string(render_json, Report{}).find("null") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_path_of_a_finding_is_shown_safely_and_carried_beside) {
  const std::string document = render_to_string(render_json, sample_report());
  BOOST_TEST(document.find(R"("artifact": "models/link\\nto, \"outside\"")") != std::string::npos);
  BOOST_TEST(document.find(R"("artifact_raw_base64": "bW9kZWxzL2xpbmsKdG8sICJvdXRzaWRlIg==")") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(pieces_join_to_the_same_document) {
  const Report report = large_report(3, 2000);
  size_t pieces = 0;
  std::string joined;
  render_json(report, {}, [&](std::string_view piece) {
    ++pieces;
    joined += piece;
  });
  BOOST_TEST(pieces > 1U);
  BOOST_TEST((joined == render_to_string(render_json, report)));
}

BOOST_AUTO_TEST_SUITE_END()
