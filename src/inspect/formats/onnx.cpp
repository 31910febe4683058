// ONNX: a protobuf message ModelProto, walked by tags without building objects.
//
//   ModelProto      1 ir_version, 2 producer_name, 3 producer_version, 4 domain, 5 model_version,
//                   6 doc_string, 7 graph, 8 opset_import*, 14 metadata_props*, 25 functions*
//   GraphProto      1 node*, 2 name, 5 initializer*, 15 sparse_initializer*, 16 metadata_props*
//   NodeProto       2 output*, 5 attribute*
//   AttributeProto  1 name, 5 tensor, 6 graph, 10 tensors*, 11 graphs*
//   TensorProto     1 dims, 2 data_type, 4 float_data, 5 int32_data, 7 int64_data, 8 name,
//                   9 raw_data, 10 double_data, 11 uint64_data, 13 external_data*,
//                   14 data_location
//
// Weights stand in raw_data or in packed typed fields and are given in place; packed varints
// (int32_data, …) are hashed as stored. Constant nodes hold weights too, so nodes are searched for
// tensors, sub-graphs included. Weights of large models stand in other files (external_data): the
// tensor is listed without extent, the file is named. There is no license key; metadata_props is
// free (`license`, `author`, … of exporters), every value is a text.
//
// Source: onnx/onnx onnx.proto and docs/ExternalData.md (2026-08). There is no magic: recognition
// asks for the fields.
#include <array>
#include <set>

#include "core/checked.h"
#include "core/utf8.h"
#include "inspect/formats/protobuf.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint32_t kMostDepth = 16;
constexpr size_t kMostDimensions = 4096;
constexpr size_t kMostFilesNamed = 100;

struct DataType {
  const char* name;
  uint32_t bits;  ///< 0: no fixed width
};
constexpr std::array kDataTypes = {
    DataType{"UNDEFINED", 0},      DataType{"FLOAT", 32},     DataType{"UINT8", 8},
    DataType{"INT8", 8},           DataType{"UINT16", 16},    DataType{"INT16", 16},
    DataType{"INT32", 32},         DataType{"INT64", 64},     DataType{"STRING", 0},
    DataType{"BOOL", 8},           DataType{"FLOAT16", 16},   DataType{"DOUBLE", 64},
    DataType{"UINT32", 32},        DataType{"UINT64", 64},    DataType{"COMPLEX64", 64},
    DataType{"COMPLEX128", 128},   DataType{"BFLOAT16", 16},  DataType{"FLOAT8E4M3FN", 8},
    DataType{"FLOAT8E4M3FNUZ", 8}, DataType{"FLOAT8E5M2", 8}, DataType{"FLOAT8E5M2FNUZ", 8},
    DataType{"UINT4", 4},          DataType{"INT4", 4},       DataType{"FLOAT4E2M1", 4},
    DataType{"FLOAT8E8M0", 8},     DataType{"UINT2", 2},      DataType{"INT2", 2}};

class OnnxReader {
 public:
  OnnxReader(RandomAccess& access, ReadContext& context)
      : window_(access), context_(context), facts_(context) {}
  void read();

 private:
  void read_model(uint64_t begin, uint64_t end);
  void read_graph(const ProtoField& at, uint32_t depth);
  void read_node(const ProtoField& at, uint32_t depth);
  void read_attribute(const ProtoField& at, const std::string& node, uint32_t depth);
  void read_tensor(const ProtoField& at, const std::string& fallback_name);
  void read_sparse(const ProtoField& at);
  void read_dims(const ProtoField& field, Tensor& tensor);
  void read_external(const ProtoField& at, std::string& location);
  void read_function(const ProtoField& at, uint32_t depth);
  void read_property(const ProtoField& at);
  void read_opset(const ProtoField& at);
  void add_text(std::string key, const ProtoField& field);
  std::string name(const ProtoField& field, const char* what);
  void check_size(const Tensor& tensor, int32_t type, uint64_t at);
  void name_external(const std::string& location, uint64_t at);
  bool too_deep(uint32_t depth, uint64_t at);
  void check(const ProtoMessage& message, const char* what);

  Window window_;
  ReadContext& context_;
  Facts facts_;
  std::set<std::string> external_files_;
};

void OnnxReader::check(const ProtoMessage& message, const char* what) {
  if (!message.broken_at()) return;
  context_.report("protobuf-damaged", DamageClass::damage, *message.broken_at(),
                  std::string("a field inside ") + what, "bytes that are none");
}

bool OnnxReader::too_deep(uint32_t depth, uint64_t at) {
  if (depth < kMostDepth) return false;
  context_.report("message-depth", DamageClass::limit, at,
                  "messages nested at most " + std::to_string(kMostDepth) + " deep",
                  "more; what is inside is not read");
  return true;
}

void OnnxReader::add_text(std::string key, const ProtoField& field) {
  if (!field.is_bytes()) return;
  CapturedText text = window_.text(field.begin, field.end, context_.limits[LimitName::text_bytes]);
  check_text(context_, text, key, field.begin);
  MetadataEntry entry{key, "str", {}, field.begin};
  entry.value = facts_.add_text(std::move(text), key, field.begin, field.end - field.begin);
  facts_.add(std::move(entry));
}

std::string OnnxReader::name(const ProtoField& field, const char* what) {
  if (!field.is_bytes()) return {};
  const CapturedText text = window_.text(field.begin, field.end, kLongestName, false);
  check_name(context_, text, field.begin, what);
  return text.body;
}

void OnnxReader::read_property(const ProtoField& at) {
  ProtoMessage message(window_, at.begin, at.end);
  std::string key;
  std::optional<ProtoField> value;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 1) key = name(*field, "key");
    if (field->number == 2) value = field;
  }
  check(message, "a metadata property");
  if (value) add_text(key, *value);
}

void OnnxReader::read_opset(const ProtoField& at) {
  ProtoMessage message(window_, at.begin, at.end);
  std::string domain;
  uint64_t version = 0;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 1) domain = name(*field, "domain");
    if (field->number == 2) version = field->value;
  }
  check(message, "an operator set");
  facts_.add_number("opset:" + domain, "i64", version, at.begin);
}

void OnnxReader::read_dims(const ProtoField& field, Tensor& tensor) {
  const auto add = [&](uint64_t dimension) {
    if (tensor.shape.size() < kMostDimensions) tensor.shape.push_back(dimension);
    if (dimension >= uint64_t{1} << 63) {
      context_.report("dimension-negative", DamageClass::damage, field.at,
                      "dimensions of 0 or more", "a negative one");
    }
  };
  if (!field.is_bytes()) return add(field.value);
  for (uint64_t at = field.begin; at < field.end;) {
    const std::optional<uint64_t> dimension = read_varint(window_, at, field.end);
    if (!dimension) {
      context_.report("protobuf-damaged", DamageClass::damage, at, "packed dimensions",
                      "bytes that are none");
      return;
    }
    add(*dimension);
  }
}

void OnnxReader::read_external(const ProtoField& at, std::string& location) {
  ProtoMessage message(window_, at.begin, at.end);
  std::string key;
  std::string value;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 1) key = name(*field, "key");
    if (field->number == 2) value = name(*field, "value");
  }
  check(message, "external data");
  if (key == "location") location = value;
}

// The file that holds a tensor's data. It must lie beside the model.
void OnnxReader::name_external(const std::string& location, uint64_t at) {
  const bool unsafe = location.empty() || location.front() == '/' ||
                      location.find('\\') != std::string::npos ||
                      location.find('\0') != std::string::npos || location == ".." ||
                      location.starts_with("../") || location.find("/../") != std::string::npos ||
                      location.ends_with("/..") || (location.size() > 1 && location[1] == ':');
  if (unsafe) {
    context_.report("external-path-unsafe", DamageClass::suspicious, at,
                    "a file name below the model's directory", quoted(location));
  }
  if (external_files_.size() >= kMostFilesNamed || !external_files_.insert(location).second) return;
  facts_.add_word("external_data", location, at);
  context_.report("external-data", DamageClass::note, at, "weights in this file",
                  "weights in the file " + quoted(location));
}

void OnnxReader::check_size(const Tensor& tensor, int32_t type, uint64_t at) {
  const auto index = static_cast<size_t>(type);
  if (type < 0 || index >= kDataTypes.size() || kDataTypes[index].bits == 0 || !tensor.bytes)
    return;
  std::optional<uint64_t> bits = kDataTypes[index].bits;
  for (const uint64_t dimension : tensor.shape) {
    if (bits) bits = checked_mul(*bits, dimension);
  }
  const std::optional<uint64_t> rounded = bits ? checked_add(*bits, 7) : std::nullopt;
  if (!rounded) {
    context_.report("element-count-overflow", DamageClass::damage, at,
                    "a size below 2^64 bits for " + quoted(tensor.name),
                    "dimensions that take more");
  } else if (*rounded / 8 != *tensor.bytes) {
    context_.report(
        "tensor-size-mismatch", DamageClass::damage, at,
        std::to_string(*rounded / 8) + " bytes for type and dimensions of " + quoted(tensor.name),
        std::to_string(*tensor.bytes));
  }
}

void OnnxReader::read_tensor(const ProtoField& at, const std::string& fallback_name) {
  ProtoMessage message(window_, at.begin, at.end);
  Tensor tensor;
  std::optional<int32_t> type;
  std::optional<ProtoField> data;
  uint32_t data_fields = 0;
  bool external = false;
  std::string location;
  while (const std::optional<ProtoField> field = message.next()) {
    switch (field->number) {
      case 1: read_dims(*field, tensor); break;
      case 2: type = static_cast<int32_t>(field->value); break;
      case 8: tensor.name = name(*field, "tensor name"); break;
      case 4:
      case 5:
      case 6:
      case 7:
      case 9:
      case 10:
      case 11:
        // Repeated numbers may stand one by one; then they have no extent of their own.
        if (field->is_bytes() && field->number != 6 && field->begin < field->end) data = field;
        ++data_fields;
        break;
      case 13: read_external(*field, location); break;
      case 14: external = field->value == 1; break;
      default: break;
    }
  }
  check(message, "a tensor");
  if (tensor.name.empty()) tensor.name = fallback_name;
  const bool known = type && *type >= 0 && static_cast<size_t>(*type) < kDataTypes.size();
  tensor.dtype = known ? kDataTypes[static_cast<size_t>(*type)].name
                       : "type-" + std::to_string(type.value_or(0));
  if (!known) {
    context_.report("unknown-type", DamageClass::damage, at.begin,
                    "a known data type for " + quoted(tensor.name), tensor.dtype);
  }
  if (external) {
    name_external(location, at.begin);
    if (data) {
      context_.report("external-and-inline", DamageClass::suspicious, at.begin,
                      "data of " + quoted(tensor.name) + " in one place",
                      "data here and in " + quoted(location));
    }
  }
  if (data && data_fields == 1) {
    tensor.offset = data->begin;
    tensor.bytes = data->end - data->begin;
    context_.ranges.claim(data->begin, data->end, ExtentKind::tensor);
    if (data->number == 9 || data->number == 4 || data->number == 10)
      check_size(tensor, type.value_or(0), at.begin);
  } else if (data_fields > 0) {
    context_.report("tensor-data-scattered", DamageClass::note, at.begin,
                    "data of " + quoted(tensor.name) + " in one piece",
                    std::to_string(data_fields) + " pieces; it has no digest of its own");
  }
  facts_.add(std::move(tensor));
}

void OnnxReader::read_sparse(const ProtoField& at) {
  ProtoMessage message(window_, at.begin, at.end);
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->is_bytes() && field->number == 1) read_tensor(*field, "sparse values");
    if (field->is_bytes() && field->number == 2) read_tensor(*field, "sparse indices");
  }
  check(message, "a sparse tensor");
}

void OnnxReader::read_attribute(const ProtoField& at, const std::string& node, uint32_t depth) {
  ProtoMessage message(window_, at.begin, at.end);
  std::string attribute;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 1) attribute = name(*field, "attribute name");
    if (!field->is_bytes()) continue;
    if (field->number == 5 || field->number == 10)
      read_tensor(*field, node.empty() ? attribute : node);
    if (field->number == 6 || field->number == 11) read_graph(*field, depth + 1);
    if (field->number == 22 || field->number == 23) read_sparse(*field);
  }
  check(message, "an attribute");
}

void OnnxReader::read_node(const ProtoField& at, uint32_t depth) {
  ProtoMessage message(window_, at.begin, at.end);
  std::optional<ProtoField> output;
  std::string node;
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->number == 2 && !output) output = field;
    if (field->number != 5 || !field->is_bytes()) continue;
    if (node.empty() && output) node = name(*output, "output name");
    read_attribute(*field, node, depth);
  }
  check(message, "a node");
}

void OnnxReader::read_graph(const ProtoField& at, uint32_t depth) {
  if (too_deep(depth, at.begin)) return;
  ProtoMessage message(window_, at.begin, at.end);
  while (const std::optional<ProtoField> field = message.next()) {
    if (!field->is_bytes()) continue;
    switch (field->number) {
      case 1: read_node(*field, depth); break;
      case 2:
        if (depth == 0) add_text("graph", *field);
        break;
      case 5: read_tensor(*field, ""); break;
      case 10:
        if (field->begin < field->end) add_text("graph.doc_string", *field);
        break;
      case 15: read_sparse(*field); break;
      case 16: read_property(*field); break;
      default: break;
    }
  }
  check(message, "a graph");
}

void OnnxReader::read_function(const ProtoField& at, uint32_t depth) {
  ProtoMessage message(window_, at.begin, at.end);
  while (const std::optional<ProtoField> field = message.next()) {
    if (field->is_bytes() && field->number == 7) read_node(*field, depth);
    if (field->is_bytes() && field->number == 14) read_property(*field);
  }
  check(message, "a function");
}

void OnnxReader::read_model(uint64_t begin, uint64_t end) {
  ProtoMessage message(window_, begin, end);
  bool has_graph = false;
  while (const std::optional<ProtoField> field = message.next()) {
    switch (field->number) {
      case 1: facts_.add_number("ir_version", "i64", field->value, field->begin); break;
      case 2: add_text("producer_name", *field); break;
      case 3: add_text("producer_version", *field); break;
      case 4: add_text("domain", *field); break;
      case 5: facts_.add_number("model_version", "i64", field->value, field->begin); break;
      case 6: add_text("doc_string", *field); break;
      case 7:
        if (!field->is_bytes()) break;
        if (has_graph) {
          context_.report("duplicate-key", DamageClass::suspicious, field->at, "one graph",
                          "another one; readers merge or replace");
        }
        has_graph = true;
        read_graph(*field, 0);
        break;
      case 8:
        if (field->is_bytes()) read_opset(*field);
        break;
      case 14:
        if (field->is_bytes()) read_property(*field);
        break;
      case 25:
        if (field->is_bytes()) read_function(*field, 0);
        break;
      default: break;
    }
  }
  check(message, "the model");
  context_.artifact.header_read = has_graph && !message.broken_at();
  if (!has_graph) {
    context_.report("no-graph", DamageClass::damage, begin, "a graph", "none");
  }
}

void OnnxReader::read() {
  context_.artifact.kind = ArtifactKind::onnx;
  context_.artifact.endian = "little";
  context_.artifact.shape_order = "slowest-first";
  read_model(0, window_.size());
  // What is no weight is structure: names, nodes, properties.
  context_.ranges.claim(0, window_.size(), ExtentKind::metadata);
  context_.artifact.metadata_sha256 = canonical_metadata_digest(context_.artifact.metadata);
  report_duplicate_tensors(context_);
  report_duplicate_keys(context_, "external_data");
}

/// The first fields of a message, as far as the head reaches.
struct TopLevel {
  bool valid = true;
  bool begins_with_version = false;
  uint64_t seen = 0;  ///< a bit for each field number below 64
};

TopLevel top_level(Bytes head) {
  BytesAccess access(head);
  Window window(access);
  TopLevel top;
  uint64_t at = 0;
  while (at < head.size()) {
    const std::optional<uint64_t> tag = read_varint(window, at, head.size());
    if (!tag) break;
    const uint64_t number = *tag >> 3;
    const uint64_t wire = *tag & 7;
    if (number == 0 || (wire != 0 && wire != 2) || number > 63) {
      top.valid = false;
      break;
    }
    const std::optional<uint64_t> value = read_varint(window, at, head.size());
    if (!value) break;
    if (top.seen == 0)
      top.begins_with_version = number == 1 && wire == 0 && *value >= 1 && *value < 1000;
    top.seen |= uint64_t{1} << number;
    if (wire == 2) {
      if (*value > head.size() - at) break;  // goes on behind the head
      at += *value;
    }
  }
  return top;
}

}  // namespace

bool is_onnx(Bytes head, std::string_view file_name) {
  if (ascii_lower(file_name).ends_with(".onnx") && !head.empty() && (head[0] & 7) <= 2 &&
      !is_foreign_content(head))
    return true;
  if (head.empty() || head[0] != 0x08) return false;
  constexpr uint64_t kModelFields = (1U << 1) | (1U << 2) | (1U << 3) | (1U << 4) | (1U << 5) |
                                    (1U << 6) | (1U << 7) | (1U << 8) | (1U << 14) | (1U << 20) |
                                    (1U << 25) | (1U << 26);
  const TopLevel top = top_level(head);
  return top.valid && top.begins_with_version && (top.seen & ~kModelFields) == 0 &&
         (top.seen & (1U << 7)) != 0;
}

void read_onnx_at(RandomAccess& access, ReadContext& context) {
  OnnxReader(access, context).read();
}

void read_onnx(ByteStream& in, ReadContext& context) {
  read_from_window(in, context, read_onnx_at);
}

}  // namespace modelaudit::inspect
