// Grouping: which files would be shipped together, and under which name.
//
// A folder is a package when it holds a model card, a configuration, or weights with side files; folders below it that
// name no model of their own are part of it (components of a pipeline, quantisations in subfolders). Weights that lie
// side by side without any of these are a package each (split sets and sharded sets together). A folder with license
// texts or a README but no sign of a model is a package of kind `documents`: assess decides whether it speaks of one.
#pragma once

#include <functional>
#include <vector>

#include "inspect/sources/inspect_file.h"

namespace modelaudit::inspect {

struct Grouped {
  Package package;             ///< artifacts hold ids
  std::vector<size_t> files;   ///< positions in the file list
};

/// `files` are sorted by path; `roots` are the display paths of the targets with the name a package at the root takes.
struct RootName {
  std::string path;
  std::string name;
};
/// Files for which `elsewhere` is true belong to a store, which makes its own packages.
std::vector<Grouped> group_packages(const std::vector<FileFacts>& files, const std::vector<RootName>& roots,
                                    const std::function<bool(const FileFacts&)>& elsewhere);

/// `model` of `model-00001-of-00003.safetensors`, with its number and count; nothing for any other name.
struct SplitName {
  std::string stem;
  uint64_t number = 0;
  uint64_t count = 0;
};
std::optional<SplitName> split_name(std::string_view file_name);

}  // namespace modelaudit::inspect
