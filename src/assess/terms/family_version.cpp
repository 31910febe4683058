#include "assess/terms/family_version.h"

#include <algorithm>

#include "assess/terms/token_hash.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr uint32_t kFillersBehind = 24;   ///< words that may stand between a name and its version
constexpr uint32_t kWordsBefore = 14;

bool says_version(std::string_view word) {
  const std::string folded = ascii_lower(word);
  return folded == "version" || folded == "v" || folded == "ver" || folded == "versions" || folded == "rev" || folded == "release";
}

struct Number {
  int row = -1;
  bool with_v = false;
  bool plus = false;
};

Number number_at(const LicenseFamily& family, std::string_view word) {
  std::string folded = ascii_lower(word);
  Number n;
  if (folded.size() > 1 && folded[0] == 'v') {
    n.with_v = true;
    folded.erase(0, 1);
  }
  if (folded.ends_with('+')) {
    n.plus = true;
    folded.pop_back();
  }
  for (size_t v = 0; v < family.versions.size(); ++v) {
    const std::vector<std::string>& numbers = family.versions[v].numbers;
    if (std::find(numbers.begin(), numbers.end(), folded) != numbers.end()) n.row = static_cast<int>(v);
  }
  return n;
}

}  // namespace

FamilyVersionFinder::FamilyVersionFinder(const Names& names, const NoticeRules& rules) : names_(names), rules_(rules) {
  for (const std::string& words : rules.later) later_.add(words, 0);
  for (const std::string& words : rules.only) only_.add(words, 0);
  for (const std::string& words : rules.fillers) fillers_.add(words_of(words), 0);
}

FamilyVersions FamilyVersionFinder::find(const NoticeView& view, const NameSense& sense, uint32_t begin, uint32_t end) const {
  FamilyVersions out{begin, end, {}, sense.later};
  const LicenseFamily& family = rules_.families[static_cast<size_t>(sense.family)];
  if (sense.family_version >= 0) out.versions.push_back(sense.family_version);
  if (out.versions.empty() && sense.bare) look_behind(view, family, sense.family, out);
  if (out.versions.empty() && sense.bare) look_before(view, family, out);
  if (!out.versions.empty() && !out.later) look_for_later(view, family, out);
  return out;
}

/// Past words that may stand between, and past the family's acronym in brackets.
void FamilyVersionFinder::look_behind(const NoticeView& view, const LicenseFamily& family, int family_id, FamilyVersions& out) const {
  uint32_t k = out.end;
  uint32_t passed = 0;
  bool said = false;
  while (k < view.size() && passed <= kFillersBehind) {
    const Number n = number_at(family, view.word(k));
    if (n.row >= 0 && (said || n.with_v || passed == 0)) {
      out.versions.push_back(n.row);
      out.later = n.plus;
      out.end = k + 1;
      return;
    }
    said = says_version(view.word(k));
    if (said) {
      ++k;
      continue;
    }
    const std::optional<PhraseSet::Hit> again = names_.at(view.tokens, k);
    if (again && names_.sense(again->value).family == family_id) {
      const NameSense& acronym = names_.sense(again->value);
      if (acronym.family_version >= 0) {
        out.versions.push_back(acronym.family_version);
        out.later = acronym.later;
        out.end = again->end;
        return;
      }
      k = again->end;
      out.end = k;
      continue;
    }
    if (view.tokens[k].is(Token::after_blank)) return;
    const std::optional<PhraseSet::Hit> filler = fillers_.longest(view.tokens, k);
    if (!filler) return;
    const uint32_t hash = view.tokens[k].hash;
    if (hash != word_hash("license") && hash != word_hash("licenses") && hash != word_hash("agreement")) ++passed;
    k = filler->end;
  }
}

/// "version 2 (or any later version) of the …", "v2 of the …".
void FamilyVersionFinder::look_before(const NoticeView& view, const LicenseFamily& family, FamilyVersions& out) const {
  for (uint32_t steps = 0; steps < kWordsBefore && out.begin > steps; ++steps) {
    const uint32_t k = out.begin - steps - 1;
    if (view.breaks(k + 1)) return;
    const Number n = number_at(family, view.word(k));
    const bool said = k > 0 && says_version(view.word(k - 1));
    if (n.row < 0 || (!said && !n.with_v)) continue;
    out.versions.push_back(n.row);
    out.later = n.plus;
    for (uint32_t q = k + 1; q < out.begin && !out.later; ++q)
      if (const auto later = later_.longest(view.tokens, q); later && later->end <= out.begin) out.later = true;
    out.begin = said ? k - 1 : k;
    return;
  }
}

/// "or later", "only", "or version 3" behind the version.
void FamilyVersionFinder::look_for_later(const NoticeView& view, const LicenseFamily& family, FamilyVersions& out) const {
  uint32_t looked = 0;
  for (uint32_t k = out.end; k < view.size() && looked < 10; ++looked) {
    if (view.tokens[k].is(Token::after_blank)) return;
    if (const auto later = later_.longest(view.tokens, k)) {
      out.later = true;
      out.end = later->end;
      return;
    }
    if (looked < 3 && only_.longest(view.tokens, k)) return;
    const Number n = number_at(family, view.word(k));
    const uint32_t before = view.tokens[k - 1].hash;
    const bool listed = says_version(view.word(k - 1)) || before == word_hash("or") || before == word_hash("and") || n.with_v;
    if (n.row >= 0 && listed && looked <= 6 && std::find(out.versions.begin(), out.versions.end(), n.row) == out.versions.end()) {
      out.versions.push_back(n.row);
      out.later = n.plus;
      out.end = k + 1;
      looked = 0;
      ++k;
      continue;
    }
    const std::optional<PhraseSet::Hit> filler = fillers_.longest(view.tokens, k);
    if (!filler && !says_version(view.word(k)) && looked > 1) return;
    k = filler ? std::max(filler->end, k + 1) : k + 1;
  }
}

}  // namespace modelaudit::assess
