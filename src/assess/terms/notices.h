// Short signs of terms in running text: "licensed under the Apache License, Version 2.0", `License: MIT`, "same terms as
// Perl itself". A name counts only where something beside it makes it a grant or a license field; "compatible with the
// GPL" is a mention and "not under the MIT license" a denial.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assess/terms/family_version.h"
#include "assess/terms/names.h"
#include "assess/terms/notice_view.h"

namespace modelaudit::assess {

/// A stretch of tokens that is explained already (a license text): no names are looked for inside.
struct Region {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct Mention {
  uint32_t begin = 0;                  ///< tokens of the name and its version
  uint32_t end = 0;
  std::vector<std::string> licenses;   ///< empty: only candidates are known
  std::string version;
  std::vector<std::string> candidates;
  int family = -1;
  bool versioned = false;              ///< the name fixes one license of its family
  bool in_field = false;               ///< value of a license field
  bool heading = false;                ///< stands alone on its line, without words of a grant
  bool negated = false;
  bool limited = false;                ///< "except", "until", "code only" follow
  bool weak = false;                   ///< an acronym or an id, without the word license
  bool only_short = false;             ///< counts only because the text is short
};

class NoticeFinder {
 public:
  NoticeFinder(const Names& names, const NoticeRules& rules);

  /// By place. `explained` is sorted and does not overlap.
  std::vector<Mention> find(std::string_view text, const std::vector<Token>& tokens,
                            const std::vector<Region>& explained) const;

 private:
  const Names& names_;
  const NoticeRules& rules_;
  FamilyVersionFinder versions_;
  PatternSet phrases_;
  PatternSet grants_, negations_, mentions_, reservations_;
  PhraseSet keys_;

  struct Found {
    std::optional<Mention> mention;
    uint32_t next = 0;
  };
  Found phrase_at(const NoticeView& view, uint32_t i, bool short_text) const;
  Found name_at(const NoticeView& view, uint32_t i, bool short_text) const;
};

}  // namespace modelaudit::assess
