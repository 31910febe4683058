// RangeMap: every byte of an artifact belongs to exactly one row.
//
// The idea is bloaty's: what no reader explains is a row (`unaccounted`), never a gap, so the rows
// always add up to the size. Readers claim ranges in any order; a claim takes only bytes that
// nobody claimed before it (overlaps are damage, reported by the reader that sees them, and are
// counted once here).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace modelaudit {

enum class ExtentKind { header, metadata, tensor, padding, member, unaccounted };

/// Bytes by kind. The sum of all fields is the size of the artifact.
struct Extents {
  uint64_t header = 0;
  uint64_t metadata = 0;
  uint64_t tensors = 0;
  uint64_t padding = 0;
  uint64_t members = 0;
  uint64_t unaccounted = 0;

  uint64_t total() const { return header + metadata + tensors + padding + members + unaccounted; }
  friend bool operator==(const Extents&, const Extents&) = default;
};

class RangeMap {
 public:
  /// Claims the unclaimed bytes of [begin, end) for a kind. Returns how many bytes were already
  /// claimed: the overlap.
  uint64_t claim(uint64_t begin, uint64_t end, ExtentKind kind);

  /// Bytes by kind over [0, size); claims beyond size are cut, what nobody claimed is unaccounted.
  Extents sum(uint64_t size) const;

  /// The unclaimed ranges of [0, size), in order, at most `limit` of them: {begin, end}.
  std::map<uint64_t, uint64_t> unclaimed(uint64_t size, size_t limit = 1000) const;

  /// The ranges claimed for a kind, in order: {begin, end}.
  std::vector<std::pair<uint64_t, uint64_t>> of(ExtentKind kind) const;

  /// Where the last claim ends; 0 without one.
  uint64_t end() const;

 private:
  struct Range {
    uint64_t begin;
    uint64_t end;
    ExtentKind kind;
  };
  struct Place {
    size_t block;
    size_t index;
  };

  Place first_ending_after(uint64_t offset) const;
  void insert(Place place, Range range);

  // Disjoint ranges in order, in blocks of bounded length: readers claim mostly in order (an
  // append), but a million claims in any order stay cheap as well, at 24 bytes a range. Blocks are
  // never empty; neighbours of one kind are merged where they meet in a block.
  std::vector<std::vector<Range>> blocks_;
};

}  // namespace modelaudit
