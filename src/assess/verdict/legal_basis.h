// On what each set of terms could rest, by jurisdiction: facts with sources, chosen from rules/jurisdictions.xml.
//
// The kind of a route (click-through, by-use, public license, runtime only) comes from the record's own acceptance
// clause; the maker's seat decides about the database right. Several rows can match: the weakest strength is shown, and
// the others are named. No row is `not-researched`, never `none`. Nothing here raises or lowers a risk.
#pragma once

#include "assess/rulebook/rulebook.h"
#include "report/report.h"

namespace modelaudit::assess {

/// How the terms claim to be accepted, in the words of the rules.
std::vector<std::string> acceptance_kinds(const LicenseRecord& record);

std::vector<report::LegalBasis> legal_basis(const Rulebook& rulebook, const LicenseRecord& record,
                                            const report::IntendedUse& use);

/// One line for a right, a jurisdiction, kinds of acceptance and a hand (first, later).
report::LegalBasis basis_line(const Rulebook& rulebook, const LicenseRecord& record, std::string_view jurisdiction,
                              std::string_view right, const std::vector<std::string>& kinds, std::string_view hand);

}  // namespace modelaudit::assess
