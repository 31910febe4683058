// The version of the program, from the build.
#pragma once

#include <string>

namespace modelaudit::cli {

/// `0.1.0`.
std::string version();
/// The commit that was built, or empty outside a checkout.
std::string revision();

}  // namespace modelaudit::cli
