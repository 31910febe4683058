#include "assess/verdict/body_signs.h"

#include <algorithm>
#include <array>

#include "assess/verdict/license_files.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kMostMentions = 32;
constexpr uint64_t kMostBytes = uint64_t{1} << 20;  // of a card that are searched for phrases

constexpr std::array<std::string_view, 16> kLicensingWords = {
    "licen", "released under", "distributed under", "terms of", "subject to", "governed by", "available under", "copyright",
    "ライセンス", "のもとで公開", "许可", "協議", "协议", "授权", "라이선스", "лиценз"};

// Sentences about something else than this model: what it was trained on, what it is compared with.
constexpr std::array<std::string_view, 8> kOtherWorks = {"dataset", "data set", "training data", "corpus", "corpora",
                                                         "benchmark", "数据集", "データセット"};

struct PhraseRow {
  std::string_view words, what;
};

// Lower case; blanks match any white space once. English, Japanese, Chinese, Korean, German, French, Spanish, Portuguese,
// Italian, Russian.
constexpr std::array<PhraseRow, 64> kPhrases = {{
    {"weights are proprietary", "proprietary"},
    {"weights remain proprietary", "proprietary"},
    {"model is proprietary", "proprietary"},
    {"covers the code only", "code-only"},
    {"license until 20", "time-limited"},
    {"all rights reserved afterwards", "time-limited"},
    {"non-commercial use only", "non-commercial"},
    {"noncommercial use only", "non-commercial"},
    {"non-commercial purposes only", "non-commercial"},
    {"only for non-commercial", "non-commercial"},
    {"for non-commercial use only", "non-commercial"},
    {"for non-commercial purposes", "non-commercial"},
    {"for noncommercial purposes", "non-commercial"},
    {"for non-commercial use", "non-commercial"},
    {"not for commercial use", "non-commercial"},
    {"not be used commercially", "non-commercial"},
    {"not be used for commercial", "non-commercial"},
    {"no commercial use", "non-commercial"},
    {"commercial use is not allowed", "non-commercial"},
    {"commercial use is not permitted", "non-commercial"},
    {"commercial use is prohibited", "non-commercial"},
    {"commercial use is strictly prohibited", "non-commercial"},
    {"commercial use is forbidden", "non-commercial"},
    {"commercial use prohibited", "non-commercial"},
    {"research purposes only", "research-only"},
    {"research use only", "research-only"},
    {"for research only", "research-only"},
    {"only for research", "research-only"},
    {"only be used for research", "research-only"},
    {"for academic use only", "research-only"},
    {"academic research purposes only", "research-only"},
    {"商用利用は禁止", "non-commercial"},
    {"商用利用を禁止", "non-commercial"},
    {"商用利用禁止", "non-commercial"},
    {"商用利用不可", "non-commercial"},
    {"商用利用はでき", "non-commercial"},
    {"商用利用は不可", "non-commercial"},
    {"商用での利用は禁止", "non-commercial"},
    {"非商用利用のみ", "non-commercial"},
    {"非商用目的", "non-commercial"},
    {"研究目的でのみ", "research-only"},
    {"研究目的のみ", "research-only"},
    {"研究目的に限", "research-only"},
    {"禁止商用", "non-commercial"},
    {"禁止商业", "non-commercial"},
    {"不得商用", "non-commercial"},
    {"不可商用", "non-commercial"},
    {"不得用于商业", "non-commercial"},
    {"不得用于任何商业", "non-commercial"},
    {"不能用于商业", "non-commercial"},
    {"仅供研究", "research-only"},
    {"仅限研究", "research-only"},
    {"仅用于研究", "research-only"},
    {"仅供学术研究", "research-only"},
    {"仅限学术研究", "research-only"},
    {"非商业用途", "non-commercial"},
    {"상업적 이용을 금", "non-commercial"},
    {"상업적 사용을 금", "non-commercial"},
    {"상업적 이용 불가", "non-commercial"},
    {"비상업적 용도로만", "non-commercial"},
    {"keine kommerzielle nutzung", "non-commercial"},
    {"usage commercial interdit", "non-commercial"},
    {"uso comercial prohibido", "non-commercial"},
    {"некоммерческого использования", "non-commercial"},
}};

// What is said of this model, not of the world around it: "the open-source community" claims nothing.
constexpr std::array<std::string_view, 12> kOpenSourceClaims = {
    "is fully open source",  "is fully open-source", "is a fully open",     "fully open source model", "fully open-source model",
    "is open source",        "is open-source",       "is an open source",   "is an open-source",       "top open-source",
    "we open source",        "we open-source"};

constexpr std::array<std::string_view, 8> kNotYet = {"intend", "will ", "plan", "would", "other ", "unlike", "compared", "existing"};

constexpr std::array<std::string_view, 24> kMadeFrom = {
    "fine-tuned on top of", "finetuned on top of", "fine-tuned from",   "finetuned from",        "fine-tuned version of",
    "finetuned version of", "fine-tune of",        "finetune of",       "fine tune of",          "fine-tuning of",
    "quantized version of", "quantised version of", "quantization of",  "continual pre-training of", "continual pre-training on",
    "continued pre-training of", "continued pretraining of", "continual pretraining of", "continued pre-training on", "built on top of",
    "merge of",             "trained on top of",   "derived from",      "based on"};
constexpr size_t kNameBytes = 64;    // of what follows such words
constexpr size_t kMostBases = 8;

// "not limited to non-commercial use", "both research and commercial": the words are there, the restriction is not.
constexpr std::array<std::string_view, 12> kDenials = {
    "not limited to", "not restricted to", "commercial and non-commercial", "both commercial", "and commercial",
    "commercial use is allowed", "commercially usable", "or commercial", "no longer", "outputs", "output of", "free commercial"};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

template <size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return holds(text, word); });
}

// ASCII lower case; white space as single blanks, one byte for one, so that offsets stay.
std::string flat(std::string_view body) {
  std::string text = ascii_lower(body);
  for (char& c : text) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return text;
}

// The heading above a place: `## License`.
bool under_license_heading(std::string_view body, size_t offset) {
  size_t at = std::min(offset, body.size());
  while (at > 0) {
    const size_t end = at;
    const size_t line = body.substr(0, at).rfind('\n');
    at = line == std::string_view::npos ? 0 : line;
    const std::string_view text = body.substr(line == std::string_view::npos ? 0 : line + 1, end - at);
    if (text.starts_with('#')) {
      const std::string lower = ascii_lower(text);
      return holds(lower, "licen") || holds(lower, "ライセンス") || holds(lower, "协议") || holds(lower, "许可");
    }
    if (offset - at > 4000) return false;
  }
  return false;
}

}  // namespace

void add_body_statements(const TextAt& place, const TermsResult& result, std::string_view package_id, PackageSigns& signs) {
  const std::string_view body = place.text->body;
  size_t kept = 0;
  for (const TermsMatch& match : result.matches) {
    if (match.negated || match.spans.empty() || kept >= kMostMentions) continue;
    if (match.license.empty() && match.candidates.empty()) continue;
    const ByteSpan span = match.spans.front();
    const std::string sentence = ascii_lower(sentence_around(body, span.offset, span.length));
    const bool licensing = holds_any(sentence, kLicensingWords) || under_license_heading(body, span.offset);
    if (!licensing) continue;
    const Spoken spoken = spoken_of(body, span.offset, span.length);
    if (spoken == Spoken::data) continue;
    Statement statement;
    statement.kind = Statement::Kind::body;
    statement.part = spoken == Spoken::code ? Part::code : Part::weights;
    statement.speaks_of_weights = spoken == Spoken::weights;
    statement.artifact = place.artifact;
    statement.key = place.at->key;
    statement.offset = place.at->offset + span.offset;
    statement.length = span.length;
    statement.declared = display_short(body.substr(std::min<uint64_t>(span.offset, body.size()), span.length), 120);
    Sign sign;
    sign.source = match.kind == MatchKind::url ? "url" : "text";
    sign.license = match.license;
    sign.version = match.version;
    sign.candidates = match.candidates;
    sign.strength = Strength::declared;
    sign.match = &match;
    sign.says = "the card's prose names it";
    sign.id = evidence_id(package_id, "body", match.license, place.artifact->id, std::to_string(span.offset));
    statement.signs.push_back(std::move(sign));
    signs.statements.push_back(std::move(statement));
    ++kept;
  }
}

void add_prose_bases(const TextAt& place, PackageSigns& signs) {
  const std::string_view body = std::string_view(place.text->body).substr(0, kMostBytes);
  const std::string text = flat(body);
  for (std::string_view words : kMadeFrom) {
    for (size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + words.size())) {
      if (signs.prose_bases.size() >= kMostBases) return;
      size_t from = at + words.size();
      while (from < text.size() && (text[from] == ' ' || text[from] == '[' || text[from] == '*' || text[from] == '`' || text[from] == '"')) ++from;
      for (std::string_view article : {"the ", "a ", "an ", "meta's ", "google's "}) {
        if (std::string_view(text).substr(from).starts_with(article)) from += article.size();
      }
      while (from < text.size() && (text[from] == '[' || text[from] == '*' || text[from] == '`')) ++from;
      // The name ends with the clause: at a comma, a bracket, or a full stop that ends a sentence.
      size_t to = from;
      while (to < text.size() && to - from < kNameBytes) {
        const char c = text[to];
        const bool stop = c == ',' || c == ')' || c == ']' || c == '(' || c == ';' || c == '`' || c == '"' || c == '*' ||
                          (c == '.' && (to + 1 >= text.size() || text[to + 1] == ' '));
        if (stop) break;
        ++to;
      }
      std::string_view name = std::string_view(body).substr(from, to - from);
      for (std::string_view joint : {" and ", " with ", " using ", " for ", " by ", " on ", " to ", " that ", " which ", " in ", " as "}) {
        name = name.substr(0, std::string_view(text).substr(from, name.size()).find(joint));
      }
      const std::string lower = ascii_lower(sentence_around(body, at, to - at));
      // An architecture, a tokenizer or a method that is followed is no base.
      const bool other = holds(std::string_view(text).substr(from, kNameBytes), "architecture") || holds(lower, "tokenizer of") ||
                         holds(lower, "not based") || holds(lower, "inspired by");
      if (name.empty() || other) continue;
      signs.prose_bases.push_back({std::string(name), place.artifact, place.at->offset + from, nullptr});
    }
  }
}

void add_phrases(const TextAt& place, PackageSigns& signs) {
  const std::string_view body = std::string_view(place.text->body).substr(0, kMostBytes);
  const std::string text = flat(body);
  const auto add = [&](std::string_view words, std::string_view what) {
    for (size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + words.size())) {
      const std::string_view sentence = sentence_around(body, at, words.size());
      const std::string lower = ascii_lower(sentence);
      const size_t before = at > 24 ? at - 24 : 0;
      if (holds_any(lower, kOtherWorks) || holds_any(lower, kDenials)) continue;
      if (what == "open-source" && (holds(std::string_view(text).substr(before, at - before), "not ") || holds_any(lower, kNotYet))) continue;
      for (const Phrase& known : signs.phrases) {
        if (known.what == what && known.artifact == place.artifact) return;
      }
      signs.phrases.push_back({std::string(what), display_short(sentence, 160), place.artifact, place.at->offset + at});
      return;
    }
  };
  // One pass for the common case: no card with none of these stems is searched phrase by phrase.
  const bool restricts = holds(text, "commercial") || holds(text, "research") || holds(text, "academic") ||
                         holds(text, "proprietary") || holds(text, "code only") || holds(text, " until 20") ||
                         std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) ||
                         holds(text, "kommerziell") || holds(text, "comercial");
  if (restricts) {
    for (const PhraseRow& row : kPhrases) add(row.words, row.what);
  }
  if (holds(text, "open-source") || holds(text, "open source")) {
    for (std::string_view words : kOpenSourceClaims) add(words, "open-source");
  }
}

}  // namespace modelaudit::assess
