#include "report/diff.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "report/sample_report.h"
#include "report/statement.h"
#include "report/strict_json.h"

using namespace modelaudit;
using namespace modelaudit::report;

namespace {

std::string text_of(void (*render)(const ReportDiff&, const RenderOptions&, const Sink&), const ReportDiff& diff) {
  std::string out;
  render(diff, {}, [&](std::string_view piece) { out += piece; });
  return out;
}

// A Report must not be copied: its artifact reports point into it. Two samples are equal.
bool has(const ReportDiff& diff, std::string_view area, std::string_view kind, std::string_view subject) {
  return std::any_of(diff.packages.begin(), diff.packages.end(), [&](const PackageChanges& package) {
    return std::any_of(package.changes.begin(), package.changes.end(), [&](const Change& change) {
      return change.area == area && change.kind == kind && change.subject == subject;
    });
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(diff)

BOOST_AUTO_TEST_CASE(equal_reports_have_no_difference) {
  const Report before = sample_report();
  const Report after = sample_report();
  const ReportDiff diff = diff_reports(before, after);
  BOOST_TEST(!diff.changed());
  BOOST_TEST(text_of(render_diff_text, diff) == "Nothing changed.\n");
}

BOOST_AUTO_TEST_CASE(another_rulebook_is_said_first) {
  const Report before = sample_report();
  Report after = sample_report();
  after.rulebook.version = "2099.01";
  const ReportDiff diff = diff_reports(before, after);
  BOOST_REQUIRE(!diff.run.empty());
  BOOST_TEST(diff.run.front().subject == "rulebook");
  BOOST_TEST(text_of(render_diff_text, diff).starts_with("~ Another rulebook"));
}

BOOST_AUTO_TEST_CASE(terms_duties_lineage_and_findings_are_compared) {
  const Report before = sample_report();
  Report after = sample_report();
  PackageReport& package = *std::find_if(after.packages.begin(), after.packages.end(), [](const PackageReport& item) {
    return !item.duties.empty() && !item.concluded.empty() && !item.findings.empty();
  });
  package.concluded.front().license = "MIT";
  package.duties.front().state = package.duties.front().state == "met" ? "missing" : "met";
  package.lineage.push_back({"org/base", "finetune", "E9", {}, {}, {}, {}, {}, {}});
  const std::string finding = package.findings.front();
  package.findings.erase(package.findings.begin());
  const ReportDiff diff = diff_reports(before, after);
  BOOST_TEST(has(diff, "terms", "added", "MIT"));
  BOOST_TEST(has(diff, "duties", "changed", package.duties.front().obligation));
  BOOST_TEST(has(diff, "lineage", "added", "org/base"));
  const auto gone = std::find_if(before.findings.begin(), before.findings.end(), [&](const Finding& item) { return item.id == finding; });
  BOOST_TEST(has(diff, "findings", "removed", gone->code));
}

BOOST_AUTO_TEST_CASE(a_duty_that_opens_is_worse_and_one_that_closes_is_better) {
  const Report before = sample_report();
  Report after = sample_report();
  Duty* duty = nullptr;
  for (PackageReport& package : after.packages) {
    for (Duty& item : package.duties) {
      if (item.state == "met") duty = &item;
    }
  }
  BOOST_REQUIRE(duty != nullptr);
  duty->state = "missing";
  const auto direction = [](const ReportDiff& diff) {
    for (const PackageChanges& package : diff.packages) {
      for (const Change& change : package.changes) {
        if (change.area == "duties") return std::string(name_of(change.direction));
      }
    }
    return std::string();
  };
  BOOST_TEST(direction(diff_reports(before, after)) == "worse");
  BOOST_TEST(direction(diff_reports(after, before)) == "better");
}

BOOST_AUTO_TEST_CASE(packages_of_two_folders_are_paired_by_name) {
  const Report before = sample_report();
  Report after = sample_report();
  for (PackageReport& package : after.packages) package.id += "x";
  const ReportDiff diff = diff_reports(before, after);
  for (const PackageChanges& package : diff.packages) BOOST_TEST(package.kind == "unchanged");
}

BOOST_AUTO_TEST_CASE(a_package_on_one_side_only_is_added_or_removed) {
  const Report before = sample_report();
  Report after = sample_report();
  after.packages.pop_back();
  const auto is_of_kind = [](const ReportDiff& diff, std::string_view kind) {
    return std::count_if(diff.packages.begin(), diff.packages.end(),
                         [&](const PackageChanges& package) { return package.kind == kind; });
  };
  BOOST_TEST(is_of_kind(diff_reports(before, after), "removed") == 1);
  BOOST_TEST(is_of_kind(diff_reports(after, before), "added") == 1);
}

BOOST_AUTO_TEST_CASE(json_of_a_difference_is_json_and_hostile_names_are_inert) {
  const std::string hostile = "\x1b[31m\u202e<script>|`@x";
  const Report before = sample_report();
  const Report after = hostile_report(hostile);
  const ReportDiff diff = diff_reports(before, after);
  BOOST_TEST(bool(parse_strict_json(text_of(render_diff_json, diff))));
  for (const auto render : {render_diff_text, render_diff_json, render_diff_markdown}) {
    const std::string text = text_of(render, diff);
    BOOST_TEST(text.find('\x1b') == std::string::npos);
    BOOST_TEST(text.find("\u202e") == std::string::npos);
  }
  BOOST_TEST(text_of(render_diff_markdown, diff).size() < 65'000);
}

BOOST_AUTO_TEST_CASE(a_statement_names_artifacts_law_and_verdict) {
  const Report report = sample_report();
  const Result<std::string> statement = verdict_statement(report, sha256("report"));
  BOOST_REQUIRE(statement);
  const auto document = parse_strict_json(*statement);
  BOOST_REQUIRE(document);
  const auto& object = document->as_object();
  BOOST_TEST(object.at("_type").as_string() == "https://in-toto.io/Statement/v1");
  BOOST_TEST(!object.at("subject").as_array().empty());
  const auto& predicate = object.at("predicate").as_object();
  BOOST_TEST(predicate.at("rulebook").as_object().at("digest").as_string() == report.rulebook.digest);
  BOOST_TEST(predicate.at("verdict").as_string() == report.summary.verdict);
  BOOST_TEST(predicate.at("packages").as_array().size() == report.packages.size());
  BOOST_TEST(*verdict_statement(sample_report(), sha256("report")) == *statement);
}

BOOST_AUTO_TEST_CASE(a_report_about_nothing_gives_no_statement) {
  const Report report;
  const Result<std::string> statement = verdict_statement(report, sha256("report"));
  BOOST_REQUIRE(!statement);
  BOOST_TEST(statement.error().code == "attest-no-subject");
}

BOOST_AUTO_TEST_SUITE_END()
