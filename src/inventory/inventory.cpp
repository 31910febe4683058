#include "inventory/inventory.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "core/sha256.h"

namespace modelaudit {
namespace {

// The words of the JSON, in the order of the enumerations.
constexpr std::array kArtifactKinds = {
    "gguf", "safetensors", "ggml-legacy", "pytorch-zip", "pickle", "npy", "npz", "onnx", "tflite", "litertlm", "task",
    "keras", "hdf5", "openvino", "coreml", "zim", "zip", "tar", "7z", "cpio", "iso9660", "gzip", "bzip2", "xz", "zstd",
    "apk", "oci-layer", "android-image", "safetensors-index", "config", "generation-config", "adapter-config",
    "tokenizer", "model-index", "merge-recipe", "manifest", "lfs-pointer", "html-page", "text", "card", "license-text",
    "json", "empty", "other"};
static_assert(kArtifactKinds.size() == static_cast<size_t>(ArtifactKind::other) + 1);

constexpr std::array kTextRoles = {"license-file", "notice-file",   "policy-file",  "card-body",   "card-field",
                                   "metadata-value", "license-layer", "config-field", "document"};
static_assert(kTextRoles.size() == static_cast<size_t>(TextRole::document) + 1);

constexpr std::array kRelationKinds = {"base-model",     "adapter-of", "merged-from", "quantized-from",
                                       "shard-of",       "variant-of", "stored-as",   "source"};
static_assert(kRelationKinds.size() == static_cast<size_t>(RelationKind::source) + 1);

template <class Enum, size_t N>
std::optional<Enum> find_word(const std::array<const char*, N>& words, std::string_view word) {
  for (size_t i = 0; i < N; ++i) {
    if (word == words[i]) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

std::string short_id(std::string_view prefix, const Digest& digest) {
  return std::string(prefix) + to_hex(digest).substr(0, 16);
}

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

// Texts of one digest and role-independent body become one, with all their places.
void merge_texts(std::vector<Text>& texts) {
  const auto key = [](const Text& t) { return std::tie(t.digest, t.truncated, t.encoding, t.body); };
  std::stable_sort(texts.begin(), texts.end(), [&](const Text& a, const Text& b) { return key(a) < key(b); });
  std::vector<Text> merged;
  for (Text& text : texts) {
    if (!merged.empty() && merged.back().digest == text.digest) {
      std::vector<Occurrence>& places = merged.back().occurrences;
      places.insert(places.end(), text.occurrences.begin(), text.occurrences.end());
    } else {
      merged.push_back(std::move(text));
    }
  }
  for (Text& text : merged) sort_unique(text.occurrences);
  texts = std::move(merged);
}

}  // namespace

const char* name_of(ArtifactKind kind) { return kArtifactKinds[static_cast<size_t>(kind)]; }
const char* name_of(TextRole role) { return kTextRoles[static_cast<size_t>(role)]; }
const char* name_of(RelationKind kind) { return kRelationKinds[static_cast<size_t>(kind)]; }

std::optional<ArtifactKind> artifact_kind_from(std::string_view word) {
  return find_word<ArtifactKind>(kArtifactKinds, word);
}
std::optional<TextRole> text_role_from(std::string_view word) { return find_word<TextRole>(kTextRoles, word); }
std::optional<RelationKind> relation_kind_from(std::string_view word) {
  return find_word<RelationKind>(kRelationKinds, word);
}

bool is_weights(ArtifactKind kind) {
  switch (kind) {
    case ArtifactKind::gguf:
    case ArtifactKind::safetensors:
    case ArtifactKind::ggml_legacy:
    case ArtifactKind::pytorch_zip:
    case ArtifactKind::pickle:
    case ArtifactKind::npy:
    case ArtifactKind::npz:
    case ArtifactKind::onnx:
    case ArtifactKind::tflite:
    case ArtifactKind::litertlm:
    case ArtifactKind::task:
    case ArtifactKind::keras:
    case ArtifactKind::hdf5:
    case ArtifactKind::openvino:
    case ArtifactKind::coreml: return true;
    default: return false;
  }
}

std::string artifact_id(const Artifact& artifact) {
  Sha256 hash;
  hash.update_u64(artifact.path.size());
  hash.update(artifact.path);
  if (artifact.sha256) hash.update(std::span<const uint8_t>(artifact.sha256->bytes));
  return short_id("a:", hash.finish());
}

std::string package_id(std::string_view name, std::string_view root) {
  Sha256 hash;
  hash.update_u64(name.size());
  hash.update(name);
  hash.update(root);
  return short_id("pkg:", hash.finish());
}

void sort_inventory(Inventory& inventory) {
  const auto by_id = [](const auto& a, const auto& b) { return std::tie(a.id) < std::tie(b.id); };
  std::sort(inventory.artifacts.begin(), inventory.artifacts.end(), by_id);
  for (Package& package : inventory.packages) sort_unique(package.artifacts);
  std::sort(inventory.packages.begin(), inventory.packages.end(), by_id);
  merge_texts(inventory.texts);
  sort_unique(inventory.relations);
  sort_unique(inventory.problems);
}

}  // namespace modelaudit
