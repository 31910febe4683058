// InflateBudget: what decoding may produce, over all members of one artifact, nested ones included.
//
// Claimed sizes never count, only bytes that were produced. Three bounds: the total (limit inflated_total); for each
// member inflate_ratio times the stored bytes it was decoded from; and the same ratio over the outermost file, so that
// bombs spread over many members or levels end as well. Small outputs are free of the ratio: 16 MiB of zeros in a few
// kilobytes are an honest member.
#pragma once

#include <cstdint>

#include "core/checked.h"
#include "core/limits.h"

namespace modelaudit::inspect {

class InflateBudget {
 public:
  static constexpr uint64_t kFreeOfRatio = 16 * kMiB;
  static constexpr uint64_t kFreeOfRatioInAll = 64 * kMiB;

  /// `outer_bytes`: size of the outermost file.
  InflateBudget(const Limits& limits, uint64_t outer_bytes)
      : ratio_(limits[LimitName::inflate_ratio]),
        total_(limits[LimitName::inflated_total]),
        total_by_ratio_(checked_mul(ratio_, outer_bytes).value_or(~uint64_t{0})) {
    if (total_by_ratio_ < kFreeOfRatioInAll) total_by_ratio_ = kFreeOfRatioInAll;
  }

  /// True while a member that produced `out` bytes from `in` stored ones, `more` of them new, may go on.
  bool take(uint64_t more, uint64_t out, uint64_t in) {
    produced_ = checked_add(produced_, more).value_or(~uint64_t{0});
    return produced_ <= total_ && produced_ <= total_by_ratio_ && within_ratio(out, in);
  }
  bool within_ratio(uint64_t out, uint64_t in) const {
    return out <= kFreeOfRatio || out <= checked_mul(ratio_, in).value_or(~uint64_t{0});
  }
  uint64_t ratio() const { return ratio_; }
  uint64_t left() const { return produced_ < total_ ? total_ - produced_ : 0; }

 private:
  uint64_t ratio_;
  uint64_t total_;
  uint64_t total_by_ratio_;
  uint64_t produced_ = 0;
};

}  // namespace modelaudit::inspect
