#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "assess/terms/license_index.h"
#include "assess/terms/license_index_layout.h"
#include "assess/terms/notice_rules.h"
#include "core/sha256.h"

namespace modelaudit::assess {
namespace {

using namespace index_layout;

void put32(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 255);
}

void put64(std::string& out, uint64_t value) {
  put32(out, static_cast<uint32_t>(value));
  put32(out, static_cast<uint32_t>(value >> 32));
}

/// Names, each once.
class Names {
 public:
  std::pair<uint32_t, uint32_t> add(std::string_view name) {
    const auto [at, fresh] =
        places_.try_emplace(std::string(name), static_cast<uint32_t>(bytes_.size()));
    if (fresh) bytes_ += name;
    return {at->second, static_cast<uint32_t>(name.size())};
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::map<std::string, uint32_t, std::less<>> places_;
  std::string bytes_;
};

struct Gram {
  uint32_t key;
  uint32_t position;  ///< in the text
};

/// Grams of the words that must be there, none across a place where any words may stand.
std::vector<Gram> grams_of(const Fingerprint& f) {
  std::vector<uint8_t> skipped(f.words.size(), 0);  // 1: left out, 2: breaks the row
  for (const VariableSpan& span : f.spans) {
    const bool layout = span.kind == VariableSpan::Kind::mark ||
                        span.kind == VariableSpan::Kind::title ||
                        span.kind == VariableSpan::Kind::copyright;
    if (span.kind == VariableSpan::Kind::optional) continue;
    for (uint32_t i = span.begin; i < span.end; ++i)
      skipped[i] = std::max<uint8_t>(skipped[i], layout ? 1 : 2);
  }
  std::vector<Gram> grams;
  std::vector<uint32_t> row;
  for (uint32_t i = 0; i < f.words.size(); ++i) {
    if (skipped[i] == 1) continue;
    if (skipped[i] == 2) {
      row.clear();
      continue;
    }
    row.push_back(i);
    if (row.size() < kGramWords) continue;
    const size_t n = row.size();
    grams.push_back({gram_of(f.words[row[n - 4]], f.words[row[n - 3]], f.words[row[n - 2]],
                             f.words[row[n - 1]]),
                     row[n - 4]});
  }
  return grams;
}

uint32_t required_words(const Fingerprint& f) {
  std::vector<uint8_t> free(f.words.size(), 0);
  for (const VariableSpan& span : f.spans)
    if (span.kind != VariableSpan::Kind::choice)
      for (uint32_t i = span.begin; i < span.end; ++i) free[i] = 1;
  return static_cast<uint32_t>(std::count(free.begin(), free.end(), 0));
}

}  // namespace

std::string build_license_index(std::vector<Fingerprint> fingerprints, const IndexRules& rules) {
  std::sort(fingerprints.begin(), fingerprints.end(),
            [](const Fingerprint& a, const Fingerprint& b) {
              return std::tie(a.license, a.version, a.role, a.words) <
                     std::tie(b.license, b.version, b.role, b.words);
            });
  std::vector<std::vector<Gram>> all_grams;
  std::unordered_map<uint32_t, uint32_t> occurrences;  // of a gram in all texts
  for (const Fingerprint& f : fingerprints) {
    all_grams.push_back(grams_of(f));
    for (const Gram& g : all_grams.back()) ++occurrences[g.key];
  }
  Names names;
  std::array<std::string, kSections> sections;
  std::map<uint32_t, std::vector<uint32_t>> postings;
  uint32_t first_word = 0;
  uint32_t alternative_base = 0;
  for (size_t t = 0; t < fingerprints.size(); ++t) {
    const Fingerprint& f = fingerprints[t];
    // The rarest gram of each window; ties by key, so that twins keep the same grams.
    const std::vector<Gram>& grams = all_grams[t];
    std::vector<uint8_t> kept(grams.size(), 0);
    const size_t windows =
        grams.size() > kGramWindow ? grams.size() - kGramWindow + 1 : (grams.empty() ? 0 : 1);
    for (size_t w = 0; w < windows; ++w) {
      size_t best = w;
      for (size_t i = w; i < std::min(grams.size(), w + kGramWindow); ++i)
        if (std::tuple(occurrences[grams[i].key], grams[i].key) <
            std::tuple(occurrences[grams[best].key], grams[best].key))
          best = i;
      kept[best] = 1;
    }
    if (grams.size() <= 3 * kGramWindow) std::fill(kept.begin(), kept.end(), 1);
    uint32_t gram_count = 0;
    for (size_t i = 0; i < grams.size(); ++i) {
      if (kept[i] == 0) continue;
      postings[grams[i].key].push_back(first_word + grams[i].position);
      ++gram_count;
    }
    std::string& texts = sections[kTexts];
    const uint32_t first_span = static_cast<uint32_t>(sections[kSpans].size() / (4 * kSpanNumbers));
    const uint32_t first_section =
        static_cast<uint32_t>(sections[kLabels].size() / (4 * kLabelNumbers));
    const uint32_t first_also = static_cast<uint32_t>(sections[kAlso].size() / (4 * kAlsoNumbers));
    for (const auto& [id, version] : f.also)
      for (const auto& [place, size] : {names.add(id), names.add(version)})
        put32(sections[kAlso], place), put32(sections[kAlso], size);
    for (const std::string_view name :
         {std::string_view(f.license), std::string_view(f.version), std::string_view(f.role),
          std::string_view(f.language), std::string_view(f.expression)}) {
      const auto [place, size] = names.add(name);
      put32(texts, place);
      put32(texts, size);
    }
    for (const uint32_t number :
         {first_word, static_cast<uint32_t>(f.words.size()), gram_count, required_words(f),
          first_span, static_cast<uint32_t>(f.spans.size()), first_section,
          static_cast<uint32_t>(f.sections.size()), first_also,
          static_cast<uint32_t>(f.also.size())})
      put32(texts, number);
    for (const uint32_t word : f.words) put32(sections[kWords], word);
    for (const uint8_t p : f.punctuation) sections[kPunctuation] += static_cast<char>(p);
    for (const VariableSpan& span : f.spans) {
      const auto first = static_cast<uint32_t>(sections[kSpanAlternatives].size() / 4);
      for (const uint32_t i : span.alternatives)
        put32(sections[kSpanAlternatives], alternative_base + i);
      for (const uint32_t number :
           {static_cast<uint32_t>(span.kind), span.begin, span.end, span.least, span.most, first,
            static_cast<uint32_t>(span.alternatives.size())})
        put32(sections[kSpans], number);
    }
    for (const std::vector<uint32_t>& words : f.alternatives) {
      put32(sections[kAlternatives], static_cast<uint32_t>(sections[kAlternativeWords].size() / 4));
      put32(sections[kAlternatives], static_cast<uint32_t>(words.size()));
      for (const uint32_t word : words) put32(sections[kAlternativeWords], word);
    }
    alternative_base += static_cast<uint32_t>(f.alternatives.size());
    for (const SectionStart& s : f.sections) {
      const auto [place, size] = names.add(s.label);
      for (const uint32_t number : {s.position, place, size}) put32(sections[kLabels], number);
    }
    first_word += static_cast<uint32_t>(f.words.size());
  }
  sections[kNames] = names.bytes();
  // Open addressing, at most half full.
  size_t slots = 16;
  while (slots < postings.size() * 2) slots *= 2;
  std::vector<std::array<uint32_t, 3>> table(slots);
  size_t bits = size_t{1} << 16;
  while (bits < postings.size() * 16) bits *= 2;
  std::string filter(bits / 8, '\0');
  for (const auto& [key, positions] : postings) {
    size_t slot = key & (slots - 1);
    while (table[slot][2] != 0) slot = (slot + 1) & (slots - 1);
    table[slot] = {key, static_cast<uint32_t>(sections[kPostings].size() / 4),
                   static_cast<uint32_t>(positions.size())};
    for (const uint32_t position : positions) put32(sections[kPostings], position);
    const size_t bit = key & (bits - 1);
    filter[bit >> 3] = static_cast<char>(filter[bit >> 3] | 1 << (bit & 7));
  }
  for (const auto& slot : table)
    for (const uint32_t number : slot) put32(sections[kGramSlots], number);
  sections[kFilter] = std::move(filter);
  sections[kNotices] = rules.notices;
  sections[kSeparators] = rules.separators;

  std::string body;
  uint64_t offset = kHead + kSections * 16;
  for (const std::string& section : sections) {
    put64(body, offset);
    put64(body, section.size());
    offset += section.size();
  }
  for (const std::string& section : sections) body += section;
  std::string out(kMagic);
  put64(out, kHead + body.size());
  const Digest digest = sha256(body);
  for (const uint8_t byte : digest.bytes) out += static_cast<char>(byte);
  return out + body;
}

Result<std::string> build_license_index(const std::map<std::string, std::string>& fingerprint_files,
                                        const IndexRules& rules) {
  std::vector<Fingerprint> fingerprints;
  for (const auto& [path, bytes] : fingerprint_files) {
    Result<Fingerprint> f = read_fingerprint(bytes);
    if (!f) {
      Damage wrong = f.error();
      wrong.origin = path;
      return wrong;
    }
    fingerprints.push_back(std::move(*f));
  }
  if (const Result<NoticeRules> notices = read_notice_rules(rules.notices); !notices)
    return notices.error();
  if (const Result<std::vector<Separator>> separators = read_separators(rules.separators);
      !separators)
    return separators.error();
  return build_license_index(std::move(fingerprints), rules);
}

}  // namespace modelaudit::assess
