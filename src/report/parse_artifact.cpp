#include "report/parse_parts.h"

namespace modelaudit::report {
namespace {

namespace bj = boost::json;

// What the JSON says is enough to write it again: a whole number is unsigned unless it is negative,
// a real that JSON cannot hold stays the word that stands for it.
Value read_plain(const bj::value& from) {
  Value value;
  switch (from.kind()) {
    case bj::kind::bool_:
      value.kind = Value::Kind::boolean;
      value.boolean = from.get_bool();
      break;
    case bj::kind::int64:
      if (from.get_int64() < 0) {
        value.kind = Value::Kind::signed_integer;
        value.signed_integer = from.get_int64();
      } else {
        value.kind = Value::Kind::unsigned_integer;
        value.unsigned_integer = static_cast<uint64_t>(from.get_int64());
      }
      break;
    case bj::kind::uint64:
      value.kind = Value::Kind::unsigned_integer;
      value.unsigned_integer = from.get_uint64();
      break;
    case bj::kind::double_:
      value.kind = Value::Kind::real;
      value.real = from.get_double();
      break;
    case bj::kind::string:
      value.kind = Value::Kind::text;
      value.text = std::string(from.get_string());
      break;
    case bj::kind::array:
      value.kind = Value::Kind::array;
      for (const bj::value& item : from.get_array()) value.items.push_back(read_plain(item));
      value.count = value.items.size();
      break;
    case bj::kind::object:
    case bj::kind::null: break;
  }
  return value;
}

Value read_value(const Fields& in) {
  Value value;
  if (in.has("value_json")) {
    value.kind = Value::Kind::json;
    value.text = in.text("value_json");
  } else if (const bj::value* member = in.value("value")) {
    value = read_plain(*member);
    if (value.kind == Value::Kind::none)
      in.fail("value", "a string, a number, true, false or an array");
    if (value.kind == Value::Kind::text) value.text = in.text("value");
    if (in.has("value_raw_base64") && value.kind == Value::Kind::array) {
      const std::vector<std::string> texts = in.texts("value");
      for (size_t i = 0; i < texts.size() && i < value.items.size(); ++i)
        value.items[i].text = texts[i];
    }
  }
  if (in.has("count")) {
    value.kind = Value::Kind::array;
    value.count = in.number("count");
    value.element_type = in.text("element_type");
  }
  value.truncated = in.flag("truncated");
  value.bytes = in.number("bytes");
  value.sha256 = in.digest("sha256");
  return value;
}

MetadataEntry read_metadata(const Fields& in) {
  return {in.required("key"), in.text("type"), read_value(in), in.number("offset")};
}

Tensor read_tensor(const Fields& in) {
  Tensor tensor;
  tensor.name = in.required("name");
  tensor.dtype = in.required("dtype");
  tensor.shape = in.numbers("shape");
  tensor.offset = in.number("offset");
  tensor.bytes = in.optional_number("bytes");
  tensor.sha256 = in.digest("sha256");
  tensor.degenerate = in.flag("degenerate");
  return tensor;
}

}  // namespace

ParsedArtifact read_artifact(const Fields& in) {
  ParsedArtifact parsed;
  Artifact& artifact = parsed.artifact;
  artifact.id = in.required("id");
  artifact.path = in.required("path");
  const std::optional<ArtifactKind> kind = artifact_kind_from(in.text("kind"));
  if (!kind) in.fail("kind", "a kind of artifact that this version knows");
  artifact.kind = kind.value_or(ArtifactKind::other);
  artifact.format_version = in.text("format_version");
  artifact.endian = in.text("endian");
  artifact.shape_order = in.text("shape_order");
  artifact.size = in.number("size");
  artifact.sha256 = in.digest("sha256");
  artifact.metadata_sha256 = in.digest("metadata_sha256");
  artifact.reached = in.text("reached");
  artifact.link_target = in.text("link_target");
  artifact.header_read = in.flag("header_read");
  artifact.complete = in.flag("complete");
  in.object("extents", [&](const Fields& e) {
    artifact.extents = {e.number("header"),  e.number("metadata"), e.number("tensors"),
                        e.number("padding"), e.number("members"),  e.number("unaccounted")};
  });
  artifact.tensors = in.list<Tensor>("tensors", read_tensor);
  if (!in.has("tensors") && in.has("tensors_sha256")) {
    parsed.tensors_left_out =
        TensorsLeftOut{in.number("tensor_count"), in.digest("tensors_sha256").value_or(Digest{})};
  }
  artifact.metadata = in.list<MetadataEntry>("metadata", read_metadata);
  parsed.known_as = in.list<KnownAs>("known_as", [](const Fields& known) {
    return KnownAs{known.required("name"), known.text("source"), known.text("declared_license")};
  });
  return parsed;
}

}  // namespace modelaudit::report
