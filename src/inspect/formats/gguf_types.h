// The tensor types of GGUF, as one table: id, name, elements of a block, bytes of a block, extra
// bytes of each row.
//
// A tensor takes rows × (row / block_elements × block_bytes + row_extra_bytes) bytes, where a row
// is the first dimension and must be whole blocks. Sizes are those of ggml (include/ggml.h,
// src/ggml-common.h, 2026-08) and, from 97 on, of ik_llama.cpp, whose types carry scales per row.
// Ids 31 to 33, 37 and 38 were repacked layouts of Q4_0 and IQ4_NL in files of 2024; ggml refuses
// them today, their size is known. Id 36 has two meanings (IQ4_NL_4_4 in ggml, I2_S in BitNet and
// ik_llama.cpp) with different sizes, so its size is not computed. Q8_1 has 36 bytes: the 40 of
// gguf-py are an error there.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace modelaudit::inspect {

enum class GgmlStatus {
  live,            ///< current ggml reads it
  removed,         ///< old files hold it; current ggml refuses it
  never_released,  ///< no release wrote it into a GGUF file
  ambiguous,       ///< two writers use the id for different layouts
  fork,            ///< ik_llama.cpp only
  unsized,         ///< named by a fork, size not known
};

struct GgmlType {
  uint32_t id;
  std::string_view name;
  uint64_t block_elements;  ///< 0 when unsized
  uint64_t block_bytes;
  uint64_t row_extra_bytes;
  GgmlStatus status;
};

constexpr std::array kGgmlTypes = {
    GgmlType{0, "F32", 1, 4, 0, GgmlStatus::live},
    GgmlType{1, "F16", 1, 2, 0, GgmlStatus::live},
    GgmlType{2, "Q4_0", 32, 18, 0, GgmlStatus::live},
    GgmlType{3, "Q4_1", 32, 20, 0, GgmlStatus::live},
    GgmlType{4, "Q4_2", 16, 10, 0, GgmlStatus::never_released},
    GgmlType{5, "Q4_3", 16, 12, 0, GgmlStatus::never_released},
    GgmlType{6, "Q5_0", 32, 22, 0, GgmlStatus::live},
    GgmlType{7, "Q5_1", 32, 24, 0, GgmlStatus::live},
    GgmlType{8, "Q8_0", 32, 34, 0, GgmlStatus::live},
    GgmlType{9, "Q8_1", 32, 36, 0, GgmlStatus::live},
    GgmlType{10, "Q2_K", 256, 84, 0, GgmlStatus::live},
    GgmlType{11, "Q3_K", 256, 110, 0, GgmlStatus::live},
    GgmlType{12, "Q4_K", 256, 144, 0, GgmlStatus::live},
    GgmlType{13, "Q5_K", 256, 176, 0, GgmlStatus::live},
    GgmlType{14, "Q6_K", 256, 210, 0, GgmlStatus::live},
    GgmlType{15, "Q8_K", 256, 292, 0, GgmlStatus::live},
    GgmlType{16, "IQ2_XXS", 256, 66, 0, GgmlStatus::live},
    GgmlType{17, "IQ2_XS", 256, 74, 0, GgmlStatus::live},
    GgmlType{18, "IQ3_XXS", 256, 98, 0, GgmlStatus::live},
    GgmlType{19, "IQ1_S", 256, 50, 0, GgmlStatus::live},
    GgmlType{20, "IQ4_NL", 32, 18, 0, GgmlStatus::live},
    GgmlType{21, "IQ3_S", 256, 110, 0, GgmlStatus::live},
    GgmlType{22, "IQ2_S", 256, 82, 0, GgmlStatus::live},
    GgmlType{23, "IQ4_XS", 256, 136, 0, GgmlStatus::live},
    GgmlType{24, "I8", 1, 1, 0, GgmlStatus::live},
    GgmlType{25, "I16", 1, 2, 0, GgmlStatus::live},
    GgmlType{26, "I32", 1, 4, 0, GgmlStatus::live},
    GgmlType{27, "I64", 1, 8, 0, GgmlStatus::live},
    GgmlType{28, "F64", 1, 8, 0, GgmlStatus::live},
    GgmlType{29, "IQ1_M", 256, 56, 0, GgmlStatus::live},
    GgmlType{30, "BF16", 1, 2, 0, GgmlStatus::live},
    GgmlType{31, "Q4_0_4_4", 32, 18, 0, GgmlStatus::removed},
    GgmlType{32, "Q4_0_4_8", 32, 18, 0, GgmlStatus::removed},
    GgmlType{33, "Q4_0_8_8", 32, 18, 0, GgmlStatus::removed},
    GgmlType{34, "TQ1_0", 256, 54, 0, GgmlStatus::live},
    GgmlType{35, "TQ2_0", 256, 66, 0, GgmlStatus::live},
    GgmlType{36, "IQ4_NL_4_4", 32, 18, 0, GgmlStatus::ambiguous},
    GgmlType{37, "IQ4_NL_4_8", 32, 18, 0, GgmlStatus::removed},
    GgmlType{38, "IQ4_NL_8_8", 32, 18, 0, GgmlStatus::removed},
    GgmlType{39, "MXFP4", 32, 17, 0, GgmlStatus::live},
    GgmlType{40, "NVFP4", 64, 36, 0, GgmlStatus::live},
    GgmlType{41, "Q1_0", 128, 18, 0, GgmlStatus::live},
    GgmlType{42, "Q2_0", 64, 18, 0, GgmlStatus::live},
    GgmlType{97, "Q8_0_X4", 32, 34, 0, GgmlStatus::fork},
    GgmlType{98, "Q8_1_X4", 32, 36, 0, GgmlStatus::fork},
    GgmlType{99, "Q8_2_X4", 32, 36, 0, GgmlStatus::fork},
    GgmlType{133, "Q6_0", 32, 26, 0, GgmlStatus::fork},
    GgmlType{134, "IQ1_BN", 64, 13, 2, GgmlStatus::fork},
    GgmlType{135, "IQ2_BN", 64, 16, 4, GgmlStatus::fork},
    GgmlType{136, "Q8_K64", 64, 68, 0, GgmlStatus::fork},
    GgmlType{137, "IQ2_K", 256, 76, 0, GgmlStatus::fork},
    GgmlType{138, "IQ3_K", 256, 110, 0, GgmlStatus::fork},
    GgmlType{139, "IQ4_K", 256, 144, 0, GgmlStatus::fork},
    GgmlType{140, "IQ5_K", 256, 176, 0, GgmlStatus::fork},
    GgmlType{141, "IQ6_K", 256, 212, 0, GgmlStatus::fork},
    GgmlType{142, "IQ2_TN", 0, 0, 0, GgmlStatus::unsized},
    GgmlType{143, "IQ1_TN", 0, 0, 0, GgmlStatus::unsized},
    GgmlType{144, "IQ4_KS", 256, 136, 4, GgmlStatus::fork},
    GgmlType{145, "IQ2_KS", 256, 70, 2, GgmlStatus::fork},
    GgmlType{146, "IQ4_KSS", 256, 128, 4, GgmlStatus::fork},
    GgmlType{147, "Q8_K16", 64, 64, 20, GgmlStatus::fork},
    GgmlType{148, "Q8_K32", 256, 292, 0, GgmlStatus::fork},
    GgmlType{149, "Q8_KR8", 256, 292, 0, GgmlStatus::fork},
    GgmlType{150, "Q8_K128", 128, 140, 0, GgmlStatus::fork},
    GgmlType{151, "Q8_KV", 32, 32, 8, GgmlStatus::fork},
    GgmlType{152, "IQ5_KS", 256, 168, 4, GgmlStatus::fork},
    GgmlType{153, "IQ2_KT", 256, 68, 4, GgmlStatus::fork},
    GgmlType{154, "IQ3_KT", 256, 100, 4, GgmlStatus::fork},
    GgmlType{155, "IQ4_KT", 256, 128, 4, GgmlStatus::fork},
    GgmlType{156, "IQ3_KS", 256, 102, 2, GgmlStatus::fork},
    GgmlType{157, "IQ2_KL", 256, 86, 2, GgmlStatus::fork},
    GgmlType{158, "IQ1_KT", 256, 56, 4, GgmlStatus::fork},
    GgmlType{202, "Q4_0_R8", 32, 18, 0, GgmlStatus::fork},
    GgmlType{206, "Q5_0_R4", 32, 22, 0, GgmlStatus::fork},
    GgmlType{208, "Q8_0_R8", 32, 34, 0, GgmlStatus::fork},
    GgmlType{210, "Q2_K_R4", 256, 84, 0, GgmlStatus::fork},
    GgmlType{211, "Q3_K_R4", 256, 110, 0, GgmlStatus::fork},
    GgmlType{212, "Q4_K_R4", 256, 144, 0, GgmlStatus::fork},
    GgmlType{213, "Q5_K_R4", 256, 176, 0, GgmlStatus::fork},
    GgmlType{214, "Q6_K_R4", 256, 210, 0, GgmlStatus::fork},
    GgmlType{216, "IQ2_XXS_R4", 256, 66, 0, GgmlStatus::fork},
    GgmlType{217, "IQ2_XS_R4", 256, 74, 0, GgmlStatus::fork},
    GgmlType{218, "IQ3_XXS_R4", 256, 98, 0, GgmlStatus::fork},
    GgmlType{219, "IQ1_S_R4", 32, 6, 2, GgmlStatus::fork},
    GgmlType{220, "IQ4_NL_R4", 32, 18, 0, GgmlStatus::fork},
    GgmlType{221, "IQ3_S_R4", 256, 110, 0, GgmlStatus::fork},
    GgmlType{222, "IQ2_S_R4", 256, 82, 0, GgmlStatus::fork},
    GgmlType{223, "IQ4_XS_R8", 256, 136, 0, GgmlStatus::fork},
    GgmlType{229, "IQ1_M_R4", 32, 7, 2, GgmlStatus::fork},
    GgmlType{230, "BF16_R16", 1, 2, 0, GgmlStatus::fork},
    GgmlType{233, "Q6_0_R4", 32, 26, 0, GgmlStatus::fork},
    GgmlType{335, "IQ2_BN_R4", 64, 16, 4, GgmlStatus::fork},
    GgmlType{337, "IQ2_K_R4", 256, 76, 0, GgmlStatus::fork},
    GgmlType{338, "IQ3_K_R4", 256, 110, 0, GgmlStatus::fork},
    GgmlType{339, "IQ4_K_R4", 256, 144, 0, GgmlStatus::fork},
    GgmlType{340, "IQ5_K_R4", 256, 176, 0, GgmlStatus::fork},
    GgmlType{344, "IQ4_KS_R4", 256, 136, 4, GgmlStatus::fork},
    GgmlType{352, "IQ5_KS_R4", 256, 168, 4, GgmlStatus::fork},
    GgmlType{353, "MXFP4_R8", 0, 0, 0, GgmlStatus::unsized},
    GgmlType{397, "Q8_K_R16", 0, 0, 0, GgmlStatus::unsized},
    GgmlType{398, "Q8_KV_R8", 32, 32, 4, GgmlStatus::fork},
    GgmlType{399, "Q8_K_R8", 256, 258, 0, GgmlStatus::fork},
};

/// The type of an id; null for an id that nobody has named.
constexpr const GgmlType* find_ggml_type(uint32_t id) {
  const auto* const row =
      std::lower_bound(kGgmlTypes.begin(), kGgmlTypes.end(), id,
                       [](const GgmlType& type, uint32_t wanted) { return type.id < wanted; });
  return row != kGgmlTypes.end() && row->id == id ? row : nullptr;
}

static_assert(std::is_sorted(kGgmlTypes.begin(), kGgmlTypes.end(),
                             [](const GgmlType& a, const GgmlType& b) { return a.id < b.id; }));

}  // namespace modelaudit::inspect
