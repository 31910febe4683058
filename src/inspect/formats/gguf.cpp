// GGUF, the file format of llama.cpp and its kin.
//
//   file:         "GGUF", u32 version, count tensors, count entries, entries…, tensor infos…,
//                 padding, data
//   entry:        string key, u32 type, value
//   tensor info:  string name, u32 n, n dimensions, u32 type, u64 offset
//   string:       count length, bytes, no NUL
//   array:        u32 element type, count, elements
//
// Everything is read forward: nothing in the header points ahead, so the data begins where the last
// tensor info ends, rounded up to general.alignment (32 if not given), and only if there is a
// tensor. Version 1 has 32-bit counts, 2 and 3 have 64-bit ones; 3 may be big endian, which shows
// in the low half of the version being zero. Dimensions are stored fastest first.
//
// Where the document and ggml differ, and where loaders refuse what the document allows, we read on
// and say so: an audit must see what any loader would see. Every count is compared with the bytes
// that are left before it is used; an entry takes at least 13 bytes, a tensor info 24, a string 8.
// Not done: tensor data is not looked at, split sets are joined by whoever groups the files.
//
// Source: ggml-org/ggml docs/gguf.md and src/gguf.cpp (2026-08).
#include "inspect/formats/gguf.h"

#include "core/checked.h"
#include "core/utf8.h"
#include "inspect/formats/layout.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kDefaultAlignment = 32;

// The version field, and with it the byte order. Reports what is unusual; false when the layout is
// unknown.
bool read_version(GgufFile& file) {
  Artifact& artifact = file.context().artifact;
  file.in.skip(4);  // the magic was recognized
  const std::optional<uint32_t> little = file.in.u32();
  if (!little) return file.cut_short("the version");
  file.version = *little;
  if ((*little & 0xFFFFU) == 0 && *little != 0) {
    file.in.big_endian = true;
    file.version = __builtin_bswap32(*little);
  }
  file.wide = file.version != 1;
  artifact.format_version = std::to_string(file.version);
  artifact.endian = file.in.big_endian ? "big" : "little";
  artifact.shape_order = "fastest-first";
  if (file.version == 0 || file.version > 3) {
    return file.stop("gguf-version", 4, "version 1, 2 or 3",
                     "version " + std::to_string(file.version));
  }
  if (file.version == 1) {
    file.context().report("gguf-version-1", DamageClass::note, 4, "version 2 or 3",
                          "version 1 of 2023, which current loaders refuse");
  }
  if (file.in.big_endian) {
    file.context().report("big-endian", DamageClass::note, 4, "little-endian numbers",
                          "big-endian ones");
    if (file.version < 3) {
      file.context().report("big-endian-before-3", DamageClass::damage, 4,
                            "big endian from version 3 on",
                            "version " + std::to_string(file.version));
    }
  }
  return true;
}

// general.alignment; nothing when the position of the data cannot be known.
std::optional<uint64_t> read_alignment(GgufFile& file) {
  uint64_t alignment = kDefaultAlignment;
  uint64_t offset = 0;
  bool negative = false;
  for (const MetadataEntry& entry : file.context().artifact.metadata) {
    if (entry.key != "general.alignment") continue;
    offset = entry.offset;
    if (entry.type != "u32") {
      file.context().report("alignment-type", DamageClass::damage, offset,
                            "general.alignment of type u32", "type " + entry.type);
    }
    if (entry.value.kind == Value::Kind::unsigned_integer) {
      alignment = entry.value.unsigned_integer;
      negative = false;
    } else if (entry.value.kind == Value::Kind::signed_integer) {
      negative = entry.value.signed_integer < 0;
      alignment = static_cast<uint64_t>(entry.value.signed_integer);
    }
  }
  if (negative || alignment == 0) {
    file.stop("alignment-value", offset, "a power of two as general.alignment",
              negative ? "a negative number" : "0");
    return std::nullopt;
  }
  if ((alignment & (alignment - 1)) != 0) {
    file.context().report("alignment-value", DamageClass::damage, offset,
                          "a power of two as general.alignment", std::to_string(alignment));
  } else if (alignment % 8 != 0) {
    file.context().report("alignment-small", DamageClass::note, offset,
                          "a multiple of 8 as general.alignment", std::to_string(alignment));
  }
  return alignment;
}

bool has_key(const Artifact& artifact, std::string_view key) {
  for (const MetadataEntry& entry : artifact.metadata) {
    if (entry.key == key) return true;
  }
  return false;
}

bool read_header(GgufFile& file) {
  ReadContext& context = file.context();
  if (!read_version(file)) return false;
  const uint64_t counts_at = file.in.position();
  const std::optional<uint64_t> tensors = file.count();
  const std::optional<uint64_t> entries = tensors ? file.count() : std::nullopt;
  if (!entries) return file.cut_short("the counts of tensors and metadata");
  context.ranges.claim(0, file.in.position(), ExtentKind::header);

  const uint64_t left = file.in.left();
  if (*entries > left / (file.wide ? 13 : 9)) {
    return file.stop("metadata-count", counts_at + file.count_bytes(),
                     "a count that fits into " + std::to_string(left) + " bytes",
                     std::to_string(*entries) + " metadata entries");
  }
  // A tensor count that cannot be true is no reason to lose the metadata, which stands before the
  // tensors.
  const uint64_t metadata_at = file.in.position();
  const bool metadata_whole = read_gguf_metadata(file, *entries);
  context.ranges.claim(metadata_at, file.in.position(), ExtentKind::metadata);
  if (!metadata_whole) return false;
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
  if (!has_key(context.artifact, "general.architecture")) {
    context.report("no-architecture", DamageClass::note, metadata_at, "general.architecture",
                   "no such key");
  }
  const std::optional<uint64_t> alignment = read_alignment(file);
  if (*tensors > file.in.left() / (file.wide ? 24 : 20)) {
    return file.stop("tensor-count", counts_at,
                     "a count that fits into " + std::to_string(file.in.left()) + " bytes",
                     std::to_string(*tensors) + " tensors");
  }
  return alignment && read_gguf_tensors(file, *tensors, *alignment);
}

}  // namespace

bool GgufFile::cut_short(const std::string& what) {
  if (const std::optional<Damage>& failure = in.stream().failure()) {
    context().report(failure->code, failure->damage_class, failure->offset, failure->expected,
                     failure->found);
    return false;
  }
  return stop("cut-short", in.position(), what, "the end of the input");
}

bool GgufFile::stop(std::string code, uint64_t offset, std::string expected, std::string found) {
  context().report(std::move(code), DamageClass::damage, offset, std::move(expected),
                   std::move(found));
  return false;
}

bool is_gguf(Bytes head, std::string_view /*file_name*/) {
  return head.size() >= 4 && head[0] == 'G' && head[1] == 'G' && head[2] == 'U' && head[3] == 'F';
}

void read_gguf(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::gguf;
  GgufFile file(in, context);
  context.artifact.header_read = read_header(file);
  report_duplicate_keys(context);
  report_duplicate_tensors(context);
  relate_gguf(context);
}

bool is_reversed_gguf(Bytes head, std::string_view /*file_name*/) {
  return head.size() >= 4 && head[0] == 'F' && head[1] == 'U' && head[2] == 'G' && head[3] == 'G';
}

// Some readers take a reversed magic for the mark of a big-endian file. No writer makes such files
// (big-endian ones have the same magic), so what follows is not trusted.
void read_reversed_gguf(ByteStream& /*in*/, ReadContext& context) {
  context.report("reversed-magic", DamageClass::damage, 0, "GGUF",
                 "FUGG, the magic backwards; it is not read");
}

}  // namespace modelaudit::inspect
