// The report as JSON, schema modelaudit.report/1 (docs/report.schema.json).
//
// The document for machines and for keeping: everything that the Report holds is in it, and
// parse_json.h reads it back so that every other format can be made from it later. Keys stand in a
// fixed order; one tensor, duty or row of legal basis stands on one line, so that a text diff of
// two reports says something.
#pragma once

#include "core/digest.h"
#include "report/renderers.h"

namespace modelaudit::report {

void render_json(const Report& report, const RenderOptions& options, const Sink& sink);

/// What `tensors_sha256` says: SHA-256 over one line for each tensor in the order of the list,
///   `<sha256> <bytes> <offset> <dtype> <shape> <bytes of name>:<name>` and a newline,
/// with `-` for an absent digest, count of bytes or shape, and the dimensions of the shape joined
/// by `x`.
Digest tensor_list_digest(const std::vector<Tensor>& tensors);

}  // namespace modelaudit::report
