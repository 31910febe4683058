// rules/ and licenses/ → the bytes of a compiled rulebook. Used by the build (tools/rulec.cpp) and by --rules DIR.
#pragma once

#include <string>

#include "assess/rulebook/load.h"
#include "core/result.h"

namespace modelaudit::cli {

/// Compiles sources that were read without errors.
Result<std::string> compile_rules(const assess::RuleSources& sources);

}  // namespace modelaudit::cli
