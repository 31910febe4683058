#include "integrity/measure.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "core/byte_stream.h"
#include "inspect/digest/extent_hasher.h"
#include "inspect/digest/file_stream.h"
#include "inspect/formats/format.h"

namespace modelaudit::integrity {
namespace {

constexpr size_t kRecognitionBytes = 64 * 1024;

// A running digest by OpenSSL, of any algorithm.
class Running {
 public:
  explicit Running(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), algorithm, nullptr) != 1) throw std::bad_alloc();
  }
  void update(Bytes bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  void update(std::string_view text) { EVP_DigestUpdate(context_.get(), text.data(), text.size()); }
  std::string finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    return {reinterpret_cast<const char*>(bytes.data()), size};
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// Hands every byte to the hasher and to the digests that OpenSSL computes.
class Taps final : public StreamTap {
 public:
  explicit Taps(inspect::ExtentHasher& hasher) : hasher_(hasher) {}

  std::optional<Running> git_blob, sha512, blake2b;
  const std::vector<std::pair<uint64_t, uint64_t>>* ranges = nullptr;  // those for BLAKE2b
  std::vector<std::string> range_digests;

  void on_bytes(uint64_t offset, Bytes bytes) override {
    hasher_.on_bytes(offset, bytes);
    if (git_blob) git_blob->update(bytes);
    if (sha512) sha512->update(bytes);
    if (blake2b) blake2b->update(bytes);
    while (ranges != nullptr && next_ < ranges->size() && !bytes.empty()) {
      const auto [begin, end] = (*ranges)[next_];
      if (offset + bytes.size() <= begin) return;
      if (offset < begin) {
        bytes = bytes.subspan(static_cast<size_t>(begin - offset));
        offset = begin;
      }
      if (!range_) range_.emplace(EVP_blake2b512());
      const size_t part = static_cast<size_t>(std::min<uint64_t>(end - offset, bytes.size()));
      range_->update(bytes.first(part));
      bytes = bytes.subspan(part);
      offset += part;
      if (offset < end) return;
      range_digests[next_++] = range_->finish();
      range_.reset();
    }
  }

 private:
  inspect::ExtentHasher& hasher_;
  std::optional<Running> range_;
  size_t next_ = 0;
};

// Where the data of a safetensors file begins, if the stream looks like one.
std::optional<uint64_t> data_begin(ByteStream& in, const std::string& path) {
  const Bytes head = in.peek(kRecognitionBytes);
  const inspect::Format* format =
      inspect::recognize(head.first(std::min(head.size(), kRecognitionBytes)), path.substr(path.rfind('/') + 1));
  if (format == nullptr || format->kind != ArtifactKind::safetensors || head.size() < 8) return std::nullopt;
  const uint64_t header = load_u64(head, false);
  const uint64_t size = in.size().value_or(0);
  if (size < 8 || header > size - 8) return std::nullopt;
  return 8 + header;
}

HeaderHashes read_header(ByteStream& in, const std::string& path, const Limits& limits) {
  Artifact artifact;
  artifact.path = path;
  artifact.size = in.size().value_or(0);
  std::vector<inspect::FoundText> texts;
  std::vector<Relation> relations;
  RangeMap ranges;
  std::vector<Damage> damages;
  inspect::ReadContext context{limits, artifact, texts, relations, ranges, damages};
  for (const inspect::Format& format : inspect::formats()) {
    if (format.kind == ArtifactKind::safetensors) {
      format.read(in, context);
      break;
    }
  }
  HeaderHashes out;
  for (const MetadataEntry& entry : artifact.metadata) {
    constexpr std::string_view kPrefix = "modelspec.hash_";
    if (!std::string_view(entry.key).starts_with(kPrefix)) continue;
    if (entry.key == "modelspec.hash_sha256") {
      out.sha256.push_back(entry.value.text);
    } else {
      out.others.push_back(entry.key);
    }
  }
  return out;
}

std::string raw(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

}  // namespace

HeaderHashes read_header_hashes(int fd, const std::string& path, const Limits& limits) {
  inspect::FileStream in(fd);
  if (!data_begin(in, path)) return {};
  return read_header(in, path, limits);
}

Measured measure(int fd, const std::string& path, const Wanted& wanted) {
  Measured out;
  inspect::ExtentHasher hasher;
  Taps taps(hasher);
  inspect::FileStream in(fd, &taps);
  out.size = in.size().value_or(0);
  if (wanted.git_blob) {
    taps.git_blob.emplace(EVP_sha1());
    taps.git_blob->update("blob " + std::to_string(out.size));
    taps.git_blob->update(std::string_view("\0", 1));
  }
  if (wanted.sha512) taps.sha512.emplace(EVP_sha512());
  if (wanted.blake2b) taps.blake2b.emplace(EVP_blake2b512());
  std::vector<std::optional<uint32_t>> extents(wanted.ranges.size());
  if (wanted.ranges_blake2b) {
    taps.ranges = &wanted.ranges;
    taps.range_digests.resize(wanted.ranges.size());
  } else {
    for (size_t i = 0; i < wanted.ranges.size(); ++i) {
      const Result<uint32_t> extent = hasher.add_extent(wanted.ranges[i].first, wanted.ranges[i].second);
      if (extent) extents[i] = *extent;
    }
  }
  std::optional<uint32_t> tail;
  if (wanted.after_header) {
    const std::optional<uint64_t> begin = data_begin(in, path);
    const Result<uint32_t> extent = hasher.add_extent(begin.value_or(0), out.size);
    if (begin && extent) tail = *extent;
  }
  inspect::run_stream(in, hasher);
  if (in.failure() && in.failure()->damage_class != DamageClass::note) {
    out.failure = in.failure();
    out.failure->origin = path;
  }
  const inspect::ExtentHasher::Digests digests = hasher.finish(in.position());
  out.sha256 = digests.whole;
  if (taps.git_blob) out.git_blob = taps.git_blob->finish();
  if (taps.sha512) out.sha512 = taps.sha512->finish();
  if (taps.blake2b) out.blake2b = taps.blake2b->finish();
  if (tail) out.after_header = digests.extents[*tail].digest;
  out.ranges = std::move(taps.range_digests);
  out.ranges.resize(wanted.ranges.size());
  for (size_t i = 0; i < extents.size(); ++i) {
    if (extents[i] && digests.extents[*extents[i]].digest) out.ranges[i] = raw(*digests.extents[*extents[i]].digest);
  }
  return out;
}

}  // namespace modelaudit::integrity
