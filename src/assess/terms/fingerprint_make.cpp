// An official text → its fingerprint: what a copy may leave out is found by its form.
//
// Title: the first line, if it is short and says what the text is (license, terms, agreement,
// policy …). A line with a date or a version that is not part of the title line stays part of the
// text: it tells versions apart. Copyright lines, list marks: as the tokenizer marks them.
// Sections: from list marks at line starts and from "Section N".
#include <algorithm>
#include <array>

#include "assess/terms/decode.h"
#include "assess/terms/fingerprint.h"
#include "assess/terms/sections.h"
#include "assess/terms/token_hash.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {
namespace {

constexpr std::array kTitleWords = {
    word_hash("license"),      word_hash("licenses"),     word_hash("terms"),
    word_hash("agreement"),    word_hash("policy"),       word_hash("notice"),
    word_hash("openrail"),     word_hash("openrailm"),    word_hash("openrail++m"),
    word_hash("disclaimer"),   word_hash("restrictions"), word_hash("\xE8\xAE\xB8"),
    word_hash("\xE5\x8D\x8F"),  // 许, 协
};

/// One past the last word of the title, 0 if there is none.
size_t title_end(const std::vector<Token>& tokens) {
  size_t end = 0;
  bool named = false;
  while (end < tokens.size() && (end == 0 || !tokens[end].is(Token::line_start))) {
    if (tokens[end].is(Token::copyright) || end > 24) return 0;
    named |=
        std::find(kTitleWords.begin(), kTitleWords.end(), tokens[end].hash) != kTitleWords.end();
    ++end;
  }
  if (!named || end > 16 || end == tokens.size()) return 0;
  return end;
}

std::string language_of(const TokenStream& stream, std::string_view text) {
  size_t han = 0;
  size_t kana = 0;
  size_t hangul = 0;
  for (const Token& token : stream.tokens) {
    if (token.length != 3) continue;
    const auto lead = static_cast<uint8_t>(text[token.offset]);
    const auto second = static_cast<uint8_t>(text[token.offset + 1]);
    if (lead >= 0xE4 && lead <= 0xE9)
      ++han;
    else if (lead == 0xE3 && second >= 0x81 && second <= 0x83)
      ++kana;
    else if (lead >= 0xEA && lead <= 0xED)
      ++hangul;
  }
  const size_t all = stream.tokens.size();
  if (kana * 10 > all) return "ja";
  if (hangul * 10 > all) return "ko";
  if (han * 4 > all) return "zh";
  return "en";
}

}  // namespace

Result<Fingerprint> make_fingerprint(std::string_view text, const FingerprintOptions& options) {
  DecodedText decoded;
  decode(text, decoded);
  const TokenStream stream = tokenize(decoded.text);
  if (stream.tokens.empty())
    return Damage{"fingerprint-empty", DamageClass::damage, "", 0, "a text with words", "none"};
  if (stream.cut || stream.tokens.size() > (size_t{1} << 18))
    return Damage{"fingerprint-too-long", DamageClass::limit,      "",
                  stream.cut_at,          "at most 262,144 words", "more"};
  Fingerprint f;
  f.license = options.license;
  f.version = options.version;
  f.role = options.role;
  f.language = options.language.empty() ? language_of(stream, decoded.text) : options.language;
  const std::vector<Token>& tokens = stream.tokens;
  for (const Token& token : tokens) {
    f.words.push_back(token.hash);
    f.punctuation.push_back(token.punct);
  }
  const auto size = static_cast<uint32_t>(tokens.size());
  uint32_t at = 0;
  if (const size_t end = title_end(tokens); end > 0) {
    f.spans.push_back({VariableSpan::Kind::title, 0, static_cast<uint32_t>(end), 0, 0, {}});
    at = static_cast<uint32_t>(end);
  }
  while (at < size) {
    if (tokens[at].is(Token::copyright)) {
      uint32_t end = at;
      while (end < size && tokens[end].is(Token::copyright)) ++end;
      f.spans.push_back({VariableSpan::Kind::copyright, at, end, 0, 0, {}});
      at = end;
      continue;
    }
    if (tokens[at].is(Token::marker) || tokens[at].is(Token::noise))
      f.spans.push_back({VariableSpan::Kind::mark, at, at + 1, 0, 0, {}});
    ++at;
  }
  f.sections = sections_of(tokens, decoded.text);
  return f;
}

}  // namespace modelaudit::assess
