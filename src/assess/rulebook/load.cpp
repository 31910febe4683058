// Digest of a rulebook: SHA-256 over all its files in the order of their relative paths
// (`licenses/…`, `rules/…`), each as u64 length + path, u64 length + bytes. Schemas and documents
// beside the rules do not count.
#include "assess/rulebook/load.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "assess/rulebook/read_license.h"
#include "assess/rulebook/read_rules.h"
#include "assess/rulebook/shapes.h"
#include "core/nearest.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 12> kRuleFiles = {
    "obligations",   "findings", "families",   "architectures", "tags",    "urls",
    "jurisdictions", "openness", "signatures", "incompatible",  "notices", "separators"};

// Read by the terms room (notice_rules.h); here they only count into the digest.
constexpr std::array<std::string_view, 2> kTermRuleFiles = {"notices", "separators"};
constexpr uint64_t kLargestFile = uint64_t{64} << 20;

struct File {
  std::string shown;  ///< as the user can open it
  std::string bytes;
};

/// By relative path: `rules/tags.xml`. Sorted, as the digest needs them.
using Files = std::map<std::string, File>;

void read_file(const fs::path& path, std::string relative, Files& files,
               std::vector<Damage>& errors) {
  std::error_code failed;
  const uint64_t size = fs::file_size(path, failed);
  if (!failed && size > kLargestFile) {
    errors.push_back(rule_error(path.string(), "at most 64 MiB", std::to_string(size) + " bytes"));
    return;
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  if (!failed && in) {
    bytes.resize(size);
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  }
  if (failed || !in || bytes.size() != size) {
    errors.push_back(rule_error(path.string(), "a file that can be read",
                                failed ? failed.message() : "a read error"));
    return;
  }
  files.emplace(std::move(relative), File{path.string(), std::move(bytes)});
}

/// Files below `directory` whose names pass, keyed `prefix/relative`.
void read_directory(const fs::path& directory, const std::string& prefix,
                    bool (*wanted)(const fs::path&), Files& files, std::vector<Damage>& errors) {
  std::error_code failed;
  fs::recursive_directory_iterator walk(directory, failed);
  for (const fs::recursive_directory_iterator end; !failed && walk != end; walk.increment(failed)) {
    std::error_code ignored;
    if (!walk->is_regular_file(ignored)) continue;
    const fs::path relative = walk->path().lexically_relative(directory);
    if (wanted(relative))
      read_file(walk->path(), prefix + relative.generic_string(), files, errors);
  }
  if (failed)
    errors.push_back(rule_error(directory.string(), "a directory of rules", failed.message()));
}

bool is_rule_file(const fs::path& relative) {
  if (relative == "VERSION") return true;
  if (relative.parent_path() == "known") return relative.extension() == ".tsv";
  return relative.parent_path().empty() && relative.extension() == ".xml";
}

bool is_license_file(const fs::path& relative) {
  return relative.extension() == ".xml" || relative.extension() == ".fp";
}

Digest digest_of(const Files& files) {
  Sha256 digest;
  for (const auto& [relative, file] : files) {
    digest.update_u64(relative.size());
    digest.update(relative);
    digest.update_u64(file.bytes.size());
    digest.update(file.bytes);
  }
  return digest.finish();
}

Damage missing_file(const fs::path& rules_dir, const std::string& name) {
  return rule_error((rules_dir / (name + ".xml")).string(), "this file", "none");
}

/// Reads rules/NAME.xml if it is there.
template <class Rows>
void read_rows(const Files& files, const fs::path& rules_dir, const std::string& name,
               std::vector<Damage>& errors, Rows (*read)(RuleFile&), Rows& rows) {
  const auto found = files.find("rules/" + name + ".xml");
  if (found == files.end()) {
    errors.push_back(missing_file(rules_dir, name));
    return;
  }
  RuleFile file(found->second.shown, found->second.bytes, errors);
  rows = read(file);
}

/// Oldest first; `undated` stands before any date, since nobody knows when it was.
bool older(const PlacedRecord& a, const PlacedRecord& b) {
  const auto key = [](const LicenseRecord& record) {
    return std::pair(std::string_view(record.id),
                     record.version == "undated" ? std::string_view() : record.version);
  };
  return key(a.record) < key(b.record);
}

/// What no single record can know: versions, successors, aliases.
void check_across(const std::vector<PlacedRecord>& records, std::vector<Damage>& errors) {
  std::map<std::string, const PlacedRecord*> ids;  // lower case → any record of the id
  std::map<std::pair<std::string, std::string>, const PlacedRecord*> versions;
  for (const PlacedRecord& placed : records) {
    const LicenseRecord& record = placed.record;
    const auto [same, is_new] = versions.emplace(std::pair(record.id, record.version), &placed);
    if (!is_new) {
      errors.push_back(
          rule_error(placed.at, "one record of each version",
                     record.id + " " + record.version + " again (see " + same->second->at + ")"));
    }
    const auto [id, first] = ids.emplace(ascii_lower(record.id), &placed);
    if (!first && id->second->record.id != record.id) {
      errors.push_back(rule_error(placed.at, "ids that differ in more than case",
                                  record.id + " beside " + id->second->record.id));
    }
  }
  std::map<std::string, const PlacedRecord*> aliases;
  for (const PlacedRecord& placed : records) {
    const LicenseRecord& record = placed.record;
    if (!record.replaced_by.empty() && !versions.contains({record.id, record.replaced_by})) {
      std::vector<std::string_view> known;
      for (const auto& [key, other] : versions) {
        if (key.first == record.id) known.push_back(key.second);
      }
      errors.push_back(rule_error(placed.replaced_by_at,
                                  "a version of " + record.id + ": " + list_words(known),
                                  in_quotes(record.replaced_by)));
    }
    for (size_t i = 0; i < record.aliases.size(); ++i) {
      const std::string alias = ascii_lower(record.aliases[i]);
      const auto id = ids.find(alias);
      const auto [other, is_new] = aliases.emplace(alias, &placed);
      const LicenseRecord* taken = id != ids.end() ? &id->second->record : &other->second->record;
      if (taken->id != record.id) {
        errors.push_back(
            rule_error(placed.aliases_at[i], "an alias of one id",
                       in_quotes(record.aliases[i]) + ", which stands for " + taken->id + " too"));
      }
    }
  }
}

/// The finding of a missing duty must have its row; a duty that is never missing needs none.
void check_findings(const Rulebook& rulebook, const fs::path& rules_dir,
                    std::vector<Damage>& errors) {
  std::vector<std::string_view> codes;
  for (const FindingRule& rule : rulebook.findings) codes.push_back(rule.code);
  for (const Obligation& obligation : rulebook.obligations) {
    if (obligation.check == "informational") continue;
    if (std::ranges::find(codes, obligation.finding) != codes.end()) continue;
    errors.push_back(
        rule_error((rules_dir / "obligations.xml").string(),
                   with_nearest("a code of rules/findings.xml for the obligation " + obligation.id,
                                obligation.finding, codes),
                   in_quotes(obligation.finding)));
  }
}

std::string read_version(const Files& files, const fs::path& rules_dir,
                         std::vector<Damage>& errors) {
  const auto found = files.find("rules/VERSION");
  const std::string version =
      found == files.end() ? std::string() : fold_blanks(found->second.bytes);
  const bool dotted = !version.empty() && version.front() != '.' && version.back() != '.' &&
                      version.find_first_not_of("0123456789.") == std::string::npos;
  if (!dotted) {
    errors.push_back(rule_error((rules_dir / "VERSION").string() + ":1:1",
                                "a version such as 2026.11",
                                found == files.end() ? "no file" : in_quotes(version)));
  }
  return version;
}

void read_rules(const Files& files, const fs::path& rules_dir, Rulebook& rulebook,
                std::vector<Damage>& errors) {
  read_rows(files, rules_dir, "obligations", errors, read_obligations, rulebook.obligations);
  read_rows(files, rules_dir, "findings", errors, read_findings, rulebook.findings);
  read_rows(files, rules_dir, "families", errors, read_families, rulebook.families);
  read_rows(files, rules_dir, "architectures", errors, read_architectures, rulebook.architectures);
  read_rows(files, rules_dir, "tags", errors, read_tags, rulebook.tags);
  read_rows(files, rules_dir, "urls", errors, read_urls, rulebook.urls);
  read_rows(files, rules_dir, "jurisdictions", errors, read_jurisdictions, rulebook.jurisdictions);
  read_rows(files, rules_dir, "openness", errors, read_openness, rulebook.openness);
  read_rows(files, rules_dir, "signatures", errors, read_signatures, rulebook.signatures);
  read_rows(files, rules_dir, "incompatible", errors, read_incompatible,
            rulebook.incompatibilities);
}

void read_licenses(const Files& files, Rulebook& rulebook, std::vector<Damage>& errors) {
  std::vector<PlacedRecord> records;
  for (const auto& [relative, source] : files) {
    if (!relative.starts_with("licenses/") || !relative.ends_with(".xml")) continue;
    RuleFile file(source.shown, source.bytes, errors);
    std::optional<PlacedRecord> placed = read_license(file, rulebook.obligations);
    if (!placed) continue;
    const std::string home =
        "licenses/" + placed->record.id + "/" + placed->record.version + ".xml";
    if (relative != home) errors.push_back(rule_error(placed->at, "the file " + home, relative));
    records.push_back(std::move(*placed));
  }
  std::ranges::stable_sort(records, older);
  check_across(records, errors);
  for (PlacedRecord& placed : records) rulebook.licenses.push_back(std::move(placed.record));
}

/// Files of the terms room, as they are. Of its rules only the shape is checked here.
void hand_on(Files& files, const fs::path& rules_dir, RuleSources& sources,
             std::vector<Damage>& errors) {
  for (auto& [relative, file] : files) {
    if (!relative.ends_with(".fp")) continue;
    const size_t prefix = std::string_view("licenses/").size();
    sources.fingerprints.emplace(relative.substr(prefix), std::move(file.bytes));
  }
  for (const std::string_view name : kTermRuleFiles) {
    const auto found = files.find("rules/" + std::string(name) + ".xml");
    if (found == files.end()) {
      errors.push_back(missing_file(rules_dir, std::string(name)));
      continue;
    }
    RuleFile(found->second.shown, found->second.bytes, errors).root(shapes_of(name));
    sources.term_rules.emplace(name, std::move(found->second.bytes));
  }
}

}  // namespace

LoadReport read_rule_sources(const fs::path& rules_dir, const fs::path& licenses_dir) {
  LoadReport report;
  std::vector<Damage>& errors = report.errors;
  Rulebook& rulebook = report.sources.rulebook;
  Files files;
  read_directory(rules_dir, "rules/", is_rule_file, files, errors);
  read_directory(licenses_dir, "licenses/", is_license_file, files, errors);
  rulebook.digest = digest_of(files);
  rulebook.version = read_version(files, rules_dir, errors);
  read_rules(files, rules_dir, rulebook, errors);
  read_licenses(files, rulebook, errors);

  for (const auto& [relative, file] : files) {
    if (relative.starts_with("rules/known/")) {
      read_known(file.shown, file.bytes, report.sources.known, errors);
    } else if (relative.starts_with("rules/") && relative.ends_with(".xml")) {
      const std::string name = relative.substr(6, relative.size() - 10);
      if (std::ranges::find(kRuleFiles, name) == kRuleFiles.end()) {
        errors.push_back(rule_error(
            file.shown, with_nearest("a rule file: " + list_words(kRuleFiles), name, kRuleFiles),
            "a file of another name"));
      }
    }
  }
  sort_known(report.sources.known);
  hand_on(files, rules_dir, report.sources, errors);
  check_findings(rulebook, rules_dir, errors);
  rulebook.index();
  return report;
}

Result<RuleSources> load_rule_sources(const fs::path& rules_dir, const fs::path& licenses_dir) {
  LoadReport report = read_rule_sources(rules_dir, licenses_dir);
  if (report.errors.empty()) return std::move(report.sources);
  Damage first = std::move(report.errors.front());
  if (report.errors.size() > 1)
    first.found += "; " + std::to_string(report.errors.size() - 1) + " more errors";
  return first;
}

Result<Rulebook> load_rulebook(const fs::path& rules_dir, const fs::path& licenses_dir) {
  Result<RuleSources> sources = load_rule_sources(rules_dir, licenses_dir);
  if (!sources) return sources.error();
  return std::move(sources.value().rulebook);
}

}  // namespace modelaudit::assess
