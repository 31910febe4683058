#include <bit>

#include "core/json_writer.h"
#include "inventory/ndjson.h"

namespace modelaudit {
namespace {

void write_value(JsonWriter& json, const Value& value) {
  json.begin_object();
  switch (value.kind) {
    case Value::Kind::none: json.member("kind", "none"); break;
    case Value::Kind::boolean: json.member("boolean", value.boolean); break;
    case Value::Kind::unsigned_integer: json.member("unsigned", value.unsigned_integer); break;
    case Value::Kind::signed_integer: json.member("signed", value.signed_integer); break;
    case Value::Kind::real:
      json.member("real", value.real);
      json.member("double_bits", std::bit_cast<uint64_t>(value.real));
      json.member("bits", value.real_bits);
      break;
    case Value::Kind::text: json.member("text", value.text); break;
    case Value::Kind::json: json.member("json", value.text); break;
    case Value::Kind::array:
      json.key("array");
      json.begin_array();
      for (const Value& item : value.items) write_value(json, item);
      json.end_array();
      json.member_if("element_type", value.element_type);
      json.member("count", value.count);
      break;
  }
  if (value.bytes != 0) json.member("bytes", value.bytes);
  if (value.sha256) json.member("sha256", to_hex(*value.sha256));
  if (value.canonical) json.member("canonical", to_hex(*value.canonical));
  if (value.truncated) json.member("truncated", true);
  json.end_object();
}

void write_artifact(JsonWriter& json, const Artifact& artifact) {
  json.member("record", "artifact");
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
  json.member("complete", artifact.complete);
  json.member("header_read", artifact.header_read);
  json.key("extents");
  json.begin_object();
  json.member("header", artifact.extents.header);
  json.member("metadata", artifact.extents.metadata);
  json.member("tensors", artifact.extents.tensors);
  json.member("padding", artifact.extents.padding);
  json.member("members", artifact.extents.members);
  json.member("unaccounted", artifact.extents.unaccounted);
  json.end_object();
  json.key("metadata");
  json.begin_array();
  for (const MetadataEntry& entry : artifact.metadata) {
    json.begin_object();
    json.member("key", entry.key);
    json.member("type", entry.type);
    json.member("offset", entry.offset);
    json.key("value");
    write_value(json, entry.value);
    json.end_object();
  }
  json.end_array();
  json.key("tensors");
  json.begin_array();
  for (const Tensor& tensor : artifact.tensors) {
    json.begin_object();
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
  }
  json.end_array();
}

void write_text(JsonWriter& json, const Text& text) {
  json.member("record", "text");
  json.member("digest", to_hex(text.digest));
  json.member("encoding", text.encoding);
  json.member("body", text.body);
  if (text.truncated) json.member("truncated", true);
  json.key("occurrences");
  json.begin_array();
  for (const Occurrence& place : text.occurrences) {
    json.begin_object();
    json.member("artifact", place.artifact);
    json.member("role", name_of(place.role));
    json.member_if("key", place.key);
    json.member("offset", place.offset);
    json.member("length", place.length);
    json.end_object();
  }
  json.end_array();
}

void write_package(JsonWriter& json, const Package& package) {
  json.member("record", "package");
  json.member("id", package.id);
  json.member("name", package.name);
  json.member("root", package.root);
  json.member("kind", package.kind);
  json.member_if("store_name", package.store_name);
  json.member("has_weights", package.has_weights);
  json.strings("artifacts", package.artifacts);
}

void write_relation(JsonWriter& json, const Relation& relation) {
  json.member("record", "relation");
  json.member_if("package", relation.package);
  json.member_if("artifact", relation.artifact);
  json.member("kind", name_of(relation.kind));
  json.member("target", relation.target);
  json.member_if("relation", relation.relation);
  json.member_if("key", relation.key);
}

void write_problem(JsonWriter& json, const Problem& problem) {
  json.member("record", "problem");
  json.member_if("artifact", problem.artifact);
  json.member("code", problem.damage.code);
  json.member("class", name_of(problem.damage.damage_class));
  json.member("origin", problem.damage.origin);
  json.member("offset", problem.damage.offset);
  json.member("expected", problem.damage.expected);
  json.member("found", problem.damage.found);
}

void write_head(JsonWriter& json, const Inventory& inventory) {
  json.member("record", "inventory");
  json.member("schema", Inventory::kSchema);
  json.member("tool_version", inventory.tool_version);
  json.strings("targets", inventory.targets);
  json.key("limits");
  json.begin_object();
  for (const auto& [name, value] : inventory.limits) json.member(name, value);
  json.end_object();
  json.key("confinement");
  json.begin_object();
  for (const auto& [name, value] : inventory.confinement) json.member(name, value);
  json.end_object();
}

}  // namespace

void write_ndjson(const Inventory& inventory, const std::function<void(std::string_view)>& sink) {
  std::string line;
  const auto record = [&](auto&& write) {
    line.clear();
    JsonWriter json(line);
    json.begin_object();
    write(json);
    json.end_object();
    line += '\n';
    sink(line);
  };
  record([&](JsonWriter& json) { write_head(json, inventory); });
  for (const Artifact& item : inventory.artifacts) record([&](JsonWriter& json) { write_artifact(json, item); });
  for (const Text& item : inventory.texts) record([&](JsonWriter& json) { write_text(json, item); });
  for (const Package& item : inventory.packages) record([&](JsonWriter& json) { write_package(json, item); });
  for (const Relation& item : inventory.relations) record([&](JsonWriter& json) { write_relation(json, item); });
  for (const Problem& item : inventory.problems) record([&](JsonWriter& json) { write_problem(json, item); });
  record([&](JsonWriter& json) {
    json.member("record", "end");
    json.member("artifacts", static_cast<uint64_t>(inventory.artifacts.size()));
    json.member("texts", static_cast<uint64_t>(inventory.texts.size()));
    json.member("packages", static_cast<uint64_t>(inventory.packages.size()));
    json.member("relations", static_cast<uint64_t>(inventory.relations.size()));
    json.member("problems", static_cast<uint64_t>(inventory.problems.size()));
  });
}

}  // namespace modelaudit
