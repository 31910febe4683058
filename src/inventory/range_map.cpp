#include "inventory/range_map.h"

#include <algorithm>

namespace modelaudit {
namespace {

constexpr size_t kBlock = 512;  // ranges of a block; a full one is halved

}  // namespace

// The first range that ends after an offset; one past the last if there is none.
RangeMap::Place RangeMap::first_ending_after(uint64_t offset) const {
  const auto block =
      std::partition_point(blocks_.begin(), blocks_.end(),
                           [&](const std::vector<Range>& b) { return b.back().end <= offset; });
  if (block == blocks_.end()) return {blocks_.size(), 0};
  const auto range = std::partition_point(block->begin(), block->end(),
                                          [&](const Range& r) { return r.end <= offset; });
  return {static_cast<size_t>(block - blocks_.begin()),
          static_cast<size_t>(range - block->begin())};
}

// Puts a range before `place`; nothing there may overlap it.
void RangeMap::insert(Place place, Range range) {
  if (place.block == blocks_.size()) {
    if (blocks_.empty() || blocks_.back().size() >= kBlock) blocks_.emplace_back();
    place = {blocks_.size() - 1, blocks_.back().size()};
  }
  std::vector<Range>& block = blocks_[place.block];
  if (place.index > 0) {
    Range& before = block[place.index - 1];
    if (before.end == range.begin && before.kind == range.kind) {
      before.end = range.end;
      return;
    }
  }
  if (place.index < block.size()) {
    Range& after = block[place.index];
    if (range.end == after.begin && after.kind == range.kind) {
      after.begin = range.begin;
      return;
    }
  }
  block.insert(block.begin() + static_cast<std::ptrdiff_t>(place.index), range);
  if (block.size() <= kBlock) return;
  std::vector<Range> half(block.begin() + kBlock / 2, block.end());
  block.resize(kBlock / 2);
  blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(place.block + 1), std::move(half));
}

uint64_t RangeMap::claim(uint64_t begin, uint64_t end, ExtentKind kind) {
  uint64_t overlap = 0;
  uint64_t at = begin;
  while (at < end) {
    const Place place = first_ending_after(at);
    const Range* next = place.block < blocks_.size() ? &blocks_[place.block][place.index] : nullptr;
    if (next == nullptr || next->begin >= end) {
      insert(place, {at, end, kind});
      break;
    }
    const uint64_t covered = std::min(next->end, end);
    if (next->begin > at) {
      const uint64_t stop = next->begin;
      insert(place, {at, stop, kind});
      at = stop;
    } else {
      overlap += covered - at;
      at = covered;
    }
  }
  return overlap;
}

Extents RangeMap::sum(uint64_t size) const {
  Extents extents;
  uint64_t claimed = 0;
  for (const std::vector<Range>& block : blocks_) {
    for (const Range& range : block) {
      if (range.begin >= size) break;
      const uint64_t bytes = std::min(range.end, size) - range.begin;
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
  }
  extents.unaccounted += size - claimed;
  return extents;
}

std::map<uint64_t, uint64_t> RangeMap::unclaimed(uint64_t size, size_t limit) const {
  std::map<uint64_t, uint64_t> gaps;
  uint64_t at = 0;
  for (const std::vector<Range>& block : blocks_) {
    for (const Range& range : block) {
      if (range.begin >= size || gaps.size() >= limit) break;
      if (range.begin > at) gaps.emplace(at, range.begin);
      at = std::max(at, range.end);
    }
  }
  if (at < size && gaps.size() < limit) gaps.emplace(at, size);
  return gaps;
}

std::vector<std::pair<uint64_t, uint64_t>> RangeMap::of(ExtentKind kind) const {
  std::vector<std::pair<uint64_t, uint64_t>> found;
  for (const std::vector<Range>& block : blocks_) {
    for (const Range& range : block) {
      if (range.kind == kind) found.emplace_back(range.begin, range.end);
    }
  }
  return found;
}

uint64_t RangeMap::end() const { return blocks_.empty() ? 0 : blocks_.back().back().end; }

}  // namespace modelaudit
