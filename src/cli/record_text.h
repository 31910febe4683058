// License records and finding codes as text for people: `licenses show` and `explain`.
#pragma once

#include <string>

#include "assess/rulebook/rulebook.h"

namespace modelaudit::cli {

std::string license_text(const assess::LicenseRecord& record);
std::string finding_text(const assess::FindingRule& rule);
std::string obligation_text(const assess::Rulebook& rulebook, const assess::Obligation& obligation);

}  // namespace modelaudit::cli
