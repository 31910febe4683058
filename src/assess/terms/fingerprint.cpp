#include "assess/terms/fingerprint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "assess/terms/token_hash.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr std::array<const char*, 6> kKindNames = {"optional",  "mark", "title",
                                                   "copyright", "any",  "choice"};
constexpr size_t kMostWords = 1 << 20;
constexpr size_t kMostSpans = 1 << 16;

bool may_be_left_out(VariableSpan::Kind kind) {
  return kind != VariableSpan::Kind::any && kind != VariableSpan::Kind::choice;
}

std::string bytes_of(const std::vector<uint32_t>& words) {
  std::string bytes;
  bytes.reserve(words.size() * 4);
  for (const uint32_t word : words)
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(word >> shift & 255);
  return bytes;
}

/// The words that must be there, and for each its new position.
struct Core {
  std::vector<uint32_t> words;
  std::vector<uint32_t> position;  ///< of each old word, plus one for the end
};

Core core_of(const Fingerprint& f) {
  std::vector<uint8_t> left_out(f.words.size(), 0);
  for (const VariableSpan& span : f.spans)
    if (may_be_left_out(span.kind))
      for (uint32_t i = span.begin; i < span.end; ++i) left_out[i] = 1;
  Core core;
  core.position.reserve(f.words.size() + 1);
  for (size_t i = 0; i < f.words.size(); ++i) {
    core.position.push_back(static_cast<uint32_t>(core.words.size()));
    if (left_out[i] == 0) core.words.push_back(f.words[i]);
  }
  core.position.push_back(static_cast<uint32_t>(core.words.size()));
  return core;
}

void append_base64_lines(std::string& out, std::string_view bytes) {
  const std::string encoded = base64(bytes);
  for (size_t i = 0; i < encoded.size(); i += 120) {
    out += encoded.substr(i, 120);
    out += '\n';
  }
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    uint32_t value = 0;
    if (c >= 'A' && c <= 'Z')
      value = static_cast<uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      value = static_cast<uint32_t>(c - 'a' + 26);
    else if (c >= '0' && c <= '9')
      value = static_cast<uint32_t>(c - '0' + 52);
    else if (c == '+')
      value = 62;
    else if (c == '/')
      value = 63;
    else if (c == '=')
      break;
    else
      return std::nullopt;
    group = group << 6 | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(group >> bits & 255);
    }
  }
  return out;
}

std::optional<std::vector<uint32_t>> words_from(std::string_view encoded) {
  const std::optional<std::string> bytes = from_base64(encoded);
  if (!bytes || bytes->size() % 4 != 0 || bytes->size() / 4 > kMostWords) return std::nullopt;
  std::vector<uint32_t> words(bytes->size() / 4);
  for (size_t i = 0; i < words.size(); ++i)
    for (size_t k = 0; k < 4; ++k)
      words[i] |= uint32_t{static_cast<uint8_t>((*bytes)[i * 4 + k])} << (8 * k);
  return words;
}

std::optional<uint32_t> number(std::string_view word) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> parts;
  while (!line.empty()) {
    const size_t end = std::min(line.find(' '), line.size());
    if (end > 0) parts.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return parts;
}

/// Lines of a file, one after the other, with their number for messages.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : rest_(bytes) {}
  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    return line;
  }
  Damage wrong(std::string expected, std::string_view found) const {
    return {"fingerprint-malformed", DamageClass::damage, "", number_,
            std::move(expected),     display_short(found)};
  }

 private:
  std::string_view rest_;
  uint64_t number_ = 0;
};

std::optional<VariableSpan> span_from(std::string_view line, size_t words) {
  const std::vector<std::string_view> parts = split(line);
  if (parts.size() < 3) return std::nullopt;
  VariableSpan span;
  const auto kind = std::find(kKindNames.begin(), kKindNames.end(), parts[0]);
  if (kind == kKindNames.end()) return std::nullopt;
  span.kind = static_cast<VariableSpan::Kind>(kind - kKindNames.begin());
  const std::optional<uint32_t> begin = number(parts[1]);
  const std::optional<uint32_t> end = number(parts[2]);
  if (!begin || !end || *begin > *end || *end > words) return std::nullopt;
  span.begin = *begin;
  span.end = *end;
  for (size_t i = 3; i < parts.size(); ++i) {
    const std::optional<uint32_t> value = number(parts[i]);
    if (!value) return std::nullopt;
    span.alternatives.push_back(*value);
  }
  if (span.kind == VariableSpan::Kind::any) {
    if (span.alternatives.size() != 2 || span.alternatives[0] > span.alternatives[1])
      return std::nullopt;
    span.least = span.alternatives[0];
    span.most = span.alternatives[1];
    span.alternatives.clear();
  } else if ((span.kind == VariableSpan::Kind::choice) == span.alternatives.empty()) {
    return std::nullopt;
  }
  return span;
}

bool nested(const std::vector<VariableSpan>& spans) {
  std::vector<uint32_t> open;
  uint32_t last = 0;
  for (const VariableSpan& span : spans) {
    if (span.begin < last) return false;
    last = span.begin;
    while (!open.empty() && open.back() <= span.begin) open.pop_back();
    if (!open.empty() && span.end > open.back()) return false;
    open.push_back(span.end);
  }
  return true;
}

}  // namespace

const char* name_of(VariableSpan::Kind kind) { return kKindNames[static_cast<size_t>(kind)]; }

Digest digest_of(const Fingerprint& fingerprint) {
  return sha256(bytes_of(core_of(fingerprint).words));
}

bool same_text(const Fingerprint& a, const Fingerprint& b) {
  const Core ca = core_of(a);
  const Core cb = core_of(b);
  if (ca.words != cb.words || a.role != b.role) return false;
  const auto variable = [](const Fingerprint& f, const Core& core) {
    std::string all;
    for (const VariableSpan& span : f.spans) {
      if (may_be_left_out(span.kind) && span.kind != VariableSpan::Kind::optional) continue;
      all += std::string(name_of(span.kind)) + ' ' + std::to_string(core.position[span.begin]) +
             ' ' + std::to_string(core.position[span.end]) + ' ' + std::to_string(span.least) +
             ' ' + std::to_string(span.most);
      if (span.kind == VariableSpan::Kind::optional)
        all += bytes_of({f.words.begin() + span.begin, f.words.begin() + span.end});
      for (const uint32_t i : span.alternatives) all += bytes_of(f.alternatives[i]) + ';';
      all += '\n';
    }
    return all;
  };
  return variable(a, ca) == variable(b, cb);
}

std::string write_fingerprint(const Fingerprint& f) {
  std::string out = "mafp/1\nlicense: " + f.license + "\nversion: " + f.version + '\n';
  for (const auto& [id, version] : f.also) out += "also: " + id + ' ' + version + '\n';
  if (!f.expression.empty()) out += "expression: " + f.expression + '\n';
  out += "role: " + f.role + "\nlanguage: " + f.language + "\nmade-from: " + f.made_from;
  out += "\nwords: " + std::to_string(f.words.size()) + "\nsha256: " + to_hex(digest_of(f)) +
         "\ntokens:\n";
  append_base64_lines(out, bytes_of(f.words));
  out += "punctuation:\n";
  std::string marks;
  size_t last = 0;
  for (size_t i = 0; i < f.punctuation.size(); ++i) {
    if (f.punctuation[i] == 0) continue;
    size_t gap = i - last;
    for (; gap > 254; gap -= 255) marks += std::string("\xFF\0", 2);
    marks += static_cast<char>(gap);
    marks += static_cast<char>(f.punctuation[i]);
    last = i;
  }
  append_base64_lines(out, marks);
  out += "spans:\n";
  for (const VariableSpan& span : f.spans) {
    out += std::string(name_of(span.kind)) + ' ' + std::to_string(span.begin) + ' ' +
           std::to_string(span.end);
    if (span.kind == VariableSpan::Kind::any)
      out += ' ' + std::to_string(span.least) + ' ' + std::to_string(span.most);
    for (const uint32_t i : span.alternatives) out += ' ' + std::to_string(i);
    out += '\n';
  }
  out += "alternatives:\n";
  for (const std::vector<uint32_t>& words : f.alternatives) out += base64(bytes_of(words)) + '\n';
  out += "sections:\n";
  for (const SectionStart& section : f.sections)
    out += std::to_string(section.position) + ' ' + section.label + '\n';
  return out + "end\n";
}

Result<Fingerprint> read_fingerprint(std::string_view bytes) {
  Lines lines(bytes);
  Fingerprint f;
  if (const auto first = lines.next(); !first || *first != "mafp/1")
    return lines.wrong("mafp/1", first.value_or(""));
  uint32_t words = 0;
  std::string digest;
  for (;;) {
    const auto line = lines.next();
    if (!line) return lines.wrong("tokens:", "the end of the file");
    if (*line == "tokens:") break;
    const size_t colon = line->find(": ");
    if (colon == std::string_view::npos) return lines.wrong("name: value", *line);
    const std::string_view name = line->substr(0, colon);
    const std::string_view value = line->substr(colon + 2);
    if (name == "license")
      f.license = value;
    else if (name == "version")
      f.version = value;
    else if (name == "expression")
      f.expression = value;
    else if (name == "role")
      f.role = value;
    else if (name == "language")
      f.language = value;
    else if (name == "made-from")
      f.made_from = value;
    else if (name == "sha256")
      digest = value;
    else if (name == "words") {
      const std::optional<uint32_t> count = number(value);
      if (!count || *count > kMostWords) return lines.wrong("a count of words", value);
      words = *count;
    } else if (name == "also") {
      const size_t blank = value.find(' ');
      if (blank == std::string_view::npos) return lines.wrong("also: ID VERSION", *line);
      f.also.emplace_back(value.substr(0, blank), value.substr(blank + 1));
    } else {
      return lines.wrong("a known header", name);
    }
  }
  std::string encoded;
  const auto section = [&](std::string_view title) -> bool {
    encoded.clear();
    while (const auto line = lines.next()) {
      if (*line == title) return true;
      encoded += *line;
    }
    return false;
  };
  if (!section("punctuation:")) return lines.wrong("punctuation:", "the end of the file");
  std::optional<std::vector<uint32_t>> decoded = words_from(encoded);
  if (!decoded || decoded->size() != words)
    return lines.wrong(std::to_string(words) + " words", "another number");
  f.words = std::move(*decoded);
  if (!section("spans:")) return lines.wrong("spans:", "the end of the file");
  const std::optional<std::string> marks = from_base64(encoded);
  if (!marks || marks->size() % 2 != 0) return lines.wrong("pairs", "an odd number of bytes");
  f.punctuation.assign(f.words.size(), 0);
  size_t at = 0;
  for (size_t i = 0; i < marks->size(); i += 2) {
    at += static_cast<uint8_t>((*marks)[i]);
    const auto value = static_cast<uint8_t>((*marks)[i + 1]);
    if (value == 0) continue;
    if (at >= f.words.size())
      return lines.wrong("a position below " + std::to_string(words), std::to_string(at));
    f.punctuation[at] = value;
  }
  for (;;) {
    const auto line = lines.next();
    if (!line) return lines.wrong("alternatives:", "the end of the file");
    if (*line == "alternatives:") break;
    std::optional<VariableSpan> span = span_from(*line, f.words.size());
    if (!span || f.spans.size() >= kMostSpans) return lines.wrong("KIND BEGIN END …", *line);
    f.spans.push_back(std::move(*span));
  }
  if (!nested(f.spans)) return lines.wrong("spans in order, nested", "others");
  for (;;) {
    const auto line = lines.next();
    if (!line) return lines.wrong("sections:", "the end of the file");
    if (*line == "sections:") break;
    std::optional<std::vector<uint32_t>> alternative = words_from(*line);
    if (!alternative || f.alternatives.size() >= kMostSpans)
      return lines.wrong("base64 of words", *line);
    f.alternatives.push_back(std::move(*alternative));
  }
  for (const VariableSpan& span : f.spans)
    for (const uint32_t i : span.alternatives)
      if (i >= f.alternatives.size())
        return lines.wrong("an alternative that is there", std::to_string(i));
  for (;;) {
    const auto line = lines.next();
    if (!line) return lines.wrong("end", "the end of the file");
    if (*line == "end") break;
    const size_t blank = line->find(' ');
    const std::optional<uint32_t> position = number(line->substr(0, blank));
    if (!position || blank == std::string_view::npos || *position >= f.words.size())
      return lines.wrong("POSITION LABEL", *line);
    f.sections.push_back({*position, std::string(line->substr(blank + 1))});
  }
  if (to_hex(digest_of(f)) != digest) return lines.wrong("sha256 " + digest, to_hex(digest_of(f)));
  return f;
}

}  // namespace modelaudit::assess
