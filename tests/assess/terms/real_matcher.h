// The matcher with the rulebook of this build, and the license texts that Debian installs.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "assess/rulebook/compiled.h"
#include "assess/terms/license_index.h"
#include "assess/terms/matcher.h"

namespace modelaudit::test {

struct RealMatcher {
  assess::CompiledRulebook compiled;
  assess::LicenseIndex index;
  assess::Matcher matcher;

  RealMatcher(assess::CompiledRulebook opened, assess::LicenseIndex opened_index)
      : compiled(std::move(opened)), index(std::move(opened_index)), matcher(compiled.rulebook(), index) {}

  static const RealMatcher& get() {
    static const RealMatcher real = [] {
      Result<assess::CompiledRulebook> opened =
          assess::open_compiled(MODELAUDIT_BINARY_DIR "/share/modelaudit/rulebook.bin");
      if (!opened) std::abort();
      Result<assess::LicenseIndex> index = assess::LicenseIndex::open(opened->license_index());
      if (!index) std::abort();
      return RealMatcher(std::move(opened).value(), std::move(index).value());
    }();
    return real;
  }
};

/// A text of /usr/share/common-licenses; empty where the system has none.
inline std::string system_text(const std::string& name) {
  std::ifstream in("/usr/share/common-licenses/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline assess::TermsResult match_file(const std::string& text) {
  assess::TextHint hint;
  hint.is_license_file = true;
  return RealMatcher::get().matcher.match(text, hint);
}

inline assess::TermsResult match_field(const std::string& text) {
  assess::TextHint hint;
  hint.is_tag_field = true;
  return RealMatcher::get().matcher.match(text, hint);
}

inline std::string ids(const assess::TermsResult& result) {
  std::string all;
  for (const std::string& id : result.ids) all += (all.empty() ? "" : " ") + id;
  return all;
}

/// The match of kind text, if there is just one.
inline std::optional<assess::TermsMatch> only_text(const assess::TermsResult& result) {
  std::optional<assess::TermsMatch> found;
  for (const assess::TermsMatch& match : result.matches) {
    if (match.kind != assess::MatchKind::text) continue;
    if (found) return std::nullopt;
    found = match;
  }
  return found;
}

}  // namespace modelaudit::test
