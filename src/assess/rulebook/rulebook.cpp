// Look-up tables over a loaded rulebook. Ids are compared without case, because cards write `gemma`
// and `MIT` in any; what is returned always has the spelling of the record.
#include "assess/rulebook/rulebook.h"

#include <algorithm>
#include <utility>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

/// In place of a record for an alias that several records of one id have.
constexpr size_t kSeveral = static_cast<size_t>(-1);

std::string tag_key(std::string_view platform, std::string_view name) {
  std::string key(platform);
  key += '\n';
  key += ascii_lower(name);
  return key;
}

}  // namespace

const char* name_of(Mark mark) {
  switch (mark) {
    case Mark::read: return "read";
    case Mark::inferred: return "inferred";
    case Mark::recalled: return "recalled";
    case Mark::unread: return "unread";
  }
  return "unread";
}

void Rulebook::index() {
  aliases_.clear();
  alias_records_.clear();
  by_id_.clear();
  obligations_by_id_.clear();
  findings_by_code_.clear();
  tags_by_name_.clear();

  for (size_t i = 0; i < licenses.size(); ++i) {
    const LicenseRecord& record = licenses[i];
    by_id_.emplace(record.id, i);
    aliases_.emplace(ascii_lower(record.id), record.id);
  }
  // An id is never shadowed by an alias, an alias never by a spelling.
  for (size_t i = 0; i < licenses.size(); ++i) {
    for (const std::string& alias : licenses[i].aliases) {
      const std::string key = ascii_lower(alias);
      const auto [id, is_alias] = aliases_.emplace(key, licenses[i].id);
      if (!is_alias && !alias_records_.contains(key)) continue;
      const auto [record, is_first] = alias_records_.emplace(key, i);
      if (!is_first) record->second = kSeveral;
    }
  }
  for (size_t i = 0; i < obligations.size(); ++i) obligations_by_id_.emplace(obligations[i].id, i);
  for (size_t i = 0; i < findings.size(); ++i) findings_by_code_.emplace(findings[i].code, i);
  for (size_t i = 0; i < tags.size(); ++i) {
    tags_by_name_.emplace(tag_key(tags[i].platform, tags[i].name), i);
    if (tags[i].platform == "spelling" && tags[i].confidence == "exact" &&
        !tags[i].license.empty()) {
      aliases_.emplace(ascii_lower(tags[i].name), tags[i].license);
    }
  }
}

std::string Rulebook::canonical_id(std::string_view id_or_alias) const {
  if (by_id_.contains(id_or_alias)) return std::string(id_or_alias);
  const auto found = aliases_.find(ascii_lower(id_or_alias));
  return found == aliases_.end() ? std::string() : found->second;
}

std::vector<const LicenseRecord*> Rulebook::versions(std::string_view id) const {
  std::vector<const LicenseRecord*> all;
  auto first = by_id_.find(id);
  if (first == by_id_.end()) first = by_id_.find(canonical_id(id));
  if (first == by_id_.end()) return all;
  for (size_t i = first->second; i < licenses.size() && licenses[i].id == first->first; ++i) {
    all.push_back(&licenses[i]);
  }
  return all;
}

const LicenseRecord* Rulebook::license(std::string_view id, std::string_view wanted) const {
  for (const LicenseRecord* record : versions(id)) {
    if (record->version == wanted) return record;
  }
  return nullptr;
}

const LicenseRecord* Rulebook::newest(std::string_view id) const {
  // `undated` sorts last by its letters, and a notice file is no version of the terms that it
  // names.
  const std::vector<const LicenseRecord*> all = versions(id);
  const auto rank = [](const LicenseRecord& record) {
    return std::pair(record.kind != "notice", record.version != "undated");
  };
  const LicenseRecord* newest = nullptr;
  for (const LicenseRecord* record : all) {
    if (newest == nullptr || rank(*record) >= rank(*newest)) newest = record;
  }
  return newest;
}

const LicenseRecord* Rulebook::by_alias(std::string_view alias) const {
  const auto found = alias_records_.find(ascii_lower(alias));
  const bool one = found != alias_records_.end() && found->second != kSeveral;
  return one ? &licenses[found->second] : nullptr;
}

std::vector<std::string_view> Rulebook::ids() const {
  std::vector<std::string_view> all;
  all.reserve(by_id_.size());
  for (const auto& entry : by_id_) all.push_back(entry.first);
  return all;
}

const Obligation* Rulebook::obligation(std::string_view id) const {
  const auto found = obligations_by_id_.find(id);
  return found == obligations_by_id_.end() ? nullptr : &obligations[found->second];
}

const FindingRule* Rulebook::finding(std::string_view code) const {
  const auto found = findings_by_code_.find(code);
  return found == findings_by_code_.end() ? nullptr : &findings[found->second];
}

const TagRule* Rulebook::tag(std::string_view platform, std::string_view name) const {
  const auto found = tags_by_name_.find(tag_key(platform, name));
  return found == tags_by_name_.end() ? nullptr : &tags[found->second];
}

bool Rulebook::has_class(std::string_view id, std::string_view license_class) const {
  for (const LicenseRecord* record : versions(id)) {
    if (std::ranges::find(record->classes, license_class) != record->classes.end()) return true;
  }
  return false;
}

}  // namespace modelaudit::assess
