// Facts that are no finding: how public lists see the governing terms, and what the EU AI Act asks of them.
#pragma once

#include "assess/verdict/conclude.h"
#include "assess/verdict/findings.h"

namespace modelaudit::assess {

std::vector<std::string> notes_on(const Rulebook& rulebook, const Conclusion& conclusion);

/// "Open source" claimed beside terms that the Open Source Initiative's list does not hold.
void check_open_source_claim(const PackageView& package, const Rulebook& rulebook, const PackageSigns& signs,
                             const Conclusion& conclusion, FindingSink& sink);

}  // namespace modelaudit::assess
