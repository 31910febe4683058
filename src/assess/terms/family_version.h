// The version of a license family that stands around its name: `GNU General Public License as published by the Free
// Software Foundation; either version 2 of the License, or (at your option) any later version`, `version 2.1 of the LGPL`,
// `GPL (v2 or later)`, `Apache License, Version 2.0`, `GPL version 2 or version 3`.
#pragma once

#include <vector>

#include "assess/terms/names.h"
#include "assess/terms/notice_view.h"

namespace modelaudit::assess {

struct FamilyVersions {
  uint32_t begin = 0;          ///< the name with its version
  uint32_t end = 0;
  std::vector<int> versions;   ///< rows of the family; several for "2 or 3"
  bool later = false;          ///< the last one, or any later one
};

class FamilyVersionFinder {
 public:
  FamilyVersionFinder(const Names& names, const NoticeRules& rules);

  /// For a name of `family` at [begin, end) whose own sense is `sense`.
  FamilyVersions find(const NoticeView& view, const NameSense& sense, uint32_t begin, uint32_t end) const;

 private:
  const Names& names_;
  const NoticeRules& rules_;
  PatternSet later_, only_;
  PhraseSet fillers_;

  void look_behind(const NoticeView& view, const LicenseFamily& family, int family_id, FamilyVersions& out) const;
  void look_before(const NoticeView& view, const LicenseFamily& family, FamilyVersions& out) const;
  void look_for_later(const NoticeView& view, const LicenseFamily& family, FamilyVersions& out) const;
};

}  // namespace modelaudit::assess
