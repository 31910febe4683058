#include "inspect/sources/file_roles.h"

#include <array>
#include <string>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

constexpr std::array kWeightExtensions = {
    ".gguf", ".ggml", ".ggjt", ".safetensors", ".pt", ".pth", ".ckpt", ".onnx", ".tflite", ".task", ".litertlm", ".h5",
    ".hdf5", ".keras", ".mlmodel", ".npz", ".npy", ".mar", ".engine", ".pdparams", ".msgpack", ".llamafile"};

// Stems of `.bin` and extension-less files that are weights in practice.
constexpr std::array kWeightStems = {"pytorch_model", "model", "weights", "adapter_model", "diffusion_pytorch_model",
                                     "ggml-model", "consolidated", "flax_model", "tf_model", "adapter_cache",
                                     "openvino_model"};

constexpr std::array kTextExtensions = {"", ".txt", ".md", ".markdown", ".rst", ".html", ".htm", ".text", ".tex", ".adoc"};

struct Row {
  std::string_view word;
  FileRole role;
};

// Words that a text file's name may hold, in the order in which they decide.
constexpr std::array kTextWords = {
    Row{"use_policy", FileRole::policy},        Row{"use-policy", FileRole::policy},
    Row{"acceptable_use", FileRole::policy},    Row{"acceptable-use", FileRole::policy},
    Row{"prohibited_use", FileRole::policy},    Row{"prohibited-use", FileRole::policy},
    Row{"usage_policy", FileRole::policy},      Row{"usage-policy", FileRole::policy},
    Row{"license", FileRole::license},          Row{"licence", FileRole::license},
    Row{"copying", FileRole::license},          Row{"terms_of_use", FileRole::license},
    Row{"terms-of-use", FileRole::license},     Row{"terms", FileRole::license},
    Row{"eula", FileRole::license},             Row{"agreement", FileRole::license},
    Row{"notice", FileRole::notice},            Row{"model_card", FileRole::card},
    Row{"model-card", FileRole::card},          Row{"modelcard", FileRole::card},
};

constexpr std::array kExactNames = {
    Row{"config.json", FileRole::config},
    Row{"generation_config.json", FileRole::generation_config},
    Row{"adapter_config.json", FileRole::adapter_config},
    Row{"model_index.json", FileRole::model_index},
    Row{"mergekit_config.yml", FileRole::merge_recipe},
    Row{"mergekit_config.yaml", FileRole::merge_recipe},
    Row{"mergekit_moe_config.yml", FileRole::merge_recipe},
    Row{"manifest.json", FileRole::manifest},
    Row{"gallery-entry.yaml", FileRole::card},
    Row{"modelaudit.chain.toml", FileRole::chain},
    Row{"reuse.toml", FileRole::sidecar_license},
    Row{"tokenizer.json", FileRole::tokenizer},
    Row{"tokenizer_config.json", FileRole::tokenizer},
    Row{"tokenizer.model", FileRole::tokenizer},
    Row{"special_tokens_map.json", FileRole::tokenizer},
    Row{"added_tokens.json", FileRole::tokenizer},
    Row{"vocab.json", FileRole::tokenizer},
    Row{"vocab.txt", FileRole::tokenizer},
    Row{"merges.txt", FileRole::tokenizer},
    Row{"spiece.model", FileRole::tokenizer},
    Row{"spm.model", FileRole::tokenizer},
    Row{"sentencepiece.bpe.model", FileRole::tokenizer},
};

bool contains(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

std::string_view extension_of(std::string_view name) {
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

template <size_t N>
bool one_of(const std::array<const char*, N>& words, std::string_view word) {
  for (const char* candidate : words) {
    if (word == candidate) return true;
  }
  return false;
}

// A license file may have what looks like an extension: `LICENSE-APACHE-2.0`, `LICENSE.apache`, `LICENSE_V1.1`.
bool begins_like_terms(std::string_view name) {
  return name.starts_with("license") || name.starts_with("licence") || name.starts_with("copying") ||
         name.starts_with("notice") || name.starts_with("model_license") || name.starts_with("unlicense");
}

}  // namespace

std::string_view file_name_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view directory_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool has_weights_name(std::string_view file_name) {
  const std::string name = ascii_lower(file_name);
  const std::string_view extension = extension_of(name);
  if (one_of(kWeightExtensions, extension)) return true;
  if (extension != ".bin" && extension != ".pkl" && extension != ".msgpack" && extension != ".pb") return false;
  const std::string_view stem = std::string_view(name).substr(0, name.size() - extension.size());
  for (const char* known : kWeightStems) {
    if (stem.starts_with(known)) return true;
  }
  return stem.find("-of-0") != std::string_view::npos || contains(stem, "ggml");
}

FileRole file_role(std::string_view file_name) {
  const std::string name = ascii_lower(file_name);
  for (const Row& row : kExactNames) {
    if (name == row.word) return row.role;
  }
  if (name.ends_with(".index.json")) return FileRole::index;
  if (has_weights_name(name)) return FileRole::weights;
  if (name.size() > 8 && name.ends_with(".license")) return FileRole::sidecar_license;
  const std::string_view extension = extension_of(name);
  const bool text = one_of(kTextExtensions, extension);
  if (text || begins_like_terms(name)) {
    for (const Row& row : kTextWords) {
      if (contains(name, row.word)) return row.role;
    }
  }
  if (text && name.starts_with("readme")) return FileRole::card;
  if (extension == ".json") return FileRole::json;
  if (text) return extension.empty() ? FileRole::other : FileRole::document;
  return FileRole::other;
}

}  // namespace modelaudit::inspect
