// Duties: the clauses of the governing terms, for the intended use, checked on the package.
#pragma once

#include "assess/verdict/checks.h"
#include "assess/verdict/findings.h"

namespace modelaudit::assess {

/// All duties in a fixed order, and a finding for each that is missing or cannot be told. For terms of a choice only the
/// alternative with the mildest findings makes findings: one of them suffices.
std::vector<report::Duty> check_duties(const DutyFacts& facts, FindingSink& sink);

/// The record whose clauses bind: the version that is known, else the newest.
const LicenseRecord* record_of(const Rulebook& rulebook, const GoverningTerms& terms);

}  // namespace modelaudit::assess
