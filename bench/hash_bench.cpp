// The hashing floor without a reader of formats above it: what bench/hash.sh measures against openssl.
//
// usage: hash_bench whole|both|tensors [--kernel NAME] [--threads N] [--tensor BYTES] FILE… (or --list FILE)
//   whole    digest of each file
//   both     digest of each file and of its tensors, one thread: every --tensor bytes, from an offset of 4 KiB + 32 on
//   tensors  the same without the digest of the file
// Prints "digest  file" lines as sha256sum does (`tensors`: one digest over the tensors' digests), so that what is
// measured can be checked.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "core/sha256.h"
#include "inspect/digest/hash_files.h"
#include "inspect/digest/stream_ring.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

struct Settings {
  std::string mode;
  Kernel kernel = best_kernel();
  unsigned threads = 1;
  uint64_t tensor = 16 << 20;
  std::vector<std::string> files;
};

struct Open {
  Open(StreamSet& set, int descriptor, ExtentHasher::Whole whole)
      : fd(descriptor), hasher(set, whole), in(fd, &hasher) {}
  ~Open() { close(fd); }
  int fd;
  ExtentHasher hasher;
  FileStream in;
};

void print(const ExtentHasher::Digests& digests, const std::string& file) {
  if (digests.whole) {
    std::printf("%s  %s\n", to_hex(*digests.whole).c_str(), file.c_str());
    return;
  }
  Sha256 all;
  for (const ExtentHasher::Extent& extent : digests.extents) {
    if (extent.digest) all.update(std::span<const uint8_t>(extent.digest->bytes));
  }
  std::printf("%s  %s\n", to_hex(all.finish()).c_str(), file.c_str());
}

int hash_extents(const Settings& settings) {
  const auto whole = settings.mode == "both" ? ExtentHasher::Whole::hash : ExtentHasher::Whole::skip;
  StreamSet set(settings.kernel);
  StreamRing ring(set);
  std::vector<std::unique_ptr<Open>> open(settings.files.size());
  std::vector<ExtentHasher::Digests> digests(settings.files.size());
  size_t next = 0;
  do {
    while (next < open.size() && ring.size() < StreamRing::kUsefulFiles) {
      const int fd = ::open(settings.files[next].c_str(), O_RDONLY | O_CLOEXEC);
      if (fd == -1) return std::perror(settings.files[next].c_str()), 1;
      open[next] = std::make_unique<Open>(set, fd, whole);
      const uint64_t size = *open[next]->in.size();
      for (uint64_t at = 4096 + 32; at < size; at += settings.tensor) {
        if (!open[next]->hasher.add_extent(at, std::min(at + settings.tensor, size))) return 1;
      }
      ring.add(open[next]->in, open[next]->hasher, next);
      ++next;
    }
    for (const size_t ended : ring.step()) {
      digests[ended] = open[ended]->hasher.finish(open[ended]->in.position());
      open[ended].reset();
    }
  } while (ring.size() != 0 || next < open.size());
  for (size_t i = 0; i < digests.size(); ++i) print(digests[i], settings.files[i]);
  return 0;
}

int hash_whole(const Settings& settings) {
  std::vector<HashFile> files;
  for (const std::string& path : settings.files) files.push_back({path});
  int status = 0;
  const std::vector<Result<Digest>> digests = hash_files(files, {settings.threads, settings.kernel});
  for (size_t i = 0; i < digests.size(); ++i) {
    if (digests[i]) {
      std::printf("%s  %s\n", to_hex(*digests[i]).c_str(), files[i].path.c_str());
    } else {
      std::fprintf(stderr, "%s: %s\n", files[i].path.c_str(), digests[i].error().code.c_str());
      status = 1;
    }
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool more = i + 1 < argc;
    if (word == "--kernel" && more) {
      const Result<Kernel> kernel = select_kernel(argv[++i]);
      if (!kernel) return std::fprintf(stderr, "no such kernel here: %s\n", argv[i]), 2;
      settings.kernel = *kernel;
    } else if (word == "--threads" && more) {
      settings.threads = static_cast<unsigned>(std::stoul(argv[++i]));
    } else if (word == "--tensor" && more) {
      settings.tensor = std::max<uint64_t>(std::stoull(argv[++i]), 1);
    } else if (word == "--list" && more) {
      std::ifstream list(argv[++i]);
      for (std::string line; std::getline(list, line);) settings.files.push_back(line);
    } else if (word == "kernels") {
      for (const Kernel& kernel : available_kernels()) std::printf("%s\n", kernel.name);
      return 0;
    } else if (settings.mode.empty()) {
      settings.mode = word;
    } else {
      settings.files.push_back(word);
    }
  }
  if (settings.mode == "whole") return hash_whole(settings);
  if (settings.mode == "both" || settings.mode == "tensors") return hash_extents(settings);
  return std::fprintf(stderr, "usage: hash_bench whole|both|tensors [options] FILE...\n"), 2;
}
