// rules/notices.xml and rules/separators.xml as values. What the elements mean is told in
// docs/terms.md and at the head of the files. Adding a phrase, a family or a separating rule
// touches no C++.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace modelaudit::assess {

/// A license whose name leaves its version open: `GNU General Public License`, `Apache License`,
/// `Creative Commons …`.
struct LicenseFamily {
  struct Name {
    std::string words;
    bool weak = false;        ///< says nothing without words of a grant beside it
    std::string unversioned;  ///< what this name alone stands for, if not what the family's do
  };
  struct Version {
    std::vector<std::string> numbers;  ///< spellings of the number: `2`, `2.0`
    std::string license;               ///< this version only
    std::string later;                 ///< this version or any later one; empty: the same
  };
  std::string id;
  std::vector<Name> names;
  std::vector<Version> versions;
  std::string unversioned;  ///< what the name alone stands for; empty: nothing
  std::vector<std::string> unversioned_candidates;
  std::vector<std::string>
      members;  ///< ids, `*` at the end for any: a sign of one of them makes the bare name mute
};

/// A whole phrase that stands for terms.
struct NoticePhrase {
  std::string words;  ///< {a|b|} for alternatives, {*3} for up to three words
  std::vector<std::string> licenses;
  bool weak = false;
  bool field = false;       ///< only as the value of a license field
};

struct UrlPattern {
  std::string prefix;  ///< folded; the rest of the address is read as `tail` says
  std::string tail;    ///< id, cc, gnu
};

struct NoticeRules {
  std::vector<LicenseFamily> families;
  std::vector<NoticePhrase> phrases;
  std::vector<UrlPattern> urls;
  std::vector<std::string> grants;  ///< words before a name that make it a grant
  std::vector<std::string> keys;    ///< names of fields whose value is a license
  std::vector<std::string> later;   ///< "or any later version"
  std::vector<std::string> only;
  std::vector<std::string> fillers;       ///< words that may stand between a name and its version
  std::vector<std::string> negations;     ///< before a name
  std::vector<std::string> mentions;      ///< before a name: it is talked about, not granted
  std::vector<std::string> reservations;  ///< after a name: the grant has a limit
  std::vector<std::string>
      plain_words;  ///< names that are common words: only in a license field or before "license"
};

Result<NoticeRules> read_notice_rules(std::string_view xml);

/// What tells near twins apart: words of which one text has some and another has others.
struct Separator {
  struct Side {
    std::string license;
    std::string version;             ///< empty: every version
    std::vector<std::string> words;  ///< phrases that only this one has
  };
  std::string id;
  std::string says;  ///< in words, for reports
  std::vector<Side> sides;
};

Result<std::vector<Separator>> read_separators(std::string_view xml);

}  // namespace modelaudit::assess
