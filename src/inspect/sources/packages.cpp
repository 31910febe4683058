#include "inspect/sources/packages.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

// What a folder holds itself, without its subfolders.
struct Folder {
  std::vector<size_t> files;
  bool card = false;            ///< a model card with front matter, MODEL_CARD, catalog entry
  bool readme = false;          ///< any README
  bool config = false;          ///< config.json or adapter_config.json
  bool pipeline = false;        ///< model_index.json
  bool terms = false;           ///< license, notice or policy file
  bool weights = false;         ///< weights by content, or by name (pointers, pages, opaque blobs)
  bool adapter = false;
  bool index = false;
};

bool weights_by_any_sign(const FileFacts& file) {
  return is_weights(file.artifact.kind) || file.role == FileRole::weights;
}

bool real_weights(const FileFacts& file) {
  switch (file.artifact.kind) {
    case ArtifactKind::lfs_pointer:
    case ArtifactKind::html_page:
    case ArtifactKind::empty:
    case ArtifactKind::text: return false;
    default: return weights_by_any_sign(file) && file.artifact.size > 0;
  }
}

// Where the files of containers belong. A container that is a model itself (a PyTorch zip, a .task) keeps its members
// with it: they are parts of one file. Any other one (zip, ISO, tar) is a folder, `a.zip!`, and lies in it itself.
class Containers {
 public:
  explicit Containers(const std::vector<FileFacts>& files) {
    for (const FileFacts& file : files) {
      const size_t inside = file.artifact.path.rfind("!/");
      if (inside != std::string::npos) is_model_.emplace(file.artifact.path.substr(0, inside), false);
    }
    for (const FileFacts& file : files) {
      const auto container = is_model_.find(file.artifact.path);
      if (container != is_model_.end()) container->second = is_weights(file.artifact.kind);
    }
  }

  /// The model file that a path is a member of; empty if of none.
  std::string_view model_around(std::string_view path) const {
    for (size_t at = path.find("!/"); at != std::string_view::npos; at = path.find("!/", at + 2)) {
      const auto container = is_model_.find(path.substr(0, at));
      if (container != is_model_.end() && container->second) return path.substr(0, at);
    }
    return {};
  }

  std::string folder_of(const std::string& path) const {
    const std::string_view model = model_around(path);
    if (!model.empty()) return std::string(directory_of(model));
    const auto container = is_model_.find(path);
    return container != is_model_.end() && !container->second ? path + "!" : std::string(directory_of(path));
  }

 private:
  std::map<std::string, bool, std::less<>> is_model_;
};

std::map<std::string, Folder> make_folders(const std::vector<FileFacts>& files, const Containers& containers,
                                           const std::function<bool(const FileFacts&)>& elsewhere) {
  std::map<std::string, Folder> folders;
  for (size_t i = 0; i < files.size(); ++i) {
    const FileFacts& file = files[i];
    if (elsewhere(file)) continue;
    Folder& folder = folders[containers.folder_of(file.artifact.path)];
    folder.files.push_back(i);
    if (!containers.model_around(file.artifact.path).empty()) {
      folder.terms = folder.terms || file.role == FileRole::license || file.role == FileRole::notice;
      continue;
    }
    folder.card = folder.card || file.is_model_card;
    folder.readme = folder.readme || file.role == FileRole::card;
    folder.config = folder.config || file.role == FileRole::config || file.role == FileRole::adapter_config;
    folder.adapter = folder.adapter || file.role == FileRole::adapter_config;
    folder.pipeline = folder.pipeline || file.role == FileRole::model_index;
    folder.index = folder.index || file.role == FileRole::index;
    folder.terms = folder.terms || file.role == FileRole::license || file.role == FileRole::notice ||
                   file.role == FileRole::policy;
    folder.weights = folder.weights || weights_by_any_sign(file);
  }
  return folders;
}

bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() || (path.starts_with(folder) && path.size() > folder.size() &&
                            (path[folder.size()] == '/' || path[folder.size()] == '!'));
}

// The folder that a folder's files belong to: itself when it names a model of its own, else an ancestor that does.
class Owners {
 public:
  Owners(const std::map<std::string, Folder>& folders, const std::vector<RootName>& roots) : folders_(folders), roots_(roots) {}

  std::string owner(const std::string& path) {
    const auto known = owners_.find(path);
    if (known != owners_.end()) return known->second;
    std::string result = find(path);
    owners_.emplace(path, result);
    return result;
  }

 private:
  const Folder* folder(const std::string& path) const {
    const auto found = folders_.find(path);
    return found == folders_.end() ? nullptr : &found->second;
  }

  bool inside_target(std::string_view path) const {
    return std::any_of(roots_.begin(), roots_.end(),
                       [&](const RootName& root) { return path == root.path || is_below(path, root.path); });
  }

  std::string find(const std::string& path) {
    const Folder* own = folder(path);
    std::string above = path;
    while (true) {
      const std::string parent(directory_of(above));
      if (parent == above || above.empty() || !inside_target(parent)) return path;
      above = parent;
      const Folder* candidate = folder(above);
      if (candidate == nullptr) continue;
      const bool anchors = candidate->card || candidate->config || candidate->pipeline || candidate->index;
      if (!anchors) {
        // A folder with weights and their terms owns folders below it that hold neither.
        if (own != nullptr && !own->weights && !own->card && !own->config && (candidate->weights || candidate->terms)) {
          return owner(above);
        }
        continue;
      }
      if (candidate->pipeline) return owner(above);
      if (own == nullptr) return owner(above);
      if (own->card || own->adapter) return path;
      if (own->config && own->weights && !candidate->card) return path;
      if (own->weights && !own->config && candidate->config && !candidate->card && !candidate->weights) return path;
      return owner(above);
    }
  }

  const std::map<std::string, Folder>& folders_;
  const std::vector<RootName>& roots_;
  std::map<std::string, std::string> owners_;
};

std::string stem_of(std::string_view file_name) {
  if (const std::optional<SplitName> split = split_name(file_name)) return split->stem;
  const size_t dot = file_name.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? file_name : file_name.substr(0, dot));
}

std::string package_name(const std::string& folder, const std::vector<RootName>& roots) {
  for (const RootName& root : roots) {
    if (folder == root.path) return root.name;
  }
  std::string_view name = file_name_of(folder);
  if (!name.ends_with('!')) return std::string(name);
  name.remove_suffix(1);
  std::string stem = stem_of(name);
  return stem.ends_with(".tar") ? stem.substr(0, stem.size() - 4) : stem;
}

std::string kind_of(const std::vector<FileFacts>& files, const std::vector<size_t>& members, bool has_weights, bool card,
                    bool config, bool adapter, bool pipeline) {
  if (adapter) return "adapter";
  if (pipeline) return "pipeline";
  if (!has_weights) return card ? "card-only" : config ? "config-only" : "documents";
  if (card || config) return "huggingface";
  for (const size_t i : members) {
    if (is_weights(files[i].artifact.kind)) return name_of(files[i].artifact.kind);
  }
  return "weights";
}

}  // namespace

std::optional<SplitName> split_name(std::string_view file_name) {
  // NAME-00001-of-00003.EXT: five digits twice, as llama.cpp and transformers write them.
  const size_t of = file_name.rfind("-of-");
  if (of == std::string_view::npos || of < 7) return std::nullopt;
  const std::string_view number = file_name.substr(of - 5, 5);
  const std::string_view count = file_name.substr(of + 4, 5);
  const auto digits = [](std::string_view text) {
    return text.size() == 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(number) || !digits(count) || file_name[of - 6] != '-') return std::nullopt;
  SplitName split{std::string(file_name.substr(0, of - 6)), 0, 0};
  std::from_chars(number.data(), number.data() + 5, split.number);
  std::from_chars(count.data(), count.data() + 5, split.count);
  return split;
}

std::vector<Grouped> group_packages(const std::vector<FileFacts>& files, const std::vector<RootName>& roots,
                                    const std::function<bool(const FileFacts&)>& elsewhere) {
  const Containers containers(files);
  const std::map<std::string, Folder> folders = make_folders(files, containers, elsewhere);
  Owners owners(folders, roots);
  std::map<std::string, std::vector<std::string>> parts;  // owner → folders
  for (const auto& [path, folder] : folders) parts[owners.owner(path)].push_back(path);

  std::vector<Grouped> all;
  for (const auto& [root, paths] : parts) {
    const auto own = folders.find(root);
    std::vector<size_t> members;
    bool card = false, config = false, adapter = false, pipeline = false, terms = false, readme = false, weights = false;
    for (const std::string& path : paths) {
      const Folder& folder = folders.at(path);
      members.insert(members.end(), folder.files.begin(), folder.files.end());
      card = card || folder.card;
      config = config || folder.config || folder.index;
      terms = terms || folder.terms;
      readme = readme || folder.readme;
      weights = weights || folder.weights;
    }
    if (own != folders.end()) adapter = own->second.adapter, pipeline = own->second.pipeline;
    std::sort(members.begin(), members.end());
    const bool has_weights = std::any_of(members.begin(), members.end(), [&](size_t i) { return real_weights(files[i]); });
    if (!weights && !card && !config && !pipeline && !terms && !readme) continue;

    const auto add = [&](std::string name, std::string path, std::vector<size_t> part, bool real) {
      Grouped grouped;
      grouped.package.kind = kind_of(files, part, weights && real, card, config, adapter, pipeline);
      if (!real && weights && !card && !config) grouped.package.kind = "weights";
      grouped.package.id = package_id(name, path);
      grouped.package.name = std::move(name);
      grouped.package.root = std::move(path);
      grouped.package.has_weights = real;
      for (const size_t i : part) grouped.package.artifacts.push_back(files[i].artifact.id);
      grouped.files = std::move(part);
      all.push_back(std::move(grouped));
    };

    std::map<std::string, std::vector<size_t>> by_stem;
    std::vector<size_t> shared;
    for (const size_t i : members) {
      const std::string_view model = containers.model_around(files[i].artifact.path);
      if (!model.empty() || weights_by_any_sign(files[i])) {
        by_stem[stem_of(file_name_of(model.empty() ? files[i].artifact.path : model))].push_back(i);
      } else {
        shared.push_back(i);
      }
    }
    const bool one_package = card || config || pipeline || by_stem.size() <= 1;
    // A file that was named as the target (with what is in it) is called by its own name.
    const bool file_target = own != folders.end() && std::any_of(roots.begin(), roots.end(), [&](const RootName& r) {
      return std::any_of(own->second.files.begin(), own->second.files.end(),
                         [&](size_t i) { return r.path == files[i].artifact.path; });
    });
    if (one_package && !file_target) {
      add(package_name(root, roots), root, std::move(members), has_weights);
      continue;
    }
    for (auto& [stem, part] : by_stem) {
      const bool real = std::any_of(part.begin(), part.end(), [&](size_t i) { return real_weights(files[i]); });
      const std::string path = files[part.front()].artifact.path;
      part.insert(part.end(), shared.begin(), shared.end());
      std::sort(part.begin(), part.end());
      add(stem, path, std::move(part), real);
    }
    if (by_stem.empty()) add(package_name(root, roots), root, std::move(members), has_weights);
  }
  return all;
}

}  // namespace modelaudit::inspect
