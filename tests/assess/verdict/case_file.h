// Cases as data: tests/assess/verdict/cases/*.json, one file a case. docs of the form: cases/README.md.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "assess/verdict/verdict.h"

namespace modelaudit::assess {

/// The inventory that a case describes.
Inventory inventory_of_case(const boost::json::object& described);

report::IntendedUse use_of_case(const boost::json::object& described);

/// What the report does not hold of what the case expects; empty: all of it.
std::vector<std::string> complaints(const boost::json::object& described, const report::Report& report);

}  // namespace modelaudit::assess
