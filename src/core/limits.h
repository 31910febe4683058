// The bounds of a scan, as one table: name, default, what it bounds. Flags (`--limit NAME=VALUE`), help, `doctor` and
// every report are made from it. Hitting a bound is a finding of class `limit` and makes the artifact incomplete.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace modelaudit {

enum class LimitName {
  text_bytes, texts_total_bytes, json_depth, json_bytes, array_depth, safetensors_header, gguf_string, metadata_entries,
  tensors, overlap_factor, member_depth, members, inflate_ratio, inflated_total, path_bytes, directory_depth, files,
  artifact_seconds, worker_memory, problems_per_artifact, facts_bytes,
};

struct LimitRow {
  LimitName name;
  std::string_view word;
  uint64_t value;
  std::string_view bounds;
};

constexpr uint64_t kMiB = uint64_t{1} << 20;

constexpr std::array kLimitTable = {
    LimitRow{LimitName::text_bytes, "text_bytes", 4 * kMiB, "bytes kept of one text (license, card, metadata value)"},
    LimitRow{LimitName::texts_total_bytes, "texts_total_bytes", 256 * kMiB, "bytes kept of all texts of a scan"},
    LimitRow{LimitName::json_depth, "json_depth", 64, "nesting of JSON and YAML that is read"},
    LimitRow{LimitName::json_bytes, "json_bytes", 64 * kMiB, "bytes of a JSON or YAML side file that is parsed"},
    LimitRow{LimitName::array_depth, "array_depth", 8, "nesting of arrays in GGUF metadata"},
    LimitRow{LimitName::safetensors_header, "safetensors_header", 100'000'000, "bytes of a safetensors header"},
    LimitRow{LimitName::gguf_string, "gguf_string", uint64_t{1} << 30, "bytes of one string in GGUF metadata"},
    LimitRow{LimitName::metadata_entries, "metadata_entries", 1'000'000, "metadata entries of one artifact"},
    LimitRow{LimitName::tensors, "tensors", 2'000'000, "tensors of one artifact"},
    LimitRow{LimitName::overlap_factor, "overlap_factor", 8, "bytes hashed for tensors, as a multiple of the file size"},
    LimitRow{LimitName::member_depth, "member_depth", 8, "containers inside containers"},
    LimitRow{LimitName::members, "members", 100'000, "members of one container, nested ones included"},
    LimitRow{LimitName::inflate_ratio, "inflate_ratio", 1'000, "inflated bytes for each stored byte of a member"},
    LimitRow{LimitName::inflated_total, "inflated_total", uint64_t{1} << 40, "inflated bytes of one artifact"},
    LimitRow{LimitName::path_bytes, "path_bytes", 4096, "bytes of one path chain"},
    LimitRow{LimitName::directory_depth, "directory_depth", 64, "directories inside directories"},
    LimitRow{LimitName::files, "files", 1'000'000, "files of one scan"},
    LimitRow{LimitName::artifact_seconds, "artifact_seconds", 3600, "seconds for one artifact"},
    LimitRow{LimitName::worker_memory, "worker_memory", 1024 * kMiB, "bytes of memory of one worker"},
    LimitRow{LimitName::problems_per_artifact, "problems_per_artifact", 200, "findings kept of one artifact, by code"},
    LimitRow{LimitName::facts_bytes, "facts_bytes", 64 * kMiB, "bytes of keys, names and values kept of one artifact"},
};

class Limits {
 public:
  Limits() {
    for (const LimitRow& row : kLimitTable) values_[static_cast<size_t>(row.name)] = row.value;
  }
  uint64_t operator[](LimitName name) const { return values_[static_cast<size_t>(name)]; }
  void set(LimitName name, uint64_t value) { values_[static_cast<size_t>(name)] = value; }

  static std::optional<LimitName> find(std::string_view word) {
    for (const LimitRow& row : kLimitTable) {
      if (row.word == word) return row.name;
    }
    return std::nullopt;
  }

  /// All limits by name, as the inventory and the report show them.
  std::map<std::string, uint64_t> by_name() const {
    std::map<std::string, uint64_t> all;
    for (const LimitRow& row : kLimitTable) all.emplace(row.word, (*this)[row.name]);
    return all;
  }

 private:
  std::array<uint64_t, kLimitTable.size()> values_{};
};

}  // namespace modelaudit
