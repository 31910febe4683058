// convert: a JSON report into another format; the same bytes as the direct path.
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/read_file.h"
#include "cli/write_report.h"
#include "core/utf8.h"
#include "report/parse_json.h"

namespace modelaudit::cli {

int run_convert(const Arguments& arguments) {
  std::vector<OutputRequest> requests;
  auto wrong = output_requests(arguments, {"text", "-"}, requests);
  if (!wrong) wrong = check_formats(requests);
  const std::string& path = arguments.operands.front();
  const std::optional<std::string> json = wrong ? std::nullopt : read_file(path);
  if (!wrong && !json) wrong = "cannot read " + display(path);
  if (wrong) {
    print_error("modelaudit: " + *wrong + "\n");
    return kUsage;
  }
  Result<report::Report> report = report::parse_report(*json);
  if (!report) {
    Damage damage = report.error();
    damage.origin = path;
    print_damage(damage);
    return kUsage;
  }
  return write_report(arguments, requests, *report);
}

}  // namespace modelaudit::cli
