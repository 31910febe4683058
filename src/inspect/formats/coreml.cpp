// Core ML .mlmodel: a protobuf message Model, of which the description's metadata is read.
//
//   Model             1 specificationVersion, 2 description, ≥ 200 one of the model types
//   ModelDescription  100 metadata
//   Metadata          1 shortDescription, 2 versionString, 3 author, 4 license,
//                     100 userDefined map {1 key, 2 value}
//
// Pipelines (types 200 to 202) hold whole Models with metadata of their own: all are read, to a
// depth. Weights inside layers are not listed: the artifact's digest covers them.
//
// Source: apple/coremltools mlmodel/format/Model.proto (2026-08). There is no magic; ONNX has a
// plain text as field 2 and no field above 64.
#include "core/utf8.h"
#include "inspect/formats/protobuf.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint32_t kMostDepth = 8;

class CoremlReader {
 public:
  CoremlReader(RandomAccess& access, ReadContext& context)
      : window_(access), context_(context), facts_(context) {}

  void read() {
    context_.artifact.kind = ArtifactKind::coreml;
    context_.artifact.header_read = read_model(0, window_.size(), 0);
    report_duplicate_keys(context_);
    context_.artifact.metadata_sha256 = canonical_metadata_digest(context_.artifact.metadata);
  }

 private:
  bool read_model(uint64_t begin, uint64_t end, uint32_t depth);
  void read_pipeline(const ProtoField& at, uint32_t depth);
  void read_description(const ProtoField& at, uint32_t depth);
  void read_metadata(const ProtoField& at, const std::string& prefix);
  void read_user_defined(const ProtoField& at, const std::string& prefix);
  void add_text(const std::string& key, const ProtoField& field);
  bool whole(const ProtoMessage& message, const char* what);

  Window window_;
  ReadContext& context_;
  Facts facts_;
  uint64_t inner_models_ = 0;
};

bool CoremlReader::whole(const ProtoMessage& message, const char* what) {
  if (!message.broken_at()) return true;
  context_.report("protobuf-damaged", DamageClass::damage, *message.broken_at(),
                  std::string("a field inside ") + what, "bytes that are none");
  return false;
}

void CoremlReader::add_text(const std::string& key, const ProtoField& field) {
  if (!field.is_bytes()) return;
  CapturedText text = window_.text(field.begin, field.end, context_.limits[LimitName::text_bytes]);
  check_text(context_, text, key, field.begin);
  MetadataEntry entry{key, "str", {}, field.begin};
  entry.value = facts_.add_text(std::move(text), key, field.begin, field.end - field.begin);
  facts_.add(std::move(entry));
}

void CoremlReader::read_user_defined(const ProtoField& at, const std::string& prefix) {
  ProtoMessage message(window_, at.begin, at.end);
  std::string key;
  std::optional<ProtoField> value;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 1 && field->is_bytes()) {
      const CapturedText name = window_.text(field->begin, field->end, kLongestName, false);
      check_name(context_, name, field->begin, "key");
      key = name.body;
    }
    if (field->number == 2) value = field;
  }
  if (whole(message, "user-defined metadata") && value)
    add_text(prefix + "userDefined." + key, *value);
}

void CoremlReader::read_metadata(const ProtoField& at, const std::string& prefix) {
  ProtoMessage message(window_, at.begin, at.end);
  while (const std::optional<ProtoField> field = message.next()) {
    switch (field->number) {
      case 1: add_text(prefix + "shortDescription", *field); break;
      case 2: add_text(prefix + "versionString", *field); break;
      case 3: add_text(prefix + "author", *field); break;
      case 4: add_text(prefix + "license", *field); break;
      case 100:
        if (field->is_bytes()) read_user_defined(*field, prefix);
        break;
      default: break;
    }
  }
  whole(message, "the metadata");
}

void CoremlReader::read_description(const ProtoField& at, uint32_t depth) {
  ProtoMessage message(window_, at.begin, at.end);
  // Models inside a pipeline are told apart from the one around them.
  const std::string prefix = depth == 0 ? "" : "pipeline." + std::to_string(inner_models_++) + ".";
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 100 && field->is_bytes()) read_metadata(*field, prefix);
  }
  whole(message, "the description");
}

// Pipeline {1 models*}; PipelineClassifier and PipelineRegressor hold a Pipeline as field 1.
void CoremlReader::read_pipeline(const ProtoField& at, uint32_t depth) {
  if (depth >= kMostDepth) {
    context_.report("message-depth", DamageClass::limit, at.begin,
                    "models nested at most " + std::to_string(kMostDepth) + " deep",
                    "more; what is inside is not read");
    return;
  }
  const bool plain = at.number == 202;
  ProtoMessage message(window_, at.begin, at.end);
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number != 1 || !field->is_bytes()) continue;
    if (plain) {
      read_model(field->begin, field->end, depth + 1);
    } else {
      ProtoField pipeline = *field;
      pipeline.number = 202;
      read_pipeline(pipeline, depth + 1);
    }
  }
  whole(message, "a pipeline");
}

bool CoremlReader::read_model(uint64_t begin, uint64_t end, uint32_t depth) {
  ProtoMessage message(window_, begin, end);
  bool has_description = false;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 1 && depth == 0) {
      context_.artifact.format_version = std::to_string(field->value);
      facts_.add_number("specificationVersion", "i32", field->value, field->begin);
    } else if (field->number == 2 && field->is_bytes()) {
      has_description = true;
      context_.ranges.claim(field->at, field->end, ExtentKind::metadata);
      read_description(*field, depth);
    } else if (field->number >= 200 && field->number <= 202 && field->is_bytes()) {
      if (depth == 0) facts_.add_number("type_field", "field", field->number, field->at);
      read_pipeline(*field, depth);
    } else if (field->number >= 200 && depth == 0) {
      facts_.add_number("type_field", "field", field->number, field->at);
    }
  }
  const bool sound = whole(message, "the model");
  if (!has_description) {
    context_.report("no-description", DamageClass::damage, begin, "a model description", "none");
  }
  return sound && has_description;
}

}  // namespace

bool is_coreml(Bytes head, std::string_view file_name) {
  return ascii_lower(file_name).ends_with(".mlmodel") && head.size() > 2 && head[0] == 0x08 &&
         !is_foreign_content(head);
}

void read_coreml_at(RandomAccess& access, ReadContext& context) {
  CoremlReader(access, context).read();
}

void read_coreml(ByteStream& in, ReadContext& context) {
  read_from_window(in, context, read_coreml_at);
}

}  // namespace modelaudit::inspect
