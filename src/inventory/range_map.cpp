#include "inventory/range_map.h"

#include <algorithm>

namespace modelaudit {

uint64_t RangeMap::claim(uint64_t begin, uint64_t end, ExtentKind kind) {
  uint64_t overlap = 0;
  uint64_t at = begin;
  auto next = ranges_.upper_bound(begin);
  if (next != ranges_.begin()) {
    const auto before = std::prev(next);
    if (before->second.end > at) {
      const uint64_t covered = std::min(before->second.end, end);
      overlap += covered - at;
      at = covered;
    }
  }
  while (at < end) {
    const uint64_t stop = next == ranges_.end() ? end : std::min(end, next->first);
    if (at < stop) {
      const auto previous = next == ranges_.begin() ? ranges_.end() : std::prev(next);
      if (previous != ranges_.end() && previous->second.end == at && previous->second.kind == kind) {
        previous->second.end = stop;
      } else {
        ranges_.emplace_hint(next, at, Range{stop, kind});
      }
    }
    if (next == ranges_.end() || next->first >= end) break;
    const uint64_t covered = std::min(next->second.end, end);
    overlap += covered - next->first;
    at = covered;
    ++next;
  }
  return overlap;
}

Extents RangeMap::sum(uint64_t size) const {
  Extents extents;
  uint64_t claimed = 0;
  for (const auto& [begin, range] : ranges_) {
    if (begin >= size) break;
    const uint64_t bytes = std::min(range.end, size) - begin;
    claimed += bytes;
    switch (range.kind) {
      case ExtentKind::header: extents.header += bytes; break;
      case ExtentKind::metadata: extents.metadata += bytes; break;
      case ExtentKind::tensor: extents.tensors += bytes; break;
      case ExtentKind::padding: extents.padding += bytes; break;
      case ExtentKind::member: extents.members += bytes; break;
      case ExtentKind::unaccounted: extents.unaccounted += bytes; break;
    }
  }
  extents.unaccounted += size - claimed;
  return extents;
}

std::map<uint64_t, uint64_t> RangeMap::unclaimed(uint64_t size, size_t limit) const {
  std::map<uint64_t, uint64_t> gaps;
  uint64_t at = 0;
  for (const auto& [begin, range] : ranges_) {
    if (begin >= size || gaps.size() >= limit) break;
    if (begin > at) gaps.emplace(at, begin);
    at = std::max(at, range.end);
  }
  if (at < size && gaps.size() < limit) gaps.emplace(at, size);
  return gaps;
}

}  // namespace modelaudit
