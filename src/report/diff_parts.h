// The comparisons that diff.cpp is made of: one for each area of a package.
#pragma once

#include <vector>

#include "report/diff.h"
#include "report/view.h"

namespace modelaudit::report {

/// A package in both reports.
struct PackagePair {
  const PackageReport& before;
  const PackageReport& after;
  const View& before_view;
  const View& after_view;
};

void compare_terms(const PackagePair& pair, std::vector<Change>& out);
void compare_duties(const PackagePair& pair, std::vector<Change>& out);
void compare_lineage(const PackagePair& pair, std::vector<Change>& out);
void compare_integrity(const PackagePair& pair, std::vector<Change>& out);
void compare_findings(const PackagePair& pair, std::vector<Change>& out);

/// `-`-free word of an empty value.
inline std::string or_none(std::string_view text) { return text.empty() ? "none" : std::string(text); }

}  // namespace modelaudit::report
