#include "inspect/sources/weight_index.h"

#include <boost/json/basic_parser_impl.hpp>
#include <map>
#include <unordered_set>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

namespace bj = boost::json;

// SAX handler for the two members that matter; everything else is parsed and left.
class Handler {
 public:
  static constexpr size_t max_object_size = static_cast<size_t>(-1);
  static constexpr size_t max_array_size = static_cast<size_t>(-1);
  static constexpr size_t max_key_size = static_cast<size_t>(-1);
  static constexpr size_t max_string_size = static_cast<size_t>(-1);

  Handler(WeightIndex& out, uint64_t max_rows) : out_(out), max_rows_(max_rows) {}

  bool map_seen() const { return map_seen_; }
  bool map_is_object() const { return map_is_object_; }

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) {
    if (depth_ == 1 && top_key_ == "weight_map") map_is_object_ = true;
    ++depth_;
    return true;
  }
  bool on_object_end(std::size_t, bj::error_code&) { return leave(); }
  bool on_array_begin(bj::error_code&) {
    wrong_value("a list");
    ++depth_;
    return true;
  }
  bool on_array_end(std::size_t, bj::error_code&) { return leave(); }
  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
  bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
    append(part);
    if (depth_ == 1) {
      top_key_ = std::move(text_);
      if (top_key_ == "weight_map") {
        if (map_seen_) problem("json-duplicate-key", DamageClass::suspicious, "one weight_map", "two");
        map_seen_ = true;
      }
    } else if (depth_ == 2) {
      key_ = std::move(text_);
    }
    text_.clear();
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
  bool on_string(bj::string_view part, std::size_t, bj::error_code&) {
    append(part);
    if (in_map()) add_row(std::move(text_));
    text_.clear();
    return true;
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(int64_t number, bj::string_view, bj::error_code&) {
    if (number >= 0) return on_number(static_cast<uint64_t>(number));
    return on_other("a number");
  }
  bool on_uint64(uint64_t number, bj::string_view, bj::error_code&) { return on_number(number); }
  bool on_double(double number, bj::string_view, bj::error_code&) {
    // Writers of other languages print total_size as 1.5e10.
    if (number >= 0 && number < 9e15) return on_number(static_cast<uint64_t>(number));
    return on_other("a number");
  }
  bool on_bool(bool, bj::error_code&) { return on_other("a boolean"); }
  bool on_null(bj::error_code&) { return on_other("null"); }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
  bool in_map() const { return depth_ == 2 && top_key_ == "weight_map"; }

  bool append(bj::string_view part) {
    constexpr size_t kMaxName = 4096;
    text_.append(part.data(), std::min(kMaxName - std::min(kMaxName, text_.size()), part.size()));
    return true;
  }

  void problem(std::string code, DamageClass damage_class, std::string expected, std::string found) {
    if (out_.problems.size() < 100) {
      out_.problems.push_back({std::move(code), damage_class, {}, 0, std::move(expected), std::move(found)});
    }
  }

  void wrong_value(const char* what) {
    if (in_map()) problem("index-entry-not-text", DamageClass::damage, "a file name for tensor " + key_, what);
  }

  bool on_other(const char* what) {
    wrong_value(what);
    return true;
  }

  bool on_number(uint64_t number) {
    if (depth_ == 2 && top_key_ == "metadata" && key_ == "total_size") out_.total_size = number;
    return on_other("a number");
  }

  bool leave() {
    --depth_;
    return true;
  }

  void add_row(std::string file) {
    if (out_.rows.size() >= max_rows_) {
      if (out_.rows.size() == max_rows_ && !limit_hit_) {
        problem("limit-index-rows", DamageClass::limit, "at most " + std::to_string(max_rows_) + " tensors", "more");
      }
      limit_hit_ = true;
      return;
    }
    const auto [place, is_new] = file_numbers_.emplace(file, static_cast<uint32_t>(out_.files.size()));
    if (is_new) {
      if (!is_plain_file_name(file)) {
        problem("index-path-unsafe", DamageClass::suspicious, "a plain file name", file);
      }
      out_.files.push_back(std::move(file));
    }
    if (!tensors_.insert(std::hash<std::string>{}(key_)).second) {
      problem("json-duplicate-key", DamageClass::suspicious, "each tensor once in weight_map", key_);
    }
    out_.rows.push_back({key_, place->second});
  }

  WeightIndex& out_;
  uint64_t max_rows_;
  std::map<std::string, uint32_t, std::less<>> file_numbers_;
  std::unordered_set<size_t> tensors_;
  std::string text_, key_, top_key_;
  int depth_ = 0;
  bool map_seen_ = false;
  bool map_is_object_ = false;
  bool limit_hit_ = false;
};

}  // namespace

bool is_plain_file_name(std::string_view name) {
  if (name.empty() || name == "." || name == ".." || name.size() > 255) return false;
  if (name.find_first_of("/\\:") != std::string_view::npos) return false;
  while (!name.empty()) {
    const CodePoint point = decode_utf8(name);
    if (!point.valid || is_unsafe_to_show(point.value)) return false;
    name.remove_prefix(point.length);
  }
  return true;
}

WeightIndex read_weight_index(std::string_view text, const Limits& limits) {
  WeightIndex out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bj::parse_options options;
  options.max_depth = static_cast<size_t>(limits[LimitName::json_depth]);
  bj::basic_parser<Handler> parser(options, out, limits[LimitName::tensors]);
  bj::error_code error;
  const size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
    error = bj::make_error_code(bj::error::extra_data);
  }
  if (error == bj::error::too_deep) {
    out.problems.push_back({"limit-json-depth", DamageClass::limit, {}, used,
                            "at most " + std::to_string(limits[LimitName::json_depth]) + " levels", "deeper"});
  } else if (error) {
    out.problems.push_back({"json-damaged", DamageClass::damage, {}, used, "JSON (RFC 8259)", error.message()});
  } else if (!parser.handler().map_is_object()) {
    out.problems.push_back({"index-without-map", DamageClass::damage, {}, 0, "an object weight_map",
                            parser.handler().map_seen() ? "another value" : "none"});
  }
  return out;
}

}  // namespace modelaudit::inspect
