#include "assess/verdict/case_file.h"

#include <algorithm>
#include <set>

#include "assess/lineage/facts.h"

namespace modelaudit::assess {
namespace {

namespace json = boost::json;

std::string text(const json::value& value) { return std::string(value.as_string()); }

std::string member(const json::object& object, std::string_view key, std::string otherwise = {}) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? otherwise : text(*found);
}

std::vector<std::string> words(const json::object& object, std::string_view key) {
  std::vector<std::string> all;
  const json::value* found = object.if_contains(key);
  if (found == nullptr) return all;
  if (found->is_string()) return {text(*found)};
  for (const json::value& item : found->as_array()) all.push_back(text(item));
  return all;
}

class CaseInventory {
 public:
  explicit CaseInventory(const json::object& described) {
    const json::value* many = described.if_contains("packages");
    if (many == nullptr) {
      add(described);
    } else {
      for (const json::value& package : many->as_array()) add(package.as_object());
    }
    sort_inventory(inventory_);
  }
  Inventory take() { return std::move(inventory_); }

 private:
  void add(const json::object& described) {
    Package package;
    package.name = member(described, "name", "model");
    package.root = member(described, "root", "models/" + package.name);
    package.kind = member(described, "kind", "huggingface");
    package.store_name = member(described, "store_name");
    package.id = package_id(package.name, package.root);
    package_ = &package;
    base_relation_.clear();
    if (const json::value* card = described.if_contains("card")) {
      if (const json::value* relation = card->as_object().if_contains("base_model_relation")) base_relation_ = text(*relation);
    }
    if (described.contains("card") || described.contains("body")) add_card(described);
    if (const json::value* files = described.if_contains("files")) {
      for (const auto& [path, body] : files->as_object()) add_file(path, text(body));
    }
    if (const json::value* ggufs = described.if_contains("gguf")) add_gguf(ggufs->as_object(), described);
    if (const json::value* config = described.if_contains("config")) add_config("config.json", config->as_object());
    if (const json::value* configs = described.if_contains("configs")) {
      for (const auto& [path, config] : configs->as_object()) add_config(path, config.as_object());
    }
    if (const json::value* adapter = described.if_contains("adapter")) add_adapter(text(*adapter));
    if (described.contains("tensors")) add_safetensors(words(described, "tensors"), described);
    if (const json::value* weights = described.if_contains("weights")) {
      for (const json::value& path : weights->as_array()) add_weights(text(path));
    }
    if (const json::value* jsons = described.if_contains("json")) {
      for (const auto& [path, values] : jsons->as_object()) add_json(path, values.as_object());
    }
    if (const json::value* merged = described.if_contains("merged_from")) {
      for (const json::value& base : merged->as_array()) {
        inventory_.relations.push_back({package.id, {}, RelationKind::merged_from, text(base), "merge", "models[].model"});
      }
    }
    if (const json::value* problems = described.if_contains("problems")) {
      for (const json::value& one : problems->as_array()) add_problem(one.as_object());
    }
    package.has_weights = has_weights_;
    if (const json::value* has = described.if_contains("has_weights")) package.has_weights = has->as_bool();
    has_weights_ = false;
    inventory_.packages.push_back(package);
  }

  std::string path(std::string_view name) const { return package_->root + "/" + std::string(name); }

  Artifact& put(std::string_view name, ArtifactKind kind, std::vector<MetadataEntry> metadata = {}) {
    inventory_.artifacts.push_back(artifact(path(name), kind, std::move(metadata)));
    package_->artifacts.push_back(inventory_.artifacts.back().id);
    has_weights_ = has_weights_ || is_weights(kind);
    return inventory_.artifacts.back();
  }

  void put_text(const Artifact& artifact, std::string body, TextRole role, std::string key, uint64_t offset) {
    Text made;
    made.digest = sha256(body);
    made.encoding = "utf-8";
    const uint64_t length = body.size();
    made.body = std::move(body);
    made.occurrences.push_back({artifact.id, role, std::move(key), offset, length});
    inventory_.texts.push_back(std::move(made));
  }

  void add_card(const json::object& described) {
    const Artifact card = put(member(described, "card_file", "README.md"), ArtifactKind::card);
    uint64_t offset = 4;
    if (const json::value* fields = described.if_contains("card")) {
      for (const auto& [key, value] : fields->as_object()) {
        for (const std::string& one : words(fields->as_object(), key)) {
          put_text(card, one, TextRole::card_field, key, offset++);
          if (key == "base_model") {
            inventory_.relations.push_back({package_->id, card.id, RelationKind::base_model, one, base_relation_, "base_model"});
          }
        }
      }
    }
    put_text(card, member(described, "body", "A small model for tests."), TextRole::card_body, {}, offset);
  }

  void add_file(std::string_view name, std::string body) {
    std::string lower(file_name_in(name));
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto holds = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    ArtifactKind kind = ArtifactKind::license_text;
    TextRole role = TextRole::license_file;
    if (holds("use_policy") || holds("acceptable_use")) {
      role = TextRole::policy_file;
    } else if (holds("layer")) {
      role = TextRole::license_layer;
    } else if (holds("licen") || holds("copying") || holds("terms") || holds("agreement")) {
      role = TextRole::license_file;
    } else if (holds("notice")) {
      role = TextRole::notice_file;
    } else {
      kind = ArtifactKind::text;
      role = TextRole::document;
    }
    if (lower.ends_with(".license")) {
      const Artifact sidecar = put(name, ArtifactKind::text);
      return put_text(sidecar, std::move(body), TextRole::card_field, "SPDX-License-Identifier", 0);
    }
    if (body == "<html>") kind = ArtifactKind::html_page;
    if (body == "<lfs>") kind = ArtifactKind::lfs_pointer;
    const Artifact file = put(name, kind);
    put_text(file, std::move(body), role, {}, 0);
  }

  void add_gguf(const json::object& metadata, const json::object& described) {
    std::vector<MetadataEntry> entries;
    for (const auto& [key, value] : metadata) {
      if (value.is_string()) {
        entries.push_back(text_entry(key, text(value)));
      } else if (value.is_int64()) {
        entries.push_back(number_entry(key, static_cast<uint64_t>(value.as_int64())));
      }
    }
    Artifact& file = put(member(described, "gguf_file", package_->name + ".gguf"), ArtifactKind::gguf, std::move(entries));
    for (const std::string& seed : words(described, "tensors")) file.tensors.push_back(tensor(seed, seed, 8192));
    if (!described.contains("tensors") && !described.contains("vocabulary_only")) {
      file.tensors.push_back(tensor("t", package_->root, 8192));
    }
    const Artifact copy = file;
    for (const MetadataEntry& entry : copy.metadata) {
      if (entry.key.find("license") != std::string::npos && entry.value.kind == Value::Kind::text) {
        put_text(copy, entry.value.text, TextRole::metadata_value, entry.key, entry.offset);
      }
      if (entry.key.starts_with("general.base_model.") && entry.key.ends_with(".repo_url")) {
        inventory_.relations.push_back({package_->id, copy.id, RelationKind::base_model, entry.value.text, {}, entry.key});
      }
    }
  }

  std::vector<MetadataEntry> entries_of(const json::object& values) {
    std::vector<MetadataEntry> entries;
    for (const auto& [key, value] : values) {
      if (value.is_string()) entries.push_back(text_entry(key, text(value)));
      if (value.is_int64()) entries.push_back(number_entry(key, static_cast<uint64_t>(value.as_int64())));
    }
    return entries;
  }

  void add_config(std::string_view name, const json::object& values) {
    const Artifact config = put(name, ArtifactKind::config, entries_of(values));
    if (const json::value* from = values.if_contains("_name_or_path")) {
      inventory_.relations.push_back({package_->id, config.id, RelationKind::source, text(*from), {}, "_name_or_path"});
    }
  }

  void add_json(std::string_view name, const json::object& values) { put(name, ArtifactKind::json, entries_of(values)); }

  void add_adapter(const std::string& base) {
    const Artifact config = put("adapter_config.json", ArtifactKind::adapter_config, {text_entry("base_model_name_or_path", base)});
    inventory_.relations.push_back({package_->id, config.id, RelationKind::adapter_of, base, "adapter", "base_model_name_or_path"});
    add_safetensors({"lora of " + package_->name}, {});
  }

  void add_safetensors(const std::vector<std::string>& seeds, const json::object& described) {
    if (described.contains("gguf")) return;
    Artifact& file = put("model.safetensors", ArtifactKind::safetensors);
    for (const std::string& seed : seeds) file.tensors.push_back(tensor(seed, seed, 8192));
  }

  void add_weights(const std::string& name) {
    Artifact& file = put(name, ArtifactKind::safetensors);
    file.tensors.push_back(tensor("t", path(name), 8192));
  }

  void add_problem(const json::object& one) {
    Artifact* at = nullptr;
    for (Artifact& artifact : inventory_.artifacts) {
      if (artifact.path == path(member(one, "file"))) at = &artifact;
    }
    if (at != nullptr) at->complete = false;
    inventory_.problems.push_back({at == nullptr ? std::string() : at->id,
                                   {member(one, "code"), DamageClass::damage, path(member(one, "file")), 0, "whole", "cut"}});
  }

  Inventory inventory_;
  Package* package_ = nullptr;
  std::string base_relation_;
  bool has_weights_ = false;
};

const report::PackageReport* package_named(const report::Report& report, std::string_view name) {
  for (const report::PackageReport& package : report.packages) {
    if (package.name == name || (name.empty() && report.packages.size() == 1)) return &package;
  }
  return nullptr;
}

class Complaints {
 public:
  explicit Complaints(const report::Report& report) : report_(report) {}

  void of_report(const json::object& expect) {
    const report::Severity risk = report_.summary.risk;
    check_risk(expect, risk, "the scan");
    std::set<std::string> codes;
    for (const report::Finding& finding : report_.findings) codes.insert(finding.code);
    check_codes(expect, codes, "the scan");
  }

  void of_package(const json::object& expect, const report::PackageReport* package, const std::string& name) {
    if (package == nullptr) return say("no package " + name);
    check_risk(expect, package->risk, name);
    std::set<std::string> codes;
    std::vector<std::string> conflicts;
    for (const report::Finding& finding : report_.findings) {
      if (finding.package != package->id) continue;
      codes.insert(finding.code);
      if (finding.finding_class == "conflict") conflicts.push_back(finding.code);
    }
    check_codes(expect, codes, name);
    const json::value* none = expect.if_contains("no_conflict");
    if (none != nullptr && none->as_bool() && !conflicts.empty()) say(name + ": a conflict where none is: " + conflicts.front());

    std::set<std::string> concluded;
    std::string all;
    for (const report::ConcludedTerms& terms : package->concluded) {
      concluded.insert(terms.license);
      if (!terms.version.empty()) concluded.insert(terms.license + "@" + terms.version);
      all += terms.license + "@" + terms.version + " ";
    }
    for (const std::string& id : words(expect, "concluded")) {
      if (!concluded.contains(id)) say(name + ": not concluded: " + id + "; there: " + all);
    }
    for (const std::string& id : words(expect, "not_concluded")) {
      if (concluded.contains(id)) say(name + ": wrongly concluded: " + id);
    }
    if (const std::string status = member(expect, "status"); !status.empty() && status != package->terms_status) {
      say(name + ": status " + package->terms_status + ", not " + status);
    }
    if (const std::string family = member(expect, "family"); !family.empty()) {
      const std::string found = package->family ? package->family->id + " " + package->family->generation : "none";
      if (family != found) say(name + ": family " + found + ", not " + family);
    }
    if (const json::value* duties = expect.if_contains("duties")) {
      for (const auto& [obligation, state] : duties->as_object()) check_duty(*package, obligation, text(state), name);
    }
    if (const json::value* lineage = expect.if_contains("lineage")) {
      for (const json::value& wanted : lineage->as_array()) check_claim(*package, text(wanted), name);
    }
  }

  std::vector<std::string> take() { return std::move(said_); }

 private:
  void say(std::string sentence) { said_.push_back(std::move(sentence)); }

  void check_risk(const json::object& expect, report::Severity risk, const std::string& name) {
    const std::vector<std::string> range = words(expect, "risk");
    if (range.empty()) return;
    const auto low = report::severity_from(range.front()), high = report::severity_from(range.back());
    if (!low || !high || risk < *low || risk > *high) {
      std::string why;
      for (const report::Finding& finding : report_.findings) {
        if (finding.severity == risk) why += " " + finding.code;
      }
      say(name + ": risk " + report::name_of(risk) + ", not " + range.front() + " to " + range.back() + why);
    }
  }

  void check_codes(const json::object& expect, const std::set<std::string>& codes, const std::string& name) {
    std::string all;
    for (const std::string& code : codes) all += code + " ";
    for (const std::string& code : words(expect, "codes")) {
      if (!codes.contains(code)) say(name + ": no finding " + code + "; there: " + all);
    }
    for (const std::string& code : words(expect, "not_codes")) {
      if (codes.contains(code)) say(name + ": a finding " + code + " where none is");
    }
  }

  void check_duty(const report::PackageReport& package, std::string_view obligation, const std::string& state, const std::string& name) {
    std::string found;
    for (const report::Duty& duty : package.duties) {
      if (duty.obligation != obligation) continue;
      if (duty.state == state) return;
      found += duty.state + " (" + duty.because + ") ";
    }
    say(name + ": duty " + std::string(obligation) + " is " + (found.empty() ? "not there" : found) + ", not " + state);
  }

  void check_claim(const report::PackageReport& package, const std::string& wanted, const std::string& name) {
    std::string all;
    for (const report::LineageClaim& claim : package.lineage) {
      const std::string words_of = claim.grade + " " + claim.relation + " " + claim.base;
      if (words_of == wanted) return;
      all += "[" + words_of + "] ";
    }
    say(name + ": no claim " + wanted + "; there: " + all);
  }

  const report::Report& report_;
  std::vector<std::string> said_;
};

}  // namespace

Inventory inventory_of_case(const json::object& described) { return CaseInventory(described).take(); }

report::IntendedUse use_of_case(const json::object& described) {
  report::IntendedUse use;
  const json::value* given = described.if_contains("use");
  if (given == nullptr) return use;
  const json::object& object = given->as_object();
  use.use = member(object, "use", "redistribute");
  if (const json::value* commercial = object.if_contains("commercial")) use.commercial = commercial->as_bool();
  use.territories = words(object, "territories");
  if (const json::value* users = object.if_contains("monthly_users")) use.monthly_users = users->to_number<uint64_t>();
  if (const json::value* revenue = object.if_contains("annual_revenue")) use.annual_revenue = revenue->to_number<uint64_t>();
  return use;
}

std::vector<std::string> complaints(const json::object& described, const report::Report& report) {
  Complaints all(report);
  const json::object& expect = described.at("expect").as_object();
  if (described.contains("packages")) {
    all.of_report(expect);
    for (const auto& [name, of_package] : expect) {
      if (of_package.is_object()) all.of_package(of_package.as_object(), package_named(report, name), name);
    }
  } else {
    all.of_package(expect, package_named(report, ""), member(described, "name", "model"));
  }
  return all.take();
}

}  // namespace modelaudit::assess
