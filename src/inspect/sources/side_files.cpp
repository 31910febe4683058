#include "inspect/sources/side_files.h"

#include <algorithm>
#include <array>

#include "core/sha256.h"
#include "core/utf8.h"
#include "inspect/sources/card.h"
#include "inspect/sources/side_json.h"
#include "inspect/sources/text_decode.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kDocumentBytes = 256 * 1024;
constexpr uint64_t kUnknownJsonBytes = kMiB;

// Front matter keys that only model cards have (Hub docs, model-cards.md).
constexpr std::array kCardKeys = {"license",   "license_name", "base_model",   "library_name",       "pipeline_tag",
                                  "tags",      "language",     "model-index",  "license_link",       "datasets",
                                  "inference", "widget",       "quantized_by", "extra_gated_prompt", "base_model_relation"};

void report(FileFacts& facts, Damage damage) {
  if (damage.damage_class != DamageClass::note) facts.artifact.complete = false;
  facts.damages.push_back(std::move(damage));
}

void add_text(FileFacts& facts, std::string body, TextRole role, std::string key, uint64_t offset, uint64_t length,
              bool truncated = false) {
  FoundText text;
  text.digest = sha256(body);
  text.body = std::move(body);
  text.truncated = truncated;
  text.role = role;
  text.key = std::move(key);
  text.offset = offset;
  text.length = length;
  facts.texts.push_back(std::move(text));
}

void add_relation(FileFacts& facts, RelationKind kind, std::string_view target, std::string relation, std::string key) {
  if (target.empty() || target.size() > 4096) return;
  facts.relations.push_back({{}, {}, kind, std::string(target), std::move(relation), std::move(key)});
}

std::string first_value(const Card& card, std::string_view key) {
  for (const CardField& field : card.fields) {
    if (field.key == key) return field.value;
  }
  return {};
}

// Card fields → texts (role card-field) and declared bases.
void take_card_fields(const Card& card, FileFacts& facts) {
  const std::string relation = first_value(card, "base_model_relation");
  for (const CardField& field : card.fields) {
    add_text(facts, field.value, TextRole::card_field, field.key, field.offset, field.length);
    if (field.key == "base_model" || field.key == "base_models") {
      add_relation(facts, RelationKind::base_model, field.value, relation, field.key);
    } else if (field.key == "quantized_from" || field.key == "source_model") {
      add_relation(facts, RelationKind::quantized_from, field.value, relation, field.key);
    }
  }
  for (Damage problem : card.problems) report(facts, std::move(problem));
}

// A page of a web site saved under the card's name; cards themselves begin with a fence, a heading or inline HTML.
bool is_web_page(std::string_view body) {
  const size_t begin = body.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  const std::string start = ascii_lower(body.substr(begin, 16));
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

void read_card_file(const std::string& body, const Limits& limits, FileFacts& facts) {
  const std::string name = ascii_lower(file_name_of(facts.artifact.path));
  const bool catalog_entry = name.ends_with(".yaml") || name.ends_with(".yml");
  facts.artifact.kind = ArtifactKind::card;
  if (catalog_entry) {
    const Card card = read_yaml(body, limits);
    take_card_fields(card, facts);
    for (const CardField& field : card.fields) {
      if (field.key == "urls") add_relation(facts, RelationKind::source, field.value, {}, field.key);
      if (field.key == "description") {
        add_text(facts, field.value, TextRole::card_body, field.key, field.offset, field.length);
      }
    }
    facts.is_model_card = !card.fields.empty();
    return;
  }
  if (!name.ends_with(".html") && !name.ends_with(".htm") && is_web_page(body)) {
    report(facts, {"html-page", DamageClass::suspicious, {}, 0, "a model card", "a web page saved under its name"});
  }
  const Card card = read_card(body, limits);
  take_card_fields(card, facts);
  const bool card_keys = std::any_of(card.fields.begin(), card.fields.end(), [](const CardField& field) {
    return std::find(kCardKeys.begin(), kCardKeys.end(), field.key) != kCardKeys.end();
  });
  const bool damaged = card.has_front_matter && !card.problems.empty();
  facts.is_model_card = card_keys || damaged || !name.starts_with("readme");
  const uint64_t begin = std::min<uint64_t>(card.body_offset, body.size());
  add_text(facts, body.substr(begin), TextRole::card_body, {}, begin, body.size() - begin);
}

// Fields of configuration files that name where a model comes from.
void take_config_relations(FileFacts& facts) {
  for (const MetadataEntry& entry : facts.artifact.metadata) {
    if (entry.value.kind != Value::Kind::text) continue;
    if (facts.role == FileRole::adapter_config && entry.key == "base_model_name_or_path") {
      add_relation(facts, RelationKind::adapter_of, entry.value.text, "adapter", entry.key);
    } else if ((facts.role == FileRole::config || facts.role == FileRole::model_index) && entry.key == "_name_or_path") {
      add_relation(facts, RelationKind::source, entry.value.text, {}, entry.key);
    }
  }
}

ArtifactKind kind_of_json(FileRole role) {
  switch (role) {
    case FileRole::config: return ArtifactKind::config;
    case FileRole::generation_config: return ArtifactKind::generation_config;
    case FileRole::adapter_config: return ArtifactKind::adapter_config;
    case FileRole::model_index: return ArtifactKind::model_index;
    case FileRole::manifest: return ArtifactKind::manifest;
    default: return ArtifactKind::json;
  }
}

void read_json_file(std::string_view raw, const Limits& limits, size_t json_entries, FileFacts& facts) {
  facts.artifact.kind = kind_of_json(facts.role);
  SideJson json = read_side_json(raw, limits, json_entries);
  facts.artifact.metadata = std::move(json.entries);
  facts.artifact.header_read = json.is_object;
  // A file that a loader needs is damaged; any other JSON that is not JSON is worth a word.
  const bool store_manifest = facts.role == FileRole::manifest && json_entries > kSideJsonEntries;
  const bool needed = store_manifest || (facts.role != FileRole::json && facts.role != FileRole::manifest);
  for (Damage& problem : json.problems) {
    if (!needed && problem.damage_class == DamageClass::damage) problem.damage_class = DamageClass::note;
    report(facts, std::move(problem));
  }
  take_config_relations(facts);
}

void read_merge_recipe(std::string_view raw, const Limits& limits, FileFacts& facts) {
  facts.artifact.kind = ArtifactKind::merge_recipe;
  const Card recipe = read_yaml(raw, limits);
  for (const Damage& problem : recipe.problems) report(facts, problem);
  for (const CardField& field : recipe.fields) {
    const bool model = field.key == "model" || field.key.ends_with(".model") || field.key == "base_model" ||
                       field.key.ends_with(".base_model") || field.key.ends_with(".source_model");
    if (model) {
      // mergekit writes `model+lora` for a model with an adapter.
      std::string_view rest = field.value;
      while (!rest.empty()) {
        const size_t plus = rest.find('+');
        add_relation(facts, RelationKind::merged_from, rest.substr(0, plus), "merge", field.key);
        rest = plus == std::string_view::npos ? std::string_view() : rest.substr(plus + 1);
      }
    }
  }
}

TextRole role_of_text(FileRole role) {
  switch (role) {
    case FileRole::license: return TextRole::license_file;
    case FileRole::notice: return TextRole::notice_file;
    case FileRole::policy: return TextRole::policy_file;
    default: return TextRole::document;
  }
}

ArtifactKind kind_of_text(FileRole role) {
  const bool terms = role == FileRole::license || role == FileRole::notice || role == FileRole::policy;
  return terms ? ArtifactKind::license_text : ArtifactKind::text;
}

}  // namespace

bool is_side_file(FileRole role) { return role != FileRole::weights && role != FileRole::tokenizer && role != FileRole::other; }

bool is_json_file(FileRole role) {
  switch (role) {
    case FileRole::index:
    case FileRole::config:
    case FileRole::generation_config:
    case FileRole::adapter_config:
    case FileRole::model_index:
    case FileRole::manifest: return true;
    default: return false;
  }
}

uint64_t side_file_bytes(FileRole role, const Limits& limits) {
  switch (role) {
    case FileRole::document: return std::min(kDocumentBytes, limits[LimitName::text_bytes]);
    case FileRole::json:
    case FileRole::manifest: return std::min(kUnknownJsonBytes, limits[LimitName::json_bytes]);
    case FileRole::index:
    case FileRole::config:
    case FileRole::generation_config:
    case FileRole::adapter_config:
    case FileRole::model_index: return limits[LimitName::json_bytes];
    default: return limits[LimitName::text_bytes];
  }
}

void read_side_file(std::string_view raw, bool whole, const Limits& limits, size_t json_entries, FileFacts& facts) {
  const FileRole role = facts.role;
  if (!whole && role != FileRole::document && role != FileRole::json) {
    report(facts, {"limit-side-file", DamageClass::limit, {}, raw.size(),
                   "at most " + std::to_string(raw.size()) + " bytes of a side file", "more"});
  }
  switch (role) {
    case FileRole::index: {
      facts.artifact.kind = ArtifactKind::safetensors_index;
      facts.index = read_weight_index(raw, limits);
      facts.artifact.header_read = facts.index->problems.empty();
      for (const Damage& problem : facts.index->problems) report(facts, problem);
      return;
    }
    case FileRole::config:
    case FileRole::generation_config:
    case FileRole::adapter_config:
    case FileRole::model_index:
    case FileRole::manifest:
    case FileRole::json:
      if (whole || role != FileRole::json) read_json_file(raw, limits, json_entries, facts);
      return;
    case FileRole::merge_recipe: return read_merge_recipe(raw, limits, facts);
    default: break;
  }
  DecodedText text = decode_text(raw);
  if (role == FileRole::card && text.encoding != "binary") return read_card_file(text.body, limits, facts);
  if (text.encoding == "binary") {
    if (role != FileRole::document) {
      report(facts, {"text-is-binary", DamageClass::suspicious, {}, 0, "text, as the name says", "binary data"});
    }
    return;
  }
  facts.artifact.kind = kind_of_text(role);
  if (role == FileRole::sidecar_license) {
    const bool reuse_toml = ascii_lower(file_name_of(facts.artifact.path)) == "reuse.toml";
    add_text(facts, std::move(text.body), TextRole::card_field, reuse_toml ? "REUSE.toml" : "SPDX-License-Identifier", 0,
             raw.size(), !whole);
    return;
  }
  FoundText found;
  found.digest = facts.artifact.sha256.value_or(sha256(raw));
  found.body = std::move(text.body);
  found.encoding = std::move(text.encoding);
  found.truncated = !whole;
  found.role = role_of_text(role);
  found.length = facts.artifact.size;
  facts.texts.push_back(std::move(found));
}

}  // namespace modelaudit::inspect
