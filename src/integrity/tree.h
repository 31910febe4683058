// The files that a verification speaks of, by the path under which they are shown.
//
// A directory is walked as every scan walks (inspect/sources/walk.h: nothing outside the root is
// reached, devices are not opened). A file target stands in its folder, which is not walked: only
// what lies beside it under a name that vouches for it is looked at.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "inspect/sources/walk.h"

namespace modelaudit::integrity {

struct Place {
  size_t root = 0;
  inspect::Entry entry;
  bool walked = false;  ///< found by the walk; else opened by name (through a linked folder, say)
};

class Tree {
 public:
  explicit Tree(const Limits& limits) : limits_(limits) {}

  /// Opens a target; what is named twice is kept once.
  std::optional<Damage> add_directory(const std::string& target);
  std::optional<Damage> add_file(const std::string& target);

  const std::map<std::string, Place>& files() const { return files_; }
  const std::vector<inspect::Root>& roots() const { return roots_; }
  const std::vector<inspect::Walk>& walks() const { return walks_; }
  /// Directory targets as shown; links and special files are in the walks' problems.
  const std::vector<std::string>& directories() const { return directories_; }
  const std::vector<std::string>& single_files() const { return single_files_; }

  /// The file of that path: a walked one, or one that can be opened below a root; null otherwise.
  const Place* find(const std::string& path);
  Result<inspect::Fd> open(const Place& place) const;
  /// The whole file, at most `most` bytes.
  Result<std::string> read(const Place& place, uint64_t most) const;

 private:
  struct Folder {
    std::string shown;  ///< prefix of paths below it: `models/`, or empty
    size_t root;
  };
  const Limits& limits_;
  std::vector<inspect::Root> roots_;
  std::vector<inspect::Walk> walks_;
  std::vector<Folder> folders_;
  std::vector<std::string> directories_, single_files_;
  std::map<std::string, Place> files_;
};

/// The folder part with its slash (`models/`), or nothing.
std::string_view folder_of(std::string_view path);
/// The last component.
std::string_view name_in(std::string_view path);

/// `HEX` of a link into a Hub cache's blobs (`../../blobs/HEX`, 40 or 64 digits); empty for any other.
std::string_view hub_blob_name(std::string_view link_target);

}  // namespace modelaudit::integrity
