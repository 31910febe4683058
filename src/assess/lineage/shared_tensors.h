// Tensors whose bytes stand in several packages of one scan (grade E1 by tensor: name and container do not count).
//
// What proves nothing is left out: tensors that inspect marked degenerate, tensors under 1 KiB, and tables that every
// model of an architecture computes alike (rotary frequencies, causal masks, position ids). Work and memory are linear
// in the number of tensors: packages are grouped by the set that shares a digest, never compared in pairs.
#pragma once

#include <cstdint>
#include <vector>

#include "assess/lineage/package_view.h"

namespace modelaudit::assess {

/// One set of packages and what all of its members share.
struct SharedTensors {
  std::vector<size_t> packages;  ///< indices in InventoryView::packages, ascending, at least two
  uint64_t tensors = 0;          ///< distinct digests that exactly this set shares
  uint64_t bytes = 0;
};

struct TensorSharing {
  std::vector<SharedTensors> groups;          ///< by the packages' order
  std::vector<uint64_t> tensors_of;           ///< comparable tensors of each package (distinct digests)
  std::vector<uint64_t> bytes_of;
};

TensorSharing shared_tensors(const InventoryView& view);

/// True for a tensor whose equality says something about where it comes from.
bool is_telling(const Tensor& tensor);

}  // namespace modelaudit::assess
