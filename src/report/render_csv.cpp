#include "report/render_csv.h"

#include <fmt/format.h>

#include "report/escape.h"
#include "report/view.h"

namespace modelaudit::report {

void render_csv(const Report& report, const RenderOptions&, const Sink& sink) {
  const View view(report);
  sink(
      "package,root,verdict,risk,license,version,section,obligation,title,state,severity,because,"
      "satisfy,evidence\r\n");
  for (const PackageReport& package : report.packages) {
    const std::string verdict = view.fails(package) ? "fail"
                                : package.complete  ? "pass"
                                                    : "incomplete";
    for (const Duty& duty : package.duties) {
      std::string row;
      for (const std::string& field :
           {package.name, package.root, verdict, std::string(name_of(package.risk)), duty.license,
            duty.version, duty.section, duty.obligation, duty.title, duty.state,
            std::string(name_of(duty.severity)), duty.because, duty.satisfy,
            fmt::format("{}", fmt::join(duty.evidence, " "))}) {
        if (!row.empty()) row += ',';
        row += csv_field(field);
      }
      row += "\r\n";
      sink(row);
    }
  }
}

}  // namespace modelaudit::report
