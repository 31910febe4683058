// docs/codes/: the finding codes and obligations as pages, made from the rulebook. One page a
// class, an anchor a code.
#pragma once

#include <map>
#include <string>

#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

/// File name → Markdown: `README.md` (the index), one page for each class of findings,
/// `obligations.md`.
std::map<std::string, std::string> codes_pages(const Rulebook& rulebook);

}  // namespace modelaudit::assess
