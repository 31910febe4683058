// LiteRT-LM (.litertlm): sections of a language model for devices behind a flatbuffer header.
//
//   0 "LITERTLM"   8 u32 major, minor, patch   24 u64 end of the header   32 LiteRTLMMetaData
//
//   LiteRTLMMetaData  0 system_metadata {0 entries}, 1 section_metadata {0 objects}
//   SectionObject     0 items, 1 begin_offset, 2 end_offset, 3 data_type
//   KeyValuePair      0 key, 1 type, 2 value
//
// Sections begin on 16 KiB; they are models (TFLite), tokenizers, prompt templates. Every section
// is listed as an extent with its digest (dtype is what it holds), models inside are read as such.
// The schema has no license field; authors can put any entry.
//
// Source: google-ai-edge/LiteRT-LM schema/core/litertlm_header_schema.fbs (2025-06, 0.14).
#include <array>

#include "inspect/formats/flatbuffer.h"
#include "inspect/formats/readers.h"
#include "inspect/formats/tflite.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kFlatBegin = 32;
constexpr uint64_t kBlock = 16384;
constexpr uint64_t kMostEntries = 100'000;

constexpr std::array<const char*, 8> kSectionTypes = {
    "NONE",         "GenericBinaryData", "Deprecated",        "TFLiteModel",
    "SP_Tokenizer", "LlmMetadataProto",  "HF_Tokenizer_Zlib", "TFLiteWeights"};

class LitertlmReader {
 public:
  LitertlmReader(RandomAccess& access, ReadContext& context)
      : window_(access), context_(context), facts_(context) {}
  bool read();

 private:
  void read_entries(const FlatBuffer::Table& table, uint32_t field, const std::string& prefix);
  void read_entry(const FlatBuffer::Table& entry, const std::string& prefix);
  void read_section(const FlatBuffer::Table& section, uint64_t number);
  std::string text(const FlatBuffer::Table& table, uint32_t field);

  Window window_;
  ReadContext& context_;
  Facts facts_;
  uint64_t visited_ = 0;
};

std::string LitertlmReader::text(const FlatBuffer::Table& table, uint32_t field) {
  const std::optional<FlatVector> bytes = table.vector(field, 1);
  if (!bytes) return {};
  const CapturedText captured =
      window_.text(bytes->begin, bytes->begin + bytes->count, kLongestName, false);
  check_name(context_, captured, bytes->begin, "key");
  return captured.body;
}

// The value is a union: a table whose field 0 is the number or the text.
void LitertlmReader::read_entry(const FlatBuffer::Table& entry, const std::string& prefix) {
  const std::string key = prefix + text(entry, 0);
  const uint8_t type = entry.u8(1).value_or(0);
  const std::optional<FlatBuffer::Table> value = entry.table(2);
  if (!value) return;
  if (type == 9) {
    const std::optional<FlatVector> bytes = value->vector(0, 1);
    if (!bytes) return;
    CapturedText captured = window_.text(bytes->begin, bytes->begin + bytes->count,
                                         context_.limits[LimitName::text_bytes]);
    check_text(context_, captured, key, bytes->begin);
    MetadataEntry fact{key, "str", {}, bytes->begin};
    fact.value = facts_.add_text(std::move(captured), key, bytes->begin, bytes->count);
    facts_.add(std::move(fact));
    return;
  }
  const bool wide = type == 10 || type == 11;
  facts_.add_number(key, "union-" + std::to_string(type),
                    wide                     ? value->u64(0).value_or(0)
                    : type == 8 || type <= 2 ? value->u8(0).value_or(0)
                                             : value->u32(0).value_or(0),
                    value->position());
}

void LitertlmReader::read_entries(const FlatBuffer::Table& table, uint32_t field,
                                  const std::string& prefix) {
  const std::optional<FlatVector> entries = table.vector(field, 4);
  for (uint64_t i = 0; entries && i < entries->count; ++i) {
    if (++visited_ > kMostEntries) {
      if (visited_ == kMostEntries + 1) {
        context_.report("table-limit", DamageClass::limit, entries->begin,
                        "at most " + std::to_string(kMostEntries) + " entries",
                        "more; what follows is not read");
      }
      return;
    }
    const std::optional<FlatBuffer::Table> entry = table.table_of(*entries, i);
    if (!entry) return;
    read_entry(*entry, prefix);
  }
}

void LitertlmReader::read_section(const FlatBuffer::Table& section, uint64_t number) {
  const uint64_t begin = section.u64(1).value_or(0);
  const uint64_t end = section.u64(2).value_or(0);
  const uint8_t type = section.u8(3).value_or(0);
  const std::string name = "section " + std::to_string(number);
  read_entries(section, 0, name + ".");
  const uint64_t size = window_.size();
  if (begin > end || end > size) {
    context_.report("tensor-past-end", DamageClass::damage, section.position(),
                    name + " inside the file",
                    std::to_string(begin) + " to " + std::to_string(end));
    return;
  }
  if (begin % kBlock != 0) {
    context_.report("offset-not-aligned", DamageClass::damage, section.position(),
                    name + " at a multiple of 16384", std::to_string(begin));
  }
  if (context_.ranges.claim(begin, end, ExtentKind::tensor) > 0) {
    context_.report("tensors-overlap", DamageClass::damage, section.position(),
                    name + " for itself", "bytes that belong to something else as well");
  }
  Tensor fact;
  fact.name = name;
  fact.dtype = type < kSectionTypes.size() ? kSectionTypes[type] : "type-" + std::to_string(type);
  fact.offset = begin;
  fact.bytes = end - begin;
  facts_.add(std::move(fact));
  const Bytes magic = window_.at(begin, 8);
  if (end - begin >= 8 && magic.size() == 8 && as_text(magic.subspan(4)) == "TFL3") {
    read_tflite_model(window_, facts_, begin, end, name + "/");
  }
}

bool LitertlmReader::read() {
  context_.artifact.kind = ArtifactKind::litertlm;
  context_.artifact.endian = "little";
  const std::optional<uint32_t> major = window_.u32(8);
  const std::optional<uint32_t> minor = window_.u32(12);
  const std::optional<uint32_t> patch = window_.u32(16);
  const std::optional<uint64_t> header_end = window_.u64(24);
  if (!patch || !header_end) {
    context_.report("cut-short", DamageClass::damage, window_.size(), "32 bytes of header",
                    "the end of the input");
    return false;
  }
  context_.artifact.format_version =
      std::to_string(*major) + "." + std::to_string(*minor) + "." + std::to_string(*patch);
  facts_.add_word("version", context_.artifact.format_version, 8);
  facts_.add_number("header_end", "u64", *header_end, 24);
  if (*header_end < kFlatBegin || *header_end > window_.size()) {
    context_.report("header-length", DamageClass::damage, 24,
                    "an end of the header from 32 to " + std::to_string(window_.size()),
                    std::to_string(*header_end));
    return false;
  }
  context_.ranges.claim(0, *header_end, ExtentKind::header);
  FlatBuffer header(window_, kFlatBegin, *header_end);
  const std::optional<FlatBuffer::Table> root = header.root();
  if (root) {
    if (const std::optional<FlatBuffer::Table> system = root->table(0))
      read_entries(*system, 0, "system.");
    const std::optional<FlatBuffer::Table> sections = root->table(1);
    const std::optional<FlatVector> objects = sections ? sections->vector(0, 4) : std::nullopt;
    for (uint64_t i = 0; objects && i < objects->count && ++visited_ <= kMostEntries; ++i) {
      const std::optional<FlatBuffer::Table> section = sections->table_of(*objects, i);
      if (!section) break;
      read_section(*section, i);
    }
  }
  if (header.broken_at()) {
    context_.report("flatbuffer-damaged", DamageClass::damage, *header.broken_at(),
                    "an offset inside the header", "one that leads outside, or no table");
  }
  return root && !header.broken_at();
}

// Bytes between sections, up to the next block, are padding.
void claim_padding(ReadContext& context, uint64_t size) {
  for (const auto& [begin, end] : context.ranges.unclaimed(size)) {
    if (end - begin < kBlock) context.ranges.claim(begin, end, ExtentKind::padding);
  }
}

}  // namespace

bool is_litertlm(Bytes head, std::string_view /*file_name*/) {
  return head.size() >= 8 && as_text(head.first(8)) == "LITERTLM";
}

void read_litertlm_at(RandomAccess& access, ReadContext& context) {
  context.artifact.header_read = LitertlmReader(access, context).read();
  claim_padding(context, access.size());
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
}

void read_litertlm(ByteStream& in, ReadContext& context) {
  read_from_window(in, context, read_litertlm_at);
}

}  // namespace modelaudit::inspect
