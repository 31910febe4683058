// Layout: do the tensors of an artifact cover its data, each byte once?
//
// A reader lists tensors with absolute extents; this checks them against each other and against the
// size, and claims every byte in the range map. Ranges that a format calls padding are claimed as
// such only up to the next aligned offset. Their bytes are not read here: PaddingWatch looks at
// them when the caller streams the data.
#pragma once

#include <optional>
#include <vector>

#include "inspect/formats/format.h"

namespace modelaudit::inspect {

struct LayoutRules {
  uint64_t data_begin = 0;
  uint64_t alignment = 1;  ///< each tensor begins at data_begin plus a multiple of it
  bool order_matters =
      false;  ///< a reader of the format refuses tensors that are listed in another order
};

/// Checks gaps, overlaps and order of artifact.tensors and claims their extents. Tensors without
/// `bytes` claim nothing.
void lay_out_tensors(ReadContext& context, const LayoutRules& rules);

/// What can be said only when the size is known: tensors past the end, bytes after the last one.
/// Readers call it when the stream knows its size; else the caller does, once it has counted the
/// bytes.
void check_end(ReadContext& context, uint64_t size);

/// Looks at the bytes of the ranges that were claimed as padding, in the order of the stream.
class PaddingWatch final : public StreamTap {
 public:
  explicit PaddingWatch(const RangeMap& ranges);
  void on_bytes(uint64_t offset, Bytes bytes) override;
  /// One note for each padding that is not zero.
  void report(ReadContext& context) const;

 private:
  struct Padding {
    uint64_t begin;
    uint64_t end;
    uint64_t not_zero = 0;
  };
  std::vector<Padding> paddings_;
  size_t next_ = 0;
};

}  // namespace modelaudit::inspect
