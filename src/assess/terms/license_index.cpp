#include "assess/terms/license_index.h"

#include <algorithm>

#include "assess/terms/license_index_layout.h"
#include "core/sha256.h"

namespace modelaudit::assess {
namespace {

using namespace index_layout;

Damage wrong(std::string expected, std::string found, uint64_t offset) {
  return {"license-index-malformed", DamageClass::damage, "", offset,
          std::move(expected),       std::move(found)};
}

uint64_t number64(std::span<const uint8_t> bytes, size_t at) {
  uint64_t value = 0;
  for (size_t i = 8; i > 0; --i) value = value << 8 | bytes[at + i - 1];
  return value;
}

bool within(uint64_t begin, uint64_t count, uint64_t size) {
  return begin <= size && count <= size - begin;
}

}  // namespace

Result<LicenseIndex> LicenseIndex::open(std::span<const uint8_t> bytes) { return parse(bytes); }

Result<LicenseIndex> LicenseIndex::open(std::string bytes) {
  auto owned = std::make_shared<const std::string>(std::move(bytes));
  const auto* data = static_cast<const uint8_t*>(static_cast<const void*>(owned->data()));
  Result<LicenseIndex> index = parse({data, owned->size()});
  if (index) index->owned_ = std::move(owned);
  return index;
}

Result<LicenseIndex> LicenseIndex::parse(std::span<const uint8_t> bytes) {
  if (bytes.size() < kHead + kSections * 16)
    return wrong("a license index", "fewer bytes than its head", bytes.size());
  if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
    return wrong("the magic " + std::string(kMagic) + " (rebuild the index with this program)",
                 "another magic", 0);
  if (number64(bytes, 8) != bytes.size())
    return wrong(std::to_string(number64(bytes, 8)) + " bytes", std::to_string(bytes.size()), 8);
  LicenseIndex index;
  index.bytes_ = bytes;
  std::copy_n(bytes.begin() + 16, 32, index.digest_.bytes.begin());
  std::array<std::span<const uint8_t>, kSections> sections;
  for (size_t s = 0; s < kSections; ++s) {
    const uint64_t offset = number64(bytes, kHead + s * 16);
    const uint64_t size = number64(bytes, kHead + s * 16 + 8);
    if (offset > bytes.size() || size > bytes.size() - offset)
      return wrong("a section inside the index", "one outside", kHead + s * 16);
    sections[s] = bytes.subspan(offset, size);
  }
  const auto numbers = [&](size_t s) {
    return Numbers(sections[s].data(), sections[s].size() / 4);
  };
  index.names_ = sections[kNames];
  const Numbers words = numbers(kWords);
  const Numbers texts = numbers(kTexts);
  const Numbers also = numbers(kAlso);
  index.spans_ = numbers(kSpans);
  index.span_alternatives_ = numbers(kSpanAlternatives);
  index.alternatives_ = numbers(kAlternatives);
  index.alternative_words_ = numbers(kAlternativeWords);
  index.sections_ = numbers(kLabels);
  index.gram_slots_ = numbers(kGramSlots);
  index.postings_ = numbers(kPostings);
  index.filter_ = sections[kFilter];
  const auto as_text = [&](size_t s) {
    return std::string_view(static_cast<const char*>(static_cast<const void*>(sections[s].data())),
                            sections[s].size());
  };
  index.notices_ = as_text(kNotices);
  index.separators_ = as_text(kSeparators);
  const size_t bits = index.filter_.size() * 8;
  const size_t slots = index.gram_slots_.size() / 3;
  if (bits == 0 || (bits & (bits - 1)) != 0 || slots == 0 || (slots & (slots - 1)) != 0)
    return wrong("tables whose size is a power of two", "others", kHead);
  index.filter_mask_ = static_cast<uint32_t>(bits - 1);
  const auto name = [&](uint32_t place, uint32_t size) -> std::optional<std::string_view> {
    if (!within(place, size, index.names_.size())) return std::nullopt;
    return std::string_view(
        static_cast<const char*>(static_cast<const void*>(index.names_.data())) + place, size);
  };
  const size_t span_rows = index.spans_.size() / kSpanNumbers;
  const size_t label_rows = index.sections_.size() / kLabelNumbers;
  const size_t also_rows = also.size() / kAlsoNumbers;
  uint32_t next_word = 0;
  for (size_t row = 0; row < texts.size() / kTextNumbers; ++row) {
    const size_t at = row * kTextNumbers;
    IndexedText text;
    std::array<std::string_view*, 5> fields = {&text.license, &text.version, &text.role,
                                               &text.language, &text.expression};
    for (size_t i = 0; i < fields.size(); ++i) {
      const auto value = name(texts[at + 2 * i], texts[at + 2 * i + 1]);
      if (!value) return wrong("a name inside the index", "one outside", row);
      *fields[i] = *value;
    }
    text.first_word = texts[at + 10];
    const uint32_t count = texts[at + 11];
    text.grams = texts[at + 12];
    text.required = texts[at + 13];
    text.first_span = texts[at + 14];
    text.span_count = texts[at + 15];
    text.first_section = texts[at + 16];
    text.section_count = texts[at + 17];
    if (text.first_word != next_word ||
        !within(text.first_word, count, std::min(words.size(), sections[kPunctuation].size())) ||
        text.required > count || !within(text.first_span, text.span_count, span_rows) ||
        !within(text.first_section, text.section_count, label_rows) ||
        !within(texts[at + 18], texts[at + 19], also_rows))
      return wrong("rows inside their tables", "others", row);
    next_word += count;
    text.words = words.part(text.first_word, count);
    text.punctuation = sections[kPunctuation].subspan(text.first_word, count);
    for (uint32_t i = 0; i < texts[at + 19]; ++i) {
      const size_t a = (texts[at + 18] + i) * kAlsoNumbers;
      const auto id = name(also[a], also[a + 1]);
      const auto version = name(also[a + 2], also[a + 3]);
      if (!id || !version) return wrong("a name inside the index", "one outside", row);
      text.also.emplace_back(*id, *version);
    }
    uint32_t last = 0;
    for (uint32_t i = 0; i < text.span_count; ++i) {
      const size_t s = (text.first_span + i) * kSpanNumbers;
      const uint32_t begin = index.spans_[s + 1];
      const uint32_t end = index.spans_[s + 2];
      if (index.spans_[s] > static_cast<uint32_t>(VariableSpan::Kind::choice) || begin < last ||
          begin > end || end > count || index.spans_[s + 3] > index.spans_[s + 4] ||
          !within(index.spans_[s + 5], index.spans_[s + 6], index.span_alternatives_.size()))
        return wrong("spans inside their text", "others", row);
      last = begin;
    }
    for (uint32_t i = 0; i < text.section_count; ++i) {
      const size_t s = (text.first_section + i) * kLabelNumbers;
      if (index.sections_[s] >= count || !name(index.sections_[s + 1], index.sections_[s + 2]))
        return wrong("section labels inside the index", "others", row);
    }
    index.texts_.push_back(std::move(text));
  }
  const size_t alternatives = index.alternatives_.size() / 2;
  for (size_t i = 0; i < alternatives; ++i)
    if (!within(index.alternatives_[2 * i], index.alternatives_[2 * i + 1],
                index.alternative_words_.size()))
      return wrong("alternatives inside the index", "others", i);
  for (size_t i = 0; i < index.span_alternatives_.size(); ++i)
    if (index.span_alternatives_[i] >= alternatives)
      return wrong("alternatives that are there", "others", i);
  if (index.texts_.size() > 0xFFFF)
    return wrong("at most 65,535 texts", std::to_string(index.texts_.size()), 0);
  return index;
}

bool LicenseIndex::intact() const { return sha256(bytes_.subspan(kHead)) == digest_; }

SpanRow LicenseIndex::span_row(const IndexedText& text, uint32_t i) const {
  const size_t s = (text.first_span + i) * kSpanNumbers;
  return {static_cast<VariableSpan::Kind>(spans_[s]), spans_[s + 1], spans_[s + 2], spans_[s + 3], spans_[s + 4],
          span_alternatives_.part(spans_[s + 5], spans_[s + 6])};
}

Numbers LicenseIndex::alternative(uint32_t i) const {
  return alternative_words_.part(alternatives_[2 * size_t{i}], alternatives_[2 * size_t{i} + 1]);
}

SectionStart LicenseIndex::section(const IndexedText& text, uint32_t i) const {
  const size_t s = (text.first_section + i) * kLabelNumbers;
  const auto* names = static_cast<const char*>(static_cast<const void*>(names_.data()));
  return {sections_[s], std::string(names + sections_[s + 1], sections_[s + 2])};
}

size_t LicenseIndex::text_of_word(uint32_t word) const {
  const auto after = std::partition_point(
      texts_.begin(), texts_.end(), [&](const IndexedText& t) { return t.first_word <= word; });
  return static_cast<size_t>(after - texts_.begin()) - 1;
}

Numbers LicenseIndex::postings(uint32_t gram) const {
  const size_t slots = gram_slots_.size() / 3;
  size_t slot = gram & (slots - 1);
  for (size_t tries = 0; tries < slots; ++tries) {
    const uint32_t count = gram_slots_[slot * 3 + 2];
    if (count == 0) return {};
    if (gram_slots_[slot * 3] == gram) {
      const uint32_t first = gram_slots_[slot * 3 + 1];
      if (!within(first, count, postings_.size())) return {};
      return postings_.part(first, count);
    }
    slot = (slot + 1) & (slots - 1);
  }
  return {};
}

}  // namespace modelaudit::assess
