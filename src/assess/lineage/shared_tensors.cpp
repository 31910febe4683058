#include "assess/lineage/shared_tensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <unordered_map>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr uint64_t kSmallest = 1024;

constexpr std::array<std::string_view, 9> kComputedAlike = {
    "rope_freqs", "inv_freq", "rotary_emb", "masked_bias", "attn.bias", "position_ids", "relative_position_index",
    "causal_mask", "num_batches_tracked"};

struct DigestHash {
  size_t operator()(const Digest& digest) const {
    uint64_t head = 0;
    std::memcpy(&head, digest.bytes.data(), sizeof head);  // a SHA-256 is as good a hash as any
    return static_cast<size_t>(head);
  }
};

struct Place {
  uint64_t bytes = 0;
  std::vector<size_t> packages;
};

}  // namespace

bool is_telling(const Tensor& tensor) {
  if (!tensor.sha256 || tensor.degenerate || tensor.bytes.value_or(0) < kSmallest) return false;
  const std::string name = ascii_lower(tensor.name);
  for (std::string_view word : kComputedAlike) {
    if (name.find(word) != std::string::npos) return false;
  }
  return true;
}

TensorSharing shared_tensors(const InventoryView& view) {
  TensorSharing sharing;
  sharing.tensors_of.assign(view.packages.size(), 0);
  sharing.bytes_of.assign(view.packages.size(), 0);

  std::unordered_map<Digest, Place, DigestHash> places;
  for (size_t i = 0; i < view.packages.size(); ++i) {
    for (const Artifact* artifact : view.packages[i].artifacts) {
      for (const Tensor& tensor : artifact->tensors) {
        if (!is_telling(tensor)) continue;
        Place& place = places[*tensor.sha256];
        place.bytes = *tensor.bytes;
        if (!place.packages.empty() && place.packages.back() == i) continue;
        place.packages.push_back(i);
        sharing.tensors_of[i] += 1;
        sharing.bytes_of[i] += *tensor.bytes;
      }
    }
  }
  std::map<std::vector<size_t>, SharedTensors> groups;
  for (auto& [digest, place] : places) {
    if (place.packages.size() < 2) continue;
    SharedTensors& group = groups[place.packages];
    group.tensors += 1;
    group.bytes += place.bytes;
  }
  for (auto& [packages, group] : groups) {
    group.packages = packages;
    sharing.groups.push_back(std::move(group));
  }
  return sharing;
}

}  // namespace modelaudit::assess
