// What the container readers of this room give: members, and what is wrong with the container.
//
// A reader never opens, decodes or judges a member. It says where the stored bytes are and how they are coded; the
// caller streams the container once and takes each member out of that read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "inspect/containers/random_access.h"
#include "inventory/inventory.h"

namespace modelaudit::inspect {

struct Member {
  enum class Kind { file, directory, link, special };
  enum class Coding {
    stored,
    deflated,
    bzip2,
    xz,
    zstd,
    zisofs,
    opaque,  ///< not decoded: the stored bytes are listed and hashed as they are
  };

  std::string name;  ///< raw bytes as the container has it
  Kind kind = Kind::file;
  Coding coding = Coding::stored;
  std::string link_target;          ///< of a link: what it says
  std::vector<Run> runs;            ///< the stored bytes, in the order of the content
  std::optional<uint64_t> size;     ///< of the content, as claimed
  std::optional<uint32_t> crc32;    ///< of the content, as claimed
  bool crc_is_doubtful = false;     ///< encryption is claimed: a wrong CRC means that the bytes are no content
  uint64_t described_at = 0;        ///< where in the container it is described
  std::vector<Damage> damages;      ///< go with the member's artifact
};

/// A text of the container itself: a comment, a volume field.
struct ContainerText {
  std::string key;
  std::string text;
  uint64_t offset = 0;
};

struct Listing {
  ArtifactKind kind = ArtifactKind::other;
  std::string dialect;  ///< a word for what the container is for: apk, jar, pytorch, llamafile …; empty if none
  std::vector<Member> members;
  std::vector<MetadataEntry> metadata;
  std::vector<ContainerText> texts;
  RangeMap ranges;  ///< records are header, members' bytes are member
  std::vector<Damage> damages;
  bool readable = false;  ///< the directory was understood

  /// Adds damage, at most `most` of one code; the last one says that more follow.
  void report(const Limits& limits, std::string code, DamageClass damage_class, uint64_t offset, std::string expected,
              std::string found);
  /// A text of the container that may hold terms.
  void add_text(std::string key, std::string_view text, uint64_t offset);
  /// A word of ours about the container.
  void add_word(std::string key, std::string_view word, uint64_t offset);
  void add_number(std::string key, uint64_t value, uint64_t offset);

  std::map<std::string, uint64_t> reported = {};
};

/// What is unsafe about a member's name; nothing if it is plain. Words for `found`.
std::optional<std::string> unsafe_name(std::string_view name);

/// The name as a relative path: without leading `./`, `/` and repeated slashes. Nothing else is changed.
std::string plain_path(std::string_view name);

/// True if a link at `name` with this target leaves the container.
bool leaves_container(std::string_view name, std::string_view target);

/// Reports members that have the same name (each but the first gets `#2`, `#3` … in `names`). Gives one path a member.
std::vector<std::string> member_paths(Listing& listing, const Limits& limits);

}  // namespace modelaudit::inspect
