// Where the compiled rulebook lies at run time.
//
// The first of: the file or directory named by MODELAUDIT_DATA; `share/modelaudit` beside the
// program (a build folder);
// `../share/modelaudit` from the program's directory (an installation). The program's place is that
// of /proc/self/exe, not argv[0], so that links and PATH do not matter. `--rules DIR` is not looked
// up here: it loads XML (load.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace modelaudit::assess {

inline constexpr const char* kCompiledName = "rulebook.bin";

/// The path of rulebook.bin. The Damage (`rulebook-unreadable`) names every place that was tried.
Result<std::filesystem::path> find_data();

/// The places that find_data tries, in order, for a program at `program` and a value of
/// MODELAUDIT_DATA (empty: unset).
std::vector<std::filesystem::path> data_places(const std::filesystem::path& program,
                                               const std::string& environment);

}  // namespace modelaudit::assess
