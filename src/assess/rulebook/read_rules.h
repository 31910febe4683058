// The files of rules/ from XML, one function a file. Each appends its errors to the file's list and
// returns what it read.
#pragma once

#include <vector>

#include "assess/rulebook/rule_file.h"
#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

std::vector<Obligation> read_obligations(RuleFile& file);
std::vector<FindingRule> read_findings(RuleFile& file);
std::vector<FamilyRule> read_families(RuleFile& file);  ///< by `order`
std::vector<ArchitectureRule> read_architectures(RuleFile& file);
std::vector<TagRule> read_tags(RuleFile& file);
std::vector<UrlRule> read_urls(RuleFile& file);
std::vector<JurisdictionRule> read_jurisdictions(RuleFile& file);
std::vector<OpennessRow> read_openness(RuleFile& file);
std::vector<SignatureRule> read_signatures(RuleFile& file);
std::vector<Incompatibility> read_incompatible(RuleFile& file);

}  // namespace modelaudit::assess
