#include <algorithm>
#include <bit>
#include <boost/json.hpp>

#include "core/utf8.h"
#include "inventory/ndjson.h"

namespace modelaudit {
namespace {

namespace bj = boost::json;

// Reads members of one JSON object by name. A missing or mistyped member gives the default and sets `bad` where the
// member is required, so that a record is read in one go and judged once.
class Fields {
 public:
  explicit Fields(const bj::object& object) : object_(object) {}

  std::string text(std::string_view name) const {
    const bj::value* raw = object_.if_contains(std::string(name) + "_raw_base64");
    if (raw != nullptr && raw->is_string()) {
      if (std::optional<std::string> bytes = from_base64(std::string_view(raw->get_string()))) return std::move(*bytes);
    }
    const bj::value* value = object_.if_contains(name);
    if (value == nullptr) return {};
    if (!value->is_string()) {
      bad_ = true;
      return {};
    }
    return std::string(value->get_string());
  }
  uint64_t number(std::string_view name) const {
    const bj::value* value = object_.if_contains(name);
    if (value == nullptr) return 0;
    return to_u64(*value);
  }
  bool flag(std::string_view name) const {
    const bj::value* value = object_.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
  }
  std::optional<Digest> digest(std::string_view name) const {
    const bj::value* value = object_.if_contains(name);
    if (value == nullptr) return std::nullopt;
    std::optional<Digest> digest = value->is_string() ? digest_from_hex(std::string_view(value->get_string())) : std::nullopt;
    if (!digest) bad_ = true;
    return digest;
  }
  const bj::array* array(std::string_view name) const {
    const bj::value* value = object_.if_contains(name);
    if (value == nullptr) return nullptr;
    if (!value->is_array()) bad_ = true;
    return value->if_array();
  }
  const bj::object* object(std::string_view name) const {
    const bj::value* value = object_.if_contains(name);
    return value == nullptr ? nullptr : value->if_object();
  }
  std::vector<std::string> texts(std::string_view name) const {
    std::vector<std::string> all;
    if (const bj::array* items = array(name)) {
      const bj::array* raw = array(std::string(name) + "_raw_base64");
      for (size_t i = 0; i < items->size(); ++i) {
        const bj::value& item = (*items)[i];
        if (raw != nullptr && i < raw->size() && (*raw)[i].is_string()) {
          if (std::optional<std::string> bytes = from_base64(std::string_view((*raw)[i].get_string()))) {
            all.push_back(std::move(*bytes));
            continue;
          }
        }
        if (item.is_string()) {
          all.emplace_back(std::string_view(item.get_string()));
        } else {
          bad_ = true;
        }
      }
    }
    return all;
  }
  uint64_t to_u64(const bj::value& value) const {
    if (value.is_uint64()) return value.get_uint64();
    if (value.is_int64() && value.get_int64() >= 0) return static_cast<uint64_t>(value.get_int64());
    bad_ = true;
    return 0;
  }
  bool bad() const { return bad_; }
  void mark_bad() const { bad_ = true; }

 private:
  const bj::object& object_;
  mutable bool bad_ = false;
};

Value read_value(const bj::object& object, bool& bad) {
  const Fields in(object);
  Value value;
  value.bytes = in.number("bytes");
  value.sha256 = in.digest("sha256");
  value.canonical = in.digest("canonical");
  value.truncated = in.flag("truncated");
  if (const bj::value* boolean = object.if_contains("boolean")) {
    value.kind = Value::Kind::boolean;
    value.boolean = boolean->is_bool() && boolean->get_bool();
  } else if (object.contains("unsigned")) {
    value.kind = Value::Kind::unsigned_integer;
    value.unsigned_integer = in.number("unsigned");
  } else if (const bj::value* number = object.if_contains("signed")) {
    value.kind = Value::Kind::signed_integer;
    if (number->is_int64()) {
      value.signed_integer = number->get_int64();
    } else {
      value.signed_integer = static_cast<int64_t>(in.to_u64(*number));
    }
  } else if (object.contains("real")) {  // the decimal is for people, the bits are exact
    value.kind = Value::Kind::real;
    value.real_bits = in.number("bits");
    value.real = std::bit_cast<double>(in.number("double_bits"));
  } else if (object.contains("text")) {
    value.kind = Value::Kind::text;
    value.text = in.text("text");
  } else if (object.contains("json")) {
    value.kind = Value::Kind::json;
    value.text = in.text("json");
  } else if (const bj::array* items = in.array("array")) {
    value.kind = Value::Kind::array;
    value.element_type = in.text("element_type");
    value.count = in.number("count");
    for (const bj::value& item : *items) {
      if (const bj::object* inner = item.if_object()) value.items.push_back(read_value(*inner, bad));
    }
  }
  bad = bad || in.bad();
  return value;
}

bool read_artifact(const bj::object& object, Inventory& inventory) {
  const Fields in(object);
  bool bad = false;
  Artifact artifact;
  artifact.id = in.text("id");
  artifact.path = in.text("path");
  const std::optional<ArtifactKind> kind = artifact_kind_from(in.text("kind"));
  if (!kind) return false;
  artifact.kind = *kind;
  artifact.format_version = in.text("format_version");
  artifact.endian = in.text("endian");
  artifact.shape_order = in.text("shape_order");
  artifact.size = in.number("size");
  artifact.sha256 = in.digest("sha256");
  artifact.metadata_sha256 = in.digest("metadata_sha256");
  artifact.reached = in.text("reached");
  artifact.link_target = in.text("link_target");
  artifact.complete = in.flag("complete");
  artifact.header_read = in.flag("header_read");
  if (const bj::object* extents = in.object("extents")) {
    const Fields e(*extents);
    artifact.extents = {e.number("header"),  e.number("metadata"), e.number("tensors"),
                        e.number("padding"), e.number("members"),  e.number("unaccounted")};
  }
  if (const bj::array* entries = in.array("metadata")) {
    artifact.metadata.reserve(entries->size());
    for (const bj::value& item : *entries) {
      const bj::object* entry = item.if_object();
      if (entry == nullptr) return false;
      const Fields e(*entry);
      MetadataEntry metadata{e.text("key"), e.text("type"), {}, e.number("offset")};
      if (const bj::object* value = e.object("value")) metadata.value = read_value(*value, bad);
      bad = bad || e.bad();
      artifact.metadata.push_back(std::move(metadata));
    }
  }
  if (const bj::array* tensors = in.array("tensors")) {
    artifact.tensors.reserve(tensors->size());
    for (const bj::value& item : *tensors) {
      const bj::object* entry = item.if_object();
      if (entry == nullptr) return false;
      const Fields e(*entry);
      Tensor tensor;
      tensor.name = e.text("name");
      tensor.dtype = e.text("dtype");
      if (const bj::array* shape = e.array("shape")) {
        for (const bj::value& dimension : *shape) tensor.shape.push_back(e.to_u64(dimension));
      }
      tensor.offset = e.number("offset");
      if (entry->contains("bytes")) tensor.bytes = e.number("bytes");
      tensor.sha256 = e.digest("sha256");
      tensor.degenerate = e.flag("degenerate");
      bad = bad || e.bad();
      artifact.tensors.push_back(std::move(tensor));
    }
  }
  inventory.artifacts.push_back(std::move(artifact));
  return !bad && !in.bad();
}

bool read_text(const bj::object& object, Inventory& inventory) {
  const Fields in(object);
  const std::optional<Digest> digest = in.digest("digest");
  if (!digest) return false;
  Text text{*digest, in.text("encoding"), in.text("body"), in.flag("truncated"), {}};
  if (const bj::array* places = in.array("occurrences")) {
    for (const bj::value& item : *places) {
      const bj::object* place = item.if_object();
      if (place == nullptr) return false;
      const Fields e(*place);
      const std::optional<TextRole> role = text_role_from(e.text("role"));
      if (!role) return false;
      text.occurrences.push_back({e.text("artifact"), *role, e.text("key"), e.number("offset"), e.number("length")});
    }
  }
  inventory.texts.push_back(std::move(text));
  return !in.bad();
}

bool read_package(const bj::object& object, Inventory& inventory) {
  const Fields in(object);
  inventory.packages.push_back({in.text("id"), in.text("name"), in.text("root"), in.text("kind"), in.text("store_name"),
                                in.flag("has_weights"), in.texts("artifacts")});
  return !in.bad();
}

bool read_relation(const bj::object& object, Inventory& inventory) {
  const Fields in(object);
  const std::optional<RelationKind> kind = relation_kind_from(in.text("kind"));
  if (!kind) return false;
  inventory.relations.push_back(
      {in.text("package"), in.text("artifact"), *kind, in.text("target"), in.text("relation"), in.text("key")});
  return !in.bad();
}

bool read_problem(const bj::object& object, Inventory& inventory) {
  const Fields in(object);
  const std::string word = in.text("class");
  constexpr DamageClass classes[] = {DamageClass::damage, DamageClass::limit, DamageClass::unreadable,
                                     DamageClass::suspicious, DamageClass::note};
  const auto* found = std::find_if(std::begin(classes), std::end(classes),
                                   [&](DamageClass c) { return word == name_of(c); });
  if (found == std::end(classes)) return false;
  inventory.problems.push_back({in.text("artifact"),
                                {in.text("code"), *found, in.text("origin"), in.number("offset"), in.text("expected"),
                                 in.text("found")}});
  return !in.bad();
}

bool read_head(const bj::object& object, Inventory& inventory) {
  const Fields in(object);
  if (in.text("schema") != Inventory::kSchema) return false;
  inventory.tool_version = in.text("tool_version");
  inventory.targets = in.texts("targets");
  if (const bj::object* limits = in.object("limits")) {
    for (const auto& [name, value] : *limits) inventory.limits[std::string(name)] = in.to_u64(value);
  }
  if (const bj::object* confinement = in.object("confinement")) {
    for (const auto& [name, value] : *confinement) {
      if (value.is_string()) inventory.confinement[std::string(name)] = std::string(value.get_string());
    }
  }
  return !in.bad();
}

bool counts_agree(const bj::object& object, const Inventory& inventory) {
  const Fields in(object);
  return in.number("artifacts") == inventory.artifacts.size() && in.number("texts") == inventory.texts.size() &&
         in.number("packages") == inventory.packages.size() && in.number("relations") == inventory.relations.size() &&
         in.number("problems") == inventory.problems.size();
}

Damage at_line(uint64_t line, std::string expected, std::string found) {
  return {"inventory-damaged", DamageClass::damage, {}, line, std::move(expected), std::move(found)};
}

}  // namespace

Result<Inventory> read_ndjson(std::istream& in, uint64_t max_line) {
  Inventory inventory;
  std::string line;
  bool head = false;
  bool end = false;
  bj::parse_options options;
  options.max_depth = 64;
  for (uint64_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    if (line.size() > max_line) return at_line(number, "a line of at most " + std::to_string(max_line) + " bytes", "more");
    if (end) return at_line(number, "nothing after the end record", "another record");
    bj::error_code error;
    const bj::value value = bj::parse(line, error, {}, options);
    if (error || !value.is_object()) return at_line(number, "a JSON object", error ? error.message() : "another value");
    const bj::object& object = value.get_object();
    const std::string record = Fields(object).text("record");
    if (!head && record != "inventory") return at_line(number, "the record `inventory` first", record);
    bool good = false;
    if (record == "inventory") {
      good = !head && read_head(object, inventory);
      head = true;
    } else if (record == "artifact") {
      good = read_artifact(object, inventory);
    } else if (record == "text") {
      good = read_text(object, inventory);
    } else if (record == "package") {
      good = read_package(object, inventory);
    } else if (record == "relation") {
      good = read_relation(object, inventory);
    } else if (record == "problem") {
      good = read_problem(object, inventory);
    } else if (record == "end") {
      good = counts_agree(object, inventory);
      end = true;
    } else {
      return at_line(number, "a known record type (is the inventory from a newer version?)", record);
    }
    if (!good) return at_line(number, "a record `" + record + "` of schema " + Inventory::kSchema, "other members");
  }
  if (!end) return at_line(0, "an end record (the inventory is cut off, or empty)", "the end of the input");
  return inventory;
}

void merge_into(Inventory& inventory, Inventory other) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(inventory.targets, other.targets);
  append(inventory.packages, other.packages);
  append(inventory.artifacts, other.artifacts);
  append(inventory.texts, other.texts);
  append(inventory.relations, other.relations);
  append(inventory.problems, other.problems);
  for (const auto& [name, value] : other.limits) {
    uint64_t& limit = inventory.limits[name];
    limit = std::max(limit, value);
  }
  for (const auto& [name, value] : other.confinement) inventory.confinement.emplace(name, value);
  if (inventory.tool_version.empty()) inventory.tool_version = other.tool_version;
}

}  // namespace modelaudit
