#include "cli/version.h"

namespace modelaudit::cli {

std::string version() { return MODELAUDIT_VERSION; }
std::string revision() { return MODELAUDIT_REVISION; }

}  // namespace modelaudit::cli
