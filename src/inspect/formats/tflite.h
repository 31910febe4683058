// TFLite models stand alone and inside .litertlm sections.
#pragma once

#include "inspect/formats/window.h"

namespace modelaudit::inspect {

/// Reads the model that takes [begin, end) of an artifact. `prefix` goes before its keys and tensor
/// names.
struct TfliteResult {
  bool sound = false;
  uint64_t reach = 0;  ///< behind the last byte that the model was seen to use
};
TfliteResult read_tflite_model(Window& window, Facts& facts, uint64_t begin, uint64_t end,
                               const std::string& prefix);

}  // namespace modelaudit::inspect
