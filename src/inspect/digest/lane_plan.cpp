#include "inspect/digest/lane_plan.h"

#include <algorithm>
#include <cmath>

namespace modelaudit::inspect {
namespace {

constexpr size_t kMostNarrowFirst =
    8;  // beyond that, streams are "many" and none is much longer than the rest

/// Time of `sum` blocks in narrow lanes, of which `longest` are one stream.
double narrow_cost(double longest, double sum, const Kernel& kernel) {
  return std::max(longest, sum / kernel.narrow_rate);
}

}  // namespace

size_t least_wide_streams(const Kernel& kernel) {
  return static_cast<size_t>(
      std::ceil(static_cast<double>(kernel.wide.lanes) * kernel.narrow_rate / kernel.wide_rate));
}

LanePlan plan_lanes(std::span<const uint64_t> longest_first, const Kernel& kernel) {
  LanePlan best;
  if (longest_first.empty()) return best;
  double total = 0;
  for (const uint64_t blocks : longest_first) total += static_cast<double>(blocks);
  const double longest = static_cast<double>(longest_first.front());
  best.cost = narrow_cost(longest, total, kernel);
  if (kernel.wide.compress == nullptr || longest_first.size() < least_wide_streams(kernel))
    return best;

  const double lanes = static_cast<double>(kernel.wide.lanes);
  double kept = 0;  // blocks of the streams that stay in narrow lanes
  for (size_t k = 0; k < std::min(longest_first.size(), kMostNarrowFirst + 1); ++k) {
    const double narrow = k == 0 ? 0 : narrow_cost(longest, kept, kernel);
    const double idle = k == 0 ? 0 : narrow * kernel.narrow_rate - kept;
    const double wide_blocks = total - kept - idle;
    if (wide_blocks > 0) {
      const double longest_lane =
          std::max(static_cast<double>(longest_first[k]), wide_blocks / lanes);
      const double cost = narrow + longest_lane * lanes / kernel.wide_rate;
      if (cost < best.cost) best = {k, static_cast<uint64_t>(std::ceil(wide_blocks)), cost};
    }
    kept += static_cast<double>(longest_first[k]);
  }
  return best;
}

}  // namespace modelaudit::inspect
