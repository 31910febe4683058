#include "assess/lineage/family.h"

#include <algorithm>
#include <array>

#include "assess/lineage/following.h"
#include "assess/lineage/model_name.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

std::string key_of(std::string_view a, std::string_view b) {
  std::string key(a);
  key += '\n';
  key += b;
  return key;
}

std::string first_word(std::string_view text) {
  const size_t end = text.find_first_of(" ,(");
  return ascii_lower(text.substr(0, end));
}

// Licensors are written by people: `Alibaba`, `Alibaba Cloud (Qwen)`, `DeepSeek on Alibaba`.
bool share_licensor(const FamilyRule& rule, const ArchitectureRule& architecture) {
  const std::string word = first_word(architecture.licensor);
  return !word.empty() && ascii_lower(rule.licensor).find(word) != std::string::npos;
}

// Folders of a diffusers pipeline that hold a model of their own beside the main one.
constexpr std::array<std::string_view, 9> kPipelineParts = {
    "text_encoder", "image_encoder", "audio_encoder", "vision_tower", "vae", "vocoder", "safety_checker", "prompt_enhancer",
    "conditioner"};

struct NameKey {
  std::string_view key, from;
};
// Metadata under which a file carries its own model's name. A name of the base stands in general.base_model.*.
constexpr std::array<NameKey, 4> kNameKeys = {{{"general.name", "general.name"},
                                               {"general.basename", "general.basename"},
                                               {"modelspec.title", "modelspec.title"},
                                               {"model_name", "model_name"}}};

void add_name(FamilyFacts& facts, const FamilyNames& names, std::string name, std::string from) {
  if (name.empty()) return;
  for (const NameSign& known : facts.names) {
    if (known.name == name) return;
  }
  const FamilyRule* rule = names.find(name);
  facts.names.push_back({std::move(name), std::move(from), rule});
}

}  // namespace

bool same_terms(const FamilyRule& a, const FamilyRule& b) {
  std::vector<std::string_view> left, right;
  for (const FamilyRule::Terms& terms : a.terms) left.push_back(terms.license);
  for (const FamilyRule::Terms& terms : b.terms) right.push_back(terms.license);
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  return left == right && a.all_apply == b.all_apply;
}

std::string pipeline_part(std::string_view relative_path) {
  const size_t slash = relative_path.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view folder = relative_path.substr(0, slash);
  for (std::string_view part : kPipelineParts) {
    if (!folder.starts_with(part)) continue;
    const std::string_view rest = folder.substr(part.size());
    if (rest.empty() || (rest.size() == 2 && rest[0] == '_')) return std::string(folder);
  }
  return {};
}

Families::Families(const Rulebook& rulebook)
    : rulebook_(&rulebook), names_(rulebook.families), shapes_(shape_rows(rulebook.architectures)) {
  for (const ArchitectureRule& rule : rulebook.architectures) {
    architectures_.emplace(key_of(rule.kind, ascii_lower(rule.name)), &rule);
    if (!rule.family.empty() && rule.kind != "shape") own_architecture_[key_of(rule.family, rule.generation)] = true;
  }
  for (const FamilyRule& rule : rulebook.families) {
    by_generation_.emplace(key_of(rule.family, rule.generation), &rule);
    const auto [known, is_new] = uniform_.emplace(rule.family, &rule);
    if (!is_new && known->second != nullptr && !same_terms(*known->second, rule)) known->second = nullptr;
  }
}

const FamilyRule* Families::by_word(std::string_view family, std::string_view generation) const {
  const auto exact = by_generation_.find(key_of(family, generation));
  if (exact != by_generation_.end()) return exact->second;
  const auto any = uniform_.find(std::string(family));
  return any == uniform_.end() ? nullptr : any->second;
}

const ArchitectureRule* Families::architecture(std::string_view kind, std::string_view name) const {
  const auto found = architectures_.find(key_of(kind, ascii_lower(name)));
  return found == architectures_.end() ? nullptr : found->second;
}

bool Families::has_own_architecture(const FamilyRule& rule) const {
  return own_architecture_.contains(key_of(rule.family, rule.generation));
}

FamilyFacts Families::identify(const PackageView& package, const std::string& published) const {
  FamilyFacts facts;
  if (!published.empty()) add_name(facts, names_, base_name(published), "published digest");

  const auto add_architecture = [&](std::string_view kind, const MetadataEntry& entry, const Artifact& artifact) {
    if (entry.value.kind != Value::Kind::text || entry.value.text.empty()) return;
    ArchitectureSign sign{std::string(kind), entry.value.text.substr(0, 128), entry.key, &artifact,
                          pipeline_part(package.relative_path(artifact)), architecture(kind, entry.value.text)};
    facts.architectures.push_back(std::move(sign));
  };
  std::vector<std::pair<std::string, std::string>> file_names;
  for (const Artifact* artifact : package.artifacts) {
    const bool main_part = pipeline_part(package.relative_path(*artifact)).empty();
    for (const MetadataEntry& entry : artifact->metadata) {
      if (artifact->kind == ArtifactKind::gguf && entry.key == "general.architecture") {
        add_architecture("gguf", entry, *artifact);
      } else if (entry.key == "model_type" || entry.key == "text_config.model_type") {
        add_architecture("transformers", entry, *artifact);
      } else if (entry.key == "_class_name") {
        add_architecture("diffusers", entry, *artifact);
      } else if (entry.key.starts_with("architectures")) {
        add_architecture("class", entry, *artifact);
      }
      if (!main_part || entry.value.kind != Value::Kind::text) continue;
      for (const NameKey& name : kNameKeys) {
        if (entry.key == name.key) add_name(facts, names_, entry.value.text.substr(0, 256), std::string(name.from));
      }
    }
    if (main_part && facts.shape == nullptr) {
      if (const ShapeRow* row = find_shape(shapes_, shape_of(*artifact))) facts.shape = row->rule;
    }
    if (main_part && is_weights(artifact->kind)) {
      file_names.emplace_back(stem_of(file_name_in(artifact->path)), "file name");
    }
  }
  add_name(facts, names_, package.package->name, "package name");
  if (!package.package->store_name.empty()) add_name(facts, names_, base_name(package.package->store_name), "store name");
  for (auto& [name, from] : file_names) {
    if (facts.names.size() < 16) add_name(facts, names_, std::move(name), std::move(from));
  }

  const ArchitectureSign* architecture_sign = nullptr;
  for (const ArchitectureSign& sign : facts.architectures) {
    if (sign.rule == nullptr || sign.rule->family.empty()) continue;
    if (!sign.component.empty()) {
      const FamilyRule* rule = by_word(sign.rule->family, sign.rule->generation);
      const bool known = std::any_of(facts.components.begin(), facts.components.end(),
                                     [&](const FamilyFacts::Component& c) { return c.folder == sign.component; });
      if (rule != nullptr && !known) facts.components.push_back({sign.component, rule, sign.from + " = " + sign.name});
    } else if (architecture_sign == nullptr) {
      architecture_sign = &sign;
    }
  }

  // A row without a generation says less than any row that has one.
  const NameSign* named = nullptr;
  for (const NameSign& sign : facts.names) {
    if (sign.rule == nullptr) continue;
    if (named == nullptr || (named->rule->generation.empty() && !sign.rule->generation.empty())) named = &sign;
  }
  const auto take_rule = [&](const FamilyRule& rule, std::string grade, std::string because) {
    facts.rule = &rule;
    facts.id = rule.family;
    facts.generation = rule.generation;
    facts.licensor = rule.licensor;
    facts.grade = std::move(grade);
    facts.because.push_back(std::move(because));
  };

  if (architecture_sign == nullptr) {
    if (named != nullptr) {
      const bool by_digest = named->from == "published digest";
      take_rule(*named->rule, by_digest ? "E1" : "E9", named->from + " " + named->name);
    }
    return facts;
  }

  const ArchitectureRule& built = *architecture_sign->rule;
  const std::string built_because = architecture_sign->from + " = " + architecture_sign->name;
  const FamilyRule* built_rule = by_word(built.family, built.generation);
  bool sized = false;
  if (built.generation.empty() && facts.shape != nullptr && facts.shape->family == built.family) {
    const auto by_size = by_generation_.find(key_of(built.family, facts.shape->generation));
    if (by_size != by_generation_.end()) {
      built_rule = by_size->second;
      sized = true;
    }
  }
  const bool built_follows = built_rule != nullptr && terms_follow(*rulebook_, *built_rule);
  // A name of the same family, or of a sibling by the same licensor, says more than the architecture does, unless its
  // generation has an architecture of its own that is not the one found. Where the architecture's own terms do not
  // stay on derivatives, a derivative family's name says more as well.
  const NameSign* finer = nullptr;
  for (const NameSign& sign : facts.names) {
    if (sign.rule == nullptr) continue;
    const bool same_family = sign.rule->family == built.family;
    if (sign.rule->generation.empty() && built_rule != nullptr && (same_family || built_follows)) continue;
    if (!same_family && built_follows && !share_licensor(*sign.rule, built)) continue;
    if (sized && built_follows && same_family && !same_terms(*sign.rule, *built_rule)) continue;
    if (sign.rule->generation != built.generation && same_family && has_own_architecture(*sign.rule)) continue;
    finer = &sign;
    break;
  }
  if (finer != nullptr) {
    take_rule(*finer->rule, "E8", built_because);
    facts.because.push_back(finer->from + " " + finer->name);
  } else if (built_rule != nullptr) {
    take_rule(*built_rule, "E8", built_because);
    if (sized) facts.because.push_back("shape " + facts.shape->name);
  } else {
    facts.id = built.family;
    facts.licensor = built.licensor;
    facts.grade = "E8";
    facts.because.push_back(built_because);
  }
  if (!built.generation.empty() && facts.generation.empty()) facts.generation = built.generation;

  if (!built_follows) return facts;
  for (const NameSign& sign : facts.names) {
    if (sign.rule == nullptr || facts.rule == nullptr || sign.rule == facts.rule) continue;
    if (same_terms(*sign.rule, *facts.rule) || &sign == finer) continue;
    if (sign.rule->family == facts.rule->family && sign.rule->generation.empty()) continue;
    if (sign.rule->family != facts.rule->family || has_own_architecture(*sign.rule)) {
      facts.contradicted = &sign;
      facts.contradicted_by = architecture_sign;
      break;
    }
  }
  return facts;
}

}  // namespace modelaudit::assess
