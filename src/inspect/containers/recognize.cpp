#include "inspect/containers/recognize.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "inspect/containers/zip.h"

namespace modelaudit::inspect {
namespace {

using std::string_view_literals::operator""sv;

struct Magic {
  size_t offset;
  std::string_view bytes;
  Recognized is;
};

constexpr Recognized opened(ArtifactKind kind, const char* name) { return {kind, name, true, true}; }
constexpr Recognized named(ArtifactKind kind, const char* name) { return {kind, name, false, true}; }

constexpr ArtifactKind kImage = ArtifactKind::android_image;
constexpr ArtifactKind kOther = ArtifactKind::other;

// In the order of trial. What only names a file system or an archive is not opened, and the report says so.
constexpr std::array kMagics = {
    Magic{0, "7z\xbc\xaf\x27\x1c"sv, named(ArtifactKind::sevenzip, "7z archive")},
    Magic{0, "\xfd" "7zXZ\0"sv, named(ArtifactKind::xz, "xz stream")},
    Magic{0, "\x28\xb5\x2f\xfd"sv, named(ArtifactKind::zstd, "Zstandard stream")},
    Magic{0, "\x1f\x8b\x08"sv, named(ArtifactKind::gzip, "gzip stream")},
    Magic{257, "ustar"sv, named(ArtifactKind::tar, "tar archive")},
    Magic{0, "070701"sv, named(ArtifactKind::cpio, "cpio archive")},
    Magic{0, "070702"sv, named(ArtifactKind::cpio, "cpio archive")},
    Magic{0, "070707"sv, named(ArtifactKind::cpio, "cpio archive")},
    Magic{32769, "CD001"sv, named(ArtifactKind::iso9660, "ISO 9660 image")},
    Magic{32769, "BEA01"sv, named(ArtifactKind::iso9660, "UDF image")},
    Magic{32769, "NSR0"sv, named(ArtifactKind::iso9660, "UDF image")},
    Magic{0, "\x3a\xff\x26\xed"sv, named(kImage, "Android sparse image")},
    Magic{0, "ANDROID!"sv, named(kImage, "Android boot image")},
    Magic{0, "VNDRBOOT"sv, named(kImage, "Android vendor boot image")},
    Magic{0, "CrAU"sv, named(kImage, "Android update payload")},
    Magic{4096, "gDla"sv, named(kImage, "Android super partition")},
    Magic{1024, "\xe2\xe1\xf5\xe0"sv, named(kImage, "EROFS image")},
    Magic{1024, "\x10\x20\xf5\xf2"sv, named(kImage, "F2FS image")},
    Magic{0, "hsqs"sv, named(kOther, "SquashFS image")},
    Magic{0, "Rar!\x1a\x07"sv, named(kOther, "RAR archive")},
    Magic{0, "xar!"sv, named(kOther, "xar archive")},
    Magic{0, "MSCF\0\0\0\0"sv, named(kOther, "CAB archive")},
    Magic{0, "!<arch>\n"sv, named(kOther, "ar archive")},
    Magic{0, "LZIP\x01"sv, named(kOther, "lzip stream")},
    Magic{0, "\x04\x22\x4d\x18"sv, named(kOther, "LZ4 stream")},
    Magic{0, "QFI\xfb"sv, named(kOther, "QCOW2 image")},
    Magic{0, "KDMV"sv, named(kOther, "VMDK image")},
    Magic{0, "vhdxfile"sv, named(kOther, "VHDX image")},
    Magic{0, "Cr24"sv, named(kOther, "Chrome extension package")},
    Magic{0, "\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0"sv, named(kOther, "image of raw CD sectors")},
    Magic{1024, "H+\0\x04"sv, named(kOther, "HFS+ image")},
    Magic{1024, "HX\0\x05"sv, named(kOther, "HFSX image")},
    Magic{0, "EFI PART"sv, named(kOther, "partition table")},
    Magic{512, "EFI PART"sv, named(kOther, "disk image with a partition table")},
};

bool has(Bytes head, size_t offset, std::string_view bytes) {
  return head.size() >= offset + bytes.size() &&
         std::equal(bytes.begin(), bytes.end(), head.begin() + static_cast<std::ptrdiff_t>(offset),
                    [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; });
}

// bzip2: a digit for the block size, then the digits of pi (a block) or of its square root (an empty stream).
bool is_bzip2(Bytes head) {
  return head.size() >= 10 && has(head, 0, "BZh"sv) && head[3] >= '1' && head[3] <= '9' &&
         (has(head, 4, "\x31\x41\x59\x26\x53\x59"sv) || has(head, 4, "\x17\x72\x45\x38\x50\x90"sv));
}

// A zstd file may begin with frames to be skipped.
bool is_skippable_zstd(Bytes head) {
  if (head.size() < 8 || (load_u32(head, false) & 0xfffffff0) != 0x184d2a50) return false;
  const uint64_t next = 8 + uint64_t{load_u32(head.subspan(4), false)};
  if (next + 4 > head.size()) return false;
  const uint32_t magic = load_u32(head.subspan(static_cast<size_t>(next)), false);
  return magic == 0xfd2fb528 || (magic & 0xfffffff0) == 0x184d2a50;
}

// ext2, ext3, ext4: magic at 56 of the superblock, and a block size that exists.
bool is_ext(Bytes head) { return has(head, 1080, "\x53\xef"sv) && head.size() >= 1052 && load_u32(head.subspan(1048), false) <= 6; }

// The old binary cpio header has a magic of two bytes only: its other fields must make sense.
bool is_binary_cpio(Bytes head) {
  if (head.size() < 26) return false;
  const bool little = load_u16(head, false) == 070707;
  if (!little && load_u16(head, true) != 070707) return false;
  const uint16_t mode = load_u16(head.subspan(6), !little);
  const uint16_t name_bytes = load_u16(head.subspan(20), !little);
  return (mode & 0170000) != 0 && name_bytes > 1 && name_bytes <= 4096 && head.size() >= 26U + name_bytes &&
         head[26U + name_bytes - 1] == 0 && head[26] != 0;
}

// A tar of before POSIX has no magic: a name, octal fields and the right sum are needed.
bool is_old_tar(Bytes head) { return head.size() >= 512 && head[0] != 0 && is_tar_header(head.first(512)); }

bool ends_with_one(std::string_view name, std::initializer_list<std::string_view> endings) {
  const std::string lower = ascii_lower(name);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return lower.ends_with(ending); });
}

}  // namespace

bool is_tar_header(Bytes block) {
  if (block.size() < 512) return false;
  uint64_t stated = 0;
  bool any = false;
  for (size_t i = 148; i < 156; ++i) {
    const uint8_t c = block[i];
    if (c >= '0' && c <= '7') {
      stated = stated * 8 + (c - '0');
      any = true;
    } else if (any) {
      break;
    } else if (c != ' ' && c != 0) {
      return false;
    }
  }
  if (!any) return false;
  uint64_t plain = 0;
  int64_t with_signs = 0;  // some old writers summed signed characters
  for (size_t i = 0; i < 512; ++i) {
    const uint8_t c = i >= 148 && i < 156 ? uint8_t{' '} : block[i];
    plain += c;
    with_signs += static_cast<int8_t>(c);
  }
  return plain == stated || with_signs == static_cast<int64_t>(stated);
}

std::optional<Recognized> recognize_container(Bytes head, RandomAccess* access, std::string_view file_name) {
  if (begins_as_zip(head)) return opened(ArtifactKind::zip, "zip archive");
  for (const Magic& magic : kMagics) {
    if (has(head, magic.offset, magic.bytes)) return magic.is;
  }
  if (is_bzip2(head)) return named(ArtifactKind::bzip2, "bzip2 stream");
  if (is_skippable_zstd(head)) return named(ArtifactKind::zstd, "Zstandard stream");
  if (is_old_tar(head)) return named(ArtifactKind::tar, "tar archive");
  if (is_binary_cpio(head)) return named(ArtifactKind::cpio, "cpio archive");
  if (access != nullptr && ends_as_zip(*access)) return Recognized{ArtifactKind::zip, "zip archive", true, false};
  if (is_ext(head)) return named(kImage, "ext file system image");
  // Too damaged to be known by its bytes, yet called so: its reader says what is wrong.
  if (has(head, 0, "\x1f\x8b"sv) && ends_with_one(file_name, {".gz", ".tgz"})) {
    return named(ArtifactKind::gzip, "gzip stream");
  }
  if (head.size() >= 32768 && head.size() < 32774 && ends_with_one(file_name, {".iso"})) {
    return named(ArtifactKind::iso9660, "ISO 9660 image");
  }
  return std::nullopt;
}

}  // namespace modelaudit::inspect
