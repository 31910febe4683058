// What CycloneDX and SPDX documents share: terms in SPDX's words, and ids that depend on nothing
// but the report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "report/report.h"

namespace modelaudit::report {

/// An identifier that every SBOM schema lists (spdx_ids.h).
bool is_spdx_id(std::string_view license);

/// A license as a term of an SPDX expression (SPDX 2.3, annex D): ids, LicenseRefs and expressions
/// of them as they are (compound ones in parentheses), everything else as a LicenseRef made from
/// its words. Never empty, always valid.
std::string spdx_term(std::string_view license);

/// The terms joined by AND, each once, in order. Empty for none.
std::string spdx_conjunction(const std::vector<std::string>& licenses);

/// The LicenseRefs of an expression, in order.
std::vector<std::string> license_refs(std::string_view expression);

/// The licenses of a package by how they are known. Each once, in the order of the report.
struct PackageTerms {
  std::vector<std::string> declared;  ///< tags, fields, links, records: what somebody says
  std::vector<std::string> observed;  ///< texts and notices: what is there
  std::vector<std::string> concluded;
};
PackageTerms terms_of(const PackageReport& package);

/// The bounded found text at the strongest sign of a license; empty if there is none.
std::string quote_of(const Report& report, std::string_view license);

/// SHA-256 of the JSON report without tensor lists: the same whether the report was kept or is
/// fresh.
Digest report_digest(const Report& report);

/// The digest as a UUID of version 8 (RFC 9562): lower case, with hyphens.
std::string uuid_of(const Digest& digest);

/// `2026-11-25T03:04:05Z` for seconds since 1970.
std::string utc_time(int64_t seconds);

/// The Hub address of a package that a store name (`hf:org/name@rev`) gives; empty for others.
struct HubAddress {
  std::string repository;  ///< org/name
  std::string revision;    ///< may be empty
};
HubAddress hub_address(const PackageReport& package);

/// `general.architecture` of the first weights that say it, else the family. Raw bytes; may be
/// empty.
std::string architecture_of(const Report& report, const PackageReport& package);

/// `BF16, Q4_K`: the types of the tensors of an artifact, sorted. Raw bytes.
std::string dtypes_of(const Artifact& artifact);

}  // namespace modelaudit::report
