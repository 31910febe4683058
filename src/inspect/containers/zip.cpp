#include "inspect/containers/zip.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/checked.h"
#include "inspect/containers/zip_dialect.h"
#include "inspect/containers/zip_members.h"

namespace modelaudit::inspect {
namespace {

using zip::Placed;

constexpr uint64_t kGapBytesLooked = 4 * kMiB;  // of what no record explains, in all
constexpr std::string_view kSigningMagic = "APK Sig Block 42";

class ZipReader {
 public:
  ZipReader(RandomAccess& access, const Limits& limits, uint64_t most)
      : access_(access), limits_(limits), most_(most), window_(access, 4096) {}

  Listing run() {
    listing_.kind = ArtifactKind::zip;
    std::vector<zip::End> ends = zip::find_ends(access_);
    if (ends.empty()) {
      report("zip-end-missing", DamageClass::damage, access_.size(), "an end record that leads to a directory", "none");
    } else {
      read_archive(ends.front());
      // Others count unless they are content: a stored zip at the end of a zip has an end record of its own.
      for (size_t i = 1; i < ends.size(); ++i) {
        if (inside_member(ends[i].at)) continue;
        report("zip-two-ends", DamageClass::suspicious, ends[i].at, "one end record",
               "another one that leads to a directory");
        read_archive(ends[i]);
      }
      const auto last = std::max_element(ends.begin(), ends.end(),
                                         [](const zip::End& a, const zip::End& b) { return a.end < b.end; });
      if (last->end < access_.size()) {
        report("zip-suffix", DamageClass::suspicious, last->end, "the end of the file behind the end record",
               std::to_string(access_.size() - last->end) + " bytes more");
      }
      add_comment(ends.front());
    }
    check_overlaps();
    look_into_gaps();
    finish();
    return std::move(listing_);
  }

 private:
  void report(std::string code, DamageClass damage_class, uint64_t offset, std::string expected, std::string found) {
    listing_.report(limits_, std::move(code), damage_class, offset, std::move(expected), std::move(found));
  }

  void read_archive(const zip::End& end) {
    for (const Damage& damage : end.damages) {
      report(damage.code, damage.damage_class, damage.offset, damage.expected, damage.found);
    }
    if (end.many_disks) {
      report("zip-many-disks", DamageClass::suspicious, end.at, "an archive in one file",
             "an end record that speaks of other disks");
    }
    const zip::Directory directory =
        zip::read_directory(access_, end, most_ - std::min<uint64_t>(most_, placed_.size()),
                            limits_[LimitName::facts_bytes]);
    listing_.readable = true;
    if (directory.limit) {
      report("limit-members", DamageClass::limit, directory.end, "at most " + std::to_string(most_) + " members",
             "more");
    } else if (directory.entries.size() != end.entries && (directory.entries.size() & 0xffff) != end.entries) {
      report("zip-entry-count", DamageClass::suspicious, end.at,
             std::to_string(end.entries) + " members, as the end record says",
             std::to_string(directory.entries.size()));
    }
    if (end.size_is_wrong) {
      report("zip-directory-size", DamageClass::suspicious, end.at, "a directory that ends where it is said to end",
             "one that ends at " + std::to_string(directory.end));
    }
    if (end.offset_is_wrong && end.shift == 0) {
      report("zip-directory-offset", DamageClass::suspicious, end.at, "a directory where the end record says",
             "it is at " + std::to_string(end.directory_at));
    }
    claim(end.directory_at, directory.end, ExtentKind::header);
    for (const Run& record : end.records) claim(record.offset, record.offset + record.length, ExtentKind::header);
    claim(end.at, end.end, ExtentKind::header);
    if (!directory.limit && directory.end < end.directory_end) {
      report("zip-gap", DamageClass::suspicious, directory.end, "the end record behind the directory",
             std::to_string(end.directory_end - directory.end) + " bytes that no record explains");
    }
    bool locals_unshifted = false;
    for (const zip::CentralEntry& entry : directory.entries) {
      if (entry.disk != 0 && entry.disk != 0xffff && !end.many_disks) {
        report("zip-many-disks", DamageClass::suspicious, entry.at, "members in this file",
               "one on disk " + std::to_string(entry.disk));
      }
      std::optional<Placed> placed = zip::place_member(access_, window_, entry, end.shift, limits_, listing_);
      if (!placed) continue;
      locals_unshifted = locals_unshifted || (end.shift > 0 && placed->begin == entry.local_at);
      const auto [known, is_new] = known_.emplace(std::pair(placed->begin, placed->member.name), &end);
      if (is_new) {
        add(std::move(*placed));
      } else if (known->second == &end) {  // several end records may list one member, each of them once
        report("member-overlap", DamageClass::suspicious, entry.at, "each member once in the directory", entry.name);
      }
    }
    if (locals_unshifted) {
      report("zip-directory-offset", DamageClass::suspicious, end.at, "a directory where the end record says",
             "it is at " + std::to_string(end.directory_at));
    }
  }

  bool inside_member(uint64_t at) const {
    return std::any_of(placed_.begin(), placed_.end(),
                       [&](const Placed& placed) { return at >= placed.data_at && at < placed.data_end; });
  }

  void add(Placed placed) {
    check_name(placed);
    placed_.push_back(std::move(placed));
  }

  void check_name(const Placed& placed) {
    const Member& member = placed.member;
    if (const std::optional<std::string> unsafe = unsafe_name(member.name)) {
      report("member-name-unsafe", DamageClass::suspicious, member.described_at, "a relative name that shows what it is",
             *unsafe);
    }
    if (member.kind != Member::Kind::link) return;
    const bool out = leaves_container(member.name, member.link_target);
    report(out ? "member-link-outside" : "member-link", out ? DamageClass::suspicious : DamageClass::note,
           member.described_at, "a link that stays inside the archive", member.name + " -> " + member.link_target);
  }

  void claim(uint64_t begin, uint64_t end, ExtentKind kind) {
    end = std::min(end, access_.size());
    if (begin < end) listing_.ranges.claim(begin, end, kind);
  }

  // Members whose bytes others take as well: the kernel of bombs, and of files that hide in files.
  void check_overlaps() {
    std::sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    uint64_t reached = 0;
    for (const Placed& placed : placed_) {
      const uint64_t taken = listing_.ranges.claim(placed.begin, placed.data_at, ExtentKind::header) +
                             listing_.ranges.claim(placed.data_at, placed.data_end, ExtentKind::member) +
                             listing_.ranges.claim(placed.data_end, placed.end, ExtentKind::header);
      if (taken > 0 || placed.begin < reached) {
        report("member-overlap", DamageClass::suspicious, placed.begin, "bytes of its own for each member",
               placed.member.name + " shares " + std::to_string(taken) + " bytes with others");
      }
      reached = std::max(reached, placed.end);
    }
  }

  bool all_zero(uint64_t begin, uint64_t end) {
    while (begin < end && looked_ < kGapBytesLooked) {
      const Bytes bytes = window_.at(begin, static_cast<size_t>(std::min<uint64_t>(end - begin, 65536)));
      if (bytes.empty() || std::any_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b != 0; })) return false;
      begin += bytes.size();
      looked_ += bytes.size();
    }
    return begin >= end;
  }

  // Where the next local header begins in [begin, end); `end` if none is seen.
  uint64_t next_local(uint64_t begin, uint64_t end) {
    constexpr std::array<uint8_t, 4> magic = {'P', 'K', 3, 4};
    while (begin < end && looked_ < kGapBytesLooked) {
      const Bytes bytes = window_.at(begin, static_cast<size_t>(std::min<uint64_t>(end - begin, 65536)));
      const auto found = std::search(bytes.begin(), bytes.end(), magic.begin(), magic.end());
      if (found != bytes.end()) return begin + static_cast<uint64_t>(found - bytes.begin());
      if (bytes.size() < 65536) return end;
      looked_ += bytes.size();
      begin += bytes.size() - 3;
    }
    return end;
  }

  bool is_signing_block(uint64_t end) {
    if (end < 32) return false;
    const Bytes magic = window_.at(end - 16, 16);
    return std::equal(magic.begin(), magic.end(), kSigningMagic.begin(), kSigningMagic.end());
  }

  void look_into_gaps() {
    const std::map<uint64_t, uint64_t> gaps = listing_.ranges.unclaimed(access_.size(), limits_[LimitName::members]);
    for (const auto& [begin, end] : gaps) look_into_gap(begin, end);
  }

  void look_into_gap(uint64_t begin, uint64_t end) {
    uint64_t at = begin;
    while (at < end) {
      const uint64_t next = next_local(at, end);
      std::optional<zip::LocalHeader> local;
      if (next < end) local = zip::read_local(window_, next);
      const bool plausible = local && !local->name.empty() && local->data_at <= end;
      if (!plausible && next < end) {
        explain_gap(at, next + 4);
        at = next + 4;
        continue;
      }
      if (next > at) explain_gap(at, next);
      if (next >= end) return;
      if (placed_.size() >= most_) {
        report("limit-members", DamageClass::limit, next, "at most " + std::to_string(most_) + " members", "more");
        return;
      }
      Placed placed = zip::place_unlisted(access_, *local, end);
      report("zip-unlisted-member", DamageClass::suspicious, next, "every member in the central directory",
             placed.member.name + " has a local header only");
      claim(placed.begin, placed.data_at, ExtentKind::header);
      claim(placed.data_at, placed.data_end, ExtentKind::member);
      at = std::max(placed.data_end, next + 4);
      // A descriptor may follow; it is no gap.
      const Bytes after = window_.at(at, 4);
      if (after.size() == 4 && load_u32(after, false) == zip::kDescriptorSignature) {
        claim(at, at + 16, ExtentKind::header);
        at += 16;
      }
      add(std::move(placed));
    }
  }

  void explain_gap(uint64_t begin, uint64_t end) {
    if (begin == 0) {
      listing_.add_number("prefix_bytes", end, 0);
      const Bytes head = window_.at(0, 4);
      const bool program = head.size() >= 4 && ((head[0] == 'M' && head[1] == 'Z') || (head[0] == '#' && head[1] == '!') ||
                                                load_u32(head, false) == 0x464c457f);
      prefix_is_program_ = program;
      if (!program) {
        report("zip-prefix", DamageClass::note, 0, "a local header", std::to_string(end) + " bytes before the archive");
      }
      return;
    }
    if (is_signing_block(end)) {
      listing_.add_number("apk_signing_block", end - begin, begin);
      claim(begin, end, ExtentKind::header);
      return;
    }
    if (all_zero(begin, end)) {
      claim(begin, end, ExtentKind::padding);
      return;
    }
    report("zip-gap", DamageClass::suspicious, begin, "a record of the archive",
           std::to_string(end - begin) + " bytes that no record explains");
  }

  void add_comment(const zip::End& end) {
    if (!end.comment.empty()) listing_.add_text("comment", end.comment, end.at + zip::kEndBytes);
  }

  void finish() {
    zip::take_dialect(placed_, prefix_is_program_, listing_);
    for (Placed& placed : placed_) listing_.members.push_back(std::move(placed.member));
  }

  RandomAccess& access_;
  const Limits& limits_;
  uint64_t most_;
  AccessWindow window_;
  Listing listing_;
  std::vector<Placed> placed_;
  std::map<std::pair<uint64_t, std::string>, const zip::End*> known_;
  uint64_t looked_ = 0;
  bool prefix_is_program_ = false;
};

}  // namespace

bool begins_as_zip(Bytes head) {
  if (head.size() < 4 || head[0] != 'P' || head[1] != 'K') return false;
  const uint16_t kind = load_u16(head.subspan(2), false);
  return kind == 0x0403 || kind == 0x0605 || kind == 0x0606 || kind == 0x0807;
}

bool ends_as_zip(RandomAccess& access) {
  const std::vector<zip::End> ends = zip::find_ends(access);
  return std::any_of(ends.begin(), ends.end(), [&](const zip::End& end) {
    return end.directory_end > end.directory_at || access.size() == zip::kEndBytes;
  });
}

Listing list_zip(RandomAccess& access, const Limits& limits, uint64_t most_members) {
  return ZipReader(access, limits, most_members).run();
}

}  // namespace modelaudit::inspect
