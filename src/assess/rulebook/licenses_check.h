// What neither a schema nor a single file can know: whether the files of a rulebook fit together.
//
// `modelaudit licenses check` and a test run it. Fingerprints are compared with their records by
// the terms room (check_fingerprints); here it is only seen whether the files are there.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "assess/rulebook/known.h"
#include "assess/rulebook/rulebook.h"
#include "core/result.h"

namespace modelaudit::assess {

/// Everything that does not fit: ids, versions and policies that are named and not there; aliases,
/// spellings and Hub tags that mean two licenses; clauses without a parameter that their check
/// needs; fingerprints that are missing or that no record names. Origins are paths below the
/// repository.
std::vector<Damage> check_records(const Rulebook& rulebook,
                                  const std::filesystem::path& licenses_dir);

/// Known texts that name a license or version that is not there.
std::vector<Damage> check_known(const Rulebook& rulebook, const KnownFacts& known);

/// Rules of the terms room (RuleSources::term_rules) that name a license that is not there.
std::vector<Damage> check_term_rules(const Rulebook& rulebook,
                                     const std::map<std::string, std::string>& term_rules);

}  // namespace modelaudit::assess
