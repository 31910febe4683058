// Stores that keep models as blobs named by digest, with manifests that say what they are: Ollama and OCI layouts
// (Docker model runner, ModelPack, KitOps). Layouts and media types: facts of ollama/ollama manifest/, docker/model-spec,
// modelpack/model-spec, opencontainers/image-spec.
//
// A manifest is read first, because only it says that a blob is a license text, a config or weights; then the blobs are
// read like any file, once, under the role that the manifest gives them. Names from a manifest never become paths: a
// digest must be of the form sha256:HEX, and a file name annotation is shown, not opened.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "inspect/sources/inspect_file.h"
#include "inspect/sources/packages.h"
#include "inspect/sources/walk.h"

namespace modelaudit::inspect {

/// A blob as a manifest names it.
struct StoreBlob {
  std::string path;          ///< display path of the blob's file
  std::string media_type;
  std::string title;         ///< file name annotation; empty for Ollama
  Digest digest;
  std::optional<uint64_t> size;
  FileRole role = FileRole::other;
};

struct StoreManifest {
  std::string path;          ///< display path of the manifest file
  std::string name;          ///< gemma3n:e4b
  std::string store_name;    ///< ollama:gemma3n:e4b
  std::string kind;          ///< ollama, oci
  std::vector<StoreBlob> blobs;
  bool readable = false;
};

struct StorePlan {
  std::vector<StoreManifest> manifests;
  std::map<std::string, FileRole> roles;   ///< display path → role that a manifest gives it
  std::map<std::string, FileFacts> read;   ///< display path → facts of manifests and indexes, read already
  std::set<std::string> folders;           ///< display paths of the stores

  bool holds(const std::string& path) const;
};

/// Finds stores among the walked files and reads their manifests.
StorePlan plan_stores(const std::vector<Root>& roots, const std::vector<Walk>& walks, const Limits& limits);

/// Checks blobs against what names and manifests say, turns manifests into packages, gives license layers their role.
std::vector<Grouped> finish_stores(const StorePlan& plan, std::vector<FileFacts>& files);

}  // namespace modelaudit::inspect
