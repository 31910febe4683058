#include "assess/terms/notices.h"

#include <algorithm>

#include "assess/terms/token_hash.h"

namespace modelaudit::assess {
namespace {

constexpr uint32_t kReach = 14;         ///< words before a name in which a grant may stand
constexpr uint32_t kWeakReach = 8;      ///< the same for acronyms and ids
constexpr uint32_t kDenialReach = 9;
constexpr uint32_t kMentionReach = 5;
constexpr size_t kShortText = 40;       ///< a text of so few words is about its license
constexpr ptrdiff_t kShortNames = 4;    ///< but not if it is a list of names

bool says_license(uint32_t hash) { return hash == word_hash("license") || hash == word_hash("licenses"); }

}  // namespace

NoticeFinder::NoticeFinder(const Names& names, const NoticeRules& rules) : names_(names), rules_(rules), versions_(names, rules) {
  for (size_t i = 0; i < rules.phrases.size(); ++i) phrases_.add(rules.phrases[i].words, static_cast<uint32_t>(i));
  const auto fill = [](PatternSet& set, const std::vector<std::string>& list) {
    for (const std::string& words : list) set.add(words, 0);
  };
  fill(grants_, rules.grants);
  fill(negations_, rules.negations);
  fill(mentions_, rules.mentions);
  fill(reservations_, rules.reservations);
  for (const std::string& words : rules.keys) keys_.add(words_of(words), 0);
}

NoticeFinder::Found NoticeFinder::phrase_at(const NoticeView& view, uint32_t i, bool short_text) const {
  const std::optional<PhraseSet::Hit> hit = phrases_.longest(view.tokens, i);
  if (!hit) return {};
  const NoticePhrase& phrase = rules_.phrases[hit->value];
  Mention m;
  m.begin = i;
  m.end = hit->end;
  m.licenses = phrase.licenses;
  if (phrase.licenses.size() == 1) m.family = names_.family_of(phrase.licenses[0]);
  m.versioned = true;
  m.weak = phrase.weak;
  m.in_field = view.in_field(keys_, i);
  m.negated = view.before(negations_, i, kDenialReach, true).has_value();
  const bool granted = view.before(grants_, i, kReach, false).has_value();
  const bool alone = view.alone(m.begin, m.end);
  m.heading = alone && !granted && !m.in_field && phrase.weak;
  if (phrase.field && !m.in_field) return {};
  if (phrase.weak && !granted && !m.in_field && !alone && !short_text) return {std::nullopt, hit->end};
  return {std::move(m), hit->end};
}

NoticeFinder::Found NoticeFinder::name_at(const NoticeView& view, uint32_t i, bool short_text) const {
  const std::optional<PhraseSet::Hit> hit = names_.at(view.tokens, i);
  if (!hit) return {};
  const NameSense& sense = names_.sense(hit->value);
  Mention m;
  m.begin = i;
  m.end = hit->end;
  m.family = sense.family;
  m.version = sense.version;
  m.candidates = sense.candidates;
  m.versioned = !sense.bare;
  if (!sense.license.empty()) m.licenses = {sense.license};
  if (sense.family >= 0) {
    const LicenseFamily& family = rules_.families[static_cast<size_t>(sense.family)];
    const FamilyVersions around = versions_.find(view, sense, m.begin, m.end);
    m.begin = around.begin;
    m.end = around.end;
    if (!around.versions.empty()) {
      m.licenses.clear();
      m.candidates.clear();
      m.versioned = true;
      for (const int row : around.versions) {
        const LicenseFamily::Version& v = family.versions[static_cast<size_t>(row)];
        m.licenses.push_back(around.later && row == around.versions.back() ? v.later : v.license);
      }
    }
  }
  const auto next_is = [&](uint32_t hash) { return m.end < view.size() && view.tokens[m.end].hash == hash && !view.breaks(m.end); };
  bool name_says = sense.grade == NameSense::Grade::full;
  const bool licensed = next_is(word_hash("licensed"));
  bool trailing = licensed;
  if (m.end < view.size() && says_license(view.tokens[m.end].hash) && !view.breaks(m.end)) {
    trailing = true;
    ++m.end;
  }
  name_says = name_says || trailing;
  m.in_field = view.in_field(keys_, i);
  const bool alone = view.alone(m.begin, m.end);
  const bool granted = view.before(grants_, m.begin, name_says ? kReach : kWeakReach, false).has_value();
  const bool talked_about = !m.in_field && view.before(mentions_, m.begin, kMentionReach, true).has_value();
  bool counts = m.in_field;
  if (!counts && !talked_about) {
    switch (sense.grade) {
      case NameSense::Grade::full: counts = granted || alone || short_text || licensed; break;
      case NameSense::Grade::weak:
        counts = granted || licensed || (name_says && (alone || short_text)) || (short_text && m.versioned);
        break;
      case NameSense::Grade::plain: counts = trailing && (granted || alone || short_text); break;
    }
  }
  counts = counts && !sense.none;
  m.only_short = counts && short_text && !m.in_field && !granted && !licensed;
  m.heading = alone && !m.in_field && !granted;
  m.weak = sense.grade != NameSense::Grade::full && !trailing;
  m.negated = view.before(negations_, m.begin, kDenialReach, true).has_value();
  for (uint32_t k = m.end; k < view.size() && k < m.end + 4 && !view.breaks(k); ++k)
    if (reservations_.longest(view.tokens, k)) m.limited = true;
  const uint32_t next = std::max(m.end, i + 1);
  if ((!counts && !m.negated) || (m.licenses.empty() && m.candidates.empty())) return {std::nullopt, next};
  return {std::move(m), next};
}

std::vector<Mention> NoticeFinder::find(std::string_view text, const std::vector<Token>& tokens, const std::vector<Region>& explained) const {
  std::vector<Mention> found;
  const NoticeView view{text, tokens};
  const bool short_text = tokens.size() <= kShortText;
  size_t region = 0;
  for (uint32_t i = 0; i < view.size();) {
    while (region < explained.size() && explained[region].end <= i) ++region;
    if (region < explained.size() && i >= explained[region].begin) {
      i = explained[region].end;
      continue;
    }
    Found at;
    if (phrases_.may_begin(tokens[i].hash)) at = phrase_at(view, i, short_text);
    if (at.next == 0) at = name_at(view, i, short_text);
    if (at.mention) found.push_back(std::move(*at.mention));
    i = std::max(at.next, i + 1);
  }
  // A list of names is no grant.
  const auto ungranted = std::count_if(found.begin(), found.end(), [](const Mention& m) { return m.only_short; });
  if (ungranted > kShortNames) std::erase_if(found, [](const Mention& m) { return m.only_short; });
  return found;
}

}  // namespace modelaudit::assess
