#include "inspect/containers/zip_members.h"

#include <zlib.h>

#include <algorithm>

#include "core/checked.h"

namespace modelaudit::inspect::zip {
namespace {

constexpr size_t kLongestLinkTarget = 4096;
constexpr uint16_t kMadeOnUnix = 3;
constexpr uint16_t kMadeOnDarwin = 19;
constexpr uint32_t kTypeMask = 0170000;
constexpr uint32_t kTypeLink = 0120000;
constexpr uint32_t kTypeFile = 0100000;
constexpr uint32_t kTypeDirectory = 0040000;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Damage on_member(std::string code, DamageClass damage_class, uint64_t offset, std::string expected, std::string found) {
  return {std::move(code), damage_class, {}, offset, std::move(expected), std::move(found)};
}

std::optional<Member::Coding> coding_of(uint16_t method) {
  switch (method) {
    case 0: return Member::Coding::stored;
    case 8: return Member::Coding::deflated;
    case 12: return Member::Coding::bzip2;
    case 20:
    case 93: return Member::Coding::zstd;
    case 95: return Member::Coding::xz;
    default: return std::nullopt;
  }
}

// The first bytes of content, for links and to see whether bytes that are said to be encrypted inflate all the same.
struct Beginning {
  std::string content;
  bool sound = true;
};

Beginning inflate_beginning(Bytes stored, size_t most) {
  Beginning beginning;
  z_stream z{};
  if (inflateInit2(&z, -MAX_WBITS) != Z_OK) return {{}, false};
  beginning.content.resize(most);
  z.next_in = const_cast<Bytef*>(stored.data());  // zlib does not write to its input
  z.avail_in = static_cast<uInt>(stored.size());
  z.next_out = reinterpret_cast<Bytef*>(beginning.content.data());
  z.avail_out = static_cast<uInt>(most);
  const int code = inflate(&z, Z_NO_FLUSH);
  beginning.sound = code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
  beginning.content.resize(most - z.avail_out);
  inflateEnd(&z);
  return beginning;
}

std::vector<uint8_t> stored_beginning(RandomAccess& access, const Placed& placed, size_t most) {
  std::vector<uint8_t> bytes(static_cast<size_t>(std::min<uint64_t>(most, placed.data_end - placed.data_at)));
  bytes.resize(access.read_at(placed.data_at, bytes));
  return bytes;
}

// Which fields of the local header say something else. With a data descriptor the local ones may be zero.
void compare(const LocalHeader& local, const CentralEntry& central, const Limits& limits, Listing& listing) {
  const auto differs = [&](const char* field, const std::string& in_central, const std::string& in_local) {
    listing.report(limits, "zip-headers-differ", DamageClass::suspicious, local.at,
                   std::string(field) + " " + in_central + ", as the central directory says", in_local);
  };
  const auto numbers = [&](const char* field, uint64_t in_central, uint64_t in_local) {
    if (in_central != in_local) differs(field, std::to_string(in_central), std::to_string(in_local));
  };
  if (local.name != central.name) differs("name", central.name, local.name);
  // Bits that change what is read: encryption, patches, descriptor, masks; and the encoding of names that show it.
  uint16_t telling = kEncrypted | kPatched | kStrongEncryption | kMasked | kDescriptorFollows;
  if (!is_ascii(local.name)) telling |= kUtf8;
  numbers("flags", central.flags & telling, local.flags & telling);
  numbers("method", central.method, local.method);
  const bool deferred = (local.flags & kDescriptorFollows) != 0;
  if (!(deferred && local.crc32 == 0)) numbers("CRC", central.crc32, local.crc32);
  if (!(deferred && local.packed == 0)) numbers("stored size", central.packed, local.packed);
  if (!(deferred && local.size == 0)) numbers("size", central.size, local.size);
  if (local.extra.unicode_name != central.extra.unicode_name && !local.extra.unicode_name.empty() &&
      !central.extra.unicode_name.empty()) {
    differs("Unicode name", central.extra.unicode_name, local.extra.unicode_name);
  }
}

// The length of the data descriptor behind the stored bytes; 0 if none of its four forms is there.
size_t descriptor_length(AccessWindow& window, uint64_t at, const Header& header) {
  const Bytes bytes = window.at(at, 24);
  const auto matches = [&](size_t from, bool wide) {
    const size_t need = from + 4 + (wide ? 16U : 8U);
    if (bytes.size() < need || load_u32(bytes.subspan(from), false) != header.crc32) return false;
    const Bytes sizes = bytes.subspan(from + 4);
    return wide ? load_u64(sizes, false) == header.packed && load_u64(sizes.subspan(8), false) == header.size
                : load_u32(sizes, false) == header.packed && load_u32(sizes.subspan(4), false) == header.size;
  };
  const bool signed_form = bytes.size() >= 4 && load_u32(bytes, false) == kDescriptorSignature;
  if (signed_form && matches(4, false)) return 16;
  if (signed_form && matches(4, true)) return 24;
  if (matches(0, false)) return 12;
  if (matches(0, true)) return 20;
  return 0;
}

// Encryption is claimed. Loaders that ignore the claim read the bytes as they are, so it is tried.
void take_encryption(RandomAccess& access, const Header& header, Placed& placed) {
  Member& member = placed.member;
  const bool inflates = member.coding == Member::Coding::deflated &&
                        inflate_beginning(stored_beginning(access, placed, 4096), 65536).sound;
  if (header.method == 0 || inflates) {
    member.crc_is_doubtful = true;
    return;
  }
  member.coding = Member::Coding::opaque;
  member.damages.push_back(on_member("member-encrypted", DamageClass::limit, placed.begin, "content that can be read",
                                     "an encrypted member; its digest is that of the stored bytes"));
}

void take_coding(RandomAccess& access, const Header& header, Placed& placed) {
  Member& member = placed.member;
  const std::optional<Member::Coding> coding = coding_of(header.method);
  member.coding = coding.value_or(Member::Coding::opaque);
  if ((header.flags & (kEncrypted | kStrongEncryption | kMasked)) != 0 || header.method == 99) {
    take_encryption(access, header, placed);
  } else if (!coding) {
    member.damages.push_back(on_member("member-method", DamageClass::limit, placed.begin,
                                       "a method that is read (stored, deflate, bzip2, xz, zstd)",
                                       "method " + std::to_string(header.method) +
                                           "; the digest is that of the stored bytes"));
  }
  if (member.coding == Member::Coding::opaque) {
    member.size.reset();
    member.crc32.reset();
  } else if (member.coding == Member::Coding::stored && header.size != header.packed) {
    member.damages.push_back(on_member("member-size", DamageClass::damage, placed.begin,
                                       std::to_string(header.size) + " bytes of content",
                                       std::to_string(header.packed) + " stored bytes that are not compressed"));
    member.size = header.packed;
  }
}

// Names: the Unicode extra field replaces a name in another encoding. Where the plain name is ASCII there is nothing to
// replace, and two readers see two names.
void take_name(const CentralEntry& entry, const Limits& limits, Listing& listing, Member& member) {
  member.name = entry.name;
  const Extra& extra = entry.extra;
  if (extra.unicode_name.empty() || extra.unicode_name == entry.name) return;
  const uint32_t crc = static_cast<uint32_t>(
      ::crc32(0, reinterpret_cast<const Bytef*>(entry.name.data()), static_cast<uInt>(entry.name.size())));
  const bool meant = extra.unicode_name_of == crc;
  if (meant && !is_ascii(entry.name)) {
    member.name = extra.unicode_name;
  } else {
    listing.report(limits, "member-two-names", DamageClass::suspicious, entry.at, entry.name, extra.unicode_name);
  }
}

void take_kind(RandomAccess& access, const CentralEntry& entry, const Limits& limits, Listing& listing,
               Placed& placed) {
  Member& member = placed.member;
  if (member.name.ends_with('/') && entry.size == 0) {
    member.kind = Member::Kind::directory;
    return;
  }
  const uint16_t host = entry.made_by >> 8;
  const uint32_t type = (entry.attributes >> 16) & kTypeMask;
  if ((host != kMadeOnUnix && host != kMadeOnDarwin) || type == 0 || type == kTypeFile) return;
  if (type == kTypeDirectory) {
    if (entry.size == 0) member.kind = Member::Kind::directory;
    return;
  }
  if (type != kTypeLink) {
    listing.report(limits, "member-special", DamageClass::suspicious, entry.at, "a file, directory or link",
                   member.name + " is marked as a device, pipe or socket");
    return;
  }
  if (entry.size > kLongestLinkTarget) return;  // no link is that long: it is read as a file
  const std::vector<uint8_t> stored = stored_beginning(access, placed, 2 * kLongestLinkTarget);
  member.link_target = member.coding == Member::Coding::deflated
                           ? inflate_beginning(stored, kLongestLinkTarget).content
                           : std::string(stored.begin(), stored.end());
  member.kind = Member::Kind::link;
}

}  // namespace

std::optional<Placed> place_member(RandomAccess& access, AccessWindow& window, const CentralEntry& entry,
                                   uint64_t shift, const Limits& limits, Listing& listing) {
  std::optional<LocalHeader> local;
  const std::optional<uint64_t> shifted = checked_add(entry.local_at, shift);
  if (shifted) local = read_local(window, *shifted);
  if (shift > 0) {
    std::optional<LocalHeader> unshifted = read_local(window, entry.local_at);
    if (local && unshifted && unshifted->name == entry.name) {
      listing.report(limits, "zip-directory-offset", DamageClass::suspicious, entry.at,
                     "a local header at one place", "one at the stated offset and one behind the bytes before");
    }
    if (!local) local = std::move(unshifted);
  }
  if (!local) {
    listing.report(limits, "zip-local-missing", DamageClass::damage, entry.at,
                   "a local header at " + std::to_string(entry.local_at) + " for " + entry.name, "none");
    return std::nullopt;
  }
  compare(*local, entry, limits, listing);
  if (entry.extra.zip64_short || local->extra.zip64_short) {
    listing.report(limits, "zip64-damaged", DamageClass::damage, entry.at,
                   "a zip64 field for the sizes of " + entry.name, "none, or one that is too short");
  }
  if (entry.extra.malformed) {
    listing.report(limits, "zip-extra-damaged", DamageClass::note, entry.at, "extra fields that fit their room",
                   "one that is longer");
  }
  Placed placed;
  placed.begin = local->at;
  placed.data_at = local->data_at;
  const std::optional<uint64_t> data_end = checked_add(placed.data_at, entry.packed);
  placed.data_end = std::min(data_end.value_or(~uint64_t{0}), window.size());
  Member& member = placed.member;
  member.described_at = entry.at;
  member.size = entry.size;
  member.crc32 = entry.crc32;
  take_name(entry, limits, listing, member);
  if (!data_end || *data_end > window.size()) {
    member.damages.push_back(on_member("member-cut", DamageClass::damage, placed.data_at,
                                       std::to_string(entry.packed) + " stored bytes",
                                       std::to_string(placed.data_end - placed.data_at) + " up to the end"));
  }
  placed.end = placed.data_end;
  if ((local->flags & kDescriptorFollows) != 0) {
    const size_t length = descriptor_length(window, placed.data_end, entry);
    const bool deferred = local->crc32 == 0 && local->packed == 0 && entry.packed != 0;
    if (length == 0 && deferred) {
      listing.report(limits, "zip-descriptor", DamageClass::suspicious, placed.data_end,
                     "a data descriptor that agrees with the central directory", "none behind " + entry.name);
    }
    placed.end = std::min(placed.data_end + length, window.size());
  }
  member.runs = {{placed.data_at, placed.data_end - placed.data_at}};
  take_coding(access, entry, placed);
  take_kind(access, entry, limits, listing, placed);
  return placed;
}

Placed place_unlisted(RandomAccess& access, const LocalHeader& local, uint64_t room_end) {
  Placed placed;
  placed.listed = false;
  placed.begin = local.at;
  placed.data_at = local.data_at;
  const bool deferred = (local.flags & kDescriptorFollows) != 0 && local.packed == 0;
  // Without a directory the end of a streamed member is not known: it gets what there is.
  const uint64_t stated_end = checked_add(local.data_at, local.packed).value_or(~uint64_t{0});
  placed.data_end = deferred ? room_end : std::min(stated_end, room_end);
  placed.data_end = std::max(placed.data_end, placed.data_at);
  placed.end = placed.data_end;
  Member& member = placed.member;
  member.name = local.name;
  member.described_at = local.at;
  if (!deferred) {
    member.size = local.size;
    member.crc32 = local.crc32;
    if (stated_end > room_end) {
      member.damages.push_back(on_member("member-cut", DamageClass::damage, placed.data_at,
                                         std::to_string(local.packed) + " stored bytes",
                                         std::to_string(placed.data_end - placed.data_at)));
    }
  }
  member.runs = {{placed.data_at, placed.data_end - placed.data_at}};
  if (member.name.ends_with('/') && placed.data_end == placed.data_at) member.kind = Member::Kind::directory;
  Header header = local;
  if (deferred) header.size = header.packed = placed.data_end - placed.data_at;
  take_coding(access, header, placed);
  return placed;
}

}  // namespace modelaudit::inspect::zip
