#include "assess/verdict/fake_reader.h"

#include <sstream>

#include "assess/verdict/term_cache.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '(')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == ')' || text.back() == '.' || text.back() == ',')) text.remove_suffix(1);
  return std::string(text);
}

TermsMatch match_of(std::string_view id, MatchKind kind, Strength strength, uint64_t offset, uint64_t length) {
  TermsMatch match;
  const size_t at = id.find('@');
  match.license = id.substr(0, at);
  if (at != std::string_view::npos) match.version = id.substr(at + 1);
  match.kind = kind;
  match.strength = strength;
  match.spans.push_back({offset, length});
  if (kind == MatchKind::text) match.coverage_official = match.coverage_found = 1;
  return match;
}

std::vector<TermsMatch> urls(const Rulebook& rulebook, std::string_view address) {
  std::vector<TermsMatch> found;
  const std::string folded = fold_url(address);
  for (const UrlRule& rule : rulebook.urls) {
    if (rule.url != folded || rule.license.empty()) continue;
    found.push_back(match_of(rule.license, MatchKind::url, Strength::declared, 0, address.size()));
  }
  return found;
}

TermsResult tag_field(const Rulebook& rulebook, std::string_view value) {
  TermsResult result;
  std::string rest = trimmed(value);
  while (!rest.empty()) {
    size_t cut = std::string::npos, skip = 0;
    for (std::string_view word : {" OR ", " AND ", ", "}) {
      const size_t at = rest.find(word);
      if (at < cut) cut = at, skip = word.size();
    }
    const std::string one = trimmed(std::string_view(rest).substr(0, cut));
    TermsMatch match = match_of("", MatchKind::tag, Strength::declared, 0, one.size());
    match.expression = value;
    const TagRule* tag = rulebook.tag("huggingface", one);
    if (tag == nullptr) tag = rulebook.tag("spelling", one);
    if (tag != nullptr && !tag->license.empty()) {
      match.license = tag->license;
      match.version = tag->version;
    } else if (tag != nullptr) {
      match.candidates = tag->candidates;
    } else {
      match.license = rulebook.canonical_id(one);
    }
    if (!match.license.empty() || !match.candidates.empty()) result.matches.push_back(std::move(match));
    rest = cut == std::string::npos ? std::string() : rest.substr(cut + skip);
  }
  return result;
}

TermsResult text_body(const Rulebook& rulebook, std::string_view text) {
  TermsResult result;
  size_t offset = 0;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line); offset += line.size() + 1) {
    // A mark can stand anywhere in a line; it runs to the next blank.
    for (std::string_view mark : {"TEXT ", "ALTERED ", "PART ", "TITLE ", "URL ", "NOT ", "SAYS "}) {
      for (size_t at = line.find(mark); at != std::string::npos; at = line.find(mark, at + 1)) {
        const size_t from = at + mark.size();
        const std::string id = trimmed(std::string_view(line).substr(from, line.find(' ', from) - from));
        const uint64_t place = offset + at, length = mark.size() + id.size();
        if (mark == "URL ") {
          for (TermsMatch& match : urls(rulebook, id)) {
            match.spans = {{place, length}};
            result.matches.push_back(std::move(match));
          }
          continue;
        }
        const MatchKind kind = mark == "TITLE " ? MatchKind::title : mark == "SAYS " || mark == "NOT " ? MatchKind::notice : MatchKind::text;
        const Strength strength = mark == "TEXT " ? Strength::identical : kind == MatchKind::text ? Strength::near : Strength::declared;
        TermsMatch match = match_of(id, kind, strength, place, length);
        if (kind != MatchKind::text) {
          const std::string known = rulebook.canonical_id(match.license);
          if (!known.empty()) match.license = known;
        }
        match.negated = mark == "NOT ";
        if (mark == "ALTERED ") {
          match.differences.push_back({Difference::Kind::inserted, {place, 3}, "1", "added words", 0});
          match.differences_total = 1;
        }
        if (mark == "PART ") match.missing_sections = {"2"}, match.coverage_official = 0.7;
        result.matches.push_back(std::move(match));
      }
    }
  }
  // The one sentence that notices of Gemma packages hold.
  if (text.find("Gemma is provided under and subject to the Gemma Terms of Use") != std::string_view::npos) {
    result.matches.push_back(match_of("LicenseRef-Gemma-Terms", MatchKind::notice, Strength::declared, 0, text.size()));
  }
  return result;
}

}  // namespace

TermReader fake_reader(const Rulebook& rulebook) {
  return {[&rulebook](std::string_view text, const TextHint& hint) {
            return hint.is_tag_field ? tag_field(rulebook, text) : text_body(rulebook, text);
          },
          [&rulebook](std::string_view url) { return urls(rulebook, url); }};
}

}  // namespace modelaudit::assess
