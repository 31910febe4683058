#include "report/json_fields.h"

#include "core/utf8.h"

namespace modelaudit::report {
namespace {

namespace bj = boost::json;

constexpr std::string_view kRaw = "_raw_base64";

std::optional<uint64_t> unsigned_of(const bj::value& value) {
  if (value.is_uint64()) return value.get_uint64();
  if (value.is_int64() && value.get_int64() >= 0) return static_cast<uint64_t>(value.get_int64());
  return std::nullopt;
}

// The bytes of a string: those of its sibling where there is one. Nothing if either is of another
// type.
std::optional<std::string> bytes_of(const bj::value& value, const bj::value* raw) {
  if (!value.is_string()) return std::nullopt;
  if (raw != nullptr) {
    return raw->is_string() ? from_base64(std::string_view(raw->get_string())) : std::nullopt;
  }
  return std::string(value.get_string());
}

}  // namespace

std::string Fields::place() const {
  if (parent_ == nullptr) return "";
  std::string path = parent_->place() + "/" + std::string(name_);
  if (index_ != kNoIndex) path += "/" + std::to_string(index_);
  return path;
}

void Fields::fail(std::string_view name, std::string expected) const {
  if (error_.found()) return;
  error_.place = place() + "/" + std::string(name);
  error_.expected = std::move(expected);
}

std::string Fields::text(std::string_view name) const {
  const bj::value* member = object_.if_contains(name);
  if (member == nullptr) return {};
  if (std::optional<std::string> bytes =
          bytes_of(*member, object_.if_contains(std::string(name).append(kRaw)))) {
    return std::move(*bytes);
  }
  fail(name, "a string, and base64 beside it");
  return {};
}

std::string Fields::required(std::string_view name) const {
  if (!has(name)) fail(name, "a string");
  return text(name);
}

std::vector<std::string> Fields::texts(std::string_view name) const {
  std::vector<std::string> all;
  const bj::array* items = array(name);
  if (items == nullptr) return all;
  const bj::array* raw = array(std::string(name).append(kRaw));
  if (raw != nullptr && raw->size() != items->size()) fail(name, "as many items as its sibling");
  for (size_t i = 0; i < items->size(); ++i) {
    const bj::value* sibling = raw != nullptr && i < raw->size() ? &(*raw)[i] : nullptr;
    std::optional<std::string> bytes = bytes_of((*items)[i], sibling);
    if (!bytes) fail(name, "an array of strings");
    all.push_back(std::move(bytes).value_or(""));
  }
  return all;
}

std::map<std::string, std::string> Fields::text_map(std::string_view name) const {
  std::map<std::string, std::string> all;
  object(name, [&](const Fields& map) {
    for (const bj::key_value_pair& member : map.object_) {
      const std::string_view key = member.key();
      if (key.ends_with(kRaw) && map.has(key.substr(0, key.size() - kRaw.size()))) continue;
      all.emplace(key, map.text(key));
    }
  });
  return all;
}

std::map<std::string, uint64_t> Fields::number_map(std::string_view name) const {
  std::map<std::string, uint64_t> all;
  object(name, [&](const Fields& map) {
    for (const bj::key_value_pair& member : map.object_) {
      all.emplace(std::string_view(member.key()), map.number(member.key()));
    }
  });
  return all;
}

std::optional<uint64_t> Fields::optional_number(std::string_view name) const {
  const bj::value* member = object_.if_contains(name);
  if (member == nullptr) return std::nullopt;
  const std::optional<uint64_t> value = unsigned_of(*member);
  if (!value) fail(name, "a whole number below 2^64");
  return value;
}

std::vector<uint64_t> Fields::numbers(std::string_view name) const {
  std::vector<uint64_t> all;
  const bj::array* items = array(name);
  if (items == nullptr) return all;
  for (const bj::value& item : *items) {
    const std::optional<uint64_t> value = unsigned_of(item);
    if (!value) fail(name, "an array of whole numbers");
    all.push_back(value.value_or(0));
  }
  return all;
}

std::optional<double> Fields::optional_real(std::string_view name) const {
  const bj::value* member = object_.if_contains(name);
  if (member == nullptr) return std::nullopt;
  if (member->is_double()) return member->get_double();
  if (const std::optional<uint64_t> whole = unsigned_of(*member))
    return static_cast<double>(*whole);
  fail(name, "a number");
  return std::nullopt;
}

std::optional<bool> Fields::optional_flag(std::string_view name) const {
  const bj::value* member = object_.if_contains(name);
  if (member == nullptr) return std::nullopt;
  if (member->is_bool()) return member->get_bool();
  fail(name, "true or false");
  return std::nullopt;
}

std::optional<Digest> Fields::digest(std::string_view name) const {
  const bj::value* member = object_.if_contains(name);
  if (member == nullptr) return std::nullopt;
  std::optional<Digest> value;
  if (member->is_string()) value = digest_from_hex(std::string_view(member->get_string()));
  if (!value) fail(name, "64 hexadecimal digits");
  return value;
}

Severity Fields::severity(std::string_view name) const {
  const std::optional<Severity> value = severity_from(text(name));
  if (!value) fail(name, "none, low, medium, high or critical");
  return value.value_or(Severity::none);
}

const bj::array* Fields::array(std::string_view name) const {
  const bj::value* member = object_.if_contains(name);
  if (member == nullptr) return nullptr;
  if (!member->is_array()) fail(name, "an array");
  return member->if_array();
}

}  // namespace modelaudit::report
