#include "cli/report_gate.h"

#include <algorithm>

#include "cli/exit_code.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::cli {

Gate::Gate(const Arguments& arguments, const assess::Rulebook& rulebook) : level_(report::Severity::high), shown_("high") {
  const std::vector<std::string>& words = arguments.all("fail-on");
  if (words.empty()) return;
  level_.reset();
  shown_.clear();
  for (const std::string& word : words) {
    shown_ += (shown_.empty() ? "" : ",") + word;
    if (word == "none") continue;
    if (const std::optional<report::Severity> severity = report::severity_from(word)) {
      level_ = level_ ? std::min(*level_, *severity) : *severity;
    } else if (rulebook.finding(word) != nullptr) {
      codes_.push_back(word);
    } else {
      std::vector<std::string_view> known = {"low", "medium", "high", "critical", "none"};
      for (const assess::FindingRule& rule : rulebook.findings) known.push_back(rule.code);
      error_ = with_nearest("--fail-on wants low, medium, high, critical, none or a finding code, not " + display_short(word),
                            word, known);
    }
  }
}

int Gate::apply(report::Report& report) const {
  report.fail_on = shown_;
  bool fails = false;
  for (const report::Finding& finding : report.findings) {
    if (finding.waiver && finding.waiver->state == "applied") continue;
    const bool by_level = level_ && *level_ != report::Severity::none && finding.severity >= *level_;
    fails = fails || by_level || std::find(codes_.begin(), codes_.end(), finding.code) != codes_.end();
  }
  const bool model_found = std::any_of(report.packages.begin(), report.packages.end(), [](const report::PackageReport& p) {
    return p.terms_status != "none-needed";
  });
  report.summary.verdict = fails || !report.summary.complete ? "fail" : "pass";
  if (fails) return kGateFails;
  if (!report.summary.complete) return kIncomplete;
  return model_found ? kPass : kNoModel;
}

}  // namespace modelaudit::cli
