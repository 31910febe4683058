// What a GGUF says it was made from: general.base_model.{i}.* (parents, i from 0), general.source.*
// (the files that were converted). These are claims of whoever wrote the file.
#include <algorithm>
#include <charconv>
#include <map>

#include "inspect/formats/gguf.h"

namespace modelaudit::inspect {
namespace {

struct Parent {
  std::map<std::string, const MetadataEntry*, std::less<>> fields;
  const MetadataEntry* find(std::string_view name) const {
    const auto field = fields.find(name);
    return field == fields.end() ? nullptr : field->second;
  }
};

bool is_plain_id(std::string_view text) {
  return !text.empty() && text.find_first_of("/ \t\n:") == std::string_view::npos;
}

void relate(ReadContext& context, RelationKind kind, const MetadataEntry& entry, std::string target,
            const std::string& word) {
  if (target.empty()) return;
  Relation relation;
  relation.kind = kind;
  relation.target = std::move(target);
  relation.relation = word;
  relation.key = entry.key;
  context.relations.push_back(std::move(relation));
}

// Parents by their number: the field that names one is all that follows the number.
std::map<uint64_t, Parent> parents_of(const Artifact& artifact) {
  constexpr std::string_view kPrefix = "general.base_model.";
  std::map<uint64_t, Parent> parents;
  for (const MetadataEntry& entry : artifact.metadata) {
    if (!entry.key.starts_with(kPrefix) || entry.value.kind != Value::Kind::text ||
        entry.value.text.empty())
      continue;
    const std::string_view rest = std::string_view(entry.key).substr(kPrefix.size());
    uint64_t number = 0;
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const auto digits = static_cast<size_t>(stop - rest.data());
    if (error != std::errc() || digits == rest.size() || rest[digits] != '.') continue;
    parents[number].fields.emplace(rest.substr(digits + 1), &entry);
  }
  return parents;
}

void relate_parent(ReadContext& context, const Parent& parent, const std::string& word) {
  for (const char* field : {"repo_url", "url"}) {
    if (const MetadataEntry* entry = parent.find(field)) {
      relate(context, RelationKind::base_model, *entry, entry->value.text, word);
    }
  }
  const MetadataEntry* name = parent.find("name");
  if (name == nullptr) return;
  const MetadataEntry* organization = parent.find("organization");
  // Two plain words are how the Hub names a model; anything else stays as it was written.
  const bool hub_id = organization != nullptr && is_plain_id(organization->value.text) &&
                      is_plain_id(name->value.text);
  relate(context, RelationKind::base_model, *name,
         hub_id ? organization->value.text + "/" + name->value.text : name->value.text, word);
}

}  // namespace

void relate_gguf(ReadContext& context) {
  const Artifact& artifact = context.artifact;
  std::string type;
  const MetadataEntry* count = nullptr;
  for (const MetadataEntry& entry : artifact.metadata) {
    if (entry.key == "general.type" && entry.value.kind == Value::Kind::text)
      type = entry.value.text;
    if (entry.key == "general.base_model.count") count = &entry;
  }
  // An adapter says so by its type; how another file came from its parent no key says.
  const std::string word = type == "adapter" ? "adapter" : "";
  const std::map<uint64_t, Parent> parents = parents_of(artifact);
  for (const auto& [number, parent] : parents) relate_parent(context, parent, word);
  if (count != nullptr && count->value.kind == Value::Kind::unsigned_integer &&
      count->value.unsigned_integer != parents.size()) {
    context.report("base-model-count", DamageClass::note, count->offset,
                   std::to_string(count->value.unsigned_integer) +
                       " base models, as general.base_model.count says",
                   std::to_string(parents.size()));
  }
  for (const MetadataEntry& entry : artifact.metadata) {
    if (entry.value.kind != Value::Kind::text) continue;
    for (const char* key : {"general.source.url", "general.source.repo_url",
                            "general.source.huggingface.repository"}) {
      if (entry.key == key) relate(context, RelationKind::source, entry, entry.value.text, "");
    }
  }
}

}  // namespace modelaudit::inspect
