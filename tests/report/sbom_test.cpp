#include "report/sbom.h"

#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "report/parse_json.h"
#include "report/renderers.h"
#include "report/sample_report.h"
#include "report/spdx_ids.h"

using namespace modelaudit;
using namespace modelaudit::report;

BOOST_AUTO_TEST_SUITE(sbom)

BOOST_AUTO_TEST_CASE(the_list_of_ids_is_sorted_for_search) {
  BOOST_TEST(std::is_sorted(kSpdxIds.begin(), kSpdxIds.end()));
  BOOST_TEST(is_spdx_id("Apache-2.0"));
  BOOST_TEST(is_spdx_id("OpenMDW-1.0"));
  BOOST_TEST(!is_spdx_id("apache-2.0"));
  BOOST_TEST(!is_spdx_id("LicenseRef-Gemma-Terms"));
  BOOST_TEST(!is_spdx_id(""));
}

BOOST_AUTO_TEST_CASE(terms_become_valid_parts_of_an_expression) {
  BOOST_TEST(spdx_term("MIT") == "MIT");
  BOOST_TEST(spdx_term("LicenseRef-Gemma-Terms") == "LicenseRef-Gemma-Terms");
  BOOST_TEST(spdx_term("MIT OR Apache-2.0") == "(MIT OR Apache-2.0)");
  BOOST_TEST(spdx_term("Apache-2.0 WITH LLVM-exception") == "(Apache-2.0 WITH LLVM-exception)");
  BOOST_TEST(spdx_term("(MIT AND (ISC OR Zlib))") == "((MIT AND (ISC OR Zlib)))");
  BOOST_TEST(spdx_term("GPL-2.0+") == "GPL-2.0+");
}

BOOST_AUTO_TEST_CASE(what_is_no_expression_becomes_a_license_ref) {
  BOOST_TEST(spdx_term("gemma") == "LicenseRef-gemma");
  BOOST_TEST(spdx_term("MIT OR") == "LicenseRef-MIT-OR");
  BOOST_TEST(spdx_term("(MIT") == "LicenseRef-MIT");
  BOOST_TEST(spdx_term("NOT A VALID (((") == "LicenseRef-NOT-A-VALID");
  BOOST_TEST(spdx_term("my license, v2!") == "LicenseRef-my-license-v2");
  BOOST_TEST(spdx_term("\"><script>") == "LicenseRef-script");
  BOOST_TEST(spdx_term("") == "LicenseRef-unnamed");
  BOOST_TEST(spdx_term("模型") == "LicenseRef-unnamed");
  BOOST_TEST(spdx_term("LicenseRef-") == "LicenseRef-LicenseRef");
}

BOOST_AUTO_TEST_CASE(several_terms_are_joined_by_and_each_once) {
  BOOST_TEST(spdx_conjunction({}) == "");
  BOOST_TEST(spdx_conjunction({"MIT OR ISC"}) == "MIT OR ISC");
  BOOST_TEST(spdx_conjunction({"MIT", "gemma", "MIT", "Zlib OR ISC"}) ==
             "MIT AND LicenseRef-gemma AND (Zlib OR ISC)");
  BOOST_TEST(license_refs("MIT AND (LicenseRef-a OR LicenseRef-b) AND LicenseRef-a").size() == 2U);
}

BOOST_AUTO_TEST_CASE(uuids_are_of_version_8_and_made_from_the_digest) {
  BOOST_TEST(uuid_of(Digest{}) == "00000000-0000-8000-8000-000000000000");
  BOOST_TEST(uuid_of(sha256("")) == "e3b0c442-98fc-8c14-9afb-f4c8996fb924");
}

BOOST_AUTO_TEST_CASE(times_need_no_clock_and_no_zone) {
  BOOST_TEST(utc_time(0) == "1970-01-01T00:00:00Z");
  BOOST_TEST(utc_time(951782400) == "2000-02-29T00:00:00Z");
  BOOST_TEST(utc_time(1764039845) == "2025-11-25T03:04:05Z");
  BOOST_TEST(utc_time(-1) == "1970-01-01T00:00:00Z");
  BOOST_TEST(utc_time(INT64_MAX) == "9999-12-31T23:59:59Z");
}

BOOST_AUTO_TEST_CASE(only_a_plain_hub_name_is_an_address) {
  const auto address = [](const std::string& store_name) {
    PackageReport package;
    package.store_name = store_name;
    const HubAddress hub = hub_address(package);
    return hub.repository + "@" + hub.revision;
  };
  BOOST_TEST(address("hf:google/gemma-3n-E4B-it@1f2e") == "google/gemma-3n-E4B-it@1f2e");
  BOOST_TEST(address("hf:a/b") == "a/b@");
  BOOST_TEST(address("ollama:gemma3n:e4b") == "@");
  BOOST_TEST(address("hf:a/b/c") == "@");
  BOOST_TEST(address("hf:a/b?x=<y>") == "@");
  BOOST_TEST(address("hf:/b") == "@");
}

BOOST_AUTO_TEST_CASE(a_kept_report_has_the_same_serial_number) {
  const Report report = sample_report();
  RenderOptions options;
  options.include_tensors = false;
  const Result<Report> kept =
      parse_report(render_to_string(find_renderer("json")->render, report, options));
  BOOST_REQUIRE(kept);
  BOOST_TEST((report_digest(report) == report_digest(*kept)));
}

BOOST_AUTO_TEST_CASE(declared_observed_and_concluded_terms_are_kept_apart) {
  const Report report = sample_report();
  const PackageTerms terms = terms_of(report.packages[1]);
  BOOST_TEST(terms.declared == std::vector<std::string>{"Apache-2.0"},
             boost::test_tools::per_element());
  BOOST_TEST(terms.observed == std::vector<std::string>{"LicenseRef-Gemma-Terms"},
             boost::test_tools::per_element());
  BOOST_TEST(terms.concluded == (std::vector<std::string>{"Apache-2.0", "LicenseRef-Gemma-Terms"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
