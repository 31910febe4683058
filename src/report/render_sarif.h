// SARIF 2.1.0 (OASIS, errata 01), for code-scanning dashboards.
//
// Rules are the codes that were found. A finding in a member of a container points at the file that
// lies on disk, with the artifact of the member as `index` into `run.artifacts` and the whole chain
// as logical location. Weights have bytes, not lines: regions are byteOffset and byteLength.
// Digests stand in `artifacts[].hashes`, waivers in `suppressions`, what was not read in the
// notifications of the invocation. Text in messages cannot form SARIF's embedded links.
//
// `sarif_github` gives the shape that GitHub code scanning wants: at most 5,000 results, the worst
// first; only artifacts that results name; our fingerprint as primaryLocationLineHash where there
// is no line (with a startLine the upload action reads the whole file, gigabytes of weights, to
// make its own); line 1 for small texts.
//
// Deliberately not written: times, GUIDs, security-severity (it would make every license finding a
// security alert).
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_sarif(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
