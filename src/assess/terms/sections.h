// Section labels of a numbered text, from the list marks at its line starts: `3`, `3.1`, `3(b)`,
// `3(b)(ii)`.
#pragma once

#include <string_view>
#include <vector>

#include "assess/terms/fingerprint.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {

std::vector<SectionStart> sections_of(const std::vector<Token>& tokens, std::string_view text);

}  // namespace modelaudit::assess
