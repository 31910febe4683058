#include <boost/test/unit_test.hpp>

#include "report/golden.h"
#include "report/renderers.h"
#include "report/sample_report.h"

using namespace modelaudit;
using namespace modelaudit::report;

namespace {

std::string rendered(std::string_view format, const Report& report,
                     const RenderOptions& options = {}) {
  return render_to_string(find_renderer(format)->render, report, options);
}

RenderOptions for_github() {
  RenderOptions options;
  options.sarif_github = true;
  return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(the_sample_in_every_format) {
  check_golden("sample.md", rendered("markdown", sample_report()));
  check_golden("sample.sarif", rendered("sarif", sample_report()));
  check_golden("sample.github.sarif", rendered("sarif", sample_report(), for_github()));
  check_golden("sample.html", rendered("html", sample_report()));
  check_golden("sample.cdx-1.6.json", rendered("cyclonedx", sample_report()));
  check_golden("sample.cdx-1.7.json", rendered("cyclonedx-1.7", sample_report()));
  check_golden("sample.spdx-3.0.1.json", rendered("spdx", sample_report()));
  check_golden("sample.spdx-2.3.json", rendered("spdx-2.3", sample_report()));
  check_golden("sample.csv", rendered("csv", sample_report()));
  check_golden("sample.junit.xml", rendered("junit", sample_report()));
  check_golden("sample.gitlab.json", rendered("gitlab", sample_report()));
}

BOOST_AUTO_TEST_CASE(formats_are_named_once_and_found_by_name) {
  for (const Renderer& renderer : renderers())
    BOOST_TEST(find_renderer(renderer.format) == &renderer);
  BOOST_TEST(find_renderer("cyclonedx-1.6") == find_renderer("cyclonedx"));
  BOOST_TEST(find_renderer("spdx-3.0.1") == find_renderer("spdx"));
  BOOST_TEST(find_renderer("pdf") == nullptr);
}

BOOST_AUTO_TEST_CASE(an_empty_report_has_a_document_in_every_format) {
  for (const Renderer& renderer : renderers())
    BOOST_TEST(!render_to_string(renderer.render, Report{}).empty());
  BOOST_TEST(rendered("gitlab", Report{}) == "[]\n");
}

BOOST_AUTO_TEST_CASE(same_report_same_bytes) {
  for (const Renderer& renderer : renderers()) {
    BOOST_TEST((render_to_string(renderer.render, sample_report()) ==
                render_to_string(renderer.render, sample_report())));
  }
}

BOOST_AUTO_TEST_CASE(a_comment_of_a_thousand_packages_stays_below_the_limit_of_the_forge) {
  const std::string document = rendered("markdown", large_report(1000, 1));
  BOOST_TEST(document.size() < 60'000U);
  BOOST_TEST(document.find("more packages") != std::string::npos);
  BOOST_TEST(document.find("left out for length") != std::string::npos);
  size_t open = 0;
  size_t closed = 0;
  for (size_t at = 0; (at = document.find("<details>", at)) != std::string::npos; ++at) ++open;
  for (size_t at = 0; (at = document.find("</details>", at)) != std::string::npos; ++at) ++closed;
  BOOST_TEST(open > 0U);
  BOOST_TEST(open == closed);
}

BOOST_AUTO_TEST_CASE(a_comment_of_one_huge_package_stays_below_the_limit_too) {
  const std::string document = rendered("markdown", hostile_report(std::string(100'000, '<')));
  BOOST_TEST(document.size() < 60'000U);
}

BOOST_AUTO_TEST_CASE(junit_fails_where_the_gate_does) {
  Report report = sample_report();
  report.fail_on = "none";
  report.summary.verdict = "pass";
  report.summary.complete = true;
  for (PackageReport& package : report.packages) package.complete = true;
  const std::string passing = rendered("junit", report);
  BOOST_TEST(passing.find("<failure") == std::string::npos);
  BOOST_TEST(passing.find("<error") == std::string::npos);
  const std::string failing = rendered("junit", sample_report());
  BOOST_TEST(failing.find("name=\"tag-contradicts-text\" time=\"0\"><failure type=\"high\"") !=
             std::string::npos);
  BOOST_TEST(failing.find("name=\"duty-missing\" time=\"0\"><system-out>medium") !=
             std::string::npos);  // waived
  BOOST_TEST(failing.find("name=\"complete\" time=\"0\"><error") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_dashboard_gets_its_five_thousand_worst_results) {
  const Report report = large_report(3000, 1);
  BOOST_REQUIRE(report.findings.size() == 6000U);
  const auto count = [](const std::string& document, std::string_view what) {
    size_t found = 0;
    for (size_t at = 0; (at = document.find(what, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  const std::string github = rendered("sarif", report, for_github());
  BOOST_TEST(count(github, "\"ruleId\"") == 5000U);
  BOOST_TEST(count(github, "\"ruleId\": \"tag-contradicts-text\"") == 3000U);
  BOOST_TEST(github.find("1000 results left out") != std::string::npos);
  BOOST_TEST(count(rendered("sarif", report), "\"ruleId\"") == 6000U);
}

BOOST_AUTO_TEST_CASE(sarif_messages_hold_no_embedded_link) {
  const std::string document = rendered("sarif", hostile_report("[click](http://evil.example)"));
  BOOST_TEST(document.find("\"text\": \"\\\\[click\\\\](http") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(gitlab_leaves_waived_findings_out_and_shows_members_at_their_container) {
  const std::string document = rendered("gitlab", sample_report());
  BOOST_TEST(document.find("duty-missing") == std::string::npos);
  BOOST_TEST(document.find("OptGuideOnDeviceModel.zip\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
