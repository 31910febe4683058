#include <algorithm>
#include <string>

#include "core/checked.h"
#include "inspect/containers/crc32.h"
#include "inspect/containers/recognize.h"
#include "inspect/sources/reading.h"
#include "inspect/sources/side_files.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kRecognitionBytes = 64 * 1024;

// Registers every tensor extent that lies inside the artifact; the rest has no digest and is damage already.
std::vector<std::optional<uint32_t>> register_tensors(ExtentHasher& hasher, std::optional<uint64_t> size,
                                                      const Limits& limits, FileFacts& facts) {
  std::vector<std::optional<uint32_t>> extents(facts.artifact.tensors.size());
  // Tensors may overlap; their bytes are then hashed several times, and that must stay bounded by the artifact.
  const uint64_t bytes = size.value_or(limits[LimitName::inflated_total]);
  const uint64_t budget =
      std::max(checked_mul(bytes, limits[LimitName::overlap_factor]).value_or(~uint64_t{0}), uint64_t{64} * kMiB);
  uint64_t spent = 0;
  for (size_t i = 0; i < extents.size(); ++i) {
    const Tensor& tensor = facts.artifact.tensors[i];
    if (!tensor.bytes) continue;
    const std::optional<uint64_t> end = checked_add(tensor.offset, *tensor.bytes);
    if (!end || (size && *end > *size)) continue;
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

// A format and a container in one file: two readers see two things. Where the format is made so, that is no news.
bool may_share(const Format& format, const Recognized& container) {
  return !container.in_front && (format.kind == ArtifactKind::tflite || format.kind == ArtifactKind::litertlm);
}

void read_by_format(const Format& format, ByteStream& in, const Source& source, ReadContext& context) {
  if (format.read_at == nullptr || source.access != nullptr || !source.open_again) {
    read_facts(format, in, source.access, context);
    return;
  }
  ReplayAccess again(source.open_again, context.limits[LimitName::inflated_total]);
  read_facts(format, in, &again, context);
}

}  // namespace

void ArtifactTap::on_bytes(uint64_t offset, Bytes bytes) {
  if (kept_.size() < keep_) {
    const size_t room = static_cast<size_t>(std::min<uint64_t>(keep_ - kept_.size(), bytes.size()));
    kept_.append(reinterpret_cast<const char*>(bytes.data()), room);
  }
  if (crc_) crc_ = crc32(*crc_, bytes);
  if (padding_) padding_->on_bytes(offset, bytes);
  hasher.on_bytes(offset, bytes);
}

void report(FileFacts& facts, Damage damage) {
  if (damage.damage_class != DamageClass::note) facts.artifact.complete = false;
  facts.damages.push_back(std::move(damage));
}

uint64_t bytes_to_keep(FileRole role, const Limits& limits) {
  return is_side_file(role) ? side_file_bytes(role, limits) : 0;
}

void read_artifact(ByteStream& in, ArtifactTap& tap, const Source& source, unsigned depth,
                   std::optional<size_t> json_entries, FileFacts& facts, Reading& reading) {
  const Limits& limits = reading.limits;
  Artifact& artifact = facts.artifact;
  const std::optional<uint64_t> size = in.size();
  artifact.size = size.value_or(0);

  RangeMap ranges;
  ReadContext context{limits, artifact, facts.texts, facts.relations, ranges, facts.damages};
  const std::string_view name = file_name_of(artifact.path);
  Bytes head = in.peek(kRecognitionBytes);
  head = head.first(std::min(head.size(), kRecognitionBytes));
  const std::optional<Recognized> container = recognize_container(head, source.access, name);
  const Format* format = recognize(head, name);
  if (container && format != nullptr && !is_weights(format->kind)) format = nullptr;
  // A license or a card in HTML is a text; only where something else was promised the page is the news.
  const bool side_file = is_side_file(facts.role) && !container;
  if (side_file && format != nullptr && (format->kind == ArtifactKind::html_page || format->kind == ArtifactKind::empty)) format = nullptr;

  std::vector<std::optional<uint32_t>> extents;
  if (format != nullptr) {
    artifact.kind = format->kind;
    read_by_format(*format, in, source, context);
    if (side_file && format->kind == ArtifactKind::lfs_pointer) {
      report(facts, {"lfs-pointer", DamageClass::damage, {}, 0, "the content of the file", "a Git LFS pointer"});
    }
    extents = register_tensors(tap.hasher, size, limits, facts);
    tap.watch(ranges);
  }
  if (container && format != nullptr && !may_share(*format, *container)) {
    context.report("two-formats", DamageClass::suspicious, 0, "one format",
                   std::string(format->name) + " and a " + container->name + " in one file");
  }
  if (container && !container->opened) {
    if (format == nullptr) artifact.kind = container->kind;
    context.report("container-not-opened", DamageClass::limit, 0, "a container that this tool opens",
                   std::string(container->name) + "; it is hashed, and its content is not read");
  } else if (container && depth >= limits[LimitName::member_depth]) {
    if (format == nullptr) artifact.kind = container->kind;
    context.report("limit-member-depth", DamageClass::limit, 0,
                   "containers at most " + std::to_string(limits[LimitName::member_depth]) + " deep",
                   "a " + std::string(container->name) + " that is not opened");
  } else if (container) {
    if (format == nullptr) artifact.kind = container->kind;
    read_members(in, source, container->kind, depth, context, reading);
  }
  run_stream(in, tap.hasher);
  if (in.failure()) report(facts, *in.failure());
  artifact.size = in.position();
  // What is missing of a file belongs to it, unaccounted; a member is what could be had of it.
  if (size && artifact.reached != "member") artifact.size = std::max(artifact.size, *size);
  if (format != nullptr && !size) check_end(context, artifact.size);
  if (tap.padding()) tap.padding()->report(context);

  const ExtentHasher::Digests digests = tap.hasher.finish(in.position());
  artifact.sha256 = digests.whole;
  for (size_t i = 0; i < extents.size(); ++i) {
    if (!extents[i]) continue;
    const ExtentHasher::Extent& extent = digests.extents[*extents[i]];
    artifact.tensors[i].sha256 = extent.digest;
    artifact.tensors[i].degenerate = extent.degenerate;
  }
  if (format == nullptr && !container) {
    if (artifact.size == 0 && !is_json_file(facts.role)) {
      artifact.kind = ArtifactKind::empty;
    } else if (side_file) {
      read_side_file(tap.kept(), tap.kept().size() == artifact.size, limits, json_entries.value_or(kSideJsonEntries),
                     facts);
    }
  }
  if (!artifact.metadata.empty()) artifact.metadata_sha256 = canonical_metadata_digest(artifact.metadata);
  artifact.extents = ranges.sum(artifact.size);
  for (Damage& damage : facts.damages) damage.origin = artifact.path;
}

}  // namespace modelaudit::inspect
