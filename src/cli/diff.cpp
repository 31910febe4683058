// diff: what changed between two reports, in words.
#include "report/diff.h"

#include <unistd.h>

#include <array>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/trust_flags.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "report/parse_json.h"

namespace modelaudit::cli {
namespace {

constexpr uint64_t kMaxReport = uint64_t{1} << 30;

struct Form {
  std::string_view name;
  void (*render)(const report::ReportDiff&, const report::RenderOptions&, const report::Sink&);
};
constexpr std::array kForms = {
    Form{"text", report::render_diff_text},
    Form{"json", report::render_diff_json},
    Form{"markdown", report::render_diff_markdown},
};

const Form* find_form(std::string_view name) {
  for (const Form& form : kForms) {
    if (form.name == name) return &form;
  }
  return nullptr;
}

std::optional<std::string> check_forms(const std::vector<OutputRequest>& requests) {
  for (const OutputRequest& request : requests) {
    if (find_form(request.format) != nullptr) continue;
    constexpr std::array<std::string_view, 3> kNames = {"text", "json", "markdown"};
    return with_nearest("--output: diff has no format " + display_short(request.format) + " (there are " + list_words(kNames) + ")",
                        request.format, kNames);
  }
  return std::nullopt;
}

Result<report::Report> read_report(const std::string& path) {
  const Result<std::string> json = read_small_file(path, kMaxReport);
  if (!json) return json.error();
  Result<report::Report> report = report::parse_report(*json);
  if (report) return report;
  Damage damage = report.error();
  damage.origin = path;
  return damage;
}

}  // namespace

int run_diff(const Arguments& arguments) {
  std::vector<OutputRequest> requests;
  auto wrong = output_requests(arguments, {"text", "-"}, requests);
  if (!wrong) wrong = check_forms(requests);
  if (!wrong && arguments.operands.size() != 2) wrong = "diff wants two reports: OLD.json NEW.json";
  if (wrong) {
    print_error("modelaudit: " + *wrong + "\n");
    return kUsage;
  }
  const Result<report::Report> before = read_report(arguments.operands[0]);
  const Result<report::Report> after = read_report(arguments.operands[1]);
  for (const Result<report::Report>* report : {&before, &after}) {
    if (*report) continue;
    print_damage(report->error());
    return kUsage;
  }
  const report::ReportDiff diff = report::diff_reports(*before, *after);
  int exit_code = kPass;
  for (const OutputRequest& request : requests) {
    report::RenderOptions options;
    options.colour = request.path == "-" && wants_colour(STDOUT_FILENO, arguments.value("color", "auto"));
    const auto failed = write_output(request.path, [&](const auto& sink) { find_form(request.format)->render(diff, options, sink); });
    if (failed) {
      print_error("modelaudit: " + *failed + "\n");
      exit_code = kOutputFailed;
    }
  }
  return exit_code;
}

}  // namespace modelaudit::cli
