#include "inspect/sources/facts_cache.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/sha256.h"
#include "core/utf8.h"
#include "inspect/sources/facts_wire.h"

namespace modelaudit::inspect {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "modelaudit facts cache 1\n";
constexpr int64_t kYoungNs = 2'000'000'000;   // coarser than the clock of any file system that is believed

// statfs magics (linux/magic.h and the file systems' sources) of local file systems that keep ctime.
constexpr std::array<uint64_t, 9> kLocal = {0xEF53,     0x58465342, 0x9123683E, 0x01021994, 0x794C7630,
                                            0x2FC12FC1, 0xF2F52010, 0x3434,     0xCA451A4E};

}  // namespace

FactsCache::FactsCache(std::string folder, std::string_view context, const Limits& limits, int64_t now_ns)
    : folder_(std::move(folder)), context_(context), now_ns_(now_ns) {
  for (const auto& [name, value] : limits.by_name()) context_ += "\n" + name + "=" + std::to_string(value);
}

bool FactsCache::vouches(const Entry& entry) const {
  const int64_t newest = std::max(entry.modified_ns, entry.changed_ns);
  return newest > 0 && newest <= now_ns_ - kYoungNs &&
         std::find(kLocal.begin(), kLocal.end(), entry.file_system) != kLocal.end();
}

std::string FactsCache::place(const Entry& entry, std::optional<FileRole> role) const {
  Sha256 hash;
  for (const std::string_view part : {std::string_view(context_), std::string_view(entry.path), std::string_view(entry.link_target)}) {
    hash.update_u64(part.size());
    hash.update(part);
  }
  for (const uint64_t number : {entry.device, entry.inode, entry.size, static_cast<uint64_t>(entry.modified_ns),
                                static_cast<uint64_t>(entry.changed_ns), role ? static_cast<uint64_t>(*role) + 1 : 0}) {
    hash.update_u64(number);
  }
  const std::string hex = to_hex(hash.finish());
  return folder_ + "/" + hex.substr(0, 2) + "/" + hex.substr(2);
}

std::optional<FileFacts> FactsCache::find(const Entry& entry, std::optional<FileRole> role) {
  if (!vouches(entry)) return std::nullopt;
  const std::string path = place(entry, role);
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  constexpr size_t head = kMagic.size() + 32;
  const bool whole = bytes.size() >= head && std::string_view(bytes).starts_with(kMagic);
  const std::string_view content = whole ? std::string_view(bytes).substr(head) : std::string_view();
  const Digest digest = sha256(content);
  if (whole && std::memcmp(bytes.data() + kMagic.size(), digest.bytes.data(), 32) == 0) {
    std::optional<FileFacts> facts = read_facts_back(content);
    if (facts && facts->artifact.path == entry.path && facts->artifact.link_target == entry.link_target) return facts;
  }
  if (warning_.empty()) warning_ = "an entry of the cache is damaged and is made again: " + display(path);
  return std::nullopt;
}

void FactsCache::keep(const Entry& entry, std::optional<FileRole> role, const FileFacts& facts, std::string_view wire) {
  if (!vouches(entry)) return;
  const bool moved = std::any_of(facts.damages.begin(), facts.damages.end(), [](const Damage& damage) {
    return damage.damage_class == DamageClass::unreadable || damage.code.starts_with("file-") || damage.code.starts_with("worker-") ||
           damage.code == "limit-worker-memory";
  });
  if (moved) return;
  const std::string path = place(entry, role);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::string temporary = path + ".XXXXXX";
  const int fd = error ? -1 : mkostemp(temporary.data(), O_CLOEXEC);
  const Digest digest = sha256(wire);
  std::string bytes(kMagic);
  bytes.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
  bytes.append(wire);
  bool good = fd >= 0;
  for (std::string_view rest = bytes; good && !rest.empty();) {
    const ssize_t written = write(fd, rest.data(), rest.size());
    good = written > 0;
    if (good) rest.remove_prefix(static_cast<size_t>(written));
  }
  if (fd >= 0 && close(fd) != 0) good = false;
  if (good && std::rename(temporary.c_str(), path.c_str()) != 0) good = false;
  if (good) return;
  if (fd >= 0) unlink(temporary.c_str());
  if (warning_.empty()) warning_ = "the cache " + display(folder_) + " cannot be written: " + std::strerror(errno);
}

}  // namespace modelaudit::inspect
