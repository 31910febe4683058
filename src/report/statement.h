// The verdict of a report as an in-toto Statement v1 (in-toto/attestation, spec/v1), for `attest`.
//
// Subjects are the artifacts that were hashed, by digest: in-toto matches them by digest alone, their
// names are for people. The predicate is what somebody who trusts the signer needs to act on without
// the report: which law was asked (rulebook version and digest), for which use, the terms, the open
// duties and findings by code, and the digest of the report itself, so that the long answer can be
// held against the short one. Compact JSON in a fixed order: same report, same bytes.
#pragma once

#include <string>
#include <string_view>

#include "core/digest.h"
#include "core/result.h"
#include "report/report.h"

namespace modelaudit::report {

constexpr const char* kVerdictPredicate = "urn:modelaudit:verdict:1";

/// `report_digest` is of the report's JSON as it was read. Damage code `attest-no-subject` where no
/// artifact has a digest: a statement must be about something.
Result<std::string> verdict_statement(const Report& report, const Digest& report_digest);

}  // namespace modelaudit::report
