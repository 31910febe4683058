// The inventory seen package by package: which artifacts, texts, relations and problems belong to which package.
// A view holds pointers into the inventory and never outlives it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inventory/inventory.h"

namespace modelaudit::assess {

/// A text at one of its places in a package.
struct TextAt {
  const Text* text = nullptr;
  const Occurrence* at = nullptr;
  const Artifact* artifact = nullptr;
};

struct PackageView {
  const Package* package = nullptr;
  std::vector<const Artifact*> artifacts;
  std::vector<TextAt> texts;
  std::vector<const Relation*> relations;
  std::vector<const Problem*> problems;

  /// The artifact's path below the package root; the whole path when it lies elsewhere (a blob of a store).
  std::string_view relative_path(const Artifact& artifact) const;
};

struct InventoryView {
  const Inventory* inventory = nullptr;
  std::vector<PackageView> packages;                              ///< in the inventory's order
  std::unordered_map<std::string_view, const Artifact*> artifacts;  ///< by id
  std::vector<const Problem*> loose_problems;                     ///< of artifacts or paths that are in no package
};

InventoryView view_of(const Inventory& inventory);

/// The last component of a path chain (`a.iso!/models/m.gguf` → `m.gguf`), and what stands before it.
std::string_view file_name_in(std::string_view path);
std::string_view folder_in(std::string_view path);

/// The text of a metadata entry; empty when there is none or it is no text.
std::string_view metadata_text(const Artifact& artifact, std::string_view key);

}  // namespace modelaudit::assess
