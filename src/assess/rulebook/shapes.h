// The shape of every rule file, as the loader checks it. rules/schema/*.xsd says the same to
// editors and to CI; a test compares both.
#pragma once

#include <span>
#include <string_view>

#include "assess/rulebook/rule_file.h"

namespace modelaudit::assess {

/// The shapes of the file with this root element (`license`, `obligations`, `findings`, …); empty
/// for another word.
std::span<const ElementShape> shapes_of(std::string_view root);

}  // namespace modelaudit::assess
