#include "core/sha256.h"
#include "report/json_parts.h"
#include "report/render_json.h"

namespace modelaudit::report {
namespace {

using Layout = JsonWriter::Layout;

bool is_single_precision(std::string_view type) {
  return type == "f32" || type == "float32" || type == "F32";
}

// An item of an array. What is not UTF-8 keeps its display form; write_value gives a list of texts
// its sibling.
void write_item(JsonWriter& json, const Value& value, std::string_view type) {
  switch (value.kind) {
    case Value::Kind::boolean: json.boolean(value.boolean); return;
    case Value::Kind::unsigned_integer: json.number(value.unsigned_integer); return;
    case Value::Kind::signed_integer: json.number(value.signed_integer); return;
    case Value::Kind::real:
      if (is_single_precision(type)) {
        json.real(static_cast<float>(value.real));
      } else {
        json.real(value.real);
      }
      return;
    case Value::Kind::array:
      json.begin_array(Layout::line);
      for (const Value& item : value.items) write_item(json, item, value.element_type);
      json.end_array();
      return;
    case Value::Kind::none:
    case Value::Kind::text:
    case Value::Kind::json: json.string(value.text); return;
  }
}

void write_value(JsonWriter& json, const Value& value, std::string_view type) {
  switch (value.kind) {
    case Value::Kind::none: return;
    case Value::Kind::text: json.member("value", value.text); break;
    case Value::Kind::json: json.member("value_json", value.text); break;
    case Value::Kind::array: {
      json.member_if("element_type", value.element_type);
      json.member("count", value.count);
      if (value.truncated && value.items.empty()) break;
      std::vector<std::string> texts;
      for (const Value& item : value.items) {
        if (item.kind == Value::Kind::text) texts.push_back(item.text);
      }
      if (!texts.empty() && texts.size() == value.items.size()) {
        json.strings("value", texts);
        break;
      }
      [[fallthrough]];
    }
    default: json.key("value"); write_item(json, value, type);
  }
  if (value.truncated) {
    json.member("truncated", true);
    json.member("bytes", value.bytes);
  }
  if (value.sha256) json.member("sha256", to_hex(*value.sha256));
}

void write_tensors(Document& document, const ArtifactReport& entry, bool list) {
  JsonWriter& json = document.json();
  const std::vector<Tensor>& tensors = entry.artifact->tensors;
  if (entry.tensors_left_out) {
    json.member("tensor_count", entry.tensors_left_out->count);
    json.member("tensors_sha256", to_hex(entry.tensors_left_out->digest));
    return;
  }
  json.member("tensor_count", tensors.size());
  json.member("tensors_sha256", to_hex(tensor_list_digest(tensors)));
  if (!list) return;
  json.key("tensors");
  json.begin_array(Layout::block);
  for (const Tensor& tensor : tensors) {
    json.begin_object(Layout::line);
    json.member("name", tensor.name);
    json.member("dtype", tensor.dtype);
    json.key("shape");
    json.begin_array();
    for (const uint64_t dimension : tensor.shape) json.number(dimension);
    json.end_array();
    json.member("offset", tensor.offset);
    if (tensor.bytes) json.member("bytes", *tensor.bytes);
    if (tensor.sha256) json.member("sha256", to_hex(*tensor.sha256));
    if (tensor.degenerate) json.member("degenerate", true);
    json.end_object();
    document.drain();
  }
  json.end_array();
}

}  // namespace

Digest tensor_list_digest(const std::vector<Tensor>& tensors) {
  Sha256 hash;
  std::string line;
  for (const Tensor& tensor : tensors) {
    line = tensor.sha256 ? to_hex(*tensor.sha256) : "-";
    line += ' ';
    line += tensor.bytes ? std::to_string(*tensor.bytes) : "-";
    line += ' ' + std::to_string(tensor.offset) + ' ' + tensor.dtype + ' ';
    if (tensor.shape.empty()) line += '-';
    for (size_t i = 0; i < tensor.shape.size(); ++i) {
      if (i > 0) line += 'x';
      line += std::to_string(tensor.shape[i]);
    }
    line += ' ' + std::to_string(tensor.name.size()) + ':' + tensor.name + '\n';
    hash.update(line);
  }
  return hash.finish();
}

void write_artifact(Document& document, const ArtifactReport& entry, bool list_tensors) {
  JsonWriter& json = document.json();
  const Artifact& artifact = *entry.artifact;
  json.begin_object(Layout::block);
  json.member("id", artifact.id);
  json.member("path", artifact.path);
  json.member("kind", name_of(artifact.kind));
  json.member_if("format_version", artifact.format_version);
  json.member_if("endian", artifact.endian);
  json.member_if("shape_order", artifact.shape_order);
  json.member("size", artifact.size);
  if (artifact.sha256) json.member("sha256", to_hex(*artifact.sha256));
  if (artifact.metadata_sha256) json.member("metadata_sha256", to_hex(*artifact.metadata_sha256));
  json.member_if("reached", artifact.reached);
  json.member_if("link_target", artifact.link_target);
  json.member("header_read", artifact.header_read);
  json.member("complete", artifact.complete);
  json.key("extents");
  json.begin_object(Layout::line);
  json.member("header", artifact.extents.header);
  json.member("metadata", artifact.extents.metadata);
  json.member("tensors", artifact.extents.tensors);
  json.member("padding", artifact.extents.padding);
  json.member("members", artifact.extents.members);
  json.member("unaccounted", artifact.extents.unaccounted);
  json.end_object();
  write_tensors(document, entry, list_tensors);
  json.key("metadata");
  json.begin_array(Layout::block);
  for (const MetadataEntry& metadata : artifact.metadata) {
    json.begin_object(Layout::line);
    json.member("key", metadata.key);
    json.member("type", metadata.type);
    json.member("offset", metadata.offset);
    write_value(json, metadata.value, metadata.type);
    json.end_object();
    document.drain();
  }
  json.end_array();
  json.key("known_as");
  json.begin_array(Layout::block);
  for (const KnownAs& known : entry.known_as) {
    json.begin_object(Layout::line);
    json.member("name", known.name);
    json.member("source", known.source);
    json.member_if("declared_license", known.declared_license);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  document.drain();
}

}  // namespace modelaudit::report
