#include "assess/verdict/signatures.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

// A whole part of a path chain: between `/`, `!/` and the ends.
bool has_part(std::string_view path, std::string_view part) {
  for (size_t at = path.find(part); at != std::string_view::npos; at = path.find(part, at + 1)) {
    const bool begins = at == 0 || path[at - 1] == '/';
    const size_t end = at + part.size();
    const bool ends = end == path.size() || path[end] == '/' || path[end] == '!';
    if (begins && ends) return true;
  }
  return false;
}

bool is_json(ArtifactKind kind) {
  return kind == ArtifactKind::json || kind == ArtifactKind::manifest || kind == ArtifactKind::config ||
         kind == ArtifactKind::model_index || kind == ArtifactKind::generation_config;
}

const Artifact* find_sign(const PackageView& package, const SignatureRule::Sign& sign) {
  for (const Artifact* artifact : package.artifacts) {
    if (sign.kind == "path-part" && has_part(artifact->path, sign.pattern)) return artifact;
    if (sign.kind == "file-name" && file_name_in(artifact->path) == sign.pattern) return artifact;
    const bool value = (sign.kind == "json-value" && is_json(artifact->kind)) || sign.kind == "metadata" ||
                       (sign.kind == "manifest-name" && artifact->kind == ArtifactKind::manifest);
    if (!value) continue;
    for (const MetadataEntry& entry : artifact->metadata) {
      if (entry.value.kind == Value::Kind::text && entry.value.text == sign.pattern) return artifact;
    }
  }
  if (sign.kind == "text") {
    for (const TextAt& place : package.texts) {
      if (place.text->body.find(sign.pattern) != std::string::npos) return place.artifact;
    }
  }
  return nullptr;
}

}  // namespace

void add_signatures(const PackageView& package, const Rulebook& rulebook, PackageSigns& signs) {
  for (const SignatureRule& rule : rulebook.signatures) {
    uint32_t there = 0;
    const Artifact* first = nullptr;
    std::string found;
    for (const SignatureRule::Sign& sign : rule.signs) {
      const Artifact* artifact = find_sign(package, sign);
      if (artifact == nullptr) continue;
      ++there;
      if (first == nullptr) first = artifact;
      found += (found.empty() ? "" : ", ") + sign.pattern;
    }
    if (there < rule.needed || there == 0) continue;
    const bool known = std::any_of(signs.statements.begin(), signs.statements.end(), [&](const Statement& statement) {
      return statement.kind == Statement::Kind::signature && !statement.signs.empty() &&
             statement.signs.front().license == rule.license;
    });
    if (known) continue;
    Statement statement;
    statement.kind = Statement::Kind::signature;
    statement.artifact = first;
    statement.declared = rule.title;
    Sign sign;
    sign.source = "signature";
    sign.license = rule.license;
    sign.strength = Strength::record;
    sign.says = rule.title + ": " + display_short(found, 200);
    sign.id = evidence_id(package.package->id, "signature", rule.license, rule.id, {});
    statement.signs.push_back(std::move(sign));
    signs.statements.push_back(std::move(statement));
  }
}

}  // namespace modelaudit::assess
