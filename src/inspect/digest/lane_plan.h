// Which streams go to which lanes: the choice between a few fast lanes and many slow ones.
//
// A narrow kernel (SHA extensions) runs one stream at full speed and a second one beside it for
// almost nothing; a wide one (AVX-512) does more in all, but each of its 16 lanes at a fifth of
// that speed. So a stream much longer than the others belongs in a narrow lane: in a wide one,
// everything would wait for it with 15 lanes idle. What the long ones leave of the narrow lanes'
// time is filled with blocks of the others, for free.
//
// The plan is a cost estimate over the blocks that are waiting. It decides time only, never a
// digest.
#pragma once

#include <cstdint>
#include <span>

#include "inspect/digest/kernel.h"

namespace modelaudit::inspect {

struct LanePlan {
  size_t narrow_first = 0;  ///< so many of the longest streams are kept out of the wide lanes
  uint64_t wide_blocks =
      0;            ///< blocks to do in wide lanes before the narrow ones get what is left; 0: none
  double cost = 0;  ///< in blocks of one stream alone

  friend bool operator==(const LanePlan&, const LanePlan&) = default;
};

/// The cheapest plan for streams with so many blocks each, longest first.
LanePlan plan_lanes(std::span<const uint64_t> longest_first, const Kernel& kernel);

/// The fewest streams for which a step in wide lanes beats one in narrow lanes.
size_t least_wide_streams(const Kernel& kernel);

}  // namespace modelaudit::inspect
