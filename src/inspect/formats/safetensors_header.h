// The JSON header of safetensors as events: names, metadata and tensors in the order in which they
// are written.
//
// The header is JSON of at most 100 MB that nobody should trust, so it is never built as a tree.
// Boost.JSON's basic_parser feeds this handler; what a tree would hide is seen here: keys given
// twice (also as another escape spelling of the same key), numbers that are no natural number,
// values of another kind than the format allows.
#pragma once

#include <array>
#include <string>
#include <vector>

#include <boost/json/basic_parser.hpp>

#include "inspect/formats/facts.h"

namespace modelaudit::inspect {

class SafetensorsHeader {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  SafetensorsHeader(Facts& facts, uint64_t data_begin);

  /// Where the text that the parser gets next stands; lets events say offsets.
  void set_chunk(std::string_view chunk, uint64_t offset);

  using error_code = boost::system::error_code;
  using string_view = boost::json::string_view;
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec);
  bool on_object_end(std::size_t n, error_code& ec);
  bool on_array_begin(error_code& ec);
  bool on_array_end(std::size_t n, error_code& ec);
  bool on_key_part(string_view s, std::size_t n, error_code& ec);
  bool on_key(string_view s, std::size_t n, error_code& ec);
  bool on_string_part(string_view s, std::size_t n, error_code& ec);
  bool on_string(string_view s, std::size_t n, error_code& ec);
  bool on_number_part(string_view s, error_code& ec);
  bool on_int64(int64_t i, string_view s, error_code& ec);
  bool on_uint64(uint64_t u, string_view s, error_code& ec);
  bool on_double(double d, string_view s, error_code& ec);
  bool on_bool(bool b, error_code& ec);
  bool on_null(error_code& ec);
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  /// True when the top-level value was an object.
  bool is_object() const { return is_object_; }

 private:
  enum class Section { top, metadata, tensor, other };
  enum class Field { dtype, shape, data_offsets, other };
  static constexpr std::array<std::string_view, 3> kFieldNames = {"dtype", "shape", "data_offsets"};

  struct Entry {
    Tensor tensor;
    uint64_t at = 0;
    std::array<uint32_t, 3> seen{};  ///< how often each field was given
    std::array<uint64_t, 2> offsets{};
    uint64_t offset_count = 0;
    bool malformed = false;
    bool has_other = false;
  };

  void see(std::string_view text);
  bool is_value_of_metadata() const { return section_ == Section::metadata && depth_ >= 2; }
  void value(std::string_view json, const char* kind);
  void number(std::string_view text, bool natural, uint64_t value);
  void begin_container(char open, const char* kind);
  void end_container(char close);
  void json_text(std::string_view text, bool is_value);
  void finish_json();
  void finish_tensor();
  void check_size(const Entry& entry, uint64_t bytes);
  void refuse(const std::string& expected, const std::string& found);

  Facts& facts_;
  uint64_t data_begin_;
  std::string_view chunk_;
  uint64_t chunk_offset_ = 0;
  uint64_t offset_ = 8;  ///< the last place that is known

  uint64_t depth_ = 0;  ///< containers that are open
  bool is_object_ = false;
  Section section_ = Section::top;
  uint32_t metadata_objects_ = 0;
  TextCapture text_{0};  ///< key or string being read
  bool in_text_ = false;
  bool in_key_ = false;
  uint64_t text_at_ = 0;
  std::string number_;  ///< digits that came before the last piece

  std::string key_;  ///< of the metadata entry being read
  uint64_t key_at_ = 0;
  TextCapture json_;        ///< compact JSON of a metadata value that is no string
  bool json_open_ = false;  ///< a comma is due before the next item
  std::string json_type_;

  Entry entry_;
  Field field_ = Field::other;
};

/// Bits of an element; nothing for a dtype that the format does not have.
std::optional<uint32_t> safetensors_bits(std::string_view dtype);

}  // namespace modelaudit::inspect
