// Members of a JSON object by name and type. A member that is absent gives the default; one of
// another type, or a required one that is absent, is an error that names its place
// (`/packages/2/terms/status`). The first error of a document is kept and reading goes on, so that
// the code that reads stays a list of members.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "report/report.h"

namespace modelaudit::report {

struct FieldError {
  std::string place, expected;
  bool found() const { return !expected.empty(); }
};

class Fields {
 public:
  /// The object at the top of the document.
  Fields(const boost::json::object& object, FieldError& error) : object_(object), error_(error) {}

  bool has(std::string_view name) const { return object_.contains(name); }

  /// Raw bytes: those of the sibling `NAME_raw_base64` where there is one.
  std::string text(std::string_view name) const;
  std::string required(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  std::map<std::string, std::string> text_map(std::string_view name) const;
  std::map<std::string, uint64_t> number_map(std::string_view name) const;

  uint64_t number(std::string_view name) const { return optional_number(name).value_or(0); }
  std::optional<uint64_t> optional_number(std::string_view name) const;
  std::vector<uint64_t> numbers(std::string_view name) const;
  std::optional<double> optional_real(std::string_view name) const;
  bool flag(std::string_view name) const { return optional_flag(name).value_or(false); }
  std::optional<bool> optional_flag(std::string_view name) const;
  std::optional<Digest> digest(std::string_view name) const;
  Severity severity(std::string_view name) const;

  /// The member as it is; null if absent.
  const boost::json::value* value(std::string_view name) const { return object_.if_contains(name); }

  /// Reads the object of that name, if it is there.
  template <class Read>
  void object(std::string_view name, Read read) const {
    const boost::json::value* member = object_.if_contains(name);
    if (member == nullptr) return;
    if (const boost::json::object* inner = member->if_object()) {
      read(Fields(*inner, error_, this, name, kNoIndex));
    } else {
      fail(name, "an object");
    }
  }

  /// Reads each object of the array of that name.
  template <class T, class Read>
  std::vector<T> list(std::string_view name, Read read) const {
    std::vector<T> all;
    const boost::json::array* items = array(name);
    if (items == nullptr) return all;
    all.reserve(items->size());
    for (size_t i = 0; i < items->size(); ++i) {
      if (const boost::json::object* inner = (*items)[i].if_object()) {
        all.push_back(read(Fields(*inner, error_, this, name, i)));
      } else {
        fail(name, "an array of objects");
        return all;
      }
    }
    return all;
  }

  void fail(std::string_view name, std::string expected) const;

 private:
  static constexpr size_t kNoIndex = static_cast<size_t>(-1);

  Fields(const boost::json::object& object, FieldError& error, const Fields* parent,
         std::string_view name, size_t index)
      : object_(object), error_(error), parent_(parent), name_(name), index_(index) {}

  const boost::json::array* array(std::string_view name) const;
  std::string place() const;

  const boost::json::object& object_;
  FieldError& error_;
  const Fields* parent_ = nullptr;
  std::string_view name_;
  size_t index_ = kNoIndex;
};

}  // namespace modelaudit::report
