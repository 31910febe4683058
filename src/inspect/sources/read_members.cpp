// Members of a container that has a directory (zip, ISO): in the order of their bytes, out of the container's stream.
//
// Hostile directories name bytes twice, or bytes that have passed. Such members are read apart, by offset, as long as
// the bytes read twice stay below a multiple of the file; the same bytes under another name are read once.
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "core/sha256.h"
#include "inspect/containers/zip.h"
#include "inspect/sources/read_stream_members.h"
#include "inspect/sources/reading.h"

namespace modelaudit::inspect {
namespace {

// Flushes what the hashers above a stream of memory have queued.
class FlushTap final : public StreamTap {
 public:
  explicit FlushTap(StreamSet& streams) : streams_(streams) {}
  void on_bytes(uint64_t, Bytes) override { streams_.flush(); }

 private:
  StreamSet& streams_;
};

// What makes two members the same bytes.
using ContentKey = std::tuple<std::vector<Run>, Member::Coding, std::optional<uint64_t>, std::optional<uint32_t>>;

void take_listing(Listing& listing, ReadContext& context) {
  Artifact& artifact = context.artifact;
  if (artifact.kind == ArtifactKind::zip || artifact.kind == ArtifactKind::iso9660) artifact.kind = listing.kind;
  artifact.header_read = artifact.header_read || listing.readable;
  for (const ExtentKind kind : {ExtentKind::header, ExtentKind::member, ExtentKind::padding}) {
    for (const auto& [begin, end] : listing.ranges.of(kind)) context.ranges.claim(begin, end, kind);
  }
  for (Damage& damage : listing.damages) {
    if (damage.damage_class != DamageClass::note) artifact.complete = false;
    context.damages.push_back(std::move(damage));
  }
  for (MetadataEntry& entry : listing.metadata) artifact.metadata.push_back(std::move(entry));
  for (ContainerText& text : listing.texts) {
    FoundText found;
    found.digest = sha256(text.text);
    found.length = text.text.size();
    found.body = std::move(text.text);
    if (found.body.size() > context.limits[LimitName::text_bytes]) {
      found.body.resize(context.limits[LimitName::text_bytes]);
      found.truncated = true;
    }
    found.key = std::move(text.key);
    found.offset = text.offset;
    context.texts.push_back(std::move(found));
  }
}

class MemberReader {
 public:
  MemberReader(RandomAccess& access, unsigned depth, ReadContext& context, Reading& reading)
      : access_(access), depth_(depth), context_(context), reading_(reading) {}

  void run(ByteStream& in, Listing& listing) {
    const std::vector<std::string> paths = member_paths(listing, context_.limits);
    take_listing(listing, context_);
    std::vector<size_t> order;
    for (size_t i = 0; i < listing.members.size(); ++i) {
      if (listing.members[i].kind == Member::Kind::file || listing.members[i].kind == Member::Kind::special) {
        order.push_back(i);
      }
    }
    const auto begin_of = [&](size_t i) {
      const std::vector<Run>& runs = listing.members[i].runs;
      return runs.empty() ? uint64_t{0} : runs.front().offset;
    };
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return begin_of(a) < begin_of(b); });
    for (const size_t i : order) {
      if (!take_member(reading_, context_)) break;
      read(in, listing.members[i], paths[i]);
    }
  }

 private:
  void read(ByteStream& in, const Member& member, const std::string& path) {
    FileFacts facts = member_facts(context_.artifact.path, path, context_);
    const ContentKey key{member.runs, member.coding, member.size, member.crc32};
    const auto known = known_.find(key);
    if (known != known_.end() && !member.runs.empty()) {
      copy_facts(known->second, facts);
    } else {
      const size_t first = reading_.members.size();
      const bool forward = member.runs.size() == 1 && member.runs[0].offset >= in.position();
      if (forward) {
        skip(in, member.runs[0].offset - in.position());
        SubStream stored(in, member.runs[0].length, nullptr);
        read_content(member, stored, true, facts);
      } else {
        read_apart(member, facts);
      }
      known_.emplace(key, Done{first, reading_.members.size()});
    }
    finish_member(member, std::move(facts));
  }

  void read_apart(const Member& member, FileFacts& facts) {
    const uint64_t bytes = total_length(member.runs).value_or(~uint64_t{0});
    if (bytes > reading_.reread_left) {
      report(facts, {"limit-overlap", DamageClass::limit, {}, member.described_at,
                     "members that share bytes a few times at most", "more; this one is not read"});
      facts.artifact.size = member.size.value_or(0);
      facts.damages.back().origin = facts.artifact.path;
      return;
    }
    reading_.reread_left -= bytes;
    RunsStream stored(access_, member.runs);
    read_content(member, stored, false, facts);
  }

  // `flushed`: the stream leads to a tap that flushes what the member's hasher queues.
  void read_content(const Member& member, ByteStream& stored, bool flushed, FileFacts& facts) {
    RunsAccess access(access_, member.runs);
    StoredMember content{member.coding, member.size, member.crc32, member.crc_is_doubtful, &access,
                         [&] { return std::make_unique<RunsStream>(access_, member.runs); }};
    read_member_content(content, stored, flushed, depth_, facts, reading_);
  }

  void finish_member(const Member& member, FileFacts facts) {
    for (Damage damage : member.damages) {
      damage.origin = facts.artifact.path;
      report(facts, std::move(damage));
    }
    reading_.members.push_back(std::move(facts));
  }

  struct Done {
    size_t first;  ///< of what it holds, in reading.members; it stands behind that itself
    size_t last;
  };

  // The facts of the same bytes, read under another name, with all members in them.
  void copy_facts(const Done& done, FileFacts& facts) {
    const std::string path = facts.artifact.path;
    const FileRole role = facts.role;
    const std::string old_path = reading_.members[done.last].artifact.path;
    for (size_t i = done.first; i < done.last; ++i) {
      if (!take_member(reading_, context_)) return;
      FileFacts inner = reading_.members[i];
      rename_facts(inner, path + inner.artifact.path.substr(old_path.size()));
      reading_.members.push_back(std::move(inner));
    }
    const std::vector<Damage> own = std::move(facts.damages);
    facts = reading_.members[done.last];
    facts.role = role;
    rename_facts(facts, path);
    for (const Damage& damage : own) report(facts, damage);
  }

  RandomAccess& access_;
  unsigned depth_;
  ReadContext& context_;
  Reading& reading_;
  std::map<ContentKey, Done> known_;
};

Listing list_members(ArtifactKind, RandomAccess& access, const Reading& reading) {
  return list_zip(access, reading.limits, reading.members_left);
}

// The rest of a stream in memory; nothing if it is longer than what may be kept.
std::optional<std::vector<uint8_t>> buffer_whole(ByteStream& in, Reading& reading) {
  const uint64_t most = std::min<uint64_t>(reading.buffers_left, 16 * kMiB);
  if (in.size().value_or(0) > most || in.position() != 0) return std::nullopt;
  // A stream of unknown length is looked at first: what has been consumed cannot be streamed again.
  if (!in.size() && in.peek(ByteStream::kWindow).size() >= ByteStream::kWindow) return std::nullopt;
  std::vector<uint8_t> bytes;
  while (true) {
    const Bytes view = in.peek(size_t{256} << 10);
    if (view.empty()) break;
    const size_t n = static_cast<size_t>(std::min<uint64_t>(view.size(), most - bytes.size()));
    bytes.insert(bytes.end(), view.begin(), view.begin() + static_cast<std::ptrdiff_t>(n));
    in.consume(n);
    if (bytes.size() == most) break;
  }
  return bytes;
}

}  // namespace

void read_members(ByteStream& in, const Source& source, ArtifactKind kind, unsigned depth, ReadContext& context,
                  Reading& reading) {
  read_directory_members(in, source, kind, depth, context, reading);
}

void read_directory_members(ByteStream& in, const Source& source, ArtifactKind kind, unsigned depth,
                            ReadContext& context, Reading& reading) {
  if (source.access != nullptr) {
    Listing listing = list_members(kind, *source.access, reading);
    MemberReader(*source.access, depth, context, reading).run(in, listing);
    return;
  }
  if (std::optional<std::vector<uint8_t>> bytes = buffer_whole(in, reading)) {
    reading.buffers_left -= bytes->size();
    BytesAccess access(*bytes);
    FlushTap flush(reading.streams);
    MemoryStream memory(*bytes, &flush);
    Listing listing = list_members(kind, access, reading);
    MemberReader(access, depth, context, reading).run(memory, listing);
    reading.buffers_left += bytes->size();
    return;
  }
  if (!source.open_again) {
    context.report("limit-member-buffer", DamageClass::limit, 0, "a container that can be read by offset",
                   "one that is too large to be kept in memory");
    return;
  }
  ReplayAccess again(source.open_again, reading.inflate.left());
  Listing listing = list_members(kind, again, reading);
  MemberReader(again, depth, context, reading).run(in, listing);
  if (again.exhausted()) {
    context.report("limit-inflate", DamageClass::limit, 0, "a container whose directory is found within the limits",
                   "one that has to be decoded too often");
  }
}

}  // namespace modelaudit::inspect
