#include <algorithm>

#include "inspect/sources/read_stream_members.h"

namespace modelaudit::inspect {
namespace {

std::unique_ptr<Decoder> decoder_of(Member::Coding coding) {
  switch (coding) {
    case Member::Coding::deflated: return deflate_decoder();
    default: return nullptr;
  }
}

// A decoded member from its beginning, with all that it hangs on.
class DecodedAgain final : public ByteStream {
 public:
  DecodedAgain(std::unique_ptr<ByteStream> stored, const StoredMember& member, InflateBudget& budget)
      : stored_(std::move(stored)), content_(*stored_, decoder_of(member.coding), member.size, budget) {}
  std::optional<uint64_t> size() const override { return content_.size(); }
  uint64_t position() const override { return content_.position(); }
  Bytes peek(size_t n) override { return content_.peek(n); }
  void consume(size_t n) override { content_.consume(n); }
  const std::optional<Damage>& failure() const override { return content_.failure(); }

 private:
  std::unique_ptr<ByteStream> stored_;
  DecodedStream content_;
};

void check_crc(const StoredMember& member, const ArtifactTap& tap, FileFacts& facts) {
  if (!member.crc32 || !tap.crc()) return;
  const bool right = *tap.crc() == *member.crc32;
  const auto add = [&](std::string code, DamageClass damage_class, std::string expected, std::string found) {
    report(facts, {std::move(code), damage_class, facts.artifact.path, 0, std::move(expected), std::move(found)});
  };
  if (member.crc_is_doubtful) {
    if (right) {
      add("member-encryption-lie", DamageClass::suspicious, "encrypted content, as the flags say",
          "plain content; programs that ignore the flags read it");
    } else {
      add("member-encrypted", DamageClass::limit, "content that can be read",
          "an encrypted member; its digest is that of the stored bytes");
    }
  } else if (!right) {
    add("member-crc", DamageClass::damage, "the CRC that the container states", "content with another one");
  }
}

}  // namespace

bool take_member(Reading& reading, ReadContext& container) {
  if (reading.members_left == 0) {
    container.report("limit-members", DamageClass::limit, 0,
                     "at most " + std::to_string(reading.limits[LimitName::members]) + " members of a file", "more");
    return false;
  }
  --reading.members_left;
  return true;
}

FileFacts member_facts(std::string_view container_path, std::string_view member_path, ReadContext& container) {
  FileFacts facts;
  std::string path = std::string(container_path) + "!/" + std::string(member_path);
  const uint64_t most = std::max<uint64_t>(container.limits[LimitName::path_bytes], 16);
  if (path.size() > most) {
    container.report("limit-path-bytes", DamageClass::limit, 0, "path chains of at most " + std::to_string(most) + " bytes",
                     std::to_string(path.size()) + " bytes; the name is cut");
    path.resize(static_cast<size_t>(most));
  }
  facts.artifact.path = std::move(path);
  facts.artifact.reached = "member";
  facts.role = file_role(file_name_of(facts.artifact.path));
  return facts;
}

void rename_facts(FileFacts& facts, std::string path) {
  for (Damage& damage : facts.damages) damage.origin = path;
  facts.artifact.path = std::move(path);
}

void read_member_content(const StoredMember& member, ByteStream& stored, bool flushed, unsigned depth,
                         FileFacts& facts, Reading& reading) {
  ArtifactTap tap(reading.streams, bytes_to_keep(facts.role, reading.limits));
  if (member.crc32) tap.check_crc();
  if (member.coding == Member::Coding::stored || member.coding == Member::Coding::opaque) {
    SubStream content(stored, stored.left(), &tap);
    if (flushed) tap.hasher.defer_flush(true);
    if (member.coding == Member::Coding::opaque) {
      facts.artifact.size = run_stream(content, tap.hasher);
      if (content.failure()) report(facts, *content.failure());
      facts.artifact.sha256 = tap.hasher.finish(content.position()).whole;
      for (Damage& damage : facts.damages) damage.origin = facts.artifact.path;
      return;
    }
    const Source source{member.access, member.open_again};
    read_artifact(content, tap, source, depth + 1, std::nullopt, facts, reading);
  } else {
    DecodedStream content(stored, decoder_of(member.coding), member.size, reading.inflate, &tap);
    Source source;
    if (member.open_again) {
      source.open_again = [&] { return std::make_unique<DecodedAgain>(member.open_again(), member, reading.inflate); };
    }
    read_artifact(content, tap, source, depth + 1, std::nullopt, facts, reading);
    const uint64_t rest = skip(stored, stored.left());
    if (rest > 0 && !content.failure()) {
      report(facts, {"member-trailing-bytes", DamageClass::suspicious, facts.artifact.path, 0,
                     "the end of the stored bytes behind the compressed content",
                     std::to_string(rest) + " bytes more"});
    }
  }
  check_crc(member, tap, facts);
}

}  // namespace modelaudit::inspect
