#include "report/sbom.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/sha256.h"
#include "core/utf8.h"
#include "report/render_json.h"
#include "report/spdx_ids.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

bool is_id_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.';
}

bool is_id_string(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_id_character);
}

bool is_license_ref(std::string_view term) {
  constexpr std::string_view prefix = "LicenseRef-";
  return term.starts_with(prefix) && is_id_string(term.substr(prefix.size()));
}

// A term of an expression: an id of the list (perhaps with `+`) or a LicenseRef.
bool is_simple_term(std::string_view term) {
  if (term.ends_with('+')) return is_spdx_id(term.substr(0, term.size() - 1));
  return is_spdx_id(term) || is_license_ref(term);
}

std::vector<std::string_view> tokens_of(std::string_view expression) {
  std::vector<std::string_view> tokens;
  for (size_t i = 0; i < expression.size();) {
    if (expression[i] == ' ') {
      ++i;
    } else if (expression[i] == '(' || expression[i] == ')') {
      tokens.push_back(expression.substr(i++, 1));
    } else {
      size_t end = i;
      while (end < expression.size() && expression[end] != ' ' && expression[end] != '(' &&
             expression[end] != ')')
        ++end;
      tokens.push_back(expression.substr(i, end - i));
      i = end;
    }
  }
  return tokens;
}

// Terms and operators in turn, WITH before an exception, parentheses balanced. Precedence changes
// nothing here.
bool is_expression(std::string_view text) {
  bool want_term = true;
  size_t depth = 0;
  bool exception = false;
  for (const std::string_view token : tokens_of(text)) {
    if (exception) {
      if (!is_spdx_id(token)) return false;
      exception = false;
    } else if (token == "(") {
      if (!want_term) return false;
      ++depth;
    } else if (token == ")") {
      if (want_term || depth == 0) return false;
      --depth;
    } else if (token == "AND" || token == "OR" || token == "WITH") {
      if (want_term) return false;
      exception = token == "WITH";
      want_term = !exception;
    } else {
      if (!want_term || !is_simple_term(token)) return false;
      want_term = false;
    }
  }
  return !want_term && depth == 0 && !exception;
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(item);
}

class DigestSink {
 public:
  void operator()(std::string_view piece) { hash_.update(piece); }
  Digest finish() { return hash_.finish(); }

 private:
  Sha256 hash_;
};

}  // namespace

bool is_spdx_id(std::string_view license) {
  return std::binary_search(kSpdxIds.begin(), kSpdxIds.end(), license);
}

std::string spdx_term(std::string_view license) {
  if (is_simple_term(license)) return std::string(license);
  if (is_expression(license)) {
    const std::vector<std::string_view> tokens = tokens_of(license);
    return tokens.size() == 1 ? std::string(license) : "(" + std::string(license) + ")";
  }
  std::string words;
  for (const char c : display_short(license, 120)) {
    if (is_id_character(c)) {
      words += c;
    } else if (!words.empty() && words.back() != '-') {
      words += '-';
    }
  }
  while (!words.empty() && words.back() == '-') words.pop_back();
  return "LicenseRef-" + (words.empty() ? "unnamed" : words);
}

std::string spdx_conjunction(const std::vector<std::string>& licenses) {
  std::vector<std::string> terms;
  for (const std::string& license : licenses) add_once(terms, spdx_term(license));
  if (terms.size() == 1 && terms.front().starts_with('('))
    return terms.front().substr(1, terms.front().size() - 2);
  return fmt::format("{}", fmt::join(terms, " AND "));
}

std::vector<std::string> license_refs(std::string_view expression) {
  std::vector<std::string> refs;
  for (const std::string_view token : tokens_of(expression)) {
    if (is_license_ref(token)) add_once(refs, std::string(token));
  }
  return refs;
}

PackageTerms terms_of(const PackageReport& package) {
  constexpr std::array<std::string_view, 3> observed = {"text", "notice", "title"};
  PackageTerms terms;
  for (const Evidence& evidence : package.evidence) {
    if (std::find(observed.begin(), observed.end(), evidence.source) != observed.end()) {
      add_once(terms.observed, evidence.license);
    } else if (evidence.strength == "declared" || evidence.strength == "record") {
      add_once(terms.declared, evidence.license);
    }
  }
  for (const ConcludedTerms& concluded : package.concluded)
    add_once(terms.concluded, concluded.license);
  return terms;
}

std::string quote_of(const Report& report, std::string_view license) {
  for (const PackageReport& package : report.packages) {
    for (const Evidence& evidence : package.evidence) {
      if (evidence.source == "text" && spdx_term(evidence.license) == license &&
          !evidence.quote.empty())
        return evidence.quote;
    }
  }
  return {};
}

Digest report_digest(const Report& report) {
  RenderOptions options;
  options.include_tensors = false;
  DigestSink sink;
  render_json(report, options, std::ref(sink));
  return sink.finish();
}

std::string uuid_of(const Digest& digest) {
  Digest marked = digest;
  marked.bytes[6] = static_cast<uint8_t>((marked.bytes[6] & 0x0FU) | 0x80U);
  marked.bytes[8] = static_cast<uint8_t>((marked.bytes[8] & 0x3FU) | 0x80U);
  const std::string hex = to_hex(marked);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20, 12);
}

std::string utc_time(int64_t seconds) {
  // Days to a civil date (Howard Hinnant, chrono-compatible low-level date algorithms): no locale,
  // no time zone.
  const int64_t clipped = std::clamp<int64_t>(seconds, 0, 253402300799);  // 1970 to 9999
  const int64_t day = clipped / 86400 + 719468;
  const int64_t era = day / 146097;
  const int64_t of_era = day % 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_index = (5 * of_year + 2) / 153;
  const int64_t month = month_index < 10 ? month_index + 3 : month_index - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const int64_t rest = clipped % 86400;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", year, month,
                     of_year - (153 * month_index + 2) / 5 + 1, rest / 3600, rest / 60 % 60,
                     rest % 60);
}

HubAddress hub_address(const PackageReport& package) {
  std::string_view name(package.store_name);
  if (!name.starts_with("hf:")) return {};
  name.remove_prefix(3);
  const size_t at = name.find('@');
  const std::string_view repository = name.substr(0, at);
  const std::string_view revision =
      at == std::string_view::npos ? std::string_view() : name.substr(at + 1);
  const auto plain = [](std::string_view text, std::string_view more) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
      return is_id_character(c) || c == '_' || more.find(c) != std::string_view::npos;
    });
  };
  const size_t slashes = static_cast<size_t>(std::count(repository.begin(), repository.end(), '/'));
  if (slashes != 1 || repository.starts_with('/') || repository.ends_with('/') ||
      !plain(repository, "/") || !plain(revision, "")) {
    return {};
  }
  return {std::string(repository), std::string(revision)};
}

std::string architecture_of(const Report& report, const PackageReport& package) {
  const std::set<std::string> members(package.artifacts.begin(), package.artifacts.end());
  for (const ArtifactReport& entry : report.artifacts) {
    if (!members.contains(entry.artifact->id)) continue;
    for (const MetadataEntry& metadata : entry.artifact->metadata) {
      if (metadata.key == "general.architecture" && metadata.value.kind == Value::Kind::text)
        return metadata.value.text;
    }
  }
  return package.family ? package.family->id : "";
}

std::string dtypes_of(const Artifact& artifact) {
  std::set<std::string> dtypes;
  for (const Tensor& tensor : artifact.tensors) dtypes.insert(tensor.dtype);
  return fmt::format("{}", fmt::join(dtypes, ", "));
}

}  // namespace modelaudit::report
