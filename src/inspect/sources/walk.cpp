#include "inspect/sources/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

// Opens a path that may hold links, but only where every step stays below `directory` and is no magic link of /proc.
int open_beneath(int directory, const char* path, int flags) {
  open_how how{};
  how.flags = static_cast<uint64_t>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, directory, path, &how, sizeof how));
}

const char* kind_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFIFO: return "a FIFO";
    case S_IFSOCK: return "a socket";
    case S_IFCHR: return "a character device";
    case S_IFBLK: return "a block device";
    case S_IFDIR: return "a directory";
    case S_IFLNK: return "a link";
    default: return "a regular file";
  }
}

Damage unreadable(std::string origin, std::string code, std::string expected, std::string found) {
  return {std::move(code), DamageClass::unreadable, std::move(origin), 0, std::move(expected), std::move(found)};
}

std::string read_link(int directory, const char* name) {
  std::string target(PATH_MAX, '\0');
  const ssize_t length = readlinkat(directory, name, target.data(), target.size());
  target.resize(length > 0 ? static_cast<size_t>(length) : 0);
  return target;
}

// Names that show as something else than they are: the report escapes them, and the reader is told.
bool has_unsafe_name(std::string_view name) {
  while (!name.empty()) {
    const CodePoint point = decode_utf8(name);
    if (!point.valid || is_unsafe_to_show(point.value)) return true;
    name.remove_prefix(point.length);
  }
  return false;
}

int64_t nanoseconds(const timespec& time) { return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec; }

struct Scan {
  const Limits& limits;
  LinkPolicy links;
  std::string root_name;
  Walk& out;
  uint64_t device;        // of the root, and the type of its file system
  uint64_t file_system;
  bool files_limit_hit = false;

  std::string shown(const std::string& relative) const {
    return relative.empty() ? root_name : root_name + "/" + relative;
  }

  void link(int resolve_fd, const std::string& resolve_path, int directory, const char* name, const std::string& relative) {
    const std::string target = read_link(directory, name);
    const std::string path = shown(relative);
    if (links == LinkPolicy::refuse) {
      out.problems.push_back({"link-not-followed", DamageClass::unreadable, path, 0, "no links (policy: refuse)", target});
      return;
    }
    const Fd fd(open_beneath(resolve_fd, resolve_path.c_str(), O_PATH));
    if (!fd) {
      const int error = errno;
      if (error == EXDEV) {
        out.problems.push_back({"link-outside", DamageClass::suspicious, path, 0, "a target inside the scanned root", target});
      } else if (error == ELOOP) {
        out.problems.push_back(unreadable(path, "link-loop", "a link that ends at a file", target));
      } else if (error == ENOENT || error == ENOTDIR) {
        out.problems.push_back(unreadable(path, "link-dangling", "a target that exists", target));
      } else {
        out.problems.push_back(unreadable(path, "link-unreadable", "a target that can be opened", std::strerror(error)));
      }
      return;
    }
    struct stat end {};
    if (fstat(fd.get(), &end) != 0) {
      out.problems.push_back(unreadable(path, "link-unreadable", "a target that can be opened", std::strerror(errno)));
    } else if (S_ISREG(end.st_mode)) {
      add_file(relative, target, end);
    } else if (S_ISDIR(end.st_mode)) {
      out.problems.push_back({"directory-link-not-entered", DamageClass::note, path, 0,
                              "a directory (its target inside the root is read where it stands)", target});
    } else {
      out.problems.push_back(unreadable(path, "special-file", "a regular file", kind_of(end.st_mode)));
    }
  }

  void add_file(const std::string& relative, std::string link_target, const struct stat& info) {
    if (out.files.size() >= limits[LimitName::files]) {
      if (!files_limit_hit) {
        out.problems.push_back({"limit-files", DamageClass::limit, root_name, 0,
                                "at most " + std::to_string(limits[LimitName::files]) + " files", "more"});
      }
      files_limit_hit = true;
      return;
    }
    out.files.push_back({shown(relative), relative, std::move(link_target), static_cast<uint64_t>(info.st_size),
                         static_cast<uint64_t>(info.st_dev), static_cast<uint64_t>(info.st_ino),
                         nanoseconds(info.st_mtim), nanoseconds(info.st_ctim),
                         static_cast<uint64_t>(info.st_dev) == device ? file_system : 0});
  }

  void directory(int resolve_fd, const std::string& prefix, int parent, const char* name, const std::string& relative,
                 uint64_t depth) {
    const std::string path = shown(relative);
    if (depth > limits[LimitName::directory_depth]) {
      out.problems.push_back({"limit-directory-depth", DamageClass::limit, path, 0,
                              "at most " + std::to_string(limits[LimitName::directory_depth]) + " levels", "deeper"});
      return;
    }
    Fd fd(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd) {
      out.problems.push_back(unreadable(path, "directory-unreadable", "a directory that can be listed", std::strerror(errno)));
      return;
    }
    const int handle = fd.get();
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(fdopendir(fd.release()), &closedir);
    if (!listing) return;
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* item = readdir(listing.get())) {
      const std::string_view item_name(item->d_name);
      if (item_name != "." && item_name != "..") names.emplace_back(item_name);
    }
    if (errno != 0) {
      out.problems.push_back(unreadable(path, "directory-unreadable", "a directory that can be listed", std::strerror(errno)));
    }
    std::sort(names.begin(), names.end());
    for (const std::string& item : names) {
      const std::string below = relative.empty() ? item : relative + "/" + item;
      if (has_unsafe_name(item)) {
        out.problems.push_back({"name-unsafe", DamageClass::suspicious, shown(below), 0,
                                "a name without control, bidi, invisible or invalid characters", item});
      }
      struct stat info {};
      if (fstatat(handle, item.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
        out.problems.push_back(unreadable(shown(below), "file-unreadable", "a file that can be examined", std::strerror(errno)));
        continue;
      }
      switch (info.st_mode & S_IFMT) {
        case S_IFREG: add_file(below, {}, info); break;
        case S_IFDIR:
          if (item == ".git") {
            out.problems.push_back({"version-control-skipped", DamageClass::note, shown(below), 0,
                                    "files that would be shipped", "version control data"});
          } else {
            out.directories.push_back(below);
            directory(resolve_fd, prefix, handle, item.c_str(), below, depth + 1);
          }
          break;
        case S_IFLNK: link(resolve_fd, prefix + below, handle, item.c_str(), below); break;
        default:
          out.problems.push_back(unreadable(shown(below), "special-file", "a regular file", kind_of(info.st_mode)));
      }
    }
  }
};

std::string without_trailing_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  while (path.starts_with("./") && path.size() > 2) path.erase(0, 2);
  return path;
}

// `…/models--ORG--NAME/snapshots/REV`: links of a snapshot mean blobs beside it, so they resolve below the repository.
size_t repository_of_snapshot(std::string_view real) {
  const size_t snapshots = real.rfind("/snapshots/");
  if (snapshots == std::string_view::npos) return std::string_view::npos;
  const size_t slash = real.rfind('/', snapshots - 1);
  const std::string_view folder = real.substr(slash + 1, snapshots - slash - 1);
  const bool store = folder.starts_with("models--") || folder.starts_with("datasets--") || folder.starts_with("spaces--");
  return store ? snapshots : std::string_view::npos;
}

}  // namespace

void Fd::reset() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

Result<Root> Root::open(const std::string& target, LinkPolicy links) {
  const std::unique_ptr<char, void (*)(void*)> real(realpath(target.c_str(), nullptr), &free);
  if (!real) {
    return unreadable(target, "target-unreadable", "a file or directory that exists", std::strerror(errno));
  }
  struct stat info {};
  if (stat(real.get(), &info) != 0) {
    return unreadable(target, "target-unreadable", "a file or directory that exists", std::strerror(errno));
  }
  Root root;
  root.links_ = links;
  root.name_ = without_trailing_slashes(target);
  const std::string path(real.get());
  root.real_name_ = path.substr(path.rfind('/') + 1);
  std::string base;
  if (S_ISDIR(info.st_mode)) {
    root.is_directory_ = true;
    base = path;
    const size_t repository = repository_of_snapshot(path);
    if (repository != std::string::npos) {
      base = path.substr(0, repository);
      root.prefix_ = path.substr(repository + 1) + "/";
    }
  } else if (S_ISREG(info.st_mode)) {
    const size_t slash = path.rfind('/');
    base = slash == 0 ? "/" : path.substr(0, slash);
    root.prefix_ = path.substr(slash + 1);
  } else {
    return unreadable(target, "special-file", "a regular file or a directory", kind_of(info.st_mode));
  }
  struct statfs file_system {};
  if (statfs(real.get(), &file_system) == 0) {
    root.file_system_ = static_cast<uint64_t>(file_system.f_type) & 0xFFFFFFFF;
    root.device_ = static_cast<uint64_t>(info.st_dev);
  }
  root.resolve_fd_ = Fd(::open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.resolve_fd_) {
    return unreadable(target, "target-unreadable", "a directory that can be opened", std::strerror(errno));
  }
  return root;
}

Walk Root::walk(const Limits& limits) const {
  Walk out;
  out.root_name = name_;
  out.real_name = real_name_;
  out.is_directory = is_directory_;
  Scan scan{limits, links_, name_, out, device_, file_system_};
  if (is_directory_) {
    const std::string directory = prefix_.empty() ? "." : prefix_.substr(0, prefix_.size() - 1);
    const Fd fd(open_beneath(resolve_fd_.get(), directory.c_str(), O_RDONLY | O_DIRECTORY));
    if (fd) scan.directory(resolve_fd_.get(), prefix_, fd.get(), ".", "", 0);
  } else {
    struct stat info {};
    if (fstatat(resolve_fd_.get(), prefix_.c_str(), &info, 0) == 0) scan.add_file("", {}, info);
    if (has_unsafe_name(real_name_)) {
      out.problems.push_back({"name-unsafe", DamageClass::suspicious, name_, 0,
                              "a name without control, bidi, invisible or invalid characters", real_name_});
    }
  }
  std::sort(out.files.begin(), out.files.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  std::sort(out.directories.begin(), out.directories.end());
  return out;
}

Result<Fd> Root::open_file(const Entry& entry) const {
  const std::string path = is_directory_ ? prefix_ + entry.relative : prefix_;
  Fd fd(open_beneath(resolve_fd_.get(), path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY));
  if (!fd) return unreadable(entry.path, "file-unreadable", "a file that can be opened", std::strerror(errno));
  struct stat info {};
  if (fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return unreadable(entry.path, "special-file", "a regular file", kind_of(info.st_mode));
  }
  return fd;
}

}  // namespace modelaudit::inspect
