#include "integrity/tree.h"

#include <sys/stat.h>

#include <algorithm>

#include "inspect/digest/file_read.h"

namespace modelaudit::integrity {

std::string_view folder_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

std::string_view name_in(std::string_view path) { return path.substr(folder_of(path).size()); }

std::string_view hub_blob_name(std::string_view link_target) {
  const std::string_view name = name_in(link_target);
  if (!folder_of(link_target).ends_with("blobs/") || (name.size() != 40 && name.size() != 64)) return {};
  return name.find_first_not_of("0123456789abcdef") == std::string_view::npos ? name : std::string_view();
}

std::optional<Damage> Tree::add_directory(const std::string& target) {
  Result<inspect::Root> root = inspect::Root::open(target, inspect::LinkPolicy::inside);
  if (!root) return root.error();
  inspect::Walk walk = root->walk(limits_);
  if (std::find(directories_.begin(), directories_.end(), walk.root_name) != directories_.end()) return std::nullopt;
  for (const inspect::Entry& entry : walk.files) files_.try_emplace(entry.path, Place{roots_.size(), entry, true});
  directories_.push_back(walk.root_name);
  folders_.push_back({walk.root_name + "/", roots_.size()});
  roots_.push_back(*std::move(root));
  walks_.push_back(std::move(walk));
  return std::nullopt;
}

std::optional<Damage> Tree::add_file(const std::string& target) {
  const std::string folder(folder_of(target));
  Result<inspect::Root> root =
      inspect::Root::open(folder.empty() ? "." : folder == "/" ? folder : folder.substr(0, folder.size() - 1),
                          inspect::LinkPolicy::inside);
  if (!root) return root.error();
  folders_.push_back({folder, roots_.size()});
  roots_.push_back(*std::move(root));
  walks_.emplace_back();
  walks_.back().root_name = folder;
  if (find(target) == nullptr) {
    return Damage{"target-unreadable", DamageClass::unreadable, target, 0, "a regular file that can be opened",
                  "none, or a link that leaves its folder"};
  }
  single_files_.push_back(target);
  return std::nullopt;
}

const Place* Tree::find(const std::string& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return &known->second;
  for (const Folder& folder : folders_) {
    if (!path.starts_with(folder.shown) || path.size() == folder.shown.size()) continue;
    Place place{folder.root, {}, false};
    place.entry.path = path;
    place.entry.relative = path.substr(folder.shown.size());
    if (place.entry.relative.starts_with('/')) continue;
    const Result<inspect::Fd> fd = roots_[folder.root].open_file(place.entry);
    struct stat info {};
    if (!fd || fstat(fd->get(), &info) != 0) continue;
    place.entry.size = static_cast<uint64_t>(info.st_size);
    place.entry.device = static_cast<uint64_t>(info.st_dev);
    place.entry.inode = static_cast<uint64_t>(info.st_ino);
    return &files_.emplace(path, std::move(place)).first->second;
  }
  return nullptr;
}

Result<inspect::Fd> Tree::open(const Place& place) const { return roots_[place.root].open_file(place.entry); }

Result<std::string> Tree::read(const Place& place, uint64_t most) const {
  const Result<inspect::Fd> fd = open(place);
  if (!fd) return fd.error();
  struct stat info {};
  if (fstat(fd->get(), &info) != 0 || static_cast<uint64_t>(info.st_size) > most) {
    return Damage{"limit-json-bytes", DamageClass::limit, place.entry.path, most,
                  "a file of at most " + std::to_string(most) + " bytes", std::to_string(info.st_size)};
  }
  std::string text(static_cast<size_t>(info.st_size), '\0');
  const inspect::FileRead got =
      inspect::read_at(fd->get(), 0, reinterpret_cast<uint8_t*>(text.data()), text.size());
  if (got.error != 0 || got.size != text.size()) {
    return Damage{"read-error", DamageClass::unreadable, place.entry.path, got.size, "the whole file", "less"};
  }
  return text;
}

}  // namespace modelaudit::integrity
