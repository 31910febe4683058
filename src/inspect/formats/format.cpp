// The table of formats. Order matters: magic first, then names that help where a format has none,
// last the check that a name that promises weights holds some.
#include "inspect/formats/format.h"

#include <algorithm>
#include <array>

#include "inspect/formats/readers.h"

namespace modelaudit::inspect {
namespace {

constexpr std::array kFormats = {
    Format{ArtifactKind::empty, "empty file", is_empty_file, read_empty_file},
    Format{ArtifactKind::gguf, "GGUF", is_gguf, read_gguf},
    Format{ArtifactKind::other, "reversed GGUF magic", is_reversed_gguf, read_reversed_gguf},
    Format{ArtifactKind::ggml_legacy, "GGML before GGUF", is_ggml_legacy, read_ggml_legacy},
    Format{ArtifactKind::lfs_pointer, "Git LFS pointer", is_lfs_pointer, read_lfs_pointer},
    Format{ArtifactKind::html_page, "web page", is_web_page, read_web_page},
    Format{ArtifactKind::npy, "NumPy array", is_npy, read_npy},
    Format{ArtifactKind::hdf5, "HDF5", is_hdf5, read_hdf5},
    Format{ArtifactKind::tflite, "TFLite", is_tflite, read_tflite, read_tflite_at},
    Format{ArtifactKind::litertlm, "LiteRT-LM", is_litertlm, read_litertlm, read_litertlm_at},
    Format{ArtifactKind::zim, "ZIM", is_zim, read_zim, read_zim_at},
    Format{ArtifactKind::other, "opaque model", is_opaque_model, read_opaque_model},
    Format{ArtifactKind::safetensors, "safetensors", is_safetensors, read_safetensors},
    Format{ArtifactKind::coreml, "Core ML", is_coreml, read_coreml, read_coreml_at},
    Format{ArtifactKind::onnx, "ONNX", is_onnx, read_onnx, read_onnx_at},
    Format{ArtifactKind::openvino, "OpenVINO IR", is_openvino, read_openvino},
    Format{ArtifactKind::pickle, "pickle", is_pickle, read_pickle},
    Format{ArtifactKind::other, "misnamed weights", is_misnamed_weights, read_misnamed_weights},
};

// A finding quotes the input in part only: names can be as long as the file.
constexpr size_t kQuotedBytes = 400;

std::string clipped(std::string text) {
  if (text.size() <= kQuotedBytes) return text;
  text.resize(kQuotedBytes);
  return text + "…";
}

}  // namespace

void ReadContext::report(std::string code, DamageClass damage_class, uint64_t offset,
                         std::string expected, std::string found) {
  if (damage_class != DamageClass::note) artifact.complete = false;
  const uint64_t limit = std::max<uint64_t>(limits[LimitName::problems_per_artifact], 1);
  const uint64_t before = reported[code]++;
  if (before >= limit) return;
  found = clipped(std::move(found));
  if (before + 1 == limit) found += " (more of this kind follow and are not listed)";
  damages.push_back(Damage{
      std::move(code), damage_class, {}, offset, clipped(std::move(expected)), std::move(found)});
}

void read_facts(const Format& format, ByteStream& in, RandomAccess* access, ReadContext& context) {
  if (format.read_at != nullptr && access != nullptr) {
    format.read_at(*access, context);
  } else {
    format.read(in, context);
  }
}

std::span<const Format> formats() { return kFormats; }

const Format* recognize(Bytes head, std::string_view file_name) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(),
                   [&](const Format& format) { return format.recognizes(head, file_name); });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace modelaudit::inspect
