#include "inspect/digest/hash_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <memory>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

#include "inspect/digest/file_read.h"
#include "inspect/digest/stream_set.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kChunk = size_t{128} << 10;  // of a file in one round
constexpr size_t kArena =
    (size_t{2} << 20) + kChunk;  // read in one round: little enough to be hashed from the cache
constexpr size_t kPage = 4096;
constexpr size_t kLine = 64;
constexpr size_t kOpenFiles = 16;  // that span rounds; small files come and go within one

Damage unreadable(std::string code, const HashFile& file, uint64_t offset, std::string expected,
                  std::string found) {
  return {std::move(code), DamageClass::unreadable, file.path,
          offset,          std::move(expected),     std::move(found)};
}

std::string words_of(int error) { return std::generic_category().message(error); }

/// One buffer for everything that is read in a round.
class Arena {
 public:
  Arena() : bytes_(static_cast<uint8_t*>(::operator new[](kArena, std::align_val_t{kPage}))) {}

  /// Room for a read, or null when the round is full. Each place begins some cache lines further on
  /// than the one before: lanes that walk in step through places that are all aligned to a page
  /// would evict each other's lines.
  uint8_t* take(size_t size) {
    const size_t place = (used_ + kLine - 1) / kLine * kLine;
    if (place + size > kArena) return nullptr;
    used_ = place + size + kLine;
    return bytes_.get() + place;
  }
  size_t left() const { return used_ < kArena ? kArena - used_ : 0; }
  void reset() { used_ = 0; }

 private:
  struct Free {
    void operator()(uint8_t* bytes) const { ::operator delete[](bytes, std::align_val_t{kPage}); }
  };
  std::unique_ptr<uint8_t[], Free> bytes_;
  size_t used_ = 0;
};

/// One thread's share of the work.
class Hasher {
 public:
  Hasher(const std::vector<HashFile>& files, std::vector<std::optional<Result<Digest>>>& results,
         std::atomic<size_t>& next, size_t open_files, const Kernel& kernel)
      : files_(files), results_(results), next_(next), open_files_(open_files), set_(kernel) {}

  ~Hasher() {
    for (const Open& open : open_) release(open);
  }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  void run() {
    do {
      arena_.reset();
      read_round();
      set_.flush();
      for (const Open& open : ended_) results_[open.number] = set_.close(open.stream);
      ended_.clear();
    } while (!open_.empty() || !none_left_);
  }

 private:
  struct Open {
    size_t number;
    int fd;
    uint64_t size;
    uint64_t at;
    StreamSet::Id stream;
  };

  /// A chunk of each open file, then new files while there is room.
  void read_round() {
    std::erase_if(open_, [&](Open& open) { return !advance(open); });
    while (open_.size() < open_files_ && arena_.left() > kChunk + 2 * kLine) {
      const size_t number = next_.fetch_add(1);
      none_left_ = number >= files_.size();
      if (none_left_) return;
      std::optional<Open> open = open_file(number);
      if (open && advance(*open)) open_.push_back(*open);
    }
  }

  std::optional<Open> open_file(size_t number) {
    const HashFile& file = files_[number];
    // O_NONBLOCK: opening a pipe must not wait for a writer. It means nothing for regular files.
    const int fd = file.fd != -1
                       ? file.fd
                       : open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd == -1) {
      results_[number] =
          unreadable("file-unreadable", file, 0, "a file that can be opened", words_of(errno));
      return std::nullopt;
    }
    Open opened{number, fd, 0, 0, 0};
    struct stat status {};
    if (fstat(fd, &status) != 0) {
      results_[number] = unreadable("read-error", file, 0, "an open file", words_of(errno));
    } else if (!S_ISREG(status.st_mode)) {
      results_[number] = unreadable("special-file", file, 0, "a regular file",
                                    "a directory, device, pipe or socket");
    }
    if (results_[number]) {
      release(opened);
      return std::nullopt;
    }
    opened.size = static_cast<uint64_t>(status.st_size);
    if (opened.size > kChunk) posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    opened.stream = set_.open();
    return opened;
  }

  /// Reads the next chunk of a file. False when there is no more of it: it has ended, or its result
  /// is an error.
  bool advance(Open& open) {
    const size_t size = static_cast<size_t>(std::min<uint64_t>(open.size - open.at, kChunk));
    uint8_t* const to = arena_.take(size);
    if (to == nullptr) return true;
    const FileRead read = read_at(open.fd, open.at, to, size);
    if (read.size < size) {
      const HashFile& file = files_[open.number];
      const uint64_t where = open.at + read.size;
      results_[open.number] =
          read.error != 0
              ? unreadable("read-error", file, where, "bytes up to " + std::to_string(open.size),
                           words_of(read.error))
              : unreadable("file-shrank", file, where,
                           "the " + std::to_string(open.size) + " bytes it had when opened",
                           "the end of the file");
      set_.drop(open.stream);
      release(open);
      return false;
    }
    set_.feed(open.stream, {to, size});
    open.at += size;
    if (open.at < open.size) return true;
    set_.end(open.stream);
    release(open);
    ended_.push_back(open);
    return false;
  }

  void release(const Open& open) const {
    if (files_[open.number].fd == -1) close(open.fd);
  }

  const std::vector<HashFile>& files_;
  std::vector<std::optional<Result<Digest>>>& results_;
  std::atomic<size_t>& next_;
  size_t open_files_;
  StreamSet set_;
  Arena arena_;
  std::vector<Open> open_;
  std::vector<Open> ended_;  // of this round; their descriptors are closed already
  bool none_left_ = false;
};

}  // namespace

std::vector<Result<Digest>> hash_files(const std::vector<HashFile>& files,
                                       const HashOptions& options) {
  std::vector<std::optional<Result<Digest>>> results(files.size());
  std::atomic<size_t> next = 0;
  const size_t threads = std::clamp<size_t>(options.threads, 1, std::max<size_t>(files.size(), 1));
  // Few large files are shared out evenly: a thread that opened all of them would leave the others
  // none.
  const size_t open_files =
      std::clamp<size_t>((files.size() + threads - 1) / threads, 1, kOpenFiles);
  const auto work = [&] { Hasher(files, results, next, open_files, options.kernel).run(); };
  {
    std::vector<std::jthread> others;
    try {
      for (size_t i = 1; i < threads; ++i) others.emplace_back(work);
    } catch (const std::system_error&) {
      // No more threads are to be had: those that there are do all the work.
    }
    work();
  }
  std::vector<Result<Digest>> digests;
  digests.reserve(results.size());
  for (std::optional<Result<Digest>>& result : results) digests.push_back(std::move(*result));
  return digests;
}

}  // namespace modelaudit::inspect
