#include "inspect/containers/zip_records.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/checked.h"

namespace modelaudit::inspect::zip {
namespace {

constexpr size_t kLongestComment = 65535;
constexpr uint32_t kIn64 = 0xffffffff;

uint16_t u16(Bytes b, size_t at) { return load_u16(b.subspan(at), false); }
uint32_t u32(Bytes b, size_t at) { return load_u32(b.subspan(at), false); }
uint64_t u64(Bytes b, size_t at) { return load_u64(b.subspan(at), false); }

std::string text_of(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

bool signature_at(AccessWindow& window, uint64_t at, uint32_t signature) {
  const Bytes bytes = window.at(at, 4);
  return bytes.size() == 4 && u32(bytes, 0) == signature;
}

// What the end record at `at` says, zip64 applied. `directory_at` is as stated.
struct Stated {
  uint64_t entries = 0;
  uint64_t size = 0;
  uint64_t offset = 0;
  uint64_t records_at = 0;  ///< where the first of the end records begins: the directory ends there
};

Stated read_stated(AccessWindow& window, End& end, Bytes record) {
  Stated stated{u16(record, 10), u32(record, 12), u32(record, 16), end.at};
  const uint16_t disk = u16(record, 4);
  const uint16_t directory_disk = u16(record, 6);
  end.many_disks = (disk != 0 && disk != 0xffff) || (directory_disk != 0 && directory_disk != 0xffff) ||
                   u16(record, 8) != u16(record, 10);
  const bool asks64 = stated.entries == 0xffff || stated.size == kIn64 || stated.offset == kIn64 || disk == 0xffff;
  if (end.at < kLocatorBytes || !signature_at(window, end.at - kLocatorBytes, kLocatorSignature)) {
    if (disk == 0xffff || directory_disk == 0xffff) end.many_disks = true;
    return stated;
  }
  const auto wrong = [&](std::string found) {
    end.damages.push_back({"zip64-damaged", DamageClass::damage, {}, end.at - kLocatorBytes,
                           "a zip64 end record where its locator points", std::move(found)});
  };
  const uint64_t locator_at = end.at - kLocatorBytes;
  const uint64_t record_at = u64(window.at(locator_at, kLocatorBytes), 8);
  // The record stands where the locator says, or right before it when bytes were put before the archive.
  uint64_t found_at = record_at;
  if (record_at > locator_at || !signature_at(window, record_at, kEnd64Signature)) {
    found_at = locator_at >= kEnd64Bytes ? locator_at - kEnd64Bytes : 0;
    if (!signature_at(window, found_at, kEnd64Signature)) {
      wrong("none at " + std::to_string(record_at));
      return stated;
    }
  }
  const Bytes wide = window.at(found_at, kEnd64Bytes);
  if (wide.size() < kEnd64Bytes || found_at + kEnd64Bytes > locator_at) {
    wrong("one that is cut");
    return stated;
  }
  end.records.push_back({found_at, locator_at - found_at});
  end.records.push_back({locator_at, kLocatorBytes});
  end.many_disks = end.many_disks || u32(wide, 16) != 0 || u32(wide, 20) != 0 || u64(wide, 24) != u64(wide, 32);
  const Stated wider{u64(wide, 32), u64(wide, 40), u64(wide, 48), found_at};
  const bool agrees = (stated.entries == 0xffff || stated.entries == (wider.entries & 0xffff)) &&
                      (stated.size == kIn64 || stated.size == (wider.size & kIn64)) &&
                      (stated.offset == kIn64 || stated.offset == (wider.offset & kIn64));
  if (!agrees && !asks64) wrong("one that contradicts the classic end record");
  return wider;
}

// Finds where the directory of an end record really is. False if the record leads nowhere.
bool locate_directory(AccessWindow& window, End& end, const Stated& stated) {
  end.entries = stated.entries;
  end.directory_end = stated.records_at;
  const std::optional<uint64_t> stated_end = checked_add(stated.offset, stated.size);
  if (stated.size == 0 && stated.entries == 0) {  // an empty archive has no directory to look at
    end.directory_at = stated.records_at;
    end.offset_is_wrong = stated.offset != stated.records_at;
    return true;
  }
  if (stated.offset < stated.records_at && signature_at(window, stated.offset, kCentralSignature)) {
    end.directory_at = stated.offset;
    end.size_is_wrong = !stated_end || *stated_end != stated.records_at;
    return true;
  }
  if (stated.size <= stated.records_at && stated.size > 0 &&
      signature_at(window, stated.records_at - stated.size, kCentralSignature)) {
    end.directory_at = stated.records_at - stated.size;
    end.offset_is_wrong = true;
    if (stated.offset < end.directory_at) end.shift = end.directory_at - stated.offset;
    return true;
  }
  return false;
}

}  // namespace

std::string hex_word(uint32_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string word(8, '0');
  for (size_t i = 0; i < 8; ++i) word[7 - i] = digits[(value >> (4 * i)) & 15];
  return word;
}

Extra read_extra(Bytes bytes, uint32_t size, uint32_t packed, uint32_t offset, bool central) {
  Extra extra;
  while (bytes.size() >= 4) {
    const uint16_t id = u16(bytes, 0);
    const size_t length = u16(bytes, 2);
    if (length > bytes.size() - 4) {
      extra.malformed = true;
      return extra;
    }
    Bytes field = bytes.subspan(4, length);
    if (id == 0x0001 && !extra.has_zip64) {
      extra.has_zip64 = true;
      const auto take = [&](bool wanted, std::optional<uint64_t>& value) {
        if (!wanted) return;
        if (field.size() < 8) {
          extra.zip64_short = true;
          return;
        }
        value = u64(field, 0);
        field = field.subspan(8);
      };
      take(size == kIn64, extra.size);
      take(packed == kIn64, extra.packed);
      take(central && offset == kIn64, extra.offset);
    } else if (id == 0x7075 && length > 5 && field[0] == 1) {
      extra.unicode_name_of = u32(field, 1);
      extra.unicode_name = text_of(field.subspan(5));
    }
    bytes = bytes.subspan(4 + length);
  }
  return extra;  // fewer than four bytes left are padding of some writers
}

std::optional<LocalHeader> read_local(AccessWindow& window, uint64_t at) {
  Bytes fixed = window.at(at, kLocalBytes);
  if (fixed.size() < kLocalBytes || u32(fixed, 0) != kLocalSignature) return std::nullopt;
  LocalHeader header;
  header.at = at;
  header.need = u16(fixed, 4);
  header.flags = u16(fixed, 6);
  header.method = u16(fixed, 8);
  header.crc32 = u32(fixed, 14);
  const uint32_t packed = u32(fixed, 18);
  const uint32_t size = u32(fixed, 22);
  const size_t name_bytes = u16(fixed, 26);
  const size_t extra_bytes = u16(fixed, 28);
  const Bytes whole = window.at(at, kLocalBytes + name_bytes + extra_bytes);
  if (whole.size() < kLocalBytes + name_bytes + extra_bytes) return std::nullopt;
  header.name = text_of(whole.subspan(kLocalBytes, name_bytes));
  header.extra = read_extra(whole.subspan(kLocalBytes + name_bytes), size, packed, 0, false);
  header.packed = header.extra.packed.value_or(packed);
  header.size = header.extra.size.value_or(size);
  header.data_at = at + whole.size();
  return header;
}

std::vector<End> find_ends(RandomAccess& access) {
  const uint64_t size = access.size();
  if (size < kEndBytes) return {};
  const uint64_t from = size - std::min<uint64_t>(size, kEndBytes + kLongestComment);
  std::vector<uint8_t> tail(static_cast<size_t>(size - from));
  tail.resize(access.read_at(from, tail));
  AccessWindow window(access, 4096);
  constexpr std::array<uint8_t, 4> magic = {'P', 'K', 5, 6};
  constexpr size_t kMostCandidates = 64;  // a tail full of signatures is no archive with so many readings
  std::vector<End> ends;
  size_t candidates = 0;
  for (auto at = tail.begin(); candidates < kMostCandidates; ++at, ++candidates) {
    at = std::search(at, tail.end(), magic.begin(), magic.end());
    if (tail.end() - at < static_cast<std::ptrdiff_t>(kEndBytes)) break;
    const size_t begin = static_cast<size_t>(at - tail.begin());
    const Bytes record = Bytes(tail).subspan(begin);
    End end;
    end.at = from + begin;
    const size_t comment = u16(record, 20);
    const size_t there = std::min(comment, record.size() - kEndBytes);
    end.comment = text_of(record.subspan(kEndBytes, there));
    end.end = end.at + kEndBytes + there;
    end.ends_file = kEndBytes + comment == record.size();
    if (there < comment) {
      end.damages.push_back({"zip-comment-cut", DamageClass::damage, {}, end.at,
                             "a comment of " + std::to_string(comment) + " bytes", std::to_string(there) + " bytes"});
    }
    const Stated stated = read_stated(window, end, record.first(kEndBytes));
    if (locate_directory(window, end, stated)) ends.push_back(std::move(end));
  }
  // The record that ends with the file comes first; of several the outermost, whose comment holds the others.
  std::stable_sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.ends_file && !b.ends_file; });
  return ends;
}

Directory read_directory(RandomAccess& access, const End& end, uint64_t most, uint64_t most_name_bytes) {
  Directory directory;
  uint64_t kept_bytes = 0;
  AccessWindow window(access, size_t{256} << 10);
  uint64_t at = end.directory_at;
  while (at + kCentralBytes <= end.directory_end) {
    const Bytes fixed = window.at(at, kCentralBytes);
    if (fixed.size() < kCentralBytes || u32(fixed, 0) != kCentralSignature) break;
    const size_t name_bytes = u16(fixed, 28);
    const size_t extra_bytes = u16(fixed, 30);
    const size_t comment_bytes = u16(fixed, 32);
    const size_t bytes = kCentralBytes + name_bytes + extra_bytes + comment_bytes;
    if (bytes > end.directory_end - at) break;
    kept_bytes += name_bytes + extra_bytes;
    if (directory.entries.size() >= most || kept_bytes > most_name_bytes) {
      directory.limit = true;
      break;
    }
    const Bytes whole = window.at(at, bytes);
    if (whole.size() < bytes) break;
    CentralEntry entry;
    entry.at = at;
    entry.made_by = u16(whole, 4);
    entry.need = u16(whole, 6);
    entry.flags = u16(whole, 8);
    entry.method = u16(whole, 10);
    entry.crc32 = u32(whole, 16);
    const uint32_t packed = u32(whole, 20);
    const uint32_t size = u32(whole, 24);
    entry.disk = u16(whole, 34);
    entry.attributes = u32(whole, 38);
    const uint32_t offset = u32(whole, 42);
    entry.name = text_of(whole.subspan(kCentralBytes, name_bytes));
    entry.extra = read_extra(whole.subspan(kCentralBytes + name_bytes, extra_bytes), size, packed, offset, true);
    const bool saturated = size == kIn64 || packed == kIn64 || offset == kIn64;
    if (saturated && !entry.extra.has_zip64) entry.extra.zip64_short = true;
    entry.packed = entry.extra.packed.value_or(packed);
    entry.size = entry.extra.size.value_or(size);
    entry.local_at = entry.extra.offset.value_or(offset);
    directory.entries.push_back(std::move(entry));
    at += bytes;
  }
  directory.end = at;
  return directory;
}

}  // namespace modelaudit::inspect::zip
