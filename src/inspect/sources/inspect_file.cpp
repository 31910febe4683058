#include "inspect/sources/inspect_file.h"

#include <algorithm>
#include <string>

#include "core/checked.h"
#include "inspect/digest/extent_hasher.h"
#include "inspect/digest/file_stream.h"
#include "inspect/sources/side_files.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kRecognitionBytes = 64 * 1024;

void report(FileFacts& facts, Damage damage) {
  if (damage.damage_class != DamageClass::note) facts.artifact.complete = false;
  facts.damages.push_back(std::move(damage));
}

// Hands the whole stream to the hasher and, up to a bound, keeps a copy for side files.
class KeepingTap final : public StreamTap {
 public:
  KeepingTap(StreamTap& next, uint64_t keep) : next_(next), keep_(keep) {}
  void on_bytes(uint64_t offset, Bytes bytes) override {
    if (kept_.size() < keep_) {
      const size_t room = static_cast<size_t>(std::min<uint64_t>(keep_ - kept_.size(), bytes.size()));
      kept_.append(reinterpret_cast<const char*>(bytes.data()), room);
    }
    next_.on_bytes(offset, bytes);
  }
  const std::string& kept() const { return kept_; }

 private:
  StreamTap& next_;
  uint64_t keep_;
  std::string kept_;
};

// Registers every tensor extent that lies inside the file; the rest has no digest and is damage already.
std::vector<std::optional<uint32_t>> register_tensors(ExtentHasher& hasher, const Limits& limits, FileFacts& facts) {
  std::vector<std::optional<uint32_t>> extents(facts.artifact.tensors.size());
  // Tensors may overlap; their bytes are then hashed several times, and that must stay bounded by the file.
  const uint64_t size = facts.artifact.size;
  const uint64_t budget =
      std::max(checked_mul(size, limits[LimitName::overlap_factor]).value_or(~uint64_t{0}), uint64_t{64} * kMiB);
  uint64_t spent = 0;
  for (size_t i = 0; i < extents.size(); ++i) {
    const Tensor& tensor = facts.artifact.tensors[i];
    if (!tensor.bytes) continue;
    const std::optional<uint64_t> end = checked_add(tensor.offset, *tensor.bytes);
    if (!end || *end > size) continue;
    const std::optional<uint64_t> total = checked_add(spent, *tensor.bytes);
    if (!total || *total > budget) {
      report(facts, {"limit-overlap", DamageClass::limit, {}, tensor.offset,
                     "tensor bytes of at most " + std::to_string(budget), "tensors that overlap more often"});
      break;
    }
    spent = *total;
    const Result<uint32_t> extent = hasher.add_extent(tensor.offset, *end);
    if (extent) extents[i] = extent.value();
  }
  return extents;
}

}  // namespace

FileFacts inspect_file(int fd, const Entry& entry, const Limits& limits, std::optional<FileRole> role,
                       size_t json_entries) {
  FileFacts facts;
  Artifact& artifact = facts.artifact;
  artifact.path = entry.path;
  artifact.reached = entry.link_target.empty() ? "file" : "link";
  artifact.link_target = entry.link_target;
  facts.role = role.value_or(file_role(file_name_of(entry.path)));

  ExtentHasher hasher;
  KeepingTap tap(hasher, is_side_file(facts.role) ? side_file_bytes(facts.role, limits) : 0);
  FileStream in(fd, &tap);
  artifact.size = in.size().value_or(0);

  RangeMap ranges;
  std::vector<std::optional<uint32_t>> extents;
  const Bytes head = in.peek(kRecognitionBytes);
  const Format* format = recognize(head.first(std::min(head.size(), kRecognitionBytes)), file_name_of(entry.path));
  // A license or a card in HTML is a text; only where something else was promised the page is the news.
  const bool side_file = is_side_file(facts.role);
  if (side_file && format != nullptr && format->kind == ArtifactKind::html_page) format = nullptr;
  if (format != nullptr) {
    artifact.kind = format->kind;
    ReadContext context{limits, artifact, facts.texts, facts.relations, ranges, facts.damages};
    format->read(in, context);
    if (side_file && format->kind == ArtifactKind::lfs_pointer) {
      report(facts, {"lfs-pointer", DamageClass::damage, {}, 0, "the content of the file", "a Git LFS pointer"});
    }
    extents = register_tensors(hasher, limits, facts);
  }
  run_stream(in, hasher);
  if (in.failure()) report(facts, *in.failure());

  const ExtentHasher::Digests digests = hasher.finish(in.position());
  artifact.sha256 = digests.whole;
  for (size_t i = 0; i < extents.size(); ++i) {
    if (!extents[i]) continue;
    const ExtentHasher::Extent& extent = digests.extents[*extents[i]];
    artifact.tensors[i].sha256 = extent.digest;
    artifact.tensors[i].degenerate = extent.degenerate;
  }
  if (format == nullptr) {
    if (artifact.size == 0) {
      artifact.kind = ArtifactKind::empty;
    } else if (is_side_file(facts.role)) {
      read_side_file(tap.kept(), tap.kept().size() == artifact.size, limits, json_entries, facts);
    }
  }
  if (!artifact.metadata.empty()) artifact.metadata_sha256 = canonical_metadata_digest(artifact.metadata);
  artifact.extents = ranges.sum(artifact.size);
  for (Damage& damage : facts.damages) damage.origin = entry.path;
  return facts;
}

FileFacts unreadable_file(const Entry& entry, Damage why) {
  FileFacts facts;
  facts.artifact.path = entry.path;
  facts.artifact.size = entry.size;
  facts.artifact.reached = entry.link_target.empty() ? "file" : "link";
  facts.artifact.link_target = entry.link_target;
  facts.role = file_role(file_name_of(entry.path));
  why.origin = entry.path;
  report(facts, std::move(why));
  return facts;
}

}  // namespace modelaudit::inspect
