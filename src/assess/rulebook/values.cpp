#include "assess/rulebook/values.h"

#include <algorithm>
#include <charconv>

#include "assess/rulebook/words.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_digit(c) || is_lower(c) || is_upper(c); }

std::string read_checked(RuleFile& file, pugi::xml_node node, const char* name,
                         bool (*is_right)(std::string_view), std::string_view expected) {
  if (name != nullptr && !node.attribute(name)) return {};
  std::string value = name == nullptr ? file.text(node) : file.attribute(node, name);
  if (!is_right(value)) file.error(node, name, std::string(expected), in_quotes(value));
  return value;
}

bool is_whole_number(std::string_view text) {
  uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size();
}

bool is_country(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, is_upper);
}

/// What the parameter can be, or empty when the value is fine.
std::string expected_value(std::string_view name, std::string_view value) {
  const auto one_of = [value](Words words) {
    const bool known = std::ranges::find(words, value) != words.end();
    return known ? std::string() : with_nearest(list_words(words), value, words);
  };
  const auto if_not = [](bool right, const char* expected) {
    return right ? std::string() : std::string(expected);
  };
  if (name == "file") return one_of(kFileWords);
  if (name == "measure") return one_of(kMeasures);
  if (name == "relation") return one_of(kRelations);
  if (name == "only") return one_of(kOnly);
  if (name == "license") return if_not(is_license_id(value), "an SPDX id or a LicenseRef");
  if (name == "limit") return if_not(is_whole_number(value), "a whole number");
  if (name == "url")
    return if_not(is_address(value), "an address without scheme and trailing slash");
  if (name == "territories") {
    return if_not(std::ranges::all_of(split_blanks(value), is_country),
                  "ISO 3166 codes or EU, separated by blanks");
  }
  return {};
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7 ? text[i] != '-' : !is_digit(text[i])) return false;
  }
  const auto in_range = [text](size_t at, std::string_view last) {
    return text.size() < at + 2 || (text.substr(at, 2) >= "01" && text.substr(at, 2) <= last);
  };
  return in_range(5, "12") && in_range(8, "31");
}

bool is_version(std::string_view text) {
  if (text == "undated") return true;
  if (!text.empty() && is_lower(text.back())) text.remove_suffix(1);
  return is_date(text);
}

bool is_license_id(std::string_view id) {
  return !id.empty() && is_letter_or_digit(id.front()) && std::ranges::all_of(id, [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '+' || c == '-';
  });
}

bool is_code(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_address(std::string_view text) {
  if (text.empty() || text.back() == '/' || text.starts_with("www.")) return false;
  if (text.find("://") < text.find('/'))
    return false;  // an archived address may follow in the path
  return text.find_first_of(" \t\r\n") == std::string_view::npos;
}

Mark mark_from(std::string_view word) {
  if (word == "read") return Mark::read;
  if (word == "inferred") return Mark::inferred;
  if (word == "recalled") return Mark::recalled;
  return Mark::unread;
}

std::string read_id(RuleFile& file, pugi::xml_node node, const char* name) {
  return read_checked(file, node, name, is_license_id, "an SPDX id or a LicenseRef");
}

std::string read_version(RuleFile& file, pugi::xml_node node, const char* name) {
  return read_checked(file, node, name, is_version,
                      "a version: a date, a month, a year or 'undated'");
}

std::string read_date(RuleFile& file, pugi::xml_node node, const char* name) {
  return read_checked(file, node, name, is_date, "a date: YYYY-MM-DD, YYYY-MM or YYYY");
}

std::string read_code(RuleFile& file, pugi::xml_node node, const char* name) {
  return read_checked(file, node, name, is_code, "lower-case words joined by hyphens");
}

std::string read_address(RuleFile& file, pugi::xml_node node, const char* name) {
  return read_checked(file, node, name, is_address,
                      "an address without scheme, without 'www.' and without trailing slash");
}

Mark read_mark(RuleFile& file, pugi::xml_node node) {
  return mark_from(file.word(node, "mark", kMarks, "unread"));
}

Source read_source(RuleFile& file, pugi::xml_node node) {
  Source source;
  source.where = file.text(node);
  source.date = read_date(file, node, "date");
  source.mark = read_mark(file, node);
  return source;
}

std::map<std::string, std::string> read_parameters(RuleFile& file, pugi::xml_node node,
                                                   std::string_view check) {
  std::map<std::string, std::string> parameters;
  const auto word = std::ranges::find(kChecks, check, &CheckWord::name);
  if (word == kChecks.end()) return parameters;  // the check itself was reported
  std::vector<std::string_view> known;
  for (const std::string_view name : word->parameters) {
    if (!name.empty()) known.push_back(name);
  }
  for (const pugi::xml_node child : node.children("parameter")) {
    const std::string name = file.attribute(child, "name");
    std::string value = file.text(child);
    if (std::ranges::find(known, name) == known.end()) {
      const std::string expected = "for the check " + in_quotes(check) + ": " +
                                   (known.empty() ? "no parameter" : list_words(known));
      file.error(child, "name", with_nearest(expected, name, known), in_quotes(name));
    } else if (const std::string form = expected_value(name, value); !form.empty()) {
      file.error(child, nullptr, name + ": " + form, in_quotes(value));
    } else if (!parameters.emplace(name, std::move(value)).second) {
      file.error(child, nullptr, "each parameter once", "a second " + in_quotes(name));
    }
  }
  return parameters;
}

}  // namespace modelaudit::assess
