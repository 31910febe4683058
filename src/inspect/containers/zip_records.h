// The records of a zip file as values, read with their bounds checked. Shared by the parts of the zip reader.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspect/containers/container.h"

namespace modelaudit::inspect::zip {

constexpr uint32_t kLocalSignature = 0x04034b50;
constexpr uint32_t kCentralSignature = 0x02014b50;
constexpr uint32_t kEndSignature = 0x06054b50;
constexpr uint32_t kEnd64Signature = 0x06064b50;
constexpr uint32_t kLocatorSignature = 0x07064b50;
constexpr uint32_t kDescriptorSignature = 0x08074b50;

constexpr size_t kLocalBytes = 30;
constexpr size_t kCentralBytes = 46;
constexpr size_t kEndBytes = 22;
constexpr size_t kEnd64Bytes = 56;
constexpr size_t kLocatorBytes = 20;

constexpr uint16_t kEncrypted = 1 << 0;
constexpr uint16_t kDescriptorFollows = 1 << 3;
constexpr uint16_t kPatched = 1 << 5;
constexpr uint16_t kStrongEncryption = 1 << 6;
constexpr uint16_t kUtf8 = 1 << 11;
constexpr uint16_t kMasked = 1 << 13;

/// What the extra fields of one header say.
struct Extra {
  bool malformed = false;                   ///< a field is longer than its room
  bool has_zip64 = false;
  bool zip64_short = false;                 ///< fewer bytes than the header asks for
  std::optional<uint64_t> size, packed, offset;
  std::string unicode_name;                 ///< 7075: another name for the member
  std::optional<uint32_t> unicode_name_of;  ///< CRC of the name that it replaces
};

/// The fields that both headers have.
struct Header {
  uint16_t need = 0, flags = 0, method = 0;
  uint32_t crc32 = 0;
  uint64_t packed = 0, size = 0;  ///< after zip64
  std::string name;
  Extra extra;
};

struct CentralEntry : Header {
  uint64_t at = 0;           ///< of this record
  uint64_t local_at = 0;     ///< as stated, after zip64
  uint16_t made_by = 0;
  uint16_t disk = 0;
  uint32_t attributes = 0;   ///< external
};

struct LocalHeader : Header {
  uint64_t at = 0;
  uint64_t data_at = 0;
};

/// Fields of one extra block. `header` holds the 32-bit fields, of which the saturated ones are in zip64's extra.
Extra read_extra(Bytes bytes, uint32_t size, uint32_t packed, uint32_t offset, bool central);

/// The local header at an offset; nothing if none stands there whole.
std::optional<LocalHeader> read_local(AccessWindow& window, uint64_t at);

/// One way to read the archive: an end record and the directory that it leads to.
struct End {
  uint64_t at = 0;               ///< of the end record
  uint64_t directory_at = 0;     ///< where the directory really begins
  uint64_t directory_end = 0;    ///< up to where its entries may reach
  uint64_t shift = 0;            ///< to be added to stated offsets (bytes before the archive)
  uint64_t entries = 0;          ///< as stated
  bool size_is_wrong = false;    ///< the stated size of the directory does not lead to its end
  bool offset_is_wrong = false;  ///< the directory is not where it is stated to be
  bool ends_file = false;        ///< record and comment end where the file ends
  uint64_t end = 0;              ///< of record and comment, cut at the end of the file
  bool many_disks = false;
  std::string comment;
  std::vector<Run> records;      ///< of zip64: record and locator
  std::vector<Damage> damages;
};

/// All end records that lead to a directory, the one to believe first: that which ends with the file.
std::vector<End> find_ends(RandomAccess& access);

/// Entries of a directory, until the limit or the first thing that is no entry. `stop` says why and where.
struct Directory {
  std::vector<CentralEntry> entries;
  uint64_t end = 0;        ///< behind the last entry
  bool limit = false;      ///< there are more entries, or longer names, than may be kept
};
Directory read_directory(RandomAccess& access, const End& end, uint64_t most, uint64_t most_name_bytes);

/// Words for a message.
std::string hex_word(uint32_t value);

}  // namespace modelaudit::inspect::zip
