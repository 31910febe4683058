#include "inspect/sources/stores.h"

#include <algorithm>

#include "core/sha256.h"
#include "inspect/sources/side_json.h"
#include "inspect/sources/weight_index.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kManifestEntries = 400'000;
constexpr uint64_t kManifestBytes = 8 * kMiB;
constexpr int kIndexDepth = 4;          // image-spec nests an index in an index; real ones stop at two
constexpr size_t kMaxManifests = 10'000;

void report(FileFacts& facts, Damage damage) {
  if (damage.damage_class != DamageClass::note) facts.artifact.complete = false;
  damage.origin = facts.artifact.path;
  // A manifest may name one blob twenty thousand times: the same words once.
  if (std::find(facts.damages.begin(), facts.damages.end(), damage) == facts.damages.end() && facts.damages.size() < 1000) {
    facts.damages.push_back(std::move(damage));
  }
}

struct MediaRow {
  std::string_view part;   ///< of the media type
  FileRole role;
};

// First row whose part occurs in the media type.
constexpr MediaRow kMedia[] = {
    {"ollama.image.license", FileRole::license},
    {"docker.ai.license", FileRole::license},
    {"ollama.image.model", FileRole::weights},
    {"ollama.image.projector", FileRole::weights},
    {"ollama.image.adapter", FileRole::weights},
    {"ollama.image.draft", FileRole::weights},
    {"ollama.image.tensor", FileRole::weights},
    {"ollama.image.embed", FileRole::weights},
    {"ollama.image.json", FileRole::json},
    {"ollama.image.params", FileRole::json},
    {"ollama.image.template", FileRole::document},
    {"ollama.image.prompt", FileRole::document},
    {"ollama.image.system", FileRole::document},
    {"ollama.image.messages", FileRole::json},
    {"docker.ai.gguf", FileRole::weights},
    {"docker.ai.mmproj", FileRole::weights},
    {"docker.ai.safetensors", FileRole::weights},
    {"cncf.model.weight.config", FileRole::json},
    {"cncf.model.weight", FileRole::weights},
    {"kitops.modelkit.model", FileRole::weights},
    {"image.config", FileRole::config},
    {"model.config", FileRole::config},
    {"container.image.v1+json", FileRole::config},
    {"modelkit.config", FileRole::config},
};

FileRole role_of_layer(std::string_view media_type, std::string_view title) {
  if (!title.empty()) {
    const FileRole by_name = file_role(file_name_of(title));
    if (by_name != FileRole::other) return by_name;
  }
  for (const MediaRow& row : kMedia) {
    if (media_type.find(row.part) != std::string_view::npos) return row.role;
  }
  return FileRole::other;
}

// Manifests are flat metadata; rows of a list are found by prefix.
struct Rows {
  std::map<std::string, const MetadataEntry*, std::less<>> by_key;
  explicit Rows(const std::vector<MetadataEntry>& entries) {
    for (const MetadataEntry& entry : entries) by_key.emplace(entry.key, &entry);
  }
  const MetadataEntry* find(const std::string& key) const {
    const auto found = by_key.find(key);
    return found == by_key.end() ? nullptr : found->second;
  }
  std::string text(const std::string& key) const {
    const MetadataEntry* entry = find(key);
    return entry != nullptr && entry->value.kind == Value::Kind::text ? entry->value.text : std::string();
  }
  bool any_below(const std::string& prefix) const {
    const auto at = by_key.lower_bound(prefix);
    return at != by_key.end() && std::string_view(at->first).starts_with(prefix);
  }
};

enum class Naming { ollama, oci };

class Planner {
 public:
  Planner(const std::vector<Root>& roots, const std::vector<Walk>& walks, const Limits& limits)
      : roots_(roots), limits_(limits) {
    for (size_t i = 0; i < walks.size(); ++i) {
      for (const Entry& entry : walks[i].files) entries_.emplace(entry.path, Place{i, &entry});
    }
  }

  StorePlan run() {
    for (const auto& [path, place] : entries_) {
      if (const std::string store = ollama_store_of(path); !store.empty()) {
        plan_.folders.insert(store + "/manifests");
        plan_.folders.insert(store + "/blobs");
        read_ollama(path, store);
      } else if (file_name_of(path) == "oci-layout") {
        const std::string folder(directory_of(path));
        if (entries_.contains(folder + "/index.json")) {
          plan_.folders.insert(folder);
          read_index(folder, folder + "/index.json", 0);
        }
      }
    }
    return std::move(plan_);
  }

 private:
  struct Place {
    size_t root;
    const Entry* entry;
  };

  // STORE of STORE/manifests/HOST/NAMESPACE/MODEL/TAG where STORE/blobs/ has files.
  std::string ollama_store_of(const std::string& path) const {
    const size_t manifests = path.rfind("/manifests/");
    if (manifests == std::string::npos) return {};
    const std::string below = path.substr(manifests + 11);
    if (std::count(below.begin(), below.end(), '/') != 3) return {};
    std::string store = path.substr(0, manifests);
    const auto blobs = entries_.lower_bound(store + "/blobs/");
    const bool has_blobs = blobs != entries_.end() && blobs->first.starts_with(store + "/blobs/sha256");
    return has_blobs ? store : std::string();
  }

  FileFacts* read(const std::string& path, FileRole role) {
    const auto known = plan_.read.find(path);
    if (known != plan_.read.end()) return &known->second;
    const auto place = entries_.find(path);
    if (place == entries_.end()) return nullptr;
    const Entry& entry = *place->second.entry;
    Result<Fd> fd = roots_[place->second.root].open_file(entry);
    FileFacts facts = fd ? inspect_file(fd->get(), entry, limits_, role, kManifestEntries) : unreadable_file(entry, fd.error());
    plan_.roles[path] = role;
    return &plan_.read.emplace(path, std::move(facts)).first->second;
  }

  // A digest word as a blob's path; an unusable one is reported on the manifest.
  std::optional<StoreBlob> blob(const std::string& store, Naming naming, const Rows& rows, const std::string& prefix,
                                FileFacts& holder) {
    StoreBlob blob;
    blob.media_type = rows.text(prefix + ".mediaType");
    std::string title = rows.text(prefix + ".annotations.org.cncf.model.filepath");
    if (title.empty()) title = rows.text(prefix + ".annotations.org.opencontainers.image.title");
    blob.title = title;
    check_title(title, holder);
    const MetadataEntry* media = rows.find(prefix + ".mediaType");
    if (media != nullptr && media->value.kind != Value::Kind::text) {
      report(holder, {"manifest-media-type", DamageClass::damage, {}, 0, "a media type", "another value"});
    }
    const std::string word = rows.text(prefix + ".digest");
    const bool form = (word.starts_with("sha256:") || (naming == Naming::ollama && word.starts_with("sha256-"))) &&
                      word.size() == 71;
    const std::optional<Digest> digest = form ? digest_from_hex(std::string_view(word).substr(7)) : std::nullopt;
    if (!digest) {
      report(holder, {"digest-unsafe", DamageClass::suspicious, {}, 0, "a digest of the form sha256:HEX for " + prefix, word});
      return std::nullopt;
    }
    blob.digest = *digest;
    const MetadataEntry* size = rows.find(prefix + ".size");
    if (size != nullptr) {
      if (size->value.kind == Value::Kind::unsigned_integer) {
        blob.size = size->value.unsigned_integer;
      } else if (size->value.kind == Value::Kind::signed_integer && size->value.signed_integer >= 0) {
        blob.size = static_cast<uint64_t>(size->value.signed_integer);
      } else {
        report(holder, {"manifest-size", DamageClass::damage, {}, 0, "a size in bytes for " + prefix, "another value"});
      }
    }
    blob.role = role_of_layer(blob.media_type, title);
    const std::string hex = to_hex(*digest);
    const std::string dash = store + "/blobs/sha256-" + hex;
    const std::string slash = store + "/blobs/sha256/" + hex;
    blob.path = naming == Naming::ollama ? dash : slash;
    if (!entries_.contains(blob.path)) {
      const bool partial = entries_.contains(dash + "-partial");
      report(holder, {"blob-missing", DamageClass::damage, {}, 0,
                      "the blob that " + prefix + " names (" + (blob.media_type.empty() ? "no media type" : blob.media_type) + ")",
                      partial ? "an unfinished download of sha256:" + hex : "no file for sha256:" + hex});
    }
    return blob;
  }

  void check_title(const std::string& title, FileFacts& holder) {
    if (title.empty()) return;
    std::string_view rest = title;
    bool safe = title.size() <= 4096 && !rest.starts_with('/');
    while (!rest.empty()) {
      const size_t slash = rest.find('/');
      safe = safe && is_plain_file_name(rest.substr(0, slash));
      rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    }
    if (!safe) {
      report(holder, {"layer-path-unsafe", DamageClass::suspicious, {}, 0, "a file name below the package", title});
    }
  }

  void add_blobs(const std::string& store, Naming naming, FileFacts& facts, StoreManifest& manifest) {
    const Rows rows(facts.artifact.metadata);
    manifest.readable = facts.artifact.header_read;
    std::vector<std::string> prefixes;
    if (rows.any_below("config.")) prefixes.emplace_back("config");
    for (size_t i = 0; rows.any_below("layers[" + std::to_string(i) + "]."); ++i) {
      prefixes.push_back("layers[" + std::to_string(i) + "]");
    }
    if (facts.artifact.header_read && prefixes.empty()) {
      report(facts, {"manifest-without-layers", DamageClass::damage, {}, 0, "a manifest with config and layers", "none"});
    }
    std::set<Digest> seen;
    for (const std::string& prefix : prefixes) {
      std::optional<StoreBlob> item = blob(store, naming, rows, prefix, facts);
      if (!item || !seen.insert(item->digest).second) continue;
      if (prefix == "config") item->role = FileRole::config;
      const auto [place, is_new] = plan_.roles.emplace(item->path, item->role);
      if (!is_new && place->second == FileRole::other) place->second = item->role;
      manifest.blobs.push_back(std::move(*item));
    }
  }

  void read_ollama(const std::string& path, const std::string& store) {
    FileFacts* facts = read(path, FileRole::manifest);
    if (facts == nullptr || plan_.manifests.size() >= kMaxManifests) return;
    const std::string below = path.substr(store.size() + 11);   // HOST/NAMESPACE/MODEL/TAG
    const size_t host = below.find('/');
    const size_t space = below.find('/', host + 1);
    const size_t model = below.find('/', space + 1);
    StoreManifest manifest;
    manifest.path = path;
    manifest.kind = "ollama";
    manifest.name = below.substr(space + 1, model - space - 1) + ":" + below.substr(model + 1);
    const std::string name_space = below.substr(host + 1, space - host - 1);
    std::string full = name_space == "library" ? manifest.name : name_space + "/" + manifest.name;
    if (below.substr(0, host) != "registry.ollama.ai") full = below.substr(0, host) + "/" + full;
    manifest.store_name = "ollama:" + full;
    add_blobs(store, Naming::ollama, *facts, manifest);
    plan_.manifests.push_back(std::move(manifest));
  }

  void read_index(const std::string& folder, const std::string& path, int depth) {
    FileFacts* facts = read(path, FileRole::manifest);
    if (facts == nullptr || !visited_.insert(path).second) return;
    const Rows rows(facts->artifact.metadata);
    if (facts->artifact.header_read && !rows.any_below("manifests[0]") && depth == 0) {
      report(*facts, {"index-without-manifests", DamageClass::damage, {}, 0, "an index that names manifests", "none"});
    }
    for (size_t i = 0; rows.any_below("manifests[" + std::to_string(i) + "]."); ++i) {
      const std::string prefix = "manifests[" + std::to_string(i) + "]";
      std::optional<StoreBlob> item = blob(folder, Naming::oci, rows, prefix, *facts);
      if (!item || !entries_.contains(item->path) || visited_.contains(item->path)) continue;
      FileFacts* inner = read(item->path, FileRole::manifest);
      if (inner == nullptr) continue;
      if (item->size && *item->size != inner->artifact.size) {
        report(*facts, {"blob-size-differs", DamageClass::damage, {}, 0, std::to_string(*item->size) + " bytes for " + prefix,
                        std::to_string(inner->artifact.size)});
      }
      if (inner->artifact.sha256 && *inner->artifact.sha256 != item->digest) {
        report(*inner, {"blob-digest-differs", DamageClass::damage, {}, 0, "sha256 " + to_hex(item->digest),
                        to_hex(*inner->artifact.sha256)});
      }
      if (Rows(inner->artifact.metadata).any_below("manifests[")) {
        if (depth + 1 >= kIndexDepth) {
          report(*facts, {"limit-index-depth", DamageClass::limit, {}, 0,
                          "indexes at most " + std::to_string(kIndexDepth) + " deep", "deeper"});
          visited_.insert(item->path);
          continue;
        }
        read_index(folder, item->path, depth + 1);
        continue;
      }
      visited_.insert(item->path);
      if (plan_.manifests.size() >= kMaxManifests) continue;
      StoreManifest manifest;
      manifest.path = item->path;
      manifest.kind = "oci";
      const std::string reference = rows.text(prefix + ".annotations.org.opencontainers.image.ref.name");
      manifest.name = std::string(file_name_of(folder)) + (reference.empty() ? "" : ":" + reference);
      manifest.store_name = "oci:" + folder + (reference.empty() ? "" : ":" + reference);
      add_blobs(folder, Naming::oci, *inner, manifest);
      plan_.manifests.push_back(std::move(manifest));
    }
  }

  const std::vector<Root>& roots_;
  const Limits& limits_;
  std::map<std::string, Place> entries_;
  std::set<std::string> visited_;
  StorePlan plan_;
};

// What the manifest says of a blob, against what the blob is.
void check_blob(const StoreBlob& blob, FileFacts& file) {
  if (file.artifact.sha256 && *file.artifact.sha256 != blob.digest) {
    report(file, {"blob-digest-differs", DamageClass::damage, {}, 0, "sha256 " + to_hex(blob.digest),
                  to_hex(*file.artifact.sha256)});
  }
  if (blob.size && *blob.size != file.artifact.size) {
    report(file, {"blob-size-differs", DamageClass::damage, {}, 0, std::to_string(*blob.size) + " bytes",
                  std::to_string(file.artifact.size)});
  }
  const bool weights_inside = is_weights(file.artifact.kind);
  if (blob.role == FileRole::weights && !weights_inside && file.artifact.size > 0 &&
      blob.media_type.find(".tar") == std::string::npos) {
    report(file, {"layer-is-not-weights", DamageClass::suspicious, {}, 0, "weights, as the media type says",
                  name_of(file.artifact.kind)});
  }
  if (blob.role == FileRole::license && weights_inside) {
    report(file, {"layer-is-not-text", DamageClass::suspicious, {}, 0, "a license text, as the media type says",
                  name_of(file.artifact.kind)});
  }
}

// Licenses that a config names (ModelPack descriptor.licenses, KitOps package.license) are declared tags.
void take_config_licenses(FileFacts& file) {
  for (const MetadataEntry& entry : file.artifact.metadata) {
    if (entry.value.kind != Value::Kind::text) continue;
    const std::string_view key = entry.key;
    if (!key.starts_with("descriptor.licenses[") && key != "package.license" && key != "model.license") continue;
    FoundText text;
    text.body = entry.value.text;
    text.digest = sha256(text.body);
    text.role = TextRole::card_field;
    text.key = "license";
    text.length = text.body.size();
    file.texts.push_back(std::move(text));
  }
}

}  // namespace

bool StorePlan::holds(const std::string& path) const {
  return std::any_of(folders.begin(), folders.end(),
                     [&](const std::string& folder) { return path.starts_with(folder + "/"); });
}

StorePlan plan_stores(const std::vector<Root>& roots, const std::vector<Walk>& walks, const Limits& limits) {
  return Planner(roots, walks, limits).run();
}

std::vector<Grouped> finish_stores(const StorePlan& plan, std::vector<FileFacts>& files) {
  std::map<std::string, size_t> by_path;
  for (size_t i = 0; i < files.size(); ++i) by_path.emplace(files[i].artifact.path, i);
  std::vector<Grouped> packages;
  std::set<size_t> checked;
  for (const StoreManifest& manifest : plan.manifests) {
    Grouped grouped;
    grouped.package = {package_id(manifest.name, manifest.path), manifest.name, manifest.path, manifest.kind,
                       manifest.store_name, false, {}};
    const auto add = [&](const std::string& path) -> FileFacts* {
      const auto found = by_path.find(path);
      if (found == by_path.end()) return nullptr;
      grouped.files.push_back(found->second);
      grouped.package.artifacts.push_back(files[found->second].artifact.id);
      return &files[found->second];
    };
    add(manifest.path);
    for (const StoreBlob& blob : manifest.blobs) {
      FileFacts* file = add(blob.path);
      if (file == nullptr) continue;
      grouped.package.has_weights = grouped.package.has_weights || is_weights(file->artifact.kind);
      if (!checked.insert(grouped.files.back()).second) continue;
      check_blob(blob, *file);
      if (blob.role == FileRole::config) take_config_licenses(*file);
      for (FoundText& text : file->texts) {
        if (text.role == TextRole::license_file) text.role = TextRole::license_layer;
      }
    }
    std::sort(grouped.files.begin(), grouped.files.end());
    packages.push_back(std::move(grouped));
  }
  return packages;
}

}  // namespace modelaudit::inspect
