// Compiled form, all integers little-endian:
//   u64 rows, u64 bytes of strings, rows × 80 bytes, strings
//   row: 32 bytes digest, u64 size, 7 × u32 offset of a string, u32 zero, u64 zero … padded to 80
//   bytes string: u32 length + bytes; equal strings are stored once
#include "assess/rulebook/known.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

#include "assess/rulebook/rule_file.h"
#include "assess/rulebook/values.h"
#include "core/byte_stream.h"
#include "core/checked.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kFields = 7;
constexpr size_t kDigestBytes = 32;
constexpr size_t kRowBytes = kDigestBytes + 8 + kFields * 4 + 4;
constexpr size_t kHeadBytes = 16;

void append_u32(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift);
}

void append_u64(std::string& out, uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(value >> shift);
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  while (true) {
    const size_t end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

Damage damaged(std::string expected, std::string found) {
  Damage damage;
  damage.code = "rulebook-damaged";
  damage.expected = std::move(expected);
  damage.found = std::move(found);
  return damage;
}

/// Reads one TSV file, a line at a time.
class TsvReader {
 public:
  TsvReader(std::string_view path, std::vector<Damage>& errors) : path_(path), errors_(errors) {}

  void read(std::string_view bytes, KnownFacts& facts) {
    if (!is_valid_utf8(bytes)) return error(1, 0, "UTF-8", "bytes that are not UTF-8");
    size_t number = 0;
    while (!bytes.empty()) {
      const size_t end = bytes.find('\n');
      const std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      if (++number == 1) {
        if (!read_columns(line)) return;
      } else if (!line.empty()) {
        read_row(number, line, facts);
      }
    }
    if (number == 0) error(1, 0, "a first line that names the columns", "an empty file");
  }

 private:
  bool read_columns(std::string_view line) {
    texts_ = line == kKnownTextColumns;
    if (texts_ || line == kKnownArtifactColumns) return true;
    error(1, 0,
          "the columns " + in_quotes(kKnownArtifactColumns) + " or " + in_quotes(kKnownTextColumns),
          in_quotes(line));
    return false;
  }

  void read_row(size_t number, std::string_view line, KnownFacts& facts) {
    const std::vector<std::string_view> fields = split(line, '\t');
    const size_t columns = texts_ ? 5 : 9;
    if (fields.size() != columns) {
      return error(number, 0, std::to_string(columns) + " fields separated by tabs",
                   std::to_string(fields.size()));
    }
    KnownRow row;
    const std::optional<Digest> digest = digest_from_hex(fields[0]);
    if (!digest) return error(number, 0, "64 hexadecimal digits", in_quotes(fields[0]));
    row.sha256 = *digest;
    size_t next = 1;
    if (!texts_) {
      const std::string_view size = fields[next++];
      const auto [end, code] = std::from_chars(size.data(), size.data() + size.size(), row.size);
      if (!size.empty() && (code != std::errc() || end != size.data() + size.size())) {
        return error(number, fields[0].size() + 1, "a size in bytes, or nothing", in_quotes(size));
      }
    }
    if (fields[next].empty()) {
      return error(number, static_cast<size_t>(fields[next].data() - line.data()),
                   texts_ ? "a license id" : "a published name", "nothing");
    }
    if (texts_ && !is_license_id(fields[1])) {
      return error(number, fields[0].size() + 1, "an SPDX id or a LicenseRef",
                   in_quotes(fields[1]));
    }
    for (; next < fields.size(); ++next) row.fields.emplace_back(fields[next]);
    (texts_ ? facts.texts : facts.artifacts).push_back(std::move(row));
  }

  void error(size_t line, size_t column, std::string expected, std::string found) {
    errors_.push_back(rule_error(
        std::string(path_) + ":" + std::to_string(line) + ":" + std::to_string(column + 1),
        std::move(expected), std::move(found)));
  }

  std::string_view path_;
  std::vector<Damage>& errors_;
  bool texts_ = false;
};

}  // namespace

void read_known(std::string_view path, std::string_view bytes, KnownFacts& facts,
                std::vector<Damage>& errors) {
  TsvReader(path, errors).read(bytes, facts);
}

void sort_known(KnownFacts& facts) {
  for (std::vector<KnownRow>* rows : {&facts.artifacts, &facts.texts}) {
    const auto key = [](const KnownRow& row) { return std::tie(row.sha256, row.size, row.fields); };
    std::ranges::sort(*rows, {}, key);
    const auto same = [key](const KnownRow& a, const KnownRow& b) { return key(a) == key(b); };
    rows->erase(std::unique(rows->begin(), rows->end(), same), rows->end());
  }
}

std::string compile_known(std::span<const KnownRow> rows) {
  std::string table;
  std::string strings;
  std::map<std::string, uint32_t> offsets;
  for (const KnownRow& row : rows) {
    table.append(row.sha256.bytes.begin(), row.sha256.bytes.end());
    append_u64(table, row.size);
    for (size_t i = 0; i < kFields; ++i) {
      const std::string field = i < row.fields.size() ? row.fields[i] : std::string();
      const auto [place, is_new] = offsets.emplace(field, static_cast<uint32_t>(strings.size()));
      if (is_new) {
        append_u32(strings, static_cast<uint32_t>(field.size()));
        strings += field;
      }
      append_u32(table, place->second);
    }
    append_u32(table, 0);
  }
  std::string bytes;
  append_u64(bytes, rows.size());
  append_u64(bytes, strings.size());
  return bytes + table + strings;
}

Result<KnownTable> KnownTable::open(std::span<const uint8_t> bytes) {
  KnownTable table;
  if (bytes.size() < kHeadBytes) return damaged("a table of known digests", "fewer than 16 bytes");
  const uint64_t count = load_u64(bytes, false);
  const uint64_t string_bytes = load_u64(bytes.subspan(8), false);
  const auto row_bytes = checked_mul(count, kRowBytes);
  const auto body = row_bytes ? checked_add(*row_bytes, string_bytes) : std::nullopt;
  if (!body || *body != bytes.size() - kHeadBytes) {
    return damaged("as many rows as the head of the table says", "another size");
  }
  table.count_ = count;
  table.rows_ = bytes.subspan(kHeadBytes, *row_bytes);
  table.strings_ = bytes.subspan(kHeadBytes + *row_bytes);
  return table;
}

std::span<const uint8_t> KnownTable::row(size_t index) const {
  return rows_.subspan(index * kRowBytes, kRowBytes);
}

size_t KnownTable::lower_bound(const Digest& digest) const {
  size_t begin = 0;
  size_t end = count_;
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (std::memcmp(row(middle).data(), digest.bytes.data(), kDigestBytes) < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

std::string_view KnownTable::string_at(std::span<const uint8_t> row, size_t field) const {
  const uint64_t offset = load_u32(row.subspan(kDigestBytes + 8 + field * 4), false);
  if (offset > strings_.size() || strings_.size() - offset < 4) return {};
  const uint64_t length = load_u32(strings_.subspan(offset), false);
  const std::span<const uint8_t> rest = strings_.subspan(offset + 4);
  if (length > rest.size()) return {};
  // A view of the bytes as text; the only cast, since characters may alias anything.
  return {reinterpret_cast<const char*>(rest.data()), length};
}

std::vector<KnownArtifact> KnownTable::artifacts(const Digest& digest) const {
  std::vector<KnownArtifact> found;
  for (size_t i = lower_bound(digest); i < count_; ++i) {
    const std::span<const uint8_t> at = row(i);
    if (std::memcmp(at.data(), digest.bytes.data(), kDigestBytes) != 0) break;
    KnownArtifact artifact;
    artifact.sha256 = digest;
    artifact.size = load_u64(at.subspan(kDigestBytes), false);
    artifact.name = string_at(at, 0);
    artifact.file = string_at(at, 1);
    artifact.declared_license = string_at(at, 2);
    artifact.declared_where = string_at(at, 3);
    artifact.kind = string_at(at, 4);
    artifact.source = string_at(at, 5);
    artifact.source_date = string_at(at, 6);
    found.push_back(artifact);
  }
  return found;
}

std::vector<KnownText> KnownTable::texts(const Digest& digest) const {
  std::vector<KnownText> found;
  for (size_t i = lower_bound(digest); i < count_; ++i) {
    const std::span<const uint8_t> at = row(i);
    if (std::memcmp(at.data(), digest.bytes.data(), kDigestBytes) != 0) break;
    found.push_back(
        {digest, string_at(at, 0), string_at(at, 1), string_at(at, 2), string_at(at, 3)});
  }
  return found;
}

}  // namespace modelaudit::assess
