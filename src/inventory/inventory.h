// The inventory: what is there, as plain values. The seam between inspect (bytes, no law) and assess (law, no bytes).
//
// An inventory can be kept, shipped, sharded and assessed again with next year's rules. All strings that come from an
// input hold its raw bytes; they are escaped at the sinks. All ids are made from content and path, so that two runs
// agree; all lists are in the order that `sort_inventory` gives.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/result.h"
#include "inventory/range_map.h"

namespace modelaudit {

/// A metadata value. Long ones are present by digest: `text` is then empty or a prefix, and `truncated` is true.
struct Value {
  enum class Kind { none, boolean, unsigned_integer, signed_integer, real, text, array, json };
  Kind kind = Kind::none;
  bool boolean = false;
  uint64_t unsigned_integer = 0;
  int64_t signed_integer = 0;
  double real = 0;
  uint64_t real_bits = 0;          ///< real: the stored bits (f32 in the low half); NaN payloads survive
  std::string text;                ///< text: raw bytes; json: compact JSON of a value of no other kind
  std::vector<Value> items;        ///< array: present only while short
  std::string element_type;        ///< array: type word of the elements
  uint64_t count = 0;              ///< array: number of elements
  uint64_t bytes = 0;              ///< text, array: bytes as stored, without length prefix
  std::optional<Digest> sha256;    ///< text, array: of those bytes, when not given whole
  std::optional<Digest> canonical; ///< array of strings: each as u64 little-endian length + bytes
  bool truncated = false;

  friend bool operator==(const Value&, const Value&) = default;
};

struct MetadataEntry {
  std::string key;
  std::string type;     ///< the format's word: u32, str, array<str>, …
  Value value;
  uint64_t offset = 0;  ///< of the value in the artifact

  friend bool operator==(const MetadataEntry&, const MetadataEntry&) = default;
};

struct Tensor {
  std::string name;
  std::string dtype;              ///< the format's word; `type-99` for an unknown id
  std::vector<uint64_t> shape;    ///< in the order the format stores it (Artifact::shape_order says which)
  uint64_t offset = 0;            ///< absolute in the artifact
  std::optional<uint64_t> bytes;  ///< absent when it cannot be computed
  std::optional<Digest> sha256;   ///< absent when the extent is not inside the artifact or was not read
  bool degenerate = false;        ///< all bytes equal (zeros, ones patterns): equality proves nothing

  friend bool operator==(const Tensor&, const Tensor&) = default;
};

/// What an artifact is, by content first. `other` is hashed and listed, not read.
/// Words as in the JSON: name_of(kind).
enum class ArtifactKind {
  gguf, safetensors, ggml_legacy, pytorch_zip, pickle, npy, npz, onnx, tflite, litertlm, task, keras, hdf5, openvino,
  coreml, zim,                                            // model and data formats
  zip, tar, sevenzip, cpio, iso9660, gzip, bzip2, xz, zstd, apk, oci_layer, android_image,  // containers
  safetensors_index, config, generation_config, adapter_config, tokenizer, model_index, merge_recipe, manifest,
  lfs_pointer, html_page, text, card, license_text, json, empty, other,
};
const char* name_of(ArtifactKind kind);
std::optional<ArtifactKind> artifact_kind_from(std::string_view word);
/// True for kinds that hold weights (or a vocabulary) themselves.
bool is_weights(ArtifactKind kind);

struct Artifact {
  std::string id;               ///< `a:` + 16 hex digits of SHA-256 over path chain and digest
  std::string path;             ///< path chain, members joined by `!/`
  ArtifactKind kind = ArtifactKind::other;
  std::string format_version;   ///< gguf: 1, 2, 3; ggml legacy: its magic and version; empty otherwise
  std::string endian;           ///< little, big; empty where it means nothing
  std::string shape_order;      ///< fastest-first (GGUF), slowest-first (safetensors, NumPy)
  uint64_t size = 0;
  std::optional<Digest> sha256;
  std::optional<Digest> metadata_sha256;  ///< canonical: see inventory/canonical.h
  std::string reached;          ///< file, link, member, blob
  std::string link_target;      ///< for links: what they point at
  bool complete = true;         ///< false when anything of it was not read or contradicts its format
  bool header_read = false;     ///< the format's own header was understood
  Extents extents;
  std::vector<Tensor> tensors;
  std::vector<MetadataEntry> metadata;

  friend bool operator==(const Artifact&, const Artifact&) = default;
};

/// What a text is for, from where it was found.
enum class TextRole {
  license_file, notice_file, policy_file, card_body, card_field, metadata_value, license_layer, config_field, document,
};
const char* name_of(TextRole role);
std::optional<TextRole> text_role_from(std::string_view word);

/// One place where a text stands.
struct Occurrence {
  std::string artifact;  ///< artifact id
  TextRole role = TextRole::document;
  std::string key;       ///< metadata key or card field; empty for a file
  uint64_t offset = 0;   ///< where the text begins in the artifact
  uint64_t length = 0;   ///< bytes it takes there

  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

/// A text body, once, with all its places. Fields (`license: gemma`) are texts as well, with role and key.
struct Text {
  Digest digest;           ///< SHA-256 of the whole text as stored, also when `body` is cut
  std::string encoding;    ///< utf-8, utf-16le, utf-16be, latin-1, binary
  std::string body;        ///< as UTF-8 (or raw bytes if encoding is binary), at most limits.text_bytes
  bool truncated = false;
  std::vector<Occurrence> occurrences;

  friend bool operator==(const Text&, const Text&) = default;
};

enum class RelationKind { base_model, adapter_of, merged_from, quantized_from, shard_of, variant_of, stored_as, source };
const char* name_of(RelationKind kind);
std::optional<RelationKind> relation_kind_from(std::string_view word);

/// A declared relation of a package or artifact to a named model. Somebody wrote it; it is not proof.
struct Relation {
  std::string package;      ///< package id; empty when only the artifact is known
  std::string artifact;     ///< where it was declared
  RelationKind kind = RelationKind::base_model;
  std::string target;       ///< name as written: `google/gemma-3n-E4B-it`, a URL, a path
  std::string relation;     ///< the author's word (base_model_relation): finetune, quantized, adapter, merge; may be empty
  std::string key;          ///< field or key that declares it

  friend auto operator<=>(const Relation&, const Relation&) = default;
};

/// What would be shipped together.
struct Package {
  std::string id;                         ///< `pkg:` + 16 hex digits
  std::string name;                       ///< as its user names it: directory name, file stem, store name
  std::string root;                       ///< path of the directory, or of the file
  std::string kind;                       ///< huggingface, gguf, safetensors, adapter, ollama, oci, on-device, card-only, …
  std::string store_name;                 ///< `ollama:gemma3n:e4b`, `hf:org/name@rev`; empty otherwise
  bool has_weights = false;
  std::vector<std::string> artifacts;     ///< ids, sorted

  friend bool operator==(const Package&, const Package&) = default;
};

/// A Damage (of any class) with its artifact id; empty id: it belongs to a path that is no artifact.
struct Problem {
  std::string artifact;
  Damage damage;

  friend auto operator<=>(const Problem&, const Problem&) = default;
};

struct Inventory {
  static constexpr const char* kSchema = "modelaudit.inventory/1";
  std::string tool_version;
  std::map<std::string, uint64_t> limits;   ///< every limit that was in force, by name
  std::map<std::string, std::string> confinement;  ///< what held while parsing: landlock, seccomp, … → on, off, unavailable
  std::vector<std::string> targets;         ///< as the user named them
  std::vector<Package> packages;
  std::vector<Artifact> artifacts;
  std::vector<Text> texts;
  std::vector<Relation> relations;
  std::vector<Problem> problems;

  friend bool operator==(const Inventory&, const Inventory&) = default;
};

/// Ids from content; the artifact's path and digest must be set.
std::string artifact_id(const Artifact& artifact);
std::string package_id(std::string_view name, std::string_view root);

/// Fixed order of every list; equal texts are merged. After it, equal facts are equal bytes.
void sort_inventory(Inventory& inventory);

}  // namespace modelaudit
