#include "inspect/sources/store_name.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "inspect/sources/weight_index.h"

namespace modelaudit::inspect {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

Damage not_there(const std::string& target, std::string expected, const std::vector<std::string>& places) {
  std::string looked;
  for (const std::string& place : places) looked += (looked.empty() ? "" : ", ") + place;
  return {"target-unreadable", DamageClass::unreadable, target, 0, std::move(expected), "nothing of that name in " + looked};
}

// Names of a store become path components: they must be plain.
bool all_plain(std::string_view name) {
  while (true) {
    const size_t slash = name.find('/');
    if (!is_plain_file_name(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

Result<StoreTarget> hub_snapshot(const std::string& target) {
  const std::string name = target.substr(3, target.find('@') - 3);
  std::string revision = target.find('@') == std::string::npos ? "" : target.substr(target.find('@') + 1);
  if (!all_plain(name) || (!revision.empty() && !is_plain_file_name(revision))) {
    return Damage{"target-unreadable", DamageClass::unreadable, target, 0, "hf:ORG/NAME or hf:ORG/NAME@REVISION", name};
  }
  std::vector<std::string> places;
  for (const char* variable : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
    if (const std::string value = environment(variable); !value.empty()) places.push_back(value);
  }
  if (const std::string home = environment("HF_HOME"); !home.empty()) places.push_back(home + "/hub");
  if (const std::string home = environment("HOME"); !home.empty()) places.push_back(home + "/.cache/huggingface/hub");
  std::string folder = name;
  for (size_t slash = folder.find('/'); slash != std::string::npos; slash = folder.find('/')) folder.replace(slash, 1, "--");
  for (const std::string& place : places) {
    const fs::path repository = fs::path(place) / ("models--" + folder);
    std::string wanted = revision;
    if (wanted.empty() || !fs::is_directory(repository / "snapshots" / wanted)) {
      std::ifstream reference(repository / "refs" / (revision.empty() ? "main" : revision));
      std::getline(reference, wanted);
    }
    if (!is_plain_file_name(wanted)) continue;
    const fs::path snapshot = repository / "snapshots" / wanted;
    std::error_code error;
    if (fs::is_directory(snapshot, error)) return StoreTarget{snapshot.string(), {}};
  }
  return not_there(target, "a snapshot in the Hub cache", places);
}

Result<StoreTarget> ollama_model(const std::string& target) {
  std::string name = target.substr(7);
  std::string tag = "latest";
  const size_t slash = name.rfind('/');
  const size_t colon = name.rfind(':');
  if (colon != std::string::npos && (slash == std::string::npos || colon > slash)) {
    tag = name.substr(colon + 1);
    name.resize(colon);
  }
  const auto slashes = std::count(name.begin(), name.end(), '/');
  if (slashes == 0) name = "library/" + name;
  if (slashes < 2) name = "registry.ollama.ai/" + name;
  if (!all_plain(name) || !is_plain_file_name(tag) || std::count(name.begin(), name.end(), '/') != 2) {
    return Damage{"target-unreadable", DamageClass::unreadable, target, 0, "ollama:MODEL, ollama:MODEL:TAG or ollama:NAMESPACE/MODEL:TAG", name};
  }
  std::vector<std::string> places;
  if (const std::string models = environment("OLLAMA_MODELS"); !models.empty()) places.push_back(models);
  if (const std::string home = environment("HOME"); !home.empty()) places.push_back(home + "/.ollama/models");
  places.emplace_back("/usr/share/ollama/.ollama/models");
  const std::string manifest = "manifests/" + name + "/" + tag;
  for (const std::string& place : places) {
    std::error_code error;
    if (fs::is_regular_file(fs::path(place) / manifest, error)) return StoreTarget{place, manifest};
  }
  return not_there(target, "a manifest " + manifest + " in an Ollama store", places);
}

}  // namespace

bool is_store_name(std::string_view target) { return target.starts_with("hf:") || target.starts_with("ollama:"); }

Result<StoreTarget> resolve_store_name(const std::string& target) {
  return target.starts_with("hf:") ? hub_snapshot(target) : ollama_model(target);
}

}  // namespace modelaudit::inspect
