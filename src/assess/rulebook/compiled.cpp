// Layout, integers little-endian:
//    0  8 bytes   magic `maRules` 0x1A
//    8  u32       format of this head
//   12  u32       number of sections
//   16  u64       hash of the layout of the packed structs
//   24  u64       size of the file
//   32  u64       checksum over all bytes from 40 on
//   40  32 bytes  digest of the rulebook
//   72  4 × (u64 offset, u64 length): packed records, known artifacts, known texts, license index
// Sections begin at multiples of 64 and follow in this order; bytes between them are zero.
#include "assess/rulebook/compiled.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "assess/rulebook/pack.h"
#include "core/byte_stream.h"

namespace modelaudit::assess {
namespace {

constexpr std::string_view kMagic = "maRules\x1A";
constexpr uint32_t kFormat = 1;
constexpr size_t kSections = 4;
constexpr size_t kChecksumAt = 32;
constexpr size_t kChecked = 40;
constexpr size_t kTableAt = 72;
constexpr size_t kHead = kTableAt + kSections * 16;
constexpr size_t kAlign = 64;
constexpr uint64_t kLargest = uint64_t{1} << 31;
constexpr const char* kRebuild =
    "; build the rulebook again (ninja rulebook), or install the release again";

void put_u64(std::string& bytes, size_t at, uint64_t value) {
  for (size_t i = 0; i < 8; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
}

void put_u32(std::string& bytes, size_t at, uint32_t value) {
  for (size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
}

// Each step is invertible in the word it takes in, so one changed byte always changes the sum. Four
// lanes keep the multiplier busy: the sum is taken at every start.
constexpr uint64_t kFactor = 0x9E3779B97F4A7C15;

constexpr uint64_t mix(uint64_t lane, uint64_t word) {
  lane = (lane ^ word) * kFactor;
  return lane ^ (lane >> 32);
}

uint64_t checksum(Bytes bytes) {
  std::array<uint64_t, 4> lanes = {1, 2, 3, 4};
  size_t at = 0;
  for (; bytes.size() - at >= 32; at += 32) {
    for (size_t i = 0; i < 4; ++i) {
      uint64_t word = 0;
      std::memcpy(&word, bytes.data() + at + 8 * i, 8);
      lanes[i] = mix(lanes[i], word);
    }
  }
  for (; at < bytes.size(); ++at) lanes[0] = mix(lanes[0], bytes[at]);
  uint64_t sum = bytes.size();
  for (const uint64_t lane : lanes) sum = mix(sum, lane);
  return sum;
}

Bytes as_bytes(const std::string& bytes) {
  return {reinterpret_cast<const uint8_t*>(bytes.data()),
          bytes.size()};  // characters may alias anything
}

uint64_t layout() {
  std::string letters;
  Layout<Rulebook>::describe(letters);
  return checksum(as_bytes(letters));
}

Damage damaged(std::string expected, std::string found) {
  Damage damage;
  damage.code = "rulebook-damaged";
  damage.expected = std::move(expected) + kRebuild;
  damage.found = std::move(found);
  return damage;
}

Damage unreadable(const std::filesystem::path& path, std::string found) {
  Damage damage;
  damage.code = "rulebook-unreadable";
  damage.damage_class = DamageClass::unreadable;
  damage.origin = path.string();
  damage.expected = "a compiled rulebook";
  damage.found = std::move(found);
  return damage;
}

/// Nothing when the head is right, else what is wrong with it.
std::optional<Damage> check_head(Bytes bytes) {
  if (bytes.size() < kHead)
    return damaged("a compiled rulebook", std::to_string(bytes.size()) + " bytes");
  if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin(),
                  [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; })) {
    return damaged("a compiled rulebook", "a file of another kind");
  }
  const uint32_t format = load_u32(bytes.subspan(8), false);
  const uint32_t sections = load_u32(bytes.subspan(12), false);
  if (format != kFormat || sections != kSections ||
      load_u64(bytes.subspan(16), false) != layout()) {
    return damaged("a rulebook compiled by this release", "one of another release");
  }
  const uint64_t size = load_u64(bytes.subspan(24), false);
  if (size != bytes.size()) {
    return damaged(std::to_string(size) + " bytes, as the file says", std::to_string(bytes.size()));
  }
  if (load_u64(bytes.subspan(kChecksumAt), false) != checksum(bytes.subspan(kChecked))) {
    return damaged("bytes that give the file's checksum", "other bytes");
  }
  return std::nullopt;
}

/// Section `index`, or nothing where the table points outside of the file.
std::optional<Bytes> section(Bytes bytes, size_t index) {
  const Bytes row = bytes.subspan(kTableAt + 16 * index);
  const uint64_t offset = load_u64(row, false);
  const uint64_t length = load_u64(row.subspan(8), false);
  if (offset > bytes.size() || length > bytes.size() - offset) return std::nullopt;
  return bytes.subspan(offset, length);
}

}  // namespace

/// The bytes of an open rulebook: mapped, or held.
struct CompiledRulebook::Storage {
  Bytes bytes;
  std::string held;
  void* mapped = MAP_FAILED;

  Storage() = default;
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  ~Storage() {
    if (mapped != MAP_FAILED) munmap(mapped, bytes.size());
  }
};

std::string compile(const Rulebook& rulebook, const KnownFacts& known,
                    std::span<const uint8_t> license_index) {
  std::string records;
  PackWriter(records).put(rulebook);
  const std::array<std::string, 3> packed = {std::move(records), compile_known(known.artifacts),
                                             compile_known(known.texts)};
  std::string bytes(kHead, '\0');
  const auto begin_section = [&bytes](size_t index, size_t length) {
    bytes.resize((bytes.size() + kAlign - 1) / kAlign * kAlign);
    put_u64(bytes, kTableAt + 16 * index, bytes.size());
    put_u64(bytes, kTableAt + 16 * index + 8, length);
  };
  for (size_t i = 0; i < packed.size(); ++i) {
    begin_section(i, packed[i].size());
    bytes += packed[i];
  }
  begin_section(packed.size(), license_index.size());
  bytes.append(license_index.begin(), license_index.end());

  std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
  put_u32(bytes, 8, kFormat);
  put_u32(bytes, 12, kSections);
  put_u64(bytes, 16, layout());
  std::copy(rulebook.digest.bytes.begin(), rulebook.digest.bytes.end(), bytes.begin() + kChecked);
  seal_compiled(bytes);
  return bytes;
}

void seal_compiled(std::string& bytes) {
  if (bytes.size() < kHead) return;
  put_u64(bytes, 24, bytes.size());
  put_u64(bytes, kChecksumAt, checksum(as_bytes(bytes).subspan(kChecked)));
}

Result<CompiledRulebook> open_storage(std::shared_ptr<const CompiledRulebook::Storage> storage) {
  const Bytes bytes = storage->bytes;
  if (std::optional<Damage> wrong = check_head(bytes)) return *wrong;
  std::array<Bytes, kSections> sections;
  for (size_t i = 0; i < kSections; ++i) {
    const std::optional<Bytes> found = section(bytes, i);
    if (!found) return damaged("sections inside the file", "one that ends behind it");
    sections[i] = *found;
  }

  CompiledRulebook compiled;
  compiled.rulebook_ = std::make_unique<Rulebook>();
  Rulebook& rulebook = *compiled.rulebook_;
  PackReader records(sections[0]);
  records.get(rulebook);
  if (!records.ok() || !records.at_end())
    return damaged("records as long as they say", "other lengths");
  const Bytes digest = bytes.subspan(kChecked, rulebook.digest.bytes.size());
  std::copy(digest.begin(), digest.end(), rulebook.digest.bytes.begin());
  rulebook.index();

  Result<KnownTable> artifacts = KnownTable::open(sections[1]);
  if (!artifacts) return damaged(artifacts.error().expected, artifacts.error().found);
  Result<KnownTable> texts = KnownTable::open(sections[2]);
  if (!texts) return damaged(texts.error().expected, texts.error().found);
  compiled.artifacts_ = *artifacts;
  compiled.texts_ = *texts;
  compiled.license_index_ = sections[3];
  compiled.storage_ = std::move(storage);
  return compiled;
}

Result<CompiledRulebook> open_compiled(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return unreadable(path, std::strerror(errno));
  struct stat info {};
  auto storage = std::make_shared<CompiledRulebook::Storage>();
  std::optional<Damage> wrong;
  if (fstat(fd, &info) != 0) {
    wrong = unreadable(path, std::strerror(errno));
  } else if (!S_ISREG(info.st_mode)) {
    wrong = unreadable(path, "no regular file");
  } else if (info.st_size <= 0 || static_cast<uint64_t>(info.st_size) > kLargest) {
    wrong = damaged("a compiled rulebook", std::to_string(info.st_size) + " bytes");
  } else {
    const size_t size = static_cast<size_t>(info.st_size);
    storage->mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (storage->mapped == MAP_FAILED) {
      wrong = unreadable(path, std::strerror(errno));
    } else {
      storage->bytes = {static_cast<const uint8_t*>(storage->mapped), size};
    }
  }
  ::close(fd);
  if (!wrong) {
    Result<CompiledRulebook> opened = open_storage(std::move(storage));
    if (opened) return opened;
    wrong = opened.error();
  }
  wrong->origin = path.string();
  return *wrong;
}

Result<CompiledRulebook> open_compiled_bytes(std::string bytes) {
  auto storage = std::make_shared<CompiledRulebook::Storage>();
  storage->held = std::move(bytes);
  storage->bytes = as_bytes(storage->held);
  return open_storage(std::move(storage));
}

}  // namespace modelaudit::assess
