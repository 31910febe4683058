#include "cli/write_report.h"

#include <unistd.h>

#include <cstdlib>

#include "cli/exit_code.h"
#include "cli/intended_use.h"
#include "cli/messages.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "report/renderers.h"

namespace modelaudit::cli {

int write_report(const Arguments& arguments, const std::vector<OutputRequest>& requests, const report::Report& report) {
  int exit_code = kPass;
  for (const OutputRequest& request : requests) {
    const report::Renderer* renderer = report::find_renderer(request.format);
    report::RenderOptions options;
    options.include_tensors = !arguments.has("no-tensors");
    options.verbose = arguments.has("verbose");
    options.sarif_github = arguments.value("sarif-target") == "github";
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
      options.created = static_cast<int64_t>(parse_number(epoch).value_or(0));
    }
    if (request.path == "-" && renderer->terminal) {
      options.colour = wants_colour(STDOUT_FILENO, arguments.value("color", "auto"));
      options.width = terminal_width(STDOUT_FILENO);
    }
    const auto failed = write_output(request.path, [&](const auto& sink) { renderer->render(report, options, sink); });
    if (failed) {
      print_error("modelaudit: " + *failed + "\n");
      exit_code = kOutputFailed;
    }
  }
  return exit_code;
}

std::optional<std::string> check_formats(const std::vector<OutputRequest>& requests) {
  for (const OutputRequest& request : requests) {
    if (report::find_renderer(request.format) != nullptr) continue;
    std::vector<std::string_view> known;
    for (const report::Renderer& renderer : report::renderers()) known.push_back(renderer.format);
    return with_nearest("--output: no format is called " + display_short(request.format) + " (there are " +
                            list_words(known) + ")", request.format, known);
  }
  return std::nullopt;
}

}  // namespace modelaudit::cli
