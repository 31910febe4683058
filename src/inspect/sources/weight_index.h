// Sharded sets: `model.safetensors.index.json` and its kin (pytorch_model.bin.index.json, …): which tensor is in which
// file. The Hub's form: {"metadata": {"total_size": N}, "weight_map": {TENSOR: FILE}}. File names must be plain names:
// anything else could lead a loader out of the folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace modelaudit::inspect {

struct WeightIndex {
  struct Row {
    std::string tensor;
    uint32_t file = 0;                ///< position in `files`
  };
  std::vector<std::string> files;     ///< distinct, in order of appearance; raw bytes
  std::vector<Row> rows;
  std::optional<uint64_t> total_size;
  std::vector<Damage> problems;
};

WeightIndex read_weight_index(std::string_view text, const Limits& limits);

/// True for a name that stays in its folder: no separators, no `..`, no control characters, not empty.
bool is_plain_file_name(std::string_view name);

}  // namespace modelaudit::inspect
