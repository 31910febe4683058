// Inventories for tests, built by hand.
#pragma once

#include "assess/lineage/package_view.h"
#include "core/sha256.h"

namespace modelaudit::assess {

inline MetadataEntry text_entry(std::string key, std::string text) {
  MetadataEntry entry;
  entry.key = std::move(key);
  entry.type = "str";
  entry.value.kind = Value::Kind::text;
  entry.value.text = std::move(text);
  return entry;
}

inline MetadataEntry number_entry(std::string key, uint64_t number) {
  MetadataEntry entry;
  entry.key = std::move(key);
  entry.type = "u32";
  entry.value.kind = Value::Kind::unsigned_integer;
  entry.value.unsigned_integer = number;
  return entry;
}

inline Artifact artifact(std::string path, ArtifactKind kind, std::vector<MetadataEntry> metadata = {}) {
  Artifact made;
  made.path = std::move(path);
  made.kind = kind;
  made.sha256 = sha256(made.path);
  made.id = artifact_id(made);
  made.header_read = true;
  made.metadata = std::move(metadata);
  return made;
}

inline Tensor tensor(std::string name, std::string content, uint64_t bytes = 4096) {
  Tensor made;
  made.name = std::move(name);
  made.dtype = "F16";
  made.shape = {bytes / 2};
  made.bytes = bytes;
  made.sha256 = sha256(content);
  return made;
}

/// Adds a package with these artifacts; returns its id.
inline std::string add_package(Inventory& inventory, std::string name, std::string root, std::vector<Artifact> artifacts) {
  Package package;
  package.id = package_id(name, root);
  package.name = std::move(name);
  package.root = std::move(root);
  package.kind = "huggingface";
  package.has_weights = true;
  for (Artifact& one : artifacts) {
    package.artifacts.push_back(one.id);
    inventory.artifacts.push_back(std::move(one));
  }
  inventory.packages.push_back(package);
  return package.id;
}

inline void add_base(Inventory& inventory, const std::string& package, std::string target) {
  inventory.relations.push_back({package, {}, RelationKind::base_model, std::move(target), {}, "base_model"});
}

}  // namespace modelaudit::assess
