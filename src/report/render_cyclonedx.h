// CycloneDX 1.6 and 1.7 ML-BOM (ECMA-424), JSON.
//
// Each package is a component (machine-learning-model, or data where it holds no weights) with its
// files as nested components with digests. Terms stand where the format wants them: declared and
// concluded ones on the component with their acknowledgement, what was found in files under
// evidence.licenses, their places under evidence.occurrences. A LicenseRef is a license by name
// in 1.6 (one expression may not stand beside others there) and an expression in 1.7. Bases are
// pedigree.ancestors; duties are claims under declarations; what was not read makes the composition
// incomplete.
//
// Reproducible: the serial number is a UUID of version 8 made from the digest of the report, so
// that equal reports have equal serial numbers, which departs from the format's wish for a new one
// each time. No timestamp unless the report has one. Tensors are counted, not listed: GitLab takes
// 1 MiB by default.
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_cyclonedx_1_6(const Report& report, const RenderOptions& options, const Sink& sink);
void render_cyclonedx_1_7(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
