// One license record (licenses/ID/VERSION.xml) from XML.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assess/rulebook/rule_file.h"
#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

/// A record, and the places in its file that checks across records speak of.
struct PlacedRecord {
  LicenseRecord record;
  std::string at;  ///< of the id
  std::string replaced_by_at;
  std::vector<std::string> aliases_at;  ///< parallel to record.aliases
};

/// Nothing if the file holds no license; errors go to the file's list. A clause may name only
/// obligations of the list, and only parameters that their checks read.
std::optional<PlacedRecord> read_license(RuleFile& file,
                                         const std::vector<Obligation>& obligations);

}  // namespace modelaudit::assess
