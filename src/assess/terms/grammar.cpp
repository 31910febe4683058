#include "assess/terms/grammar.h"

namespace modelaudit::assess {

void Grammar::load(const LicenseIndex& index, const IndexedText& text, bool backward) {
  words_ = text.words;
  size_ = static_cast<uint32_t>(text.words.size());
  backward_ = backward;
  stretches_.clear();
  alternatives_.clear();
  begins_.assign(size_ + 1, 0);
  for (uint32_t i = 0; i < text.span_count; ++i) {
    const SpanRow row = index.span_row(text, i);
    Stretch s;
    s.kind = row.kind;
    s.begin = backward ? size_ - row.end : row.begin;
    s.end = backward ? size_ - row.begin : row.end;
    s.least = row.least;
    s.most = row.most;
    s.first_alternative = static_cast<uint32_t>(alternatives_.size());
    s.alternative_count = static_cast<uint32_t>(row.alternatives.size());
    for (size_t k = 0; k < row.alternatives.size(); ++k)
      alternatives_.push_back(index.alternative(row.alternatives[k]));
    begins_[s.begin] = 1;
    stretches_.push_back(s);
  }
  if (!backward) return;
  std::stable_sort(stretches_.begin(), stretches_.end(), [](const Stretch& a, const Stretch& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
}

std::span<const Stretch> Grammar::at(uint32_t o) const {
  const auto first = std::partition_point(stretches_.begin(), stretches_.end(),
                                          [&](const Stretch& s) { return s.begin < o; });
  auto last = first;
  while (last != stretches_.end() && last->begin == o) ++last;
  return {first, last};
}

}  // namespace modelaudit::assess
