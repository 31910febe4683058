// SPDX 2.3, JSON.
//
// Files are packages here: SPDX 2 demands SHA-1 of everything it calls a file, and a scan computes
// SHA-256. So each package and each file of it is a package with filesAnalyzed false, joined by
// CONTAINS; a base model is one more, joined by DESCENDANT_OF. NOASSERTION says that we do not say;
// NONE is never written. Every LicenseRef has its entry with the text as found, bounded, or the
// sentence that it is not included. `created` is mandatory: the report's timestamp, else
// RenderOptions::created (SOURCE_DATE_EPOCH, else 1970), never a clock.
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_spdx_2_3(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
