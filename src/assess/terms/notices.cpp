#include "assess/terms/notices.h"

#include <algorithm>

#include "assess/terms/token_hash.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr uint32_t kVersion = word_hash("version");
constexpr uint32_t kLicense = word_hash("license");
constexpr uint32_t kLicenses = word_hash("licenses");
constexpr uint32_t kLicensed = word_hash("licensed");
constexpr uint32_t kReach = 14;    ///< words before a name in which a grant may stand
constexpr size_t kShortText = 40;  ///< a text of so few words is about its license

bool contains(std::string_view haystack, std::string_view needle) {
  return haystack.find(needle) != std::string_view::npos;
}

}  // namespace

/// One text under examination.
struct NoticeFinder::View {
  const NoticeFinder& finder;
  std::string_view text;
  std::span<const Token> tokens;

  /// Raw text between a token and the one before it.
  std::string_view gap(uint32_t i) const {
    const size_t begin = i == 0 ? 0 : size_t{tokens[i - 1].offset} + tokens[i - 1].length;
    const size_t end = i < tokens.size() ? tokens[i].offset : text.size();
    return begin < end ? text.substr(begin, end - begin) : std::string_view();
  }
  std::string_view word(uint32_t i) const {
    return text.substr(tokens[i].offset, tokens[i].length);
  }

  /// True if a sentence or paragraph ends before token i.
  bool breaks(uint32_t i) const {
    if (i >= tokens.size() || tokens[i].is(Token::after_blank)) return true;
    const std::string_view g = gap(i);
    return contains(g, ". ") || contains(g, ".\n") || contains(g, ".\r") || contains(g, "! ") ||
           contains(g, "? ") || contains(g, "\xE3\x80\x82");
  }

  uint32_t line_begin(uint32_t i) const {
    while (i > 0 && !tokens[i].is(Token::line_start)) --i;
    return i;
  }
  uint32_t line_end(uint32_t i) const {
    while (i < tokens.size() && !tokens[i].is(Token::line_start)) ++i;
    return i;
  }

  /// The nearest place before `i`, at most `reach` words back in the same paragraph, where a
  /// pattern stands that ends before `i`.
  std::optional<uint32_t> before(const PatternSet& patterns, uint32_t i, uint32_t reach,
                                 bool same_sentence) const {
    for (uint32_t back = 1; back <= reach && back <= i; ++back) {
      const uint32_t k = i - back;
      if (patterns.may_begin(tokens[k].hash)) {
        const std::optional<PhraseSet::Hit> hit = patterns.longest(tokens, k);
        if (hit && hit->end <= i) return k;
      }
      if (same_sentence ? breaks(k + 1) && k + 1 < i : tokens[k].is(Token::after_blank))
        return std::nullopt;
    }
    return std::nullopt;
  }

  /// `License: NAME`, `"license": "NAME"`, `<license><name>NAME`, a heading "License" above NAME.
  bool in_field(uint32_t i) const {
    const size_t from = tokens[i].offset > 160 ? tokens[i].offset - 160 : 0;
    const std::string lead = ascii_lower(text.substr(from, tokens[i].offset - from));
    if (const size_t tag = lead.rfind("<licen");
        tag != std::string::npos && lead.find("</licen", tag) == std::string::npos)
      return true;
    for (uint32_t back = 1; back <= 4 && back <= i; ++back) {
      const uint32_t k = i - back;
      const std::optional<PhraseSet::Hit> key = finder.keys_.longest(tokens, k);
      if (!key || key->end > i) continue;
      const std::string_view between =
          text.substr(tokens[key->end - 1].offset + tokens[key->end - 1].length,
                      tokens[i].offset - tokens[key->end - 1].offset - tokens[key->end - 1].length);
      const bool assigned =
          between.find_first_of(":=") != std::string_view::npos || contains(between, "::");
      const bool heading = tokens[k].is(Token::line_start) &&
                           (tokens[key->end].is(Token::line_start) || contains(between, "\n"));
      const bool at_start = line_begin(k) == k || k - line_begin(k) <= 2;
      if ((assigned && at_start) || heading) return true;
      const std::string_view quotes = gap(k);
      if (assigned && quotes.find_first_of("\"'{,[(@") != std::string_view::npos) return true;
    }
    return false;
  }

  bool alone(uint32_t begin, uint32_t end) const {
    const uint32_t first = line_begin(begin);
    const uint32_t last = line_end(end);
    return (last - first) <= (end - begin) + 1;
  }
};

NoticeFinder::NoticeFinder(const Names& names, const NoticeRules& rules)
    : names_(names), rules_(rules) {
  for (size_t i = 0; i < rules.phrases.size(); ++i)
    phrases_.add(rules.phrases[i].words, static_cast<uint32_t>(i));
  const auto fill = [](PatternSet& set, const std::vector<std::string>& list) {
    for (const std::string& words : list) set.add(words, 0);
  };
  fill(grants_, rules.grants);
  fill(later_, rules.later);
  fill(only_, rules.only);
  fill(negations_, rules.negations);
  fill(mentions_, rules.mentions);
  fill(reservations_, rules.reservations);
  for (const std::string& words : rules.keys) keys_.add(words_of(words), 0);
  for (const std::string& words : rules.fillers) fillers_.add(words_of(words), 0);
}

namespace {

/// The version of a family that token `i` names; `n` forms: `2`, `2.0`, `v2`.
int version_at(const LicenseFamily& family, std::string_view word) {
  std::string folded = ascii_lower(word);
  if (folded.starts_with("v") && folded.size() > 1) folded.erase(0, 1);
  for (size_t v = 0; v < family.versions.size(); ++v)
    for (const std::string& number : family.versions[v].numbers)
      if (number == folded || number + "+" == folded) return static_cast<int>(v);
  return -1;
}

}  // namespace

std::vector<Mention> NoticeFinder::find(std::string_view text, const std::vector<Token>& tokens,
                                        const std::vector<Region>& explained) const {
  std::vector<Mention> found;
  const View view{*this, text, tokens};
  size_t region = 0;
  const auto n = static_cast<uint32_t>(tokens.size());
  const bool short_text = n <= kShortText;
  for (uint32_t i = 0; i < n;) {
    while (region < explained.size() && explained[region].end <= i) ++region;
    if (region < explained.size() && i >= explained[region].begin) {
      i = explained[region].end;
      continue;
    }
    if (phrases_.may_begin(tokens[i].hash)) {
      if (const std::optional<PhraseSet::Hit> hit = phrases_.longest(tokens, i)) {
        const NoticePhrase& phrase = rules_.phrases[hit->value];
        Mention m;
        m.begin = i;
        m.end = hit->end;
        m.licenses = phrase.licenses;
        if (phrase.licenses.size() == 1) m.family = names_.family_of(phrase.licenses[0]);
        m.versioned = true;
        m.weak = phrase.weak;
        m.negated = view.before(negations_, i, 6, true).has_value();
        const bool granted = !phrase.weak || short_text || view.in_field(i) ||
                             view.before(grants_, i, kReach, false);
        if (granted) found.push_back(std::move(m));
        i = hit->end;
        continue;
      }
    }
    const std::optional<PhraseSet::Hit> hit = names_.at(tokens, i);
    if (!hit) {
      ++i;
      continue;
    }
    const NameSense& sense = names_.sense(hit->value);
    Mention m;
    m.begin = i;
    m.end = hit->end;
    m.family = sense.family;
    m.version = sense.version;
    m.candidates = sense.candidates;
    if (!sense.license.empty()) m.licenses = {sense.license};
    const LicenseFamily* family =
        sense.family >= 0 ? &rules_.families[static_cast<size_t>(sense.family)] : nullptr;
    bool later = sense.later;
    bool only = false;
    int version = sense.family_version;
    std::vector<int> versions;
    m.versioned =
        version >= 0 ||
        (family != nullptr && !sense.license.empty() && sense.license != family->unversioned) ||
        family == nullptr;
    if (family != nullptr && !family->versions.empty()) {
      // The version behind the name, past words that may stand between.
      uint32_t k = m.end;
      uint32_t passed = 0;
      bool said_version = false;
      const bool open =
          version < 0 && (sense.license.empty() || sense.license == family->unversioned);
      while (open && k < n && passed < 24) {
        const int v = version_at(*family, view.word(k));
        const bool adjacent = passed == 0 || said_version;
        if (v >= 0 && (adjacent || ascii_lower(view.word(k)).starts_with("v"))) {
          version = v;
          later = later || view.word(k).ends_with("+");
          m.end = k + 1;
          break;
        }
        said_version = tokens[k].hash == kVersion || ascii_lower(view.word(k)) == "v" ||
                       ascii_lower(view.word(k)) == "ver";
        if (!said_version) {
          const std::optional<PhraseSet::Hit> filler = fillers_.longest(tokens, k);
          const std::optional<PhraseSet::Hit> again = names_.at(tokens, k);
          if (again && names_.sense(again->value).family == sense.family) {
            // The acronym in brackets; it may hold the version.
            const NameSense& acronym = names_.sense(again->value);
            passed = 0;
            if (acronym.family_version >= 0) {
              version = acronym.family_version;
              later = later || acronym.later;
              m.end = again->end;
              break;
            }
            k = again->end;
            m.end = std::max(m.end, k);
            continue;
          }
          if (!filler) break;
          const bool bare_license = tokens[k].hash == kLicense || tokens[k].hash == kLicenses;
          if (!bare_license) ++passed;
          k = filler->end;
          continue;
        }
        ++k;
      }
      // "version 2 of the GNU GPL", "v2 or later of the …"
      if (open && version < 0) {
        uint32_t b = i;
        uint32_t steps = 0;
        while (b > 0 && steps < 14) {
          const int v = version_at(*family, view.word(b - 1));
          const bool said =
              b >= 2 && (tokens[b - 2].hash == kVersion || ascii_lower(view.word(b - 2)) == "v");
          if (v >= 0 && (said || ascii_lower(view.word(b - 1)).starts_with("v"))) {
            version = v;
            // "version 2 (or any later version) of the": between number and name.
            for (uint32_t q = b; q < i; ++q)
              if (const auto l = later_.longest(tokens, q); l && l->end <= i + 1) later = true;
            m.begin = said ? b - 2 : b - 1;
            break;
          }
          if (view.breaks(b) && b != i) break;
          ++steps;
          --b;
        }
        if (version >= 0 && steps > 12) version = -1;
      }
      if (version >= 0) {
        versions.push_back(version);
        // "or later", "only", "or version 3" behind the version.
        uint32_t q = m.end;
        uint32_t looked = 0;
        while (q < n && looked < 8 && !later) {
          if (const auto l = later_.longest(tokens, q)) {
            later = true;
            m.end = l->end;
            break;
          }
          if (only_.longest(tokens, q) && looked < 3) {
            only = true;
            break;
          }
          const int v = version_at(*family, view.word(q));
          if (v >= 0 && looked <= 3 && v != version &&
              (tokens[q - 1].hash == kVersion || tokens[q - 1].hash == word_hash("or") ||
               tokens[q - 1].hash == word_hash("and"))) {
            versions.push_back(v);
            m.end = q + 1;
            looked = 0;
            ++q;
            continue;
          }
          const bool filler = fillers_.longest(tokens, q).has_value() || tokens[q].hash == kVersion;
          if (!filler && looked > 1) break;
          ++looked;
          ++q;
        }
        m.licenses.clear();
        m.candidates.clear();
        for (const int v : versions) {
          const LicenseFamily::Version& row = family->versions[static_cast<size_t>(v)];
          m.licenses.push_back(later && !only && v == versions.back() ? row.later : row.license);
        }
        m.versioned = true;
      }
    }
    // What makes it a grant.
    bool name_says = sense.grade == NameSense::Grade::full;
    bool trailing = false;
    if (m.end < n &&
        (tokens[m.end].hash == kLicense || tokens[m.end].hash == kLicensed ||
         tokens[m.end].hash == kLicenses) &&
        !view.breaks(m.end)) {
      trailing = true;
      name_says = true;
      if (tokens[m.end].hash != kLicensed) ++m.end;
    }
    m.in_field = view.in_field(i);
    const bool alone = view.alone(m.begin, m.end);
    const std::optional<uint32_t> grant = view.before(grants_, i, name_says ? kReach : 8, false);
    const bool licensed_after =
        m.end < n && tokens[m.end - 1].hash != kLicense && tokens[m.end].hash == kLicensed;
    const bool talked_about = !m.in_field && view.before(mentions_, i, 5, true).has_value();
    bool counts = m.in_field;
    if (!counts && !talked_about) {
      switch (sense.grade) {
        case NameSense::Grade::full: counts = grant || alone || short_text || licensed_after; break;
        case NameSense::Grade::weak:
          counts = grant || (name_says && (alone || short_text)) || licensed_after ||
                   (short_text && m.versioned);
          break;
        case NameSense::Grade::plain: counts = trailing && (grant || alone || short_text); break;
      }
    }
    if (sense.none) counts = false;
    m.heading = alone && !m.in_field && !grant;
    m.weak = sense.grade != NameSense::Grade::full && !trailing;
    m.negated = view.before(negations_, i, 9, true).has_value();
    for (uint32_t q = m.end; q < n && q < m.end + 4; ++q) {
      if (view.breaks(q)) break;
      if (reservations_.longest(tokens, q)) m.limited = true;
    }
    const uint32_t next = m.end;
    if ((counts || m.negated) && !(m.licenses.empty() && m.candidates.empty()))
      found.push_back(std::move(m));
    i = std::max(next, i + 1);
  }
  return found;
}

}  // namespace modelaudit::assess
