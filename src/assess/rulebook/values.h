// Values inside rule files: ids, versions, dates, addresses, parameters. Each is checked by its
// letters where it is read; whether a named license exists is a question across files (load.cpp,
// licenses_check.h).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "assess/rulebook/rule_file.h"
#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
bool is_date(std::string_view text);
/// A date, with a letter behind where one date has several texts; or `undated`.
bool is_version(std::string_view text);
/// An SPDX id or a LicenseRef by its letters.
bool is_license_id(std::string_view id);
/// Lower-case words joined by hyphens: finding codes, obligation ids.
bool is_code(std::string_view text);
/// Without scheme, `www.`, blanks and trailing slash.
bool is_address(std::string_view text);

/// `unread` for any other word.
Mark mark_from(std::string_view word);

// Each reads the attribute `name` (the element's text where it is null) and reports what has the
// wrong form.
std::string read_id(RuleFile& file, pugi::xml_node node, const char* name);
std::string read_version(RuleFile& file, pugi::xml_node node, const char* name);
std::string read_date(RuleFile& file, pugi::xml_node node, const char* name);
std::string read_code(RuleFile& file, pugi::xml_node node, const char* name);
std::string read_address(RuleFile& file, pugi::xml_node node, const char* name);
Mark read_mark(RuleFile& file, pugi::xml_node node);
Source read_source(RuleFile& file, pugi::xml_node node);

/// The <parameter> children as a map; names and values must be those that the check reads.
std::map<std::string, std::string> read_parameters(RuleFile& file, pugi::xml_node node,
                                                   std::string_view check);

}  // namespace modelaudit::assess
