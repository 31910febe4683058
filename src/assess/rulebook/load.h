// The rulebook from its XML and TSV files.
//
// What is read: rules/VERSION, the ten rules/*.xml, rules/known/*.tsv, licenses/ID/VERSION.xml.
// Fingerprints (licenses/ID/*.fp), rules/notices.xml and rules/separators.xml belong to the terms
// room: they are handed on as bytes and count into the digest only. Loading is strict: one wrong
// word and there is no rulebook. Used by the build (tools/rulec.cpp) and by `--rules DIR`; a scan
// opens the compiled form (compiled.h).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "assess/rulebook/known.h"
#include "assess/rulebook/rulebook.h"
#include "core/result.h"

namespace modelaudit::assess {

struct RuleSources {
  Rulebook rulebook;
  KnownFacts known;
  std::map<std::string, std::string> fingerprints;  ///< bytes of licenses/ID/*.fp by `ID/NAME.fp`
  std::map<std::string, std::string> term_rules;    ///< bytes of `notices` and `separators`
};

/// Everything that is wrong, in order of files; `sources` holds what could be read all the same.
struct LoadReport {
  RuleSources sources;
  std::vector<Damage> errors;  ///< code `rule-error`, origin `path:line:column`
};

LoadReport read_rule_sources(const std::filesystem::path& rules_dir,
                             const std::filesystem::path& licenses_dir);

/// The sources, or the first error; the error says how many more there are.
Result<RuleSources> load_rule_sources(const std::filesystem::path& rules_dir,
                                      const std::filesystem::path& licenses_dir);

/// The rulebook alone.
Result<Rulebook> load_rulebook(const std::filesystem::path& rules_dir,
                               const std::filesystem::path& licenses_dir);

}  // namespace modelaudit::assess
