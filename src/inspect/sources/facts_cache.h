// A cache of what files hold, so that an unchanged tree is scanned again without opening its weights.
//
// An entry vouches for a file as long as device, inode, size, mtime and ctime (both in nanoseconds) are those of the walk,
// for the same path, role, limits and version of the program: all of them are in its key. What a key cannot vouch for is
// read again: files that were written within the last seconds (a second write could leave the same times), files with times
// ahead of the clock, and file systems whose ctime is not known to be kept (network and FUSE mounts). Bytes can be changed
// behind a file system's back; a gate on machines that others administer should scan without a cache.
//
// One file an entry, written beside its place and renamed: two writers or a killed one leave whole entries. Each holds a
// SHA-256 over its content; an entry that is cut, changed, foreign or of another version is not believed, said once, and
// replaced. A cache that cannot be written only slows the next scan.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "inspect/sources/inspect_file.h"
#include "inspect/sources/walk.h"

namespace modelaudit::inspect {

class FactsCache {
 public:
  /// `context`: what besides the file decides about facts (version of the program). `now_ns`: the clock, nanoseconds.
  FactsCache(std::string folder, std::string_view context, const Limits& limits, int64_t now_ns);

  /// The facts of an unchanged file, if an entry vouches for it.
  std::optional<FileFacts> find(const Entry& entry, std::optional<FileRole> role);

  /// Keeps facts in the form of facts_wire.h. Facts of a file that changed while it was read are not kept.
  void keep(const Entry& entry, std::optional<FileRole> role, const FileFacts& facts, std::string_view wire);

  /// Why the cache could not be used in part; for people. Empty: nothing to say.
  const std::string& warning() const { return warning_; }

 private:
  bool vouches(const Entry& entry) const;
  std::string place(const Entry& entry, std::optional<FileRole> role) const;

  std::string folder_;
  std::string context_;
  int64_t now_ns_;
  std::string warning_;
};

}  // namespace modelaudit::inspect
