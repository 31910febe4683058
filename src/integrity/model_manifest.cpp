#include "integrity/model_manifest.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "core/checked.h"
#include "core/json_writer.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "integrity/dsse.h"
#include "integrity/json_fields.h"

namespace modelaudit::integrity {
namespace {

Damage problem(const char* code, std::string expected, std::string found) {
  return {code, DamageClass::damage, "", 0, std::move(expected), std::move(found)};
}

Damage malformed(std::string expected, std::string found) {
  return problem("signature-malformed", std::move(expected), std::move(found));
}

// Lower-case hexadecimal as raw bytes; nothing for any other string.
std::optional<std::string> from_hex(std::string_view hex) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  if (hex.empty() || hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

size_t digest_bytes(std::string_view hash_type) { return hash_type == "blake2b" ? 64 : 32; }

std::optional<uint64_t> decimal(std::string_view text) {
  uint64_t number = 0;
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct ShardName {
  std::string_view path;
  uint64_t begin = 0, end = 0;
};

// `PATH:START:END` at the last two colons: paths may hold colons.
std::optional<ShardName> read_shard_name(std::string_view name) {
  const size_t second = name.rfind(':');
  if (second == std::string_view::npos || second == 0) return std::nullopt;
  const size_t first = name.rfind(':', second - 1);
  if (first == std::string_view::npos) return std::nullopt;
  const auto begin = decimal(name.substr(first + 1, second - first - 1));
  const auto end = decimal(name.substr(second + 1));
  if (!begin || !end || *begin >= *end) return std::nullopt;
  return ShardName{name.substr(0, first), *begin, *end};
}

std::optional<uint64_t> whole_number(const bj::value& value) {
  if (value.is_int64() && value.get_int64() > 0) return static_cast<uint64_t>(value.get_int64());
  if (value.is_uint64()) return value.get_uint64();
  if (!value.is_double()) return std::nullopt;
  const double real = value.get_double();
  if (!(real >= 1) || real > 9e15 || real != static_cast<double>(static_cast<uint64_t>(real))) return std::nullopt;
  return static_cast<uint64_t>(real);
}

// `./a//b/` → `a/b`; nothing where the path leaves the model, names all of it, or holds a pattern.
std::optional<std::string> canonical_ignore(std::string_view path) {
  if (path.starts_with('/') || path.find_first_of("*?[") != std::string_view::npos) return std::nullopt;
  std::string out;
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") return std::nullopt;
    if (!out.empty()) out += '/';
    out.append(part);
  }
  if (!is_canonical_name(out)) return std::nullopt;
  return out;
}

std::optional<Damage> read_serialization(const bj::value* value, ModelManifest& out) {
  if (value == nullptr || !value->is_object()) return malformed("predicate.serialization", "none");
  if (const std::string_view other =
          stranger(*value, {"method", "hash_type", "shard_size", "allow_symlinks", "ignore_paths"});
      !other.empty()) {
    return malformed("a serialization of the members that the format has", "a member " + std::string(other));
  }
  const auto method = text_member(value, "method");
  const auto hash = text_member(value, "hash_type");
  const bj::value* links = member(value, "allow_symlinks");
  if (!method || (*method != "files" && *method != "shards")) {
    return malformed("serialization.method files or shards", method ? std::string(*method) : "none");
  }
  if (!hash || (*hash != "sha256" && *hash != "blake2b" && *hash != "blake3")) {
    return malformed("serialization.hash_type sha256, blake2b or blake3", hash ? std::string(*hash) : "none");
  }
  if (links == nullptr || !links->is_bool()) return malformed("serialization.allow_symlinks true or false", "another value");
  out.shards = *method == "shards";
  out.hash_type = *hash;
  out.allow_symlinks = links->get_bool();
  const bj::value* size = member(value, "shard_size");
  if (out.shards != (size != nullptr)) return malformed("a shard_size with method shards, and only there", "the contrary");
  if (size != nullptr) {
    const std::optional<uint64_t> number = whole_number(*size);
    if (!number) return malformed("a shard_size above zero", "another value");
    out.shard_size = *number;
  }
  const bj::value* ignores = member(value, "ignore_paths");
  if (ignores == nullptr) return std::nullopt;
  if (!ignores->is_array()) return malformed("a list of ignore_paths", "another value");
  for (const bj::value& item : ignores->get_array()) {
    if (!item.is_string()) return malformed("ignore_paths that are strings", "another value");
    const std::string_view path(item.get_string().data(), item.get_string().size());
    if (std::optional<std::string> usable = canonical_ignore(path)) {
      out.ignore_paths.push_back(*std::move(usable));
    } else {
      out.unusable_ignores.emplace_back(path);
    }
  }
  std::sort(out.ignore_paths.begin(), out.ignore_paths.end());
  return std::nullopt;
}

// The order of the reference tool: by path parts, and by the numbers of a range.
bool precedes_by_parts(std::string_view a, std::string_view b, bool shards) {
  const auto shard_a = shards ? read_shard_name(a) : std::nullopt;
  const auto shard_b = shards ? read_shard_name(b) : std::nullopt;
  if (shard_a && shard_b && shard_a->path == shard_b->path) return shard_a->begin < shard_b->begin;
  std::string left(shard_a ? shard_a->path : a);
  std::string right(shard_b ? shard_b->path : b);
  std::replace(left.begin(), left.end(), '/', '\0');
  std::replace(right.begin(), right.end(), '/', '\0');
  return left < right;
}

// Ranges must be 0:S, S:2S, … and only the last may be shorter.
std::optional<Damage> check_ranges(SignedFile& file, uint64_t shard_size) {
  std::sort(file.ranges.begin(), file.ranges.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
  uint64_t at = 0;
  for (size_t i = 0; i < file.ranges.size(); ++i) {
    const Range& range = file.ranges[i];
    const bool last = i + 1 == file.ranges.size();
    const std::optional<uint64_t> full = checked_add(at, shard_size);
    if (range.begin != at || (full && range.end > *full) || (!last && (!full || range.end != *full))) {
      return malformed("ranges of " + file.name + " without gap and of one shard size",
                       std::to_string(range.begin) + ":" + std::to_string(range.end) + " after byte " + std::to_string(at));
    }
    at = range.end;
  }
  return std::nullopt;
}

std::optional<Damage> read_resources(const bj::array& resources, ModelManifest& out, Digest& root) {
  std::map<std::string, SignedFile> files;
  std::set<std::string_view> names;
  std::string_view previous;
  bool by_code_point = true;
  bool by_parts = true;
  Sha256 all;
  const std::string sharded_word = out.hash_type + "-sharded-" + std::to_string(out.shard_size);
  for (const bj::value& item : resources) {
    const auto name = text_member(&item, "name");
    const auto digest = text_member(&item, "digest");
    const auto algorithm = text_member(&item, "algorithm");
    if (!name || !digest || !algorithm) return malformed("resources with name, digest and algorithm", "one without");
    if (*algorithm != out.hash_type && !(out.shards && *algorithm == sharded_word)) {
      return malformed("resources with the algorithm " + out.hash_type, std::string(*algorithm));
    }
    std::optional<std::string> bytes = from_hex(*digest);
    if (!bytes || bytes->size() != digest_bytes(out.hash_type)) {
      return malformed("a digest in lower-case hexadecimal for " + std::string(*name), std::string(*digest));
    }
    if (!names.insert(*name).second) return malformed("each resource once", "twice " + std::string(*name));
    if (!previous.empty()) {
      by_code_point = by_code_point && previous < *name;
      by_parts = by_parts && precedes_by_parts(previous, *name, out.shards);
    }
    previous = *name;
    all.update(*bytes);
    const auto shard = out.shards ? read_shard_name(*name) : std::nullopt;
    if (out.shards && !shard) return malformed("a resource name PATH:START:END", std::string(*name));
    const std::string_view path = shard ? shard->path : *name;
    if (path == "." && !out.shards && resources.size() == 1) {
      out.single_file = true;
    } else if (!is_canonical_name(path)) {
      return malformed("a relative name without . or .. and with single slashes", std::string(*name));
    }
    SignedFile& file = files[std::string(path)];
    file.name = path;
    if (shard) {
      file.ranges.push_back({shard->begin, shard->end, *std::move(bytes)});
    } else {
      file.digest = *std::move(bytes);
    }
  }
  out.sorted = by_code_point || by_parts;
  root = all.finish();
  for (auto& [name, file] : files) {
    if (out.shards) {
      if (std::optional<Damage> wrong = check_ranges(file, out.shard_size)) return wrong;
    }
    out.files.push_back(std::move(file));
  }
  return std::nullopt;
}

}  // namespace

bool is_canonical_name(std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos || !is_valid_utf8(name)) return false;
  while (true) {
    const size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

bool is_at_or_below(std::string_view name, std::string_view path) {
  return name.starts_with(path) && (name.size() == path.size() || name[path.size()] == '/');
}

const std::vector<std::string>& default_ignores() {
  static const std::vector<std::string> kDefaults = {".git", ".gitattributes", ".github", ".gitignore"};
  return kDefaults;
}

Result<ModelManifest> parse_model_manifest(std::string_view payload) {
  const Result<bj::value> document = report::parse_strict_json(payload, kStatementBounds);
  if (!document) return malformed(document.error().expected + " as payload", document.error().found);
  const bj::value& statement = *document;
  const auto type = text_member(&statement, "_type");
  if (!type || *type != kStatementType) {
    return problem("signature-other-statement", std::string("a statement of type ") + kStatementType,
                   type ? std::string(*type) : "another document");
  }
  const auto predicate_type = text_member(&statement, "predicateType");
  if (predicate_type && *predicate_type == "https://model_signing/Digests/v0.1") {
    return problem("signature-old-version", std::string("predicate ") + kModelPredicate,
                   "predicate Digests/v0.1 of model_signing 0.2.0, which binds no names and no tree");
  }
  if (!predicate_type || *predicate_type != kModelPredicate) {
    return problem("signature-other-statement", std::string("predicate ") + kModelPredicate,
                   predicate_type ? std::string(*predicate_type) : "none");
  }
  if (const std::string_view other = stranger(statement, {"_type", "subject", "predicateType", "predicate"}); !other.empty()) {
    return malformed("a statement of the members that the format has", "a member " + std::string(other));
  }
  const bj::array* subjects = array_member(&statement, "subject");
  if (subjects == nullptr || subjects->size() != 1) {
    return malformed("exactly one subject", subjects == nullptr ? "none" : std::to_string(subjects->size()));
  }
  const bj::value* subject = subjects->begin();
  const auto name = text_member(subject, "name");
  const auto root_text = text_member(member(subject, "digest"), "sha256");
  const std::optional<Digest> root = root_text ? digest_from_hex(*root_text) : std::nullopt;
  if (!name || name->empty() || !root) return malformed("a subject with name and digest.sha256", "one of them absent or malformed");
  const bj::value* predicate = member(&statement, "predicate");
  const bj::array* resources = array_member(predicate, "resources");
  if (resources == nullptr || resources->empty()) return malformed("at least one resource", "none");
  if (const std::string_view other = stranger(*predicate, {"resources", "serialization"}); !other.empty()) {
    return malformed("a predicate of resources and serialization", "a member " + std::string(other));
  }
  ModelManifest out;
  out.subject = *name;
  if (std::optional<Damage> wrong = read_serialization(member(predicate, "serialization"), out)) return *std::move(wrong);
  Digest computed;
  if (std::optional<Damage> wrong = read_resources(*resources, out, computed)) return *std::move(wrong);
  if (computed != *root) {
    return problem("signature-root-differs", "the root digest " + to_hex(computed) + " over all resources", to_hex(*root));
  }
  return out;
}

std::string write_model_statement(const std::string& subject, std::vector<StatementFile> files,
                                  std::vector<std::string> ignore_paths) {
  std::sort(files.begin(), files.end(), [](const StatementFile& a, const StatementFile& b) { return a.name < b.name; });
  std::sort(ignore_paths.begin(), ignore_paths.end());
  ignore_paths.erase(std::unique(ignore_paths.begin(), ignore_paths.end()), ignore_paths.end());
  Sha256 all;
  for (const StatementFile& file : files) all.update(std::span<const uint8_t>(file.sha256.bytes));
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("_type", kStatementType);
  json.key("subject");
  json.begin_array();
  json.begin_object();
  json.member("name", subject);
  json.key("digest");
  json.begin_object();
  json.member("sha256", to_hex(all.finish()));
  json.end_object();
  json.end_object();
  json.end_array();
  json.member("predicateType", kModelPredicate);
  json.key("predicate");
  json.begin_object();
  json.key("resources");
  json.begin_array();
  for (const StatementFile& file : files) {
    json.begin_object();
    json.member("name", file.name);
    json.member("digest", to_hex(file.sha256));
    json.member("algorithm", "sha256");
    json.end_object();
  }
  json.end_array();
  json.key("serialization");
  json.begin_object();
  json.member("method", "files");
  json.member("hash_type", "sha256");
  json.member("allow_symlinks", false);
  json.strings("ignore_paths", ignore_paths);
  json.end_object();
  json.end_object();
  json.end_object();
  return out;
}

}  // namespace modelaudit::integrity
