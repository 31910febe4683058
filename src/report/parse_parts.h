// The parts of parse_json, one file each. Not for other rooms.
#pragma once

#include "report/json_fields.h"
#include "report/report.h"

namespace modelaudit::report {

struct ParsedArtifact {
  Artifact artifact;
  std::vector<KnownAs> known_as;
  std::optional<TensorsLeftOut> tensors_left_out;
};

PackageReport read_package(const Fields& in);
ParsedArtifact read_artifact(const Fields& in);

}  // namespace modelaudit::report
