// Walking a target: which files are there, how they are reached, and what was not entered.
//
// Everything is opened relative to a descriptor of the root, so no path is longer than one component for the kernel and
// nothing outside the root can be reached. Link policy (named in the inventory as `links`):
//   inside  (default) a link to a regular file inside the root is read under its own name; a link to a directory inside
//           the root is not entered a second time (its target is walked where it stands); a link that leaves the root,
//           dangles or loops is a finding.
//   refuse  no link is followed; each is a finding.
// The root of a Hub cache snapshot is its repository folder (models--ORG--NAME), whose blobs the links mean.
// Devices, FIFOs and sockets are named and never opened.
#pragma once

#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace modelaudit::inspect {

enum class LinkPolicy { inside, refuse };

/// An open file descriptor, owned.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = other.release();
    }
    return *this;
  }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  void reset();
  int fd_ = -1;
};

/// A regular file of a target.
struct Entry {
  std::string path;         ///< as shown: the target as named by the user, then the path below it
  std::string relative;     ///< below the root; empty when the target is the file itself
  std::string link_target;  ///< for a link: what it says
  uint64_t size = 0;
  uint64_t device = 0;
  uint64_t inode = 0;
  int64_t modified_ns = 0;  ///< mtime and ctime, nanoseconds since 1970
  int64_t changed_ns = 0;
  uint64_t file_system = 0; ///< statfs type of the root's file system; 0 where the file lies on another
};

struct Walk {
  std::string root_name;          ///< display path of the root (no trailing slash)
  std::string real_name;          ///< last component of the root's real path: the name of a package at the root
  bool is_directory = false;
  std::vector<Entry> files;       ///< sorted by path
  std::vector<std::string> directories;  ///< relative, sorted; the root itself is not listed
  std::vector<Damage> problems;   ///< origin = display path
};

/// A root that was opened; files below it are opened through it.
class Root {
 public:
  /// Opens a file or directory. A missing or special target is an error.
  static Result<Root> open(const std::string& target, LinkPolicy links);

  Walk walk(const Limits& limits) const;

  /// Opens a walked file for reading. Only regular files; never blocks.
  Result<Fd> open_file(const Entry& entry) const;

 private:
  Root() = default;
  Fd resolve_fd_;             ///< links must stay below this directory
  std::string prefix_;        ///< path from resolve_fd_ to the target ("" or "snapshots/REV/")
  std::string name_;          ///< as the user named it
  std::string real_name_;
  bool is_directory_ = false;
  uint64_t file_system_ = 0;
  uint64_t device_ = 0;
  LinkPolicy links_ = LinkPolicy::inside;
};

}  // namespace modelaudit::inspect
