// Looking into JSON that was read strictly (report/strict_json.h): a member of the wrong type is as
// good as absent, and says so where it was asked for.
#pragma once

#include <boost/json/value.hpp>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "report/strict_json.h"

namespace modelaudit::integrity {

namespace bj = boost::json;

/// Bounds for documents that vouch for files: bundles, trusted roots, statements.
constexpr report::JsonBounds kBundleBounds{uint64_t{64} << 20, 32, 20'000};
constexpr report::JsonBounds kStatementBounds{uint64_t{48} << 20, 32, 4'000'000};

inline const bj::value* member(const bj::value* value, std::string_view name) {
  const bj::object* object = value == nullptr ? nullptr : value->if_object();
  return object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
}

inline const bj::array* array_member(const bj::value* value, std::string_view name) {
  const bj::value* found = member(value, name);
  return found == nullptr ? nullptr : found->if_array();
}

inline std::optional<std::string_view> text_member(const bj::value* value, std::string_view name) {
  const bj::value* found = member(value, name);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string_view(found->get_string().data(), found->get_string().size());
}

/// The first member that is none of `known`; empty if there is none.
inline std::string_view stranger(const bj::value& value, std::initializer_list<std::string_view> known) {
  const bj::object* object = value.if_object();
  if (object == nullptr) return {};
  for (const auto& item : *object) {
    const std::string_view key(item.key().data(), item.key().size());
    bool found = false;
    for (const std::string_view name : known) found = found || name == key;
    if (!found) return key;
  }
  return {};
}

}  // namespace modelaudit::integrity
