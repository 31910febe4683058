// SPDX 3.0.1, JSON-LD, with the AI profile's classes.
//
// Every package is an ai_AIPackage (software_Package where it holds no weights) with its files,
// exactly one declared and one concluded license relationship, its bases as ancestors, and verdict
// and findings as annotations. Neither the published schema nor the shapes demand those
// relationships; our tests do.
//
// The profile also demands supplier, release time, version and download location of every AI
// package. A scan of files does not know when a model was released, and nothing is invented, so the
// document does not claim conformance to `ai`. What a Hub address gives is written.
//
// Reproducible: ids are the namespace of the report's digest with a local name; the graph is in the
// order of ids; the mandatory `created` is the report's timestamp, else RenderOptions::created. One
// line for each element.
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_spdx_3_0_1(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
