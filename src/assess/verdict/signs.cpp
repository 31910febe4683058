#include "assess/verdict/signs.h"

#include <algorithm>
#include <array>
#include <set>

#include "assess/verdict/body_signs.h"
#include "assess/verdict/declaration.h"
#include "assess/verdict/lines.h"
#include "assess/verdict/license_files.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr double kWholeText = 0.6;       // share of an official text above which a text of any name holds that license
constexpr double kSureText = 0.95;       // below it a near text may be another text of the same make
constexpr size_t kLongestTag = 160;      // a longer value of a license field is read as a text

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool ends_with_license_key(std::string_view lower_key) {
  // `general.license`, `modelspec.license`, `license`, `descriptor.licenses[0]`.
  const size_t bracket = lower_key.rfind('[');
  if (bracket != std::string_view::npos && lower_key.ends_with(']')) lower_key = lower_key.substr(0, bracket);
  for (std::string_view word : {"license", "licence", "licenses"}) {
    if (lower_key == word) return true;
    if (lower_key.ends_with(word)) {
      const char before = lower_key[lower_key.size() - word.size() - 1];
      if (before == '.' || before == '_' || before == ':' || before == '/') return true;
    }
  }
  return false;
}

enum class Field { none, license, name, link };

Field field_of(std::string_view key) {
  const std::string lower = ascii_lower(key);
  if (lower.ends_with("license.name") || lower.ends_with("license_name")) return Field::name;
  if (lower.ends_with("license.link") || lower.ends_with("license_link") || lower.ends_with("license_url")) return Field::link;
  if (ends_with_license_key(lower)) return Field::license;
  return Field::none;
}

// One license field with the fields that explain it: a card's, or those of one file's metadata.
struct FieldGroup {
  std::vector<const TextAt*> licenses, names, links;  ///< of PackageView::texts
};

class Collector {
 public:
  Collector(const PackageView& package, const Rulebook& rulebook, TermCache& cache)
      : package_(package), rulebook_(rulebook), cache_(cache) {}

  PackageSigns collect() {
    find_weight_folders();
    for (const TextAt& place : package_.texts) read_place(place);
    for (auto& [artifact, group] : card_fields_) add_fields(group, Statement::Kind::card_tag);
    for (auto& [artifact, group] : metadata_fields_) add_fields(group, Statement::Kind::metadata);
    read_plain_metadata();
    settle_license_files(signs_.statements, scopes_for(), bodies_);
    settle_weak_texts();
    return std::move(signs_);
  }

 private:
  void find_weight_folders() {
    std::set<std::string> folders;
    for (const Artifact* artifact : package_.artifacts) {
      if (is_weights(artifact->kind)) folders.emplace(folder_in(package_.relative_path(*artifact)));
    }
    weight_folders_.assign(folders.begin(), folders.end());
  }

  void read_place(const TextAt& place) {
    switch (place.at->role) {
      case TextRole::card_field: return read_card_field(place);
      case TextRole::card_body: return read_card_body(place);
      case TextRole::license_file:
      case TextRole::license_layer: return read_license_file(place);
      case TextRole::notice_file: return read_notice(place);
      case TextRole::policy_file: return read_policy(place);
      case TextRole::metadata_value: return read_metadata_text(place);
      case TextRole::config_field: return;
      case TextRole::document: return read_document(place);
    }
  }

  std::string sign_id(std::string_view source, std::string_view license, const TextAt& place) const {
    return evidence_id(package_.package->id, source, license, place.artifact->id,
                       place.at->key + '@' + std::to_string(place.at->offset));
  }

  Statement statement_at(Statement::Kind kind, const TextAt& place) const {
    Statement statement;
    statement.kind = kind;
    statement.artifact = place.artifact;
    statement.key = place.at->key;
    statement.offset = place.at->offset;
    statement.length = place.at->length;
    return statement;
  }

  Sign sign_of(const TermsMatch& match, std::string source, const TextAt& place) const {
    Sign sign;
    sign.id = sign_id(source, match.license.empty() ? std::string_view("?") : match.license, place);
    sign.source = std::move(source);
    sign.license = match.license;
    // A notice file names terms; it is no version of them.
    const LicenseRecord* record = rulebook_.license(match.license, match.version);
    if (record == nullptr || record->kind != "notice") sign.version = match.version;
    sign.candidates = match.candidates;
    sign.strength = match.strength;
    sign.match = &match;
    return sign;
  }

  bool is_marker(const TermsMatch& match) const {
    if (match.license.empty()) return match.candidates.empty();
    const LicenseRecord* record = rulebook_.newest(match.license);
    return record != nullptr && record->kind == "marker";
  }

  bool is_license(const TermsMatch& match) const {
    const LicenseRecord* record = rulebook_.newest(match.license);
    return record == nullptr || record->kind == "license" || record->kind == "exception";
  }

  // -- fields

  void read_card_field(const TextAt& place) {
    signs_.has_card = true;
    const std::string_view key = place.at->key;
    if (key == "SPDX-License-Identifier" || key == "REUSE.toml") return read_sidecar(place);
    if (key.starts_with("extra_gated")) {
      if (place.text->body.size() > 400) read_whole_text(place, Statement::Kind::gate_text, false);
      return;
    }
    switch (field_of(key)) {
      case Field::license: card_fields_[place.artifact].licenses.push_back(&place); break;
      case Field::name: card_fields_[place.artifact].names.push_back(&place); break;
      case Field::link: card_fields_[place.artifact].links.push_back(&place); break;
      case Field::none: break;
    }
  }

  void read_metadata_text(const TextAt& place) {
    metadata_seen_.emplace(place.artifact, place.at->key);
    const Field field = field_of(place.at->key);
    if (field == Field::license) {
      metadata_fields_[place.artifact].licenses.push_back(&place);
    } else if (field == Field::name) {
      metadata_fields_[place.artifact].names.push_back(&place);
    } else if (field == Field::link) {
      metadata_fields_[place.artifact].links.push_back(&place);
    } else if (place.text->body.size() > 400 && holds(ascii_lower(place.text->body.substr(0, 1 << 16)), "licens")) {
      read_whole_text(place, Statement::Kind::document, false);
    }
  }

  // License keys whose values stand in the metadata only (short strings, arrays of strings).
  void read_plain_metadata() {
    for (const Artifact* artifact : package_.artifacts) {
      if (!is_weights(artifact->kind) && artifact->kind != ArtifactKind::config && artifact->kind != ArtifactKind::manifest) continue;
      FieldGroup group;
      std::vector<const MetadataEntry*> entries;
      for (const MetadataEntry& entry : artifact->metadata) {
        if (metadata_seen_.contains({artifact, entry.key}) || field_of(entry.key) == Field::none) continue;
        entries.push_back(&entry);
      }
      add_metadata_entries(*artifact, entries);
    }
  }

  void add_metadata_entries(const Artifact& artifact, const std::vector<const MetadataEntry*>& entries) {
    std::vector<std::string> licenses, names, links;
    const MetadataEntry* first = nullptr;
    for (const MetadataEntry* entry : entries) {
      std::vector<std::string> values;
      if (entry->value.kind == Value::Kind::text) values.push_back(entry->value.text);
      for (const Value& item : entry->value.items) {
        if (item.kind == Value::Kind::text) values.push_back(item.text);
      }
      const Field field = field_of(entry->key);
      for (std::string& value : values) {
        if (field == Field::license) {
          licenses.push_back(std::move(value));
          if (first == nullptr) first = entry;
        } else if (field == Field::name) {
          names.push_back(std::move(value));
        } else {
          links.push_back(std::move(value));
        }
        if (first == nullptr) first = entry;
      }
    }
    if (first == nullptr) return;
    Statement statement;
    statement.kind = Statement::Kind::metadata;
    statement.artifact = &artifact;
    statement.key = first->key;
    statement.offset = first->offset;
    finish_fields(std::move(statement), licenses, names, links);
  }

  void add_fields(FieldGroup& group, Statement::Kind kind) {
    std::vector<std::string> licenses, names, links;
    const TextAt* first = nullptr;
    const auto by_place = [](const TextAt* a, const TextAt* b) { return a->at->offset < b->at->offset; };
    for (std::vector<const TextAt*>* list : {&group.licenses, &group.names, &group.links}) {
      std::sort(list->begin(), list->end(), by_place);
      for (const TextAt* place : *list) {
        if (list == &group.licenses && place->text->body.size() > kLongestTag) {
          read_whole_text(*place, Statement::Kind::document, true);
          continue;
        }
        if (first == nullptr) first = place;
        (list == &group.licenses ? licenses : list == &group.names ? names : links).push_back(place->text->body);
      }
    }
    if (first == nullptr) return;
    finish_fields(statement_at(kind, *first), licenses, names, links);
  }

  // license, license_name, license_link → a statement for the tag, and one for an address.
  void finish_fields(Statement statement, const std::vector<std::string>& licenses, const std::vector<std::string>& names,
                     const std::vector<std::string>& links) {
    const std::string source = statement.kind == Statement::Kind::metadata ? "metadata" : "tag";
    for (const std::string& value : licenses) add_tag_signs(statement, value, source);
    if (statement.signs.empty()) {
      for (const std::string& value : names) add_tag_signs(statement, value, source);
    }
    Statement link = statement;
    link.signs.clear();
    link.kind = Statement::Kind::card_link;
    for (const std::string& value : links) {
      if (!looks_like_url(value)) {
        link_files_.push_back(value);
        continue;
      }
      link.declared = value;
      for (const TermsMatch& match : cache_.url(value)) {
        if (!is_license(match)) continue;
        Sign sign;
        sign.source = "url";
        sign.license = match.license;
        sign.version = match.version;
        sign.candidates = match.candidates;
        sign.match = &match;
        sign.says = "license link";
        sign.id = evidence_id(package_.package->id, "url", match.license, statement.artifact->id, value);
        link.signs.push_back(std::move(sign));
      }
    }
    for (const std::string& value : licenses) append_declared(statement, value);
    for (const std::string& value : names) append_declared(statement, value);
    statement.names_nothing = statement.signs.empty();
    for (const std::string& value : licenses) {
      if (statement.names_nothing) {
        if (link.signs.empty()) note_unknown_name(statement, value);
      } else {
        note_odd_declaration(statement, value);
      }
    }
    // `other` with an address that is known names terms by the address.
    if (statement.names_nothing && !link.signs.empty()) {
      statement.signs = std::move(link.signs);
      append_declared(statement, link.declared);
      statement.names_nothing = false;
      link.signs.clear();
    }
    if (!licenses.empty() || !names.empty() || !statement.signs.empty()) signs_.statements.push_back(std::move(statement));
    if (!link.signs.empty()) signs_.statements.push_back(std::move(link));
  }

  static void append_declared(Statement& statement, const std::string& value) {
    if (value.empty()) return;
    if (!statement.declared.empty()) statement.declared += ", ";
    statement.declared += display_short(value, 80);
  }

  void add_tag_signs(Statement& statement, const std::string& value, const std::string& source) {
    if (value.empty()) return;
    const TermsResult& result = cache_.tag(value);
    for (const TermsMatch& match : result.matches) {
      if (match.negated || is_marker(match) || (!match.license.empty() && !is_license(match))) continue;
      const bool known = std::any_of(statement.signs.begin(), statement.signs.end(), [&](const Sign& sign) {
        return sign.license == match.license && sign.candidates == match.candidates;
      });
      if (known) continue;
      Sign sign;
      sign.source = match.kind == MatchKind::url          ? "url"
                    : match.kind == MatchKind::expression && source == "tag" ? "expression"
                                                          : source;
      sign.license = match.license;
      sign.version = match.version;
      sign.candidates = match.candidates;
      sign.strength = Strength::declared;
      sign.match = &match;
      sign.says = source == "tag" ? "declared in the card" : "declared in the file's metadata";
      sign.id = evidence_id(package_.package->id, source, match.license.empty() ? value : match.license,
                            statement.artifact->id, statement.key);
      statement.signs.push_back(std::move(sign));
      const std::string expression = ascii_lower(match.expression);
      if (holds(expression, " or ") && !holds(expression, " and ")) statement.choice = true;
    }
  }

  void read_sidecar(const TextAt& place) {
    Statement statement = statement_at(Statement::Kind::sidecar, place);
    const std::string_view body = place.text->body;
    // A sidecar file holds `SPDX-License-Identifier: EXPRESSION` lines; a field holds the expression alone.
    constexpr std::string_view kMark = "SPDX-License-Identifier";
    bool marked = false;
    for (size_t at = body.find(kMark); at != std::string_view::npos; at = body.find(kMark, at + 1)) {
      size_t from = at + kMark.size();
      while (from < body.size() && (body[from] == ':' || body[from] == ' ' || body[from] == '=' || body[from] == '"')) ++from;
      const size_t end = body.find_first_of("\"\r\n", from);
      add_tag_signs(statement, std::string(body.substr(from, end == std::string_view::npos ? end : end - from)), "tag");
      marked = true;
    }
    if (!marked && body.size() <= kLongestTag) add_tag_signs(statement, std::string(body), "tag");
    for (Sign& sign : statement.signs) {
      sign.source = "expression";
      sign.says = "declared beside the file (REUSE)";
    }
    statement.declared = display_short(body, 80);
    if (!statement.signs.empty()) signs_.statements.push_back(std::move(statement));
  }

  // -- texts

  // What a text hides from a reader, and what stands in a license file beside the terms that were recognised.
  void note_oddities(const TextAt& place, const TermsResult& result, bool is_license_file) {
    for (const Damage& oddity : result.suspicious) {
      signs_.troubles.push_back({oddity.code, place.artifact, {}, display_short(oddity.found), place.at->offset + oddity.offset});
    }
    if (!is_license_file) return;
    const TermsMatch* first = nullptr;
    for (const TermsMatch& match : result.matches) {
      const bool whole = match.kind == MatchKind::text && !match.spans.empty();
      if (whole && (first == nullptr || match.spans.front() < first->spans.front())) first = &match;
    }
    if (first == nullptr) return;
    for (const Unexplained& rest : result.unexplained) {
      if (rest.reason != "legal-words") continue;
      signs_.troubles.push_back({"unexplained-text", place.artifact, first->license, display_short(rest.found), rest.where.offset});
      break;
    }
    for (const TermsMatch& match : result.matches) {
      // A heading above the text that names other terms than the text is.
      const bool heading = match.kind == MatchKind::title && !match.negated && !match.license.empty() &&
                           !match.spans.empty() && match.spans.front().offset < 200 && match.spans.front() < first->spans.front();
      const bool named = std::any_of(result.matches.begin(), result.matches.end(), [&](const TermsMatch& other) {
        return other.kind != MatchKind::title && other.license == match.license;
      });
      if (heading && !named) {
        signs_.troubles.push_back({"license-title-without-body", place.artifact, match.license, {}, match.spans.front().offset});
      }
    }
  }

  // A value that names terms, and more than names: `not mit`, `MIT OR`, letters that only look like Latin ones.
  void note_odd_declaration(const Statement& statement, const std::string& value) {
    const Disguise disguise = disguise_of(rulebook_, value);
    if (disguise != Disguise::none) {
      signs_.troubles.push_back({disguise == Disguise::hidden_characters ? "terms-hidden-characters" : "terms-look-alike-letters",
                                 statement.artifact, {}, display_short(value, 80), 0, false});
      return;
    }
    const std::vector<TermsMatch>& matches = cache_.tag(value).matches;
    const bool expression = std::any_of(matches.begin(), matches.end(),
                                        [](const TermsMatch& match) { return match.kind == MatchKind::expression; });
    if (expression && !is_whole_expression(rulebook_, value)) {
      signs_.troubles.push_back({"license-name-unknown", statement.artifact, {}, display_short(value, 80), 0, false});
    }
  }

  // A declared value that is no word for "other terms" and names nothing that is known.
  void note_unknown_name(const Statement& statement, const std::string& value) {
    if (value.find_first_not_of(" \t\r\n") == std::string::npos) return;
    const std::vector<TermsMatch>& matches = cache_.tag(value).matches;
    const bool marker = std::any_of(matches.begin(), matches.end(), [&](const TermsMatch& match) { return is_marker(match); }) ||
                        rulebook_.tag("huggingface", ascii_lower(value)) != nullptr;
    if (!marker) {
      signs_.troubles.push_back({"license-name-unknown", statement.artifact, {}, display_short(value, 80), 0});
    }
  }

  void read_card_body(const TextAt& place) {
    signs_.has_card = true;
    const TermsResult& result = cache_.text(*place.text, false);
    signs_.texts.push_back({&place, &result, Part::weights});
    note_oddities(place, result, false);
    for (const TermsMatch& match : result.matches) {
      if (!match.negated || match.license.empty() || match.spans.empty()) continue;
      signs_.phrases.push_back({"denied", match.license, place.artifact, place.at->offset + match.spans.front().offset});
    }
    bodies_.push_back(place.text->body);
    add_whole_matches(place, result, Statement::Kind::document, false);
    add_body_statements(place, result, package_.package->id, signs_);
    add_phrases(place, signs_);
    add_prose_bases(place, signs_);
  }

  void read_document(const TextAt& place) {
    const std::string head = ascii_lower(std::string_view(place.text->body).substr(0, 1 << 18));
    if (!holds(head, "licen") && !holds(head, "terms") && !holds(head, "agreement") && !holds(head, "协议")) {
      signs_.texts.push_back({&place, nullptr, Part::weights});
      return;
    }
    const TermsResult& result = cache_.text(*place.text, false);
    signs_.texts.push_back({&place, &result, Part::weights});
    add_whole_matches(place, result, Statement::Kind::document, false);
  }

  void read_policy(const TextAt& place) {
    signs_.texts.push_back({&place, &cache_.text(*place.text, true), Part::weights});
  }

  void read_notice(const TextAt& place) {
    const TermsResult& result = cache_.text(*place.text, false);
    signs_.texts.push_back({&place, &result, Part::weights});
    Statement statement = statement_at(Statement::Kind::notice, place);
    statement.declared = file_name_in(place.artifact->path);
    for (const TermsMatch& match : result.matches) {
      if (match.negated || match.license.empty() || !is_license(match)) continue;
      // A notice file lists third parties' licenses as well. Only the sentence that terms ask for themselves speaks of
      // the package.
      if (!holds_asked_line(match.license, place.text->body)) continue;
      const bool known = std::any_of(statement.signs.begin(), statement.signs.end(),
                                     [&](const Sign& sign) { return sign.license == match.license; });
      if (known) continue;
      Sign sign = sign_of(match, match.kind == MatchKind::text ? "text" : "notice", place);
      if (match.kind != MatchKind::text) sign.strength = Strength::declared;
      sign.says = "named in the notice file";
      statement.signs.push_back(std::move(sign));
    }
    if (!statement.signs.empty()) signs_.statements.push_back(std::move(statement));
  }

  bool holds_asked_line(std::string_view license, std::string_view body) const {
    for (const LicenseRecord* record : rulebook_.versions(license)) {
      for (const Clause& clause : record->clauses) {
        const Obligation* obligation = rulebook_.obligation(clause.obligation);
        const auto line = clause.parameters.find("text");
        if (obligation == nullptr || obligation->check != "string-in-file" || line == clause.parameters.end()) continue;
        if (holds_line(body, line->second)) return true;
      }
    }
    return false;
  }

  void read_license_file(const TextAt& place) {
    const bool layer = place.at->role == TextRole::license_layer;
    if (place.artifact->kind == ArtifactKind::html_page) {
      signs_.troubles.push_back({"license-file-is-web-page", place.artifact, {}, {}, 0, false});
      return;
    }
    if (place.artifact->kind == ArtifactKind::lfs_pointer) {
      signs_.troubles.push_back({"license-file-not-downloaded", place.artifact, {}, {}, 0, false});
      return;
    }
    read_whole_text(place, layer ? Statement::Kind::license_layer : Statement::Kind::license_file, true);
  }

  // A text that claims to be a license: what it holds whole, else what it points at, else nothing.
  void read_whole_text(const TextAt& place, Statement::Kind kind, bool is_license_file) {
    const TermsResult& result = cache_.text(*place.text, is_license_file);
    const FileScope scope = kind == Statement::Kind::license_file
                                ? scope_of_license_file(package_.relative_path(*place.artifact), weight_folders_)
                                : FileScope();
    signs_.texts.push_back({&place, &result, scope.part});
    note_oddities(place, result, is_license_file);
    if (add_whole_matches(place, result, kind, is_license_file)) return;
    if (!is_license_file) return;

    // No license text in it: addresses, titles, notices are a pointer.
    Statement pointer = new_file_statement(kind, place, scope);
    for (const TermsMatch& match : result.matches) {
      if (match.negated || is_marker(match) || !is_license(match)) continue;
      if (match.kind == MatchKind::title) {
        const bool long_body = place.text->body.size() > 2000;
        if (long_body) {
          signs_.troubles.push_back({"license-title-without-body", place.artifact, match.license, {}, 0, false});
          continue;
        }
      }
      Sign sign = sign_of(match, match.kind == MatchKind::url ? "url" : name_of(match.kind), place);
      sign.strength = Strength::declared;
      sign.says = "the license file names it without holding its text";
      pointer.signs.push_back(std::move(sign));
    }
    if (pointer.signs.empty()) {
      pointer.names_nothing = true;
      if (place.at->role == TextRole::license_file || place.at->role == TextRole::license_layer) {
        signs_.troubles.push_back({"license-text-unknown", place.artifact, {}, {}, 0, false});
      } else if (kind == Statement::Kind::document && result.matches.empty()) {
        note_unknown_name(pointer, place.text->body);   // a field that is too long for a name and no text either
      }
    } else if (place.at->role == TextRole::license_file || place.at->role == TextRole::license_layer) {
      signs_.troubles.push_back({"license-file-is-pointer", place.artifact, pointer.signs.front().license, {}, 0, false});
    }
    push_file_statement(std::move(pointer), scope);
  }

  Statement new_file_statement(Statement::Kind kind, const TextAt& place, const FileScope& scope) const {
    Statement statement = statement_at(kind, place);
    statement.part = scope.part;
    statement.component = scope.component;
    statement.labelled = scope.labelled;
    statement.declared = file_name_in(place.artifact->path);
    return statement;
  }

  void push_file_statement(Statement statement, const FileScope& scope) {
    file_scopes_.emplace_back(signs_.statements.size(), scope);
    signs_.statements.push_back(std::move(statement));
  }

  bool add_whole_matches(const TextAt& place, const TermsResult& result, Statement::Kind kind, bool is_license_file) {
    const FileScope scope = kind == Statement::Kind::license_file
                                ? scope_of_license_file(package_.relative_path(*place.artifact), weight_folders_)
                                : FileScope();
    Statement statement = new_file_statement(kind, place, scope);
    for (const TermsMatch& match : result.matches) {
      const bool whole = match.kind == MatchKind::text && !match.negated &&
                         (is_license_file || match.coverage_official >= kWholeText || match.coverage_official == 0);
      const bool header = match.kind == MatchKind::header && is_license_file && !match.negated;
      if ((!whole && !header) || is_marker(match)) continue;
      if (!match.license.empty() && !is_license(match)) continue;
      Sign sign = sign_of(match, "text", place);
      sign.says = match.strength == Strength::identical ? "the text is the official one" : "the text is near the official one";
      sign.weak = is_weak(match);
      const bool own_text = place.at->role != TextRole::card_body;
      if (own_text && match.strength == Strength::near && match.kind == MatchKind::text && !sign.weak) note_differences(place.artifact, match.license, match, place.at->offset, place.text->body);
      statement.signs.push_back(std::move(sign));
    }
    if (statement.signs.empty()) return false;
    if (place.at->role == TextRole::metadata_value) {
      signs_.troubles.push_back({"terms-in-metadata", place.artifact, statement.signs.front().license, place.at->key, place.at->offset, false});
    }
    push_file_statement(std::move(statement), scope);
    return true;
  }

  static bool is_weak(const TermsMatch& match) {
    if (match.kind != MatchKind::text || match.strength != Strength::near) return false;
    const double covered = std::min(match.coverage_official, match.coverage_found);
    return covered > 0 && covered < kSureText;
  }

  // Texts of one maker resemble each other, and a text that nobody holds resembles its model. Where the package declares
  // terms of the same licensor, or terms whose text is not held, a near text that differs much does not contradict them.
  void settle_weak_texts() {
    std::vector<const LicenseRecord*> declared;
    for (const Statement& statement : signs_.statements) {
      if (statement.part != Part::weights || statement.is_text() || statement.kind == Statement::Kind::body) continue;
      for (const Sign& sign : statement.signs) {
        if (const LicenseRecord* record = rulebook_.newest(sign.license)) declared.push_back(record);
      }
    }
    for (Statement& statement : signs_.statements) {
      if (!statement.is_text()) continue;
      for (size_t i = statement.signs.size(); i-- > 0;) {
        const Sign& sign = statement.signs[i];
        if (!sign.weak) continue;
        const LicenseRecord* found = rulebook_.newest(sign.license);
        const bool same = std::any_of(declared.begin(), declared.end(), [&](const LicenseRecord* record) { return record->id == sign.license; });
        const LicenseRecord* kin = nullptr;
        for (const LicenseRecord* record : declared) {
          const bool maker = found != nullptr && !record->licensor.empty() && record->licensor == found->licensor;
          if (!same && record->id != sign.license && (maker || record->texts.empty())) kin = record;
        }
        if (kin != nullptr) {
          if (statement.kind == Statement::Kind::license_file) {
            signs_.troubles.push_back({"license-text-unknown", statement.artifact, kin->id, "near " + sign.license, 0, true});
          }
          statement.signs.erase(statement.signs.begin() + static_cast<std::ptrdiff_t>(i));
        } else if (statement.kind != Statement::Kind::gate_text && sign.match != nullptr && statement.kind != Statement::Kind::document) {
          note_differences(statement.artifact, sign.license, *sign.match, statement.offset, {});
        }
      }
      if (statement.signs.empty()) statement.names_nothing = statement.kind == Statement::Kind::license_file && declared.empty();
    }
  }

  void note_differences(const Artifact* artifact, const std::string& license, const TermsMatch& match, uint64_t base,
                        std::string_view body) {
    if (!match.missing_sections.empty()) {
      std::string sections;
      for (const std::string& section : match.missing_sections) sections += (sections.empty() ? "" : ", ") + section;
      signs_.troubles.push_back({"license-text-incomplete", artifact, license, std::move(sections), 0, false});
      return;
    }
    note_altered(artifact, license, match, base, body);
  }

  // Addresses move (llama.meta.com, www.llama.com); a text that differs in nothing else says the same.
  static bool in_address(std::string_view body, const Difference& difference) {
    if (body.empty() || difference.where.offset > body.size()) return false;
    const size_t at = difference.where.offset, end = std::min(body.size(), at + difference.where.length);
    size_t from = at > 0 ? at - 1 : 0, to = end;
    const auto blank = [&](size_t i) { return body[i] == ' ' || body[i] == '\n' || body[i] == '\t' || body[i] == '\r'; };
    while (from > 0 && !blank(from - 1)) --from;
    while (to < body.size() && !blank(to)) ++to;
    const std::string_view token = body.substr(from, to - from);
    const bool one_token = token.find_first_of(" \n\t", token.find_first_not_of(" \n\t")) == std::string_view::npos;
    return one_token && token.size() < 300 && (holds(token, "://") || holds(token, "www.") || (holds(token, ".") && holds(token, "/")));
  }

  void note_altered(const Artifact* artifact, const std::string& license, const TermsMatch& match, uint64_t base, std::string_view body) {
    if (match.differences_total == 0 && match.differences.empty()) return;
    std::string detail;
    uint64_t offset = 0;
    if (!match.differences.empty()) {
      const Difference& first = match.differences.front();
      detail = first.kind == Difference::Kind::inserted   ? "words inserted"
               : first.kind == Difference::Kind::deleted ? "words deleted"
                                                         : "words changed";
      if (!first.section.empty()) detail += " in section " + first.section;
      if (!first.found.empty()) detail += ": " + display_short(first.found, 120);
      if (match.differences_total > 1) detail += " (and " + std::to_string(match.differences_total - 1) + " more)";
      offset = base + first.where.offset;
    }
    const bool minor = match.differences_total <= match.differences.size() && !match.differences.empty() &&
                       std::all_of(match.differences.begin(), match.differences.end(),
                                   [&](const Difference& difference) { return in_address(body, difference); });
    signs_.troubles.push_back({"license-text-altered", artifact, license, std::move(detail), offset, minor});
  }

  std::vector<FileScope> scopes_for() const {
    std::vector<FileScope> scopes(signs_.statements.size());
    for (const auto& [index, scope] : file_scopes_) scopes[index] = scope;
    return scopes;
  }

  const PackageView& package_;
  const Rulebook& rulebook_;
  TermCache& cache_;
  PackageSigns signs_;
  std::vector<std::string> weight_folders_;
  std::map<const Artifact*, FieldGroup> card_fields_, metadata_fields_;
  std::set<std::pair<const Artifact*, std::string>> metadata_seen_;
  std::vector<std::pair<size_t, FileScope>> file_scopes_;
  std::vector<std::string_view> bodies_;
  std::vector<std::string> link_files_;
};

}  // namespace

const char* name_of(Statement::Kind kind) {
  switch (kind) {
    case Statement::Kind::card_tag: return "card";
    case Statement::Kind::card_link: return "license link";
    case Statement::Kind::metadata: return "metadata";
    case Statement::Kind::license_file: return "license file";
    case Statement::Kind::license_layer: return "license layer";
    case Statement::Kind::gate_text: return "gate text";
    case Statement::Kind::document: return "text";
    case Statement::Kind::notice: return "notice file";
    case Statement::Kind::sidecar: return "REUSE declaration";
    case Statement::Kind::body: return "card prose";
    case Statement::Kind::signature: return "signature";
    case Statement::Kind::digest: return "published digest";
  }
  return "text";
}

std::string evidence_id(std::string_view package, std::string_view source, std::string_view license,
                        std::string_view place, std::string_view key) {
  Sha256 hash;
  for (std::string_view field : {package, source, license, place, key}) {
    hash.update_u64(field.size());
    hash.update(field);
  }
  return "ev:" + to_hex(hash.finish()).substr(0, 16);
}

PackageSigns collect_signs(const PackageView& package, const Rulebook& rulebook, TermCache& cache) {
  return Collector(package, rulebook, cache).collect();
}

}  // namespace modelaudit::assess
