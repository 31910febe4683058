#include "assess/policy/toml_file.h"

#include <algorithm>

#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kLargest = size_t{4} << 20;   // bytes of a file that a person writes

std::string place_of(const std::string& file, const toml::source_position& at) {
  return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

const char* type_word(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "a number";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time: return "a date or time";
    default: return "nothing";
  }
}

std::string padded(int64_t number, size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

void TomlErrors::add(const toml::source_region& where, std::string expected, std::string found) {
  errors_.push_back({"policy-error", DamageClass::damage, place_of(file_, where.begin), 0, std::move(expected), std::move(found)});
}

TomlTable::TomlTable(const toml::table& table, TomlErrors& errors, std::string name)
    : table_(table), errors_(errors), name_(std::move(name)) {}

const toml::node* TomlTable::find(std::string_view key) {
  asked_.emplace_back(key);
  return table_.get(key);
}

const toml::source_region& TomlTable::place(std::string_view key) const {
  const toml::node* node = table_.get(key);
  return node == nullptr ? table_.source() : node->source();
}

void TomlTable::wrong(std::string_view key, std::string expected, std::string found) {
  errors_.add(place(key), std::move(expected), std::move(found));
}

void TomlTable::need(std::string_view key, std::string_view why) {
  if (table_.get(key) == nullptr) errors_.add(table_.source(), "`" + std::string(key) + "` in " + name_ + ": " + std::string(why), "no such key");
}

std::optional<std::string> TomlTable::text(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_string()) return value->get();
  wrong(key, "`" + std::string(key) + "` to be a string", type_word(*node));
  return std::nullopt;
}

std::optional<bool> TomlTable::flag(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong(key, "`" + std::string(key) + "` to be true or false", type_word(*node));
  return std::nullopt;
}

std::optional<uint64_t> TomlTable::number(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value != nullptr && value->get() >= 0) return static_cast<uint64_t>(value->get());
  wrong(key, "`" + std::string(key) + "` to be a whole number from 0", value != nullptr ? std::to_string(value->get()) : type_word(*node));
  return std::nullopt;
}

std::optional<std::string> TomlTable::date(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_date()) {
    const toml::date& date = value->get();
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
  }
  if (const auto* value = node->as_string()) {
    if (is_day(value->get())) return value->get();
    wrong(key, "a date YYYY-MM-DD", display_short(value->get(), 40));
    return std::nullopt;
  }
  wrong(key, "a date YYYY-MM-DD", type_word(*node));
  return std::nullopt;
}

std::vector<std::string> TomlTable::words(std::string_view key) {
  const toml::node* node = find(key);
  std::vector<std::string> all;
  if (node == nullptr) return all;
  if (const auto* value = node->as_string()) return {value->get()};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong(key, "`" + std::string(key) + "` to be a list of strings", type_word(*node));
    return all;
  }
  for (const toml::node& item : *array) {
    if (const auto* value = item.as_string()) {
      all.push_back(value->get());
    } else {
      errors_.add(item.source(), "a string", type_word(item));
    }
  }
  return all;
}

std::optional<std::string> TomlTable::word_of(std::string_view key, std::initializer_list<std::string_view> known) {
  std::optional<std::string> word = text(key);
  if (!word || std::find(known.begin(), known.end(), *word) != known.end()) return word;
  const std::vector<std::string_view> list(known);
  wrong(key, with_nearest(list_words(list), *word, list), display_short(*word, 60));
  return std::nullopt;
}

const toml::table* TomlTable::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (const toml::table* inner = node->as_table()) return inner;
  wrong(key, "`" + std::string(key) + "` to be a table, as in [" + std::string(key) + "]", type_word(*node));
  return nullptr;
}

std::vector<const toml::table*> TomlTable::tables(std::string_view key) {
  const toml::node* node = find(key);
  std::vector<const toml::table*> all;
  if (node == nullptr) return all;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong(key, "`" + std::string(key) + "` to be written as [[" + std::string(key) + "]]", type_word(*node));
    return all;
  }
  for (const toml::node& item : *array) {
    if (const toml::table* inner = item.as_table()) {
      all.push_back(inner);
    } else {
      errors_.add(item.source(), "a table, as in [[" + std::string(key) + "]]", type_word(item));
    }
  }
  return all;
}

void TomlTable::done() {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const auto& [key, node] : table_) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    errors_.add(key.source(), with_nearest("a key of " + name_ + " (" + list_words(known) + ")", key.str(), known),
                display_short(key.str(), 60));
  }
}

Result<toml::table> parse_toml(std::string_view text, const std::string& file) {
  if (text.size() > kLargest) {
    return Damage{"policy-error", DamageClass::limit, file, 0, "a file of at most 4 MiB", std::to_string(text.size()) + " bytes"};
  }
  if (!is_valid_utf8(text)) return Damage{"policy-error", DamageClass::damage, file, 0, "UTF-8", "other bytes"};
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return Damage{"policy-error", DamageClass::damage, place_of(file, error.source().begin), 0, "TOML",
                  display_short(error.description(), 200)};
  }
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  }
  const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  const int day = (text[8] - '0') * 10 + (text[9] - '0');
  if (month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

}  // namespace modelaudit::assess
