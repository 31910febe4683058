#include "assess/terms/matcher.h"

#include <algorithm>
#include <map>
#include <set>

#include "assess/terms/decode.h"
#include "assess/terms/explain.h"
#include "assess/terms/expression.h"
#include "assess/terms/names.h"
#include "assess/terms/notices.h"
#include "assess/terms/texts.h"
#include "assess/terms/token_hash.h"
#include "assess/terms/urls.h"
#include "core/utf8.h"

namespace modelaudit::assess {

const char* name_of(Strength strength) {
  switch (strength) {
    case Strength::identical: return "identical";
    case Strength::near: return "near";
    case Strength::record: return "record";
    case Strength::declared: return "declared";
    case Strength::implied: return "implied";
  }
  return "implied";
}

const char* name_of(MatchKind kind) {
  switch (kind) {
    case MatchKind::text: return "text";
    case MatchKind::header: return "header";
    case MatchKind::notice: return "notice";
    case MatchKind::expression: return "expression";
    case MatchKind::tag: return "tag";
    case MatchKind::url: return "url";
    case MatchKind::title: return "title";
  }
  return "title";
}

namespace {

constexpr size_t kMostTextBytes = size_t{16} << 20;
constexpr size_t kMostMatches = 2000;

NoticeRules rules_of(const LicenseIndex& index) {
  Result<NoticeRules> rules = read_notice_rules(index.notices());
  return rules ? std::move(*rules) : NoticeRules{};
}

std::vector<Separator> separators_of(const LicenseIndex& index) {
  Result<std::vector<Separator>> separators = read_separators(index.separators());
  return separators ? std::move(*separators) : std::vector<Separator>{};
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

}  // namespace

struct Matcher::Impl {
  const Rulebook& rulebook;
  const LicenseIndex& index;
  NoticeRules rules;
  std::vector<Separator> separators;
  Names names;
  NoticeFinder notices;
  UrlTable urls;

  Impl(const Rulebook& book, const LicenseIndex& idx)
      : rulebook(book),
        index(idx),
        rules(rules_of(idx)),
        separators(separators_of(idx)),
        names(book, rules),
        notices(names, rules),
        urls(book, rules) {}

  /// The current id for an id as written, with `+`. Empty if nobody knows it.
  std::string current_id(std::string_view id, bool plus) const {
    std::string known = rulebook.canonical_id(id);
    if (known.empty()) known = rulebook.canonical_id(std::string(id) + "-only");
    if (known.empty() && !id.ends_with(".0"))
      known = rulebook.canonical_id(std::string(id) + ".0-only");
    if (known.empty() && id.starts_with("LicenseRef-")) return std::string(id);
    if (plus && known.ends_with("-only")) {
      const std::string later =
          rulebook.canonical_id(known.substr(0, known.size() - 5) + "-or-later");
      if (!later.empty()) return later;
    }
    return known;
  }

  /// Ids of an expression as a match each.
  static constexpr size_t kMostExpressionBytes = 1024;  // of an expression that a match quotes

  void add_expression(std::string_view written, ByteSpan where, std::vector<TermsMatch>& matches,
                      std::vector<Damage>& limits) const {
    const Expression expression = parse_expression(written);
    if (expression.cut)
      limits.push_back({"terms-expression-limit", DamageClass::limit, "", where.offset,
                        "at most 64 levels and 1,000 ids", "more"});
    for (const ExpressionTerm& term : expression.terms) {
      if (matches.size() >= kMostMatches) return;
      const std::string id = current_id(term.id, term.plus);
      if (id.empty()) continue;
      TermsMatch m;
      m.license = id;
      m.kind = MatchKind::expression;
      m.strength = Strength::declared;
      m.expression = written.substr(0, kMostExpressionBytes);
      m.spans.push_back({where.offset + term.offset, term.id.size()});
      matches.push_back(std::move(m));
    }
  }

  /// The value of a license field: a tag of the platform, a spelling, a list of tags, an
  /// expression.
  bool add_tag(std::string_view value, ByteSpan where, std::string_view platform,
               std::vector<TermsMatch>& matches) const {
    const std::string folded = ascii_lower(trimmed(value));
    const TagRule* tag = rulebook.tag(platform, folded);
    if (tag == nullptr) tag = rulebook.tag("spelling", folded);
    if (tag == nullptr) tag = rulebook.tag("license_name", folded);
    TermsMatch m;
    m.kind = MatchKind::tag;
    m.strength = Strength::declared;
    m.spans.push_back(where);
    if (tag != nullptr) {
      m.license = tag->license;
      m.version = tag->version;
      m.candidates = tag->candidates;
      matches.push_back(std::move(m));
      return true;
    }
    m.license = current_id(trimmed(value), false);
    if (m.license.empty() || folded.starts_with("licenseref-")) {
      if (const NameSense* sense = names.of_text(value); sense != nullptr) {
        m.license = sense->license;
        m.version = sense->version;
        m.candidates = sense->candidates;
        if (sense->none) return true;
      }
    }
    if (m.license.empty() && m.candidates.empty()) return false;
    matches.push_back(std::move(m));
    return true;
  }

  std::vector<TermsMatch> url_matches(std::string_view url, ByteSpan where) const {
    std::vector<TermsMatch> matches;
    const std::optional<UrlSense> sense = urls.sense(url);
    if (!sense) return matches;
    TermsMatch m;
    m.license = sense->license;
    m.version = sense->version;
    m.kind = MatchKind::url;
    m.strength = Strength::declared;
    m.spans.push_back(where);
    matches.push_back(std::move(m));
    return matches;
  }

  TermsResult match(std::string_view bytes, const TextHint& hint) const;
  std::vector<Region> find_expressions(std::string_view text, const std::vector<Token>& tokens,
                                       std::vector<TermsMatch>& matches,
                                       std::vector<Damage>& limits) const;
  void find_front_matter(std::string_view text, const TextHint& hint,
                         std::vector<TermsMatch>& matches) const;
};

/// `SPDX-License-Identifier: …` anywhere.
std::vector<Region> Matcher::Impl::find_expressions(std::string_view text,
                                                    const std::vector<Token>& tokens,
                                                    std::vector<TermsMatch>& matches,
                                                    std::vector<Damage>& limits) const {
  constexpr uint32_t kMark = word_hash("spdxlicenseidentifier");
  std::vector<Region> regions;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].hash != kMark) continue;
    size_t at = size_t{tokens[i].offset} + tokens[i].length;
    while (at < text.size() &&
           (text[at] == ' ' || text[at] == '\t' || text[at] == '"' || text[at] == '\''))
      ++at;
    if (at >= text.size() || (text[at] != ':' && text[at] != '=')) continue;
    ++at;
    while (at < text.size() &&
           (text[at] == ' ' || text[at] == '\t' || text[at] == '"' || text[at] == '\''))
      ++at;
    const size_t length = expression_length(text.substr(at));
    if (length == 0) continue;
    add_expression(text.substr(at, length), {at, length}, matches, limits);
    uint32_t end = i + 1;
    while (end < tokens.size() && tokens[end].offset < at + length) ++end;
    regions.push_back({i, end});
    i = end - 1;
  }
  return regions;
}

/// The license fields of a card's YAML front matter. Only scalars and flat lists: everything else
/// is read by the room that reads cards.
void Matcher::Impl::find_front_matter(std::string_view text, const TextHint& hint,
                                      std::vector<TermsMatch>& matches) const {
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return;
  size_t at = text.find('\n') + 1;
  bool in_list = false;
  const size_t limit = std::min<size_t>(text.size(), 65536);
  while (at < limit) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with("---")) return;
    const auto value_at = [&](size_t from) {
      std::string_view value = trimmed(line.substr(from));
      while (value.size() >= 2 &&
             (value.front() == '"' || value.front() == '\'' || value.front() == '['))
        value = trimmed(value.substr(1, value.size() - 2));
      return value;
    };
    const auto add = [&](std::string_view value) {
      while (!value.empty()) {
        const size_t comma = std::min(value.find(','), value.size());
        const std::string_view one = trimmed(value.substr(0, comma));
        if (!one.empty())
          add_tag(one, {static_cast<uint64_t>(one.data() - text.data()), one.size()}, hint.platform,
                  matches);
        value.remove_prefix(std::min(comma + 1, value.size()));
      }
    };
    if (line.starts_with("license:") || line.starts_with("licenses:")) {
      const std::string_view value = value_at(line.find(':') + 1);
      in_list = value.empty();
      add(value);
    } else if (in_list && trimmed(line).starts_with("- ")) {
      add(value_at(line.find('-') + 1));
    } else if (line.starts_with("license_name:")) {
      in_list = false;
      const std::string_view value = value_at(line.find(':') + 1);
      if (!value.empty())
        add_tag(value, {static_cast<uint64_t>(value.data() - text.data()), value.size()},
                "license_name", matches);
    } else if (!line.empty() && line[0] != ' ') {
      in_list = false;
    }
    at = end + 1;
  }
}

namespace {

/// What speaks for an id, in the order in which it gives way.
enum class Sign { text, header, expression, tag, notice, weak, bare, url, index_url };

struct Evidence {
  std::string id;
  Sign sign;
  int family;
};

std::string stem(const std::string& id) {
  for (const std::string_view suffix : {"-only", "-or-later"})
    if (id.ends_with(suffix)) return id.substr(0, id.size() - suffix.size());
  return id;
}

/// Ids under which the text as a whole stands. A bare family name says nothing beside a sign that
/// names the version; a GNU text or URL, which cannot say "or later", gives way to a grant that
/// does.
std::vector<std::string> conclude(const std::vector<Evidence>& evidence) {
  std::set<std::string> ids;
  for (const Evidence& e : evidence) {
    const bool yields = e.sign == Sign::bare || e.sign == Sign::index_url;
    if (yields && e.family >= 0) {
      const bool better = std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& o) {
        return o.family == e.family && o.sign != Sign::bare && o.sign != Sign::index_url;
      });
      if (better) continue;
    }
    if (e.id.ends_with("-only") &&
        (e.sign == Sign::text || e.sign == Sign::url || e.sign == Sign::header ||
         e.sign == Sign::weak || e.sign == Sign::index_url)) {
      const bool granted = std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& o) {
        return o.id == stem(e.id) + "-or-later" &&
               (o.sign == Sign::notice || o.sign == Sign::expression || o.sign == Sign::header);
      });
      if (granted) continue;
    }
    if (e.id.ends_with("-or-later") && (e.sign == Sign::header || e.sign == Sign::text)) {
      const bool granted = std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& o) {
        return o.id == stem(e.id) + "-only" &&
               (o.sign == Sign::notice || o.sign == Sign::expression);
      });
      if (granted) continue;
    }
    ids.insert(e.id);
  }
  return {ids.begin(), ids.end()};
}

}  // namespace

TermsResult Matcher::Impl::match(std::string_view bytes, const TextHint& hint) const {
  TermsResult result;
  if (bytes.size() > kMostTextBytes) {
    result.limits.push_back({"terms-text-limit", DamageClass::limit, "", kMostTextBytes,
                             std::to_string(kMostTextBytes) + " bytes of text",
                             std::to_string(bytes.size())});
    bytes = bytes.substr(0, kMostTextBytes);
  }
  DecodedText decoded;
  decode(bytes, decoded);
  const std::string_view text = decoded.text;
  std::vector<Evidence> evidence;
  const auto note = [&](const std::string& id, Sign sign) {
    if (!id.empty()) evidence.push_back({id, sign, names.family_of(id)});
  };

  if (hint.is_tag_field && text.size() <= 4096) {
    const std::string_view value = trimmed(text);
    bool known = add_tag(value, {static_cast<uint64_t>(value.data() - text.data()), value.size()},
                         hint.platform, result.matches);
    if (!known) {
      // A list: every part a tag.
      std::vector<TermsMatch> parts;
      bool all = true;
      size_t at = 0;
      while (at < value.size()) {
        const size_t comma = std::min(value.find_first_of(",;", at), value.size());
        const std::string_view one = trimmed(value.substr(at, comma - at));
        if (!one.empty())
          all = add_tag(one, {static_cast<uint64_t>(one.data() - text.data()), one.size()},
                        hint.platform, parts) &&
                all;
        at = comma + 1;
      }
      if (all && !parts.empty()) {
        result.matches = std::move(parts);
        known = true;
      }
    }
    if (!known) {
      const size_t before = result.matches.size();
      add_expression(value, {static_cast<uint64_t>(value.data() - text.data()), value.size()},
                     result.matches, result.limits);
      known = result.matches.size() > before;
    }
    if (known) {
      for (const TermsMatch& m : result.matches) note(m.license, Sign::tag);
      result.ids = conclude(evidence);
      return result;
    }
  }

  TokenStream stream = tokenize(text);
  const std::vector<Token>& tokens = stream.tokens;
  if (stream.cut)
    result.limits.push_back({"terms-text-limit", DamageClass::limit, "", stream.cut_at,
                             "at most 4,194,304 words", "more"});
  const FoundTexts found = find_texts(index, tokens);
  if (found.cut)
    result.limits.push_back({"terms-work-limit", DamageClass::limit, "",
                             found.cut_at < tokens.size() ? tokens[found.cut_at].offset : 0,
                             "license text that repeats less",
                             "more candidates than are compared"});
  std::vector<Region> texts;
  std::vector<TermsMatch> near_headers;
  for (const FoundText& each : found.texts) {
    TermsMatch m = explain(index, separators, text, tokens, each);
    if (m.kind == MatchKind::header && m.strength != Strength::identical) {
      // Headers of one form differ in the name that they carry: the name decides, not the form.
      near_headers.push_back(std::move(m));
      continue;
    }
    const Sign sign = m.kind == MatchKind::text ? Sign::text : Sign::header;
    if (!m.expression.empty()) {
      for (const ExpressionTerm& term : parse_expression(m.expression).terms)
        note(current_id(term.id, term.plus), sign);
    } else {
      note(m.license, sign);
    }
    texts.push_back({each.alignment.found_begin, each.alignment.found_end});
    result.matches.push_back(std::move(m));
  }

  std::vector<Region> explained = texts;
  {
    const size_t before = result.matches.size();
    const std::vector<Region> regions =
        find_expressions(text, tokens, result.matches, result.limits);
    explained.insert(explained.end(), regions.begin(), regions.end());
    for (size_t i = before; i < result.matches.size(); ++i)
      note(result.matches[i].license, Sign::expression);
  }
  {
    const size_t before = result.matches.size();
    find_front_matter(text, hint, result.matches);
    for (size_t i = before; i < result.matches.size(); ++i)
      note(result.matches[i].license, Sign::tag);
  }
  // Words inside an address are no names.
  const std::vector<FoundUrl> addresses = find_urls(text, urls.hosts());
  {
    size_t at = 0;
    for (const FoundUrl& url : addresses) {
      while (at < tokens.size() && tokens[at].offset < url.offset) ++at;
      size_t end = at;
      while (end < tokens.size() && tokens[end].offset < url.offset + url.length) ++end;
      if (end > at) explained.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
      at = end;
    }
  }
  for (const FoundUrl& url : addresses) {
    if (result.matches.size() >= kMostMatches) break;
    // An address inside a license text is part of it.
    const bool inside = std::any_of(texts.begin(), texts.end(), [&](const Region& r) {
      const ByteSpan s = span_of(tokens, r.begin, r.end);
      return url.offset >= s.offset && url.offset < s.offset + s.length;
    });
    if (inside) continue;
    for (TermsMatch& m :
         url_matches(text.substr(url.offset, url.length), {url.offset, url.length})) {
      const std::optional<UrlSense> sense = urls.sense(text.substr(url.offset, url.length));
      if (sense && (sense->kind == "text" || sense->kind == "record")) note(m.license, Sign::url);
      if (sense && sense->kind == "index") note(m.license, Sign::index_url);
      result.matches.push_back(std::move(m));
    }
  }

  std::sort(explained.begin(), explained.end(),
            [](const Region& a, const Region& b) { return a.begin < b.begin; });
  std::vector<Region> merged;
  for (const Region& region : explained) {
    if (!merged.empty() && region.begin <= merged.back().end)
      merged.back().end = std::max(merged.back().end, region.end);
    else
      merged.push_back(region);
  }
  const std::vector<Mention> mentions = notices.find(text, tokens, merged);
  for (const Mention& mention : mentions) {
    if (result.matches.size() >= kMostMatches) {
      result.limits.push_back({"terms-matches-limit", DamageClass::limit, "",
                               tokens[mention.begin].offset, "at most 2,000 signs of terms",
                               "more"});
      break;
    }
    const auto add = [&](const std::string& id) {
      TermsMatch m;
      m.license = id;
      m.version = mention.version;
      m.candidates = mention.candidates;
      m.kind = mention.heading    ? MatchKind::title
               : mention.in_field ? MatchKind::tag
                                  : MatchKind::notice;
      m.strength = Strength::declared;
      m.negated = mention.negated;
      m.spans.push_back(span_of(tokens, mention.begin, mention.end));
      result.matches.push_back(std::move(m));
    };
    if (mention.licenses.empty()) add("");
    for (const std::string& id : mention.licenses) {
      add(id);
      if (mention.negated) continue;
      const bool bare = !mention.versioned || mention.heading;
      const Sign sign = bare           ? Sign::bare
                        : mention.weak ? Sign::weak
                                       : Sign::notice;
      evidence.push_back({id, sign, mention.family >= 0 ? mention.family : names.family_of(id)});
    }
    if (mention.limited)
      result.unexplained.push_back(
          {span_of(tokens, mention.begin,
                   std::min<uint32_t>(mention.end + 16, static_cast<uint32_t>(tokens.size()))),
           quoted(text, tokens, mention.begin,
                  std::min<uint32_t>(mention.end + 16, static_cast<uint32_t>(tokens.size()))),
           "legal-words"});
  }

  for (Unexplained& u : unexplained_words(text, tokens, texts, mentions, hint.is_license_file))
    result.unexplained.push_back(std::move(u));

  if (stream.look_alikes > 0)
    result.suspicious.push_back(
        {"terms-look-alike-letters", DamageClass::suspicious, "", stream.first_look_alike,
         "Latin words in Latin letters",
         std::to_string(stream.look_alikes) + " words with look-alike letters"});
  if (stream.hidden > 0)
    result.suspicious.push_back(
        {"terms-hidden-characters", DamageClass::suspicious, "", stream.first_hidden,
         "words without invisible characters",
         std::to_string(stream.hidden) + " invisible or reordering characters"});
  if (stream.marks > 3)
    result.suspicious.push_back({"terms-combining-marks", DamageClass::suspicious, "",
                                 stream.first_mark, "Latin words without combining marks",
                                 std::to_string(stream.marks) + " combining marks"});

  // Offsets of the decoded text → bytes of the input.
  if (decoded.unit > 1 || decoded.skipped > 0) {
    std::vector<uint64_t*> places;
    std::vector<std::pair<ByteSpan*, uint64_t>> spans;
    for (TermsMatch& m : result.matches) {
      for (ByteSpan& s : m.spans) spans.emplace_back(&s, s.offset + s.length);
      for (Difference& d : m.differences)
        spans.emplace_back(&d.where, d.where.offset + d.where.length);
    }
    for (Unexplained& u : result.unexplained)
      spans.emplace_back(&u.where, u.where.offset + u.where.length);
    std::vector<uint64_t> offsets;
    for (const auto& [span, end] : spans) offsets.push_back(span->offset), offsets.push_back(end);
    for (std::vector<Damage>* list : {&result.limits, &result.suspicious})
      for (Damage& d : *list) offsets.push_back(d.offset), places.push_back(&d.offset);
    std::sort(offsets.begin(), offsets.end());
    offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
    const std::vector<uint64_t> source = decoded.to_source(offsets);
    const auto translate = [&](uint64_t offset) {
      return source[static_cast<size_t>(std::lower_bound(offsets.begin(), offsets.end(), offset) -
                                        offsets.begin())];
    };
    for (const auto& [span, end] : spans) {
      const uint64_t from = translate(span->offset);
      span->length = translate(end) - from;
      span->offset = from;
    }
    for (uint64_t* place : places) *place = translate(*place);
  }
  std::stable_sort(result.matches.begin(), result.matches.end(),
                   [](const TermsMatch& a, const TermsMatch& b) {
                     return (a.spans.empty() ? 0 : a.spans[0].offset) <
                            (b.spans.empty() ? 0 : b.spans[0].offset);
                   });
  std::stable_sort(result.unexplained.begin(), result.unexplained.end(),
                   [](const Unexplained& a, const Unexplained& b) { return a.where < b.where; });
  result.ids = conclude(evidence);
  for (TermsMatch& m : near_headers)
    if (std::find(result.ids.begin(), result.ids.end(), m.license) != result.ids.end())
      result.matches.push_back(std::move(m));
  return result;
}

Matcher::Matcher(const Rulebook& rulebook, const LicenseIndex& index)
    : impl_(std::make_unique<Impl>(rulebook, index)) {}
Matcher::~Matcher() = default;

TermsResult Matcher::match(std::string_view text, const TextHint& hint) const {
  return impl_->match(text, hint);
}

std::vector<TermsMatch> Matcher::match_url(std::string_view url) const {
  return impl_->url_matches(url, {0, url.size()});
}

}  // namespace modelaudit::assess
