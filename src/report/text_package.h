// One package of the text report. Not for other rooms.
#pragma once

#include <string_view>

#include "report/text_page.h"
#include "report/view.h"

namespace modelaudit::report {

Style style_of(Severity severity);

/// A heading that fills the line.
void write_rule(TextPage& page, std::string_view heading);

void write_finding(TextPage& page, const Finding& finding, std::string_view place, bool verbose);

void write_package(TextPage& page, const Report& report, const View& view,
                   const PackageReport& package, bool verbose);

}  // namespace modelaudit::report
