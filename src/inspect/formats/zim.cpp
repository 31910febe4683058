// ZIM (openZIM): an offline encyclopedia, of which header, mime list and metadata are read.
//
//   header:   0 "ZIM\x04"   4 u16 major, minor   8 uuid   24 u32 entries   28 u32 clusters
//             32 u64 path pointers   40 u64 title pointers   48 u64 cluster pointers
//             56 u64 mime list   64 u32 main page   72 u64 checksum
//   entry:    u16 mime (FFFF redirect, FFFE, FFFD others), u8 extra length, char namespace,
//             u32 revision, u32 cluster, u32 blob, path NUL, title NUL
//   cluster:  u8 (low nibble: 0, 1 stored, 4 xz, 5 zstd; 0x10: wide offsets),
//             offsets of its blobs, the blobs
//
// Metadata is what the namespace M holds: Title, Creator, Publisher, Source, and License, which is
// optional and mostly absent. Entries are sorted by namespace and path, so M is found by bisection;
// a small table is walked whole, which also sees a broken order. Clusters that hold metadata are
// inflated as far as needed. Articles are not read, the checksum (MD5) is not verified.
//
// Source: openzim/libzim src/fileheader.cpp, dirent.cpp, cluster.cpp (2026-06), openzim.org "ZIM
// file format".
#include <map>

#include "core/checked.h"
#include "core/utf8.h"
#include "inspect/formats/decompress.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kHeader = 80;
constexpr uint64_t kLongestMimeList = 65536;
constexpr uint64_t kPlausibleMimeList = 1024;  // libzim's own suspicion
constexpr size_t kLongestEntry = 65536;
constexpr uint32_t kWalkedEntries = 4096;  // a table up to this size is walked whole
constexpr uint32_t kMostMetadata = 1000;
constexpr uint64_t kMostInflated = uint64_t{16} << 20;  // of all clusters together
constexpr uint32_t kMostClusters = 16;  // real files keep their metadata in one or two

struct ZimHeader {
  uint32_t entries = 0;
  uint32_t clusters = 0;
  uint64_t paths = 0;
  uint64_t titles = 0;
  uint64_t cluster_pointers = 0;
  uint64_t mimes = 0;
  uint64_t checksum = 0;
};

struct ZimEntry {
  uint16_t mime = 0;
  char name_space = '\0';
  uint32_t cluster = 0;
  uint32_t blob = 0;
  std::string path;
  uint64_t at = 0;
  bool is_content() const { return mime < 0xFFFD; }
  std::pair<char, std::string_view> order() const { return {name_space, path}; }
};

class ZimReader {
 public:
  ZimReader(RandomAccess& access, ReadContext& context)
      : window_(access), context_(context), facts_(context) {}
  bool read();

 private:
  bool read_header();
  bool check_table(const char* what, uint64_t at, uint64_t bytes);
  void read_mimes();
  std::optional<ZimEntry> entry(uint32_t index);
  uint32_t first_metadata();
  std::vector<ZimEntry> metadata_entries();
  void read_cluster(uint32_t cluster, const std::vector<ZimEntry>& entries);
  void read_compressed(uint64_t begin, uint64_t end, Compression compression, bool wide,
                       const std::vector<ZimEntry>& entries);
  void read_blobs(Window& blobs, uint64_t begin, uint64_t end, bool wide, bool complete,
                  const std::vector<ZimEntry>& entries);
  void add_blob(const ZimEntry& entry, Window& blobs, uint64_t begin, uint64_t end);
  bool damaged(const char* code, uint64_t at, std::string expected, std::string found) {
    context_.report(code, DamageClass::damage, at, std::move(expected), std::move(found));
    return false;
  }

  Window window_;
  ReadContext& context_;
  Facts facts_;
  ZimHeader header_;
  std::vector<std::string> mimes_;
  uint32_t clusters_opened_ = 0;
  uint64_t inflated_ = 0;
};

bool ZimReader::check_table(const char* what, uint64_t at, uint64_t bytes) {
  const std::optional<uint64_t> end = checked_add(at, bytes);
  if (at >= header_.mimes && end && *end <= window_.size()) {
    context_.ranges.claim(at, *end, ExtentKind::metadata);
    return true;
  }
  return damaged(
      "zim-table", at,
      std::string(what) + " of " + std::to_string(bytes) + " bytes inside the file",
      "a position of " + std::to_string(at) + " in " + std::to_string(window_.size()) + " bytes");
}

bool ZimReader::read_header() {
  const Bytes b = window_.at(0, kHeader);
  if (b.size() < kHeader)
    return damaged("cut-short", b.size(), "a header of 80 bytes", "the end of the input");
  context_.artifact.format_version = std::to_string(load_u16(b.subspan(4), false)) + "." +
                                     std::to_string(load_u16(b.subspan(6), false));
  std::string uuid;
  static constexpr std::string_view kHex = "0123456789abcdef";
  for (const uint8_t byte : b.subspan(8, 16)) {
    uuid += kHex[byte >> 4];
    uuid += kHex[byte & 15];
  }
  header_.entries = load_u32(b.subspan(24), false);
  header_.clusters = load_u32(b.subspan(28), false);
  header_.paths = load_u64(b.subspan(32), false);
  header_.titles = load_u64(b.subspan(40), false);
  header_.cluster_pointers = load_u64(b.subspan(48), false);
  header_.mimes = load_u64(b.subspan(56), false);
  header_.checksum = load_u64(b.subspan(72), false);
  context_.ranges.claim(0, kHeader, ExtentKind::header);
  facts_.add_word("version", context_.artifact.format_version, 4);
  facts_.add_word("uuid", uuid, 8);
  facts_.add_number("entries", "u32", header_.entries, 24);
  facts_.add_number("clusters", "u32", header_.clusters, 28);
  bool sound = true;
  if ((header_.entries == 0) != (header_.clusters == 0) || header_.clusters > header_.entries) {
    sound = damaged("zim-counts", 24, "no more clusters than entries, and both or neither",
                    std::to_string(header_.entries) + " entries, " +
                        std::to_string(header_.clusters) + " clusters");
  }
  if (header_.mimes != kHeader && header_.mimes != 72) {
    sound =
        damaged("zim-table", 56, "the mime list behind the header", std::to_string(header_.mimes));
  }
  sound = check_table("path pointers", header_.paths, uint64_t{header_.entries} * 8) && sound;
  sound =
      check_table("cluster pointers", header_.cluster_pointers, uint64_t{header_.clusters} * 8) &&
      sound;
  if (header_.titles != UINT64_MAX) {
    sound = check_table("title pointers", header_.titles, uint64_t{header_.entries} * 4) && sound;
  }
  // The checksum is the last thing of a file; an archive inside a larger file or a split one ends
  // elsewhere.
  if (header_.mimes == kHeader) {
    const std::optional<uint64_t> end = checked_add(header_.checksum, 16);
    if (!end || *end > window_.size()) {
      sound =
          damaged("cut-short", window_.size(), "a checksum at " + std::to_string(header_.checksum),
                  std::to_string(window_.size()) + " bytes");
    } else if (*end < window_.size()) {
      context_.report("trailing-bytes", DamageClass::suspicious, *end,
                      "the end of the input after the checksum",
                      std::to_string(window_.size() - *end) + " more bytes");
    }
  }
  return sound;
}

void ZimReader::read_mimes() {
  const uint64_t stop =
      std::min({header_.paths, header_.cluster_pointers, header_.titles, window_.size()});
  uint64_t at = header_.mimes;
  std::string joined;
  const uint64_t end = std::min(stop, at + kLongestMimeList);
  while (at < end) {
    const Bytes view =
        window_.at(at, static_cast<size_t>(std::min<uint64_t>(end - at, kLongestMimeList)));
    const std::string_view text = as_text(view);
    const size_t nul = text.find('\0');
    // A list that runs on into other data is longer than any real one, and holds what no name of a
    // type has.
    if (nul == std::string_view::npos || at - header_.mimes > kPlausibleMimeList) break;
    if (display(text.substr(0, nul)) != text.substr(0, nul)) break;
    if (nul == 0) {
      context_.ranges.claim(header_.mimes, at + 1, ExtentKind::header);
      facts_.add_word("mime_types", joined, header_.mimes);
      return;
    }
    mimes_.emplace_back(text.substr(0, nul));
    joined += (joined.empty() ? "" : "|") + mimes_.back();
    at += nul + 1;
  }
  damaged("zim-mime-list", header_.mimes, "a list that ends before the tables", "no end of it");
}

std::optional<ZimEntry> ZimReader::entry(uint32_t index) {
  const std::optional<uint64_t> at = window_.u64(header_.paths + uint64_t{index} * 8);
  if (!at || *at >= window_.size()) {
    damaged("zim-entry", header_.paths + uint64_t{index} * 8, "an entry inside the file",
            "a pointer outside");
    return std::nullopt;
  }
  const Bytes b = window_.at(*at, kLongestEntry);
  ZimEntry found;
  found.at = *at;
  if (b.size() < 16) {
    damaged("zim-entry", *at, "an entry", "the end of the input");
    return std::nullopt;
  }
  found.mime = load_u16(b, false);
  found.name_space = static_cast<char>(b[3]);
  size_t path_at = 16;
  if (found.is_content()) {
    found.cluster = load_u32(b.subspan(8), false);
    found.blob = load_u32(b.subspan(12), false);
  } else if (found.mime == 0xFFFF) {
    path_at = 12;
  } else {
    path_at = 8;
  }
  const std::string_view text = as_text(b.subspan(path_at));
  const size_t nul = text.find('\0');
  if (nul == std::string_view::npos) {
    damaged("zim-entry", *at, "a path that ends within 64 KiB", "no end of it");
    return std::nullopt;
  }
  found.path = std::string(text.substr(0, nul));
  return found;
}

// The first entry that is not before namespace M, by bisection.
uint32_t ZimReader::first_metadata() {
  uint32_t low = 0;
  uint32_t high = header_.entries;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const std::optional<ZimEntry> found = entry(middle);
    if (!found) return header_.entries;
    if (found->name_space < 'M') {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<ZimEntry> ZimReader::metadata_entries() {
  std::vector<ZimEntry> found;
  const bool walk = header_.entries <= kWalkedEntries;
  std::optional<ZimEntry> before;
  bool sorted = true;
  for (uint32_t i = walk ? 0 : first_metadata(); i < header_.entries; ++i) {
    std::optional<ZimEntry> next = entry(i);
    if (!next) break;
    sorted = sorted && (!before || before->order() < next->order());
    if (!walk && next->name_space != 'M') break;
    if (next->name_space == 'M' && next->is_content()) {
      if (found.size() >= kMostMetadata) {
        context_.report("metadata-limit", DamageClass::limit, next->at,
                        "at most " + std::to_string(kMostMetadata) + " metadata entries",
                        "more; what follows is not listed");
        break;
      }
      found.push_back(*next);
    }
    before = std::move(next);
  }
  if (!sorted)
    damaged("zim-order", header_.paths, "entries sorted by namespace and path", "another order");
  return found;
}

void ZimReader::add_blob(const ZimEntry& entry, Window& blobs, uint64_t begin, uint64_t end) {
  const std::string key = "M/" + entry.path;
  const std::string mime = entry.mime < mimes_.size() ? mimes_[entry.mime] : "";
  const bool is_text = mime.starts_with("text/");
  CapturedText text = blobs.text(begin, end, is_text ? context_.limits[LimitName::text_bytes] : 0);
  MetadataEntry fact{key, "str", {}, entry.at};
  if (is_text) {
    check_text(context_, text, key, entry.at);
    fact.value = facts_.add_text(std::move(text), key, entry.at, end - begin);
  } else {
    fact.type = "bytes";
    fact.value.kind = Value::Kind::array;
    fact.value.element_type = "u8";
    fact.value.count = text.bytes;
    fact.value.bytes = text.bytes;
    fact.value.truncated = true;
    fact.value.sha256 = text.digest;
  }
  facts_.add(std::move(fact));
}

// Offsets begin at `begin`, relative to it; the first one tells how many there are.
void ZimReader::read_blobs(Window& blobs, uint64_t begin, uint64_t end, bool wide, bool complete,
                           const std::vector<ZimEntry>& entries) {
  const uint64_t width = wide ? 8 : 4;
  const auto offset = [&](uint64_t i) -> std::optional<uint64_t> {
    const uint64_t at = begin + i * width;
    if (at > end || end - at < width) return std::nullopt;
    if (wide) return blobs.u64(at);
    const std::optional<uint32_t> narrow = blobs.u32(at);
    return narrow ? std::optional<uint64_t>(*narrow) : std::nullopt;
  };
  for (const ZimEntry& entry : entries) {
    const std::optional<uint64_t> first = offset(0);
    const std::optional<uint64_t> from = offset(entry.blob);
    const std::optional<uint64_t> to = offset(uint64_t{entry.blob} + 1);
    const bool counted = first && uint64_t{entry.blob} + 1 < *first / width;
    if (!complete && (!to || *to > end - begin)) {
      context_.report(
          "inflate-limit", DamageClass::limit, entry.at,
          "metadata in the first " + std::to_string(kMostInflated) + " bytes of its cluster",
          "M/" + display_short(entry.path) + " behind them");
    } else if (!counted || !from || !to || *from > *to || *to > end - begin) {
      damaged("zim-blob", entry.at, "a blob inside its cluster for M/" + display_short(entry.path),
              "offsets that lead outside");
    } else {
      add_blob(entry, blobs, begin + *from, begin + *to);
    }
  }
}

// A file may point a thousand entries at a thousand clusters that inflate to much: few are opened.
void ZimReader::read_compressed(uint64_t begin, uint64_t end, Compression compression, bool wide,
                                const std::vector<ZimEntry>& entries) {
  if (clusters_opened_++ >= kMostClusters || inflated_ >= kMostInflated) {
    context_.report("inflate-limit", DamageClass::limit, begin,
                    "metadata in at most " + std::to_string(kMostClusters) + " clusters of " +
                        std::to_string(kMostInflated) + " bytes together",
                    "more; the metadata of this one is not read");
    return;
  }
  const uint64_t most = kMostInflated - inflated_;
  const Inflated inflated = inflate_prefix(window_, begin + 1, end, compression, most);
  inflated_ += inflated.bytes.size();
  if (inflated.failed) {
    damaged("zim-cluster", begin, "compressed data", "data that does not inflate");
  }
  BytesAccess access({static_cast<const uint8_t*>(static_cast<const void*>(inflated.bytes.data())),
                      inflated.bytes.size()});
  Window blobs(access);
  read_blobs(blobs, 0, inflated.bytes.size(), wide, inflated.bytes.size() < most, entries);
}

void ZimReader::read_cluster(uint32_t cluster, const std::vector<ZimEntry>& entries) {
  const auto pointer = [&](uint32_t i) -> std::optional<uint64_t> {
    return i < header_.clusters ? window_.u64(header_.cluster_pointers + uint64_t{i} * 8)
                                : std::nullopt;
  };
  const std::optional<uint64_t> begin = pointer(cluster);
  const std::optional<uint8_t> kind = begin ? window_.u8(*begin) : std::nullopt;
  if (!kind) {
    damaged("zim-cluster", entries.front().at, "a cluster inside the file",
            "cluster " + std::to_string(cluster));
    return;
  }
  // A cluster ends where the next one begins; the last one reaches to the checksum.
  uint64_t end = pointer(cluster + 1).value_or(std::min(header_.checksum, window_.size()));
  if (end <= *begin || end > window_.size()) end = window_.size();
  const bool wide = (*kind & 0x10U) != 0;
  const uint8_t compression = *kind & 0x0FU;
  if (compression <= 1) {
    read_blobs(window_, *begin + 1, end, wide, true, entries);
  } else if (compression == 4 || compression == 5) {
    read_compressed(*begin, end, compression == 4 ? Compression::xz : Compression::zstd, wide,
                    entries);
  } else {
    context_.report("zim-compression", DamageClass::limit, *begin, "stored, xz or zstd clusters",
                    "compression " + std::to_string(compression) + "; its metadata is not read");
  }
}

bool ZimReader::read() {
  context_.artifact.kind = ArtifactKind::zim;
  context_.artifact.endian = "little";
  const bool sound = read_header();
  if (window_.size() < kHeader) return false;
  read_mimes();
  if (sound) {
    std::map<uint32_t, std::vector<ZimEntry>> by_cluster;
    for (ZimEntry& entry : metadata_entries())
      by_cluster[entry.cluster].push_back(std::move(entry));
    for (const auto& [cluster, entries] : by_cluster) read_cluster(cluster, entries);
  }
  context_.report("not-opened", DamageClass::note, 0, "a format whose content is read",
                  "ZIM: metadata is read, articles are not");
  context_.ranges.claim(kHeader, window_.size(), ExtentKind::member);
  return sound;
}

}  // namespace

bool is_zim(Bytes head, std::string_view /*file_name*/) {
  return head.size() >= 4 && as_text(head.first(4)) == "ZIM\x04";
}

void read_zim_at(RandomAccess& access, ReadContext& context) {
  context.artifact.header_read = ZimReader(access, context).read();
  report_duplicate_keys(context);
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
}

void read_zim(ByteStream& in, ReadContext& context) { read_from_window(in, context, read_zim_at); }

}  // namespace modelaudit::inspect
