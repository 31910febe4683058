#include "assess/terms/explain.h"

#include <algorithm>

#include "assess/terms/legal_words.h"
#include "assess/terms/token_hash.h"

namespace modelaudit::assess {
namespace {

MatchKind kind_of(std::string_view role) {
  if (role == "header") return MatchKind::header;
  if (role == "notice") return MatchKind::notice;
  return MatchKind::text;
}

/// Label of the last section that begins at or before an official word.
std::string section_at(const LicenseIndex& index, const IndexedText& text, uint32_t official) {
  std::string label;
  for (uint32_t i = 0; i < text.section_count; ++i) {
    SectionStart start = index.section(text, i);
    if (start.position > official) break;
    label = std::move(start.label);
  }
  return label;
}

/// Sections of which nearly nothing is there.
std::vector<std::string> missing_sections(const LicenseIndex& index, const IndexedText& text,
                                          const Alignment& a) {
  std::vector<std::string> missing;
  if (a.missing == 0) return missing;
  for (uint32_t i = 0; i < text.section_count; ++i) {
    const SectionStart start = index.section(text, i);
    const uint32_t end = i + 1 < text.section_count ? index.section(text, i + 1).position
                                                    : static_cast<uint32_t>(text.words.size());
    if (end - start.position < 4) continue;
    uint32_t gone = 0;
    for (const Edit& edit : a.edits) {
      const uint32_t from = std::max(edit.official, start.position);
      const uint32_t to = std::min(edit.official_end, end);
      if (to > from) gone += to - from;
    }
    if (gone * 10 >= (end - start.position) * 8 && missing.size() < kMostDifferences)
      missing.push_back(start.label);
  }
  return missing;
}

std::string separated_by(const LicenseIndex& index, const std::vector<Separator>& separators,
                         const IndexedText& named, const Rival& rival) {
  const IndexedText& twin = index.texts()[rival.text];
  for (const Separator& separator : separators) {
    const auto side_of = [&](const IndexedText& t) {
      return std::any_of(
          separator.sides.begin(), separator.sides.end(), [&](const Separator::Side& s) {
            return s.license == t.license && (s.version.empty() || s.version == t.version);
          });
    };
    if (side_of(named) && side_of(twin)) return separator.says;
  }
  std::string says = std::to_string(rival.differences) +
                     (rival.differences == 1 ? " word differs" : " words differ");
  const std::string section = section_at(index, twin, rival.first_difference);
  if (!section.empty()) says += ", first in section " + section;
  return says;
}

bool is_layout(const Token& t) { return !t.plain() || t.is(Token::copyright); }

}  // namespace

ByteSpan span_of(const std::vector<Token>& tokens, uint32_t begin, uint32_t end) {
  if (begin >= end || end > tokens.size()) {
    const uint64_t at = begin < tokens.size() ? tokens[begin].offset
                        : tokens.empty()      ? 0
                                         : uint64_t{tokens.back().offset} + tokens.back().length;
    return {at, 0};
  }
  const uint64_t from = tokens[begin].offset;
  return {from, uint64_t{tokens[end - 1].offset} + tokens[end - 1].length - from};
}

std::string quoted(std::string_view text, const std::vector<Token>& tokens, uint32_t begin,
                   uint32_t end) {
  const ByteSpan span = span_of(tokens, begin, end);
  std::string_view words = text.substr(span.offset, span.length);
  if (words.size() <= kMostFoundBytes) return std::string(words);
  size_t cut = kMostFoundBytes;
  while (cut > 0 && (static_cast<unsigned char>(words[cut]) & 0xC0) == 0x80) --cut;
  return std::string(words.substr(0, cut)) + "\xE2\x80\xA6";
}

TermsMatch explain(const LicenseIndex& index, const std::vector<Separator>& separators,
                   std::string_view text, const std::vector<Token>& tokens,
                   const FoundText& found) {
  const IndexedText& official = index.texts()[found.text];
  const Alignment& a = found.alignment;
  TermsMatch m;
  m.license = official.license;
  m.version = official.version;
  m.kind = kind_of(official.role);
  m.strength = a.identical() ? Strength::identical : Strength::near;
  m.punctuation_differs = a.identical() && a.punctuation_differs;
  m.coverage_official =
      a.required == 0 ? 0 : static_cast<double>(a.matched) / static_cast<double>(a.required);
  m.coverage_found = a.matched + a.inserted == 0 ? 0
                                                 : static_cast<double>(a.matched) /
                                                       static_cast<double>(a.matched + a.inserted);
  m.expression = official.expression;
  m.spans.push_back(span_of(tokens, a.found_begin, a.found_end));
  for (const auto& [id, version] : official.also)
    m.candidates.push_back(std::string(id) + "@" + std::string(version));
  for (const Rival& tie : found.ties) {
    const IndexedText& other = index.texts()[tie.text];
    if (other.license != official.license || other.version != official.version)
      m.candidates.push_back(std::string(other.license) + "@" + std::string(other.version));
  }
  if (!m.candidates.empty()) m.candidates.insert(m.candidates.begin(), m.license + "@" + m.version);
  for (const Rival& twin : found.twins) {
    const IndexedText& other = index.texts()[twin.text];
    const bool same = other.license == official.license && other.version == official.version;
    const bool known = std::any_of(m.twins.begin(), m.twins.end(), [&](const Twin& t) {
      return t.license == other.license && t.version == other.version;
    });
    if (same || known || m.twins.size() >= 8) continue;
    m.twins.push_back({std::string(other.license), std::string(other.version),
                       separated_by(index, separators, official, twin)});
  }
  m.differences_total = a.edits.size();
  for (const Edit& edit : a.edits) {
    if (m.differences.size() == kMostDifferences) break;
    Difference d;
    const bool nothing_found = edit.found == edit.found_end;
    const bool nothing_missing = edit.official == edit.official_end;
    d.kind = nothing_found     ? Difference::Kind::deleted
             : nothing_missing ? Difference::Kind::inserted
                               : Difference::Kind::changed;
    d.where = span_of(tokens, edit.found, edit.found_end);
    d.section = section_at(index, official, edit.official);
    if (!nothing_found) d.found = quoted(text, tokens, edit.found, edit.found_end);
    d.official_words = edit.official_end - edit.official;
    m.differences.push_back(std::move(d));
  }
  m.missing_sections = missing_sections(index, official, a);
  return m;
}

std::vector<Unexplained> unexplained_words(std::string_view text, const std::vector<Token>& tokens,
                                           const std::vector<Region>& texts,
                                           const std::vector<Mention>& mentions,
                                           bool license_file) {
  std::vector<Unexplained> all;
  if (texts.empty() && !license_file) return all;
  const auto n = static_cast<uint32_t>(tokens.size());
  const auto add = [&](uint32_t begin, uint32_t end) {
    while (begin < end && is_layout(tokens[begin])) ++begin;
    while (end > begin && is_layout(tokens[end - 1])) --end;
    if (begin >= end || all.size() >= kMostUnexplained) return;
    uint32_t words = 0;
    uint32_t rights = 0;
    for (uint32_t i = begin; i < end; ++i) {
      if (is_layout(tokens[i])) continue;
      const auto inside = std::partition_point(mentions.begin(), mentions.end(),
                                               [&](const Mention& m) { return m.end <= i; });
      if (inside != mentions.end() && inside->begin <= i) continue;
      ++words;
      rights += speaks_of_rights(tokens[i].hash);
    }
    // A title and a copyright notice written in one line with the text: names and years.
    bool notice = false;
    uint32_t heading = 0;  // words of a title that speak of rights and give none
    for (uint32_t i = begin; i < end; ++i) {
      notice = notice || tokens[i].hash == word_hash("copyright");
      heading += speaks_of_rights(tokens[i].hash) &&
                 (tokens[i].hash == word_hash("license") || tokens[i].hash == word_hash("licence") ||
                  tokens[i].hash == word_hash("copyright"));
    }
    if (notice && rights <= heading && words <= (rights == 0 ? 40 : 16)) return;
    if (words < 3 && rights == 0) return;
    all.push_back({span_of(tokens, begin, end), quoted(text, tokens, begin, end),
                   rights > 0 ? "legal-words" : "added-text"});
  };
  // What is not in a license text, cut at empty lines.
  uint32_t from = 0;
  const auto between = [&](uint32_t begin, uint32_t end, bool beside) {
    for (uint32_t i = begin; i < end;) {
      uint32_t stop = i + 1;
      while (stop < end && !tokens[stop].is(Token::after_blank)) ++stop;
      if (license_file) {
        add(i, stop);
      } else if (beside && (i == begin || stop == end)) {
        bool rights = false;
        for (uint32_t k = i; k < stop; ++k) rights |= speaks_of_rights(tokens[k].hash);
        if (rights) add(i, stop);
      }
      i = stop;
    }
  };
  for (const Region& region : texts) {
    between(from, region.begin, true);
    from = std::max(from, region.end);
  }
  between(from, n, !texts.empty());
  return all;
}

}  // namespace modelaudit::assess
