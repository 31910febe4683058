// HDF5 (Keras .h5): recognized, named as not opened, hashed as a whole; a file that is cut short is
// seen.
//
// The superblock stands at 0 or at 512 × 2^k. Version 0 and 1 hold the end-of-file address behind
// the base and free-space addresses, 2 and 3 right behind the base address; a file shorter than
// that was cut. Groups, attributes and data sets are not read: their layout (B-trees, heaps, chunk
// filters) is a file system of its own, and what an audit wants of it (terms) is not kept there.
// Source: HDF5 File Format Specification 3.0, section II.A.
#include "inspect/formats/facts.h"
#include "inspect/formats/readers.h"

namespace modelaudit::inspect {
namespace {

constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";

std::optional<size_t> find_superblock(Bytes head) {
  const std::string_view text = as_text(head);
  for (size_t at = 0; at + kSignature.size() <= text.size(); at = at == 0 ? 512 : at * 2) {
    if (text.substr(at, kSignature.size()) == kSignature) return at;
  }
  return std::nullopt;
}

}  // namespace

bool is_hdf5(Bytes head, std::string_view /*file_name*/) {
  return find_superblock(head).has_value();
}

void read_hdf5(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::hdf5;
  const Bytes head = in.peek(65536);
  const std::optional<size_t> at =
      find_superblock(head.first(std::min<size_t>(head.size(), 65536)));
  if (!at) return;
  const Bytes block = head.subspan(*at);
  context.report("not-opened", DamageClass::note, *at, "a format whose content is read",
                 "HDF5: hashed as a whole");
  if (block.size() < 16) {
    context.report("cut-short", DamageClass::damage, head.size(), "a superblock",
                   "the end of the input");
    return;
  }
  const uint8_t version = block[8];
  context.artifact.format_version = std::to_string(version);
  if (version > 3) {
    context.report("hdf5-version", DamageClass::damage, *at + 8, "superblock version 0 to 3",
                   std::to_string(version));
    return;
  }
  const size_t offset_width = version < 2 ? block[13] : block[9];
  // Version 1 has four more bytes before the addresses than version 0.
  const size_t end_at = version == 0   ? 24 + 2 * offset_width
                        : version == 1 ? 28 + 2 * offset_width
                                       : 12 + 2 * offset_width;
  if (offset_width != 8 || block.size() < end_at + 8)
    return;  // narrower addresses are not met in model files
  const uint64_t end = load_u64(block.subspan(end_at), false);
  context.ranges.claim(*at, *at + end_at + 8, ExtentKind::header);
  context.artifact.header_read = true;
  const std::optional<uint64_t> size = in.size();
  if (size && end > *size) {
    context.report("cut-short", DamageClass::damage, *size,
                   std::to_string(end) + " bytes, as the superblock says", std::to_string(*size));
  }
}

}  // namespace modelaudit::inspect
