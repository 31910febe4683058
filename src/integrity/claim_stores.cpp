// Stores that name files by digest.
//
//   Hub cache    models--ORG--NAME/{blobs/HEX, refs/REF, snapshots/REV/PATH → ../../blobs/HEX}: HEX is
//                SHA-256 of the bytes (64 digits, LFS) or git's object name (40 digits, all other
//                files); a ref holds the revision of a snapshot that must be there
//   local folder PATH with .cache/huggingface/download/PATH.metadata: revision, HEX as above, time
//   Ollama       blobs/sha256-HEX, and manifests that name them with sizes
//   OCI layout   blobs/sha256/HEX and blobs/sha512/HEX, index and manifests likewise
//
// Sources: Hub documentation on its local cache; ollama manifest/; opencontainers/image-spec. A name
// vouches for the blob as well as the manifest does, so a blob that no manifest names is checked too.
#include <algorithm>
#include <set>

#include "inspect/sources/stores.h"
#include "integrity/claims.h"

namespace modelaudit::integrity {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::string_view kMetadataFolder = ".cache/huggingface/download/";

bool is_hex(std::string_view text, size_t size) {
  return text.size() == size && text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string raw_from_hex(std::string_view hex) {
  std::string out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(kDigits.find(hex[i]) * 16 + kDigits.find(hex[i + 1]));
  }
  return out;
}

bool is_repository(std::string_view folder) {
  const std::string_view name = name_in(folder);
  return name.starts_with("models--") || name.starts_with("datasets--") || name.starts_with("spaces--");
}

std::string without_slash(std::string_view folder) {
  return std::string(folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder);
}

class Stores {
 public:
  Stores(Tree& tree, const Limits& limits, Claims& out) : tree_(tree), limits_(limits), out_(out) {}

  void run() {
    std::vector<std::string> paths;   // tree_.find may add files
    for (const auto& [path, place] : tree_.files()) paths.push_back(path);
    for (const std::string& path : paths) {
      const Place& place = tree_.files().at(path);
      by_name(path);
      hub_link(path, place.entry.link_target);
      hub_ref(path, place);
      local_metadata(path, place);
    }
    for (const inspect::Walk& walk : tree_.walks()) dangling(walk);
    manifests();
  }

 private:
  size_t voucher(const std::string& kind, const std::string& path) {
    const auto [at, is_new] = vouchers_.emplace(std::make_pair(kind, path), 0);
    if (is_new) at->second = out_.add_voucher(kind, path);
    return at->second;
  }

  void claim(size_t by, const std::string& path, Algorithm algorithm, std::string_view hex,
             std::optional<uint64_t> size = std::nullopt) {
    out_.claims.push_back({by, path, algorithm, raw_from_hex(hex), {}, false, size, "blob-digest-differs", true});
  }

  // A file that stands in a folder of blobs under the name of its digest.
  void by_name(const std::string& path) {
    const std::string_view name = name_in(path);
    const std::string_view folder = folder_of(path);
    if (folder.ends_with("/blobs/") || folder == "blobs/") {
      const std::string store = without_slash(folder.substr(0, folder.size() - 6));
      if (name.starts_with("sha256-") && is_hex(name.substr(7), 64)) {
        claim(voucher("ollama", store), path, Algorithm::sha256, name.substr(7));
      } else if (name.starts_with("sha256-")) {
        unfinished(voucher("ollama", store), path);
      } else if (is_repository(store) && (is_hex(name, 64) || is_hex(name, 40))) {
        claim(voucher("hub-cache", store), path, name.size() == 64 ? Algorithm::sha256 : Algorithm::git_blob, name);
      } else if (is_repository(store)) {
        unfinished(voucher("hub-cache", store), path);
      }
    } else if (folder.ends_with("/blobs/sha256/") && is_hex(name, 64)) {
      claim(voucher("oci", without_slash(folder.substr(0, folder.size() - 13))), path, Algorithm::sha256, name);
    } else if (folder.ends_with("/blobs/sha512/") && is_hex(name, 128)) {
      claim(voucher("oci", without_slash(folder.substr(0, folder.size() - 13))), path, Algorithm::sha512, name);
    }
  }

  void unfinished(size_t by, const std::string& path) {
    out_.add_check(by, {State::noted, "blob-unfinished", path, {}, "a blob named by its digest", std::string(name_in(path)),
                        "is not named by a digest: an unfinished download, or foreign to the store"});
  }

  // The folder of the repository that a path inside a snapshot belongs to.
  static std::string repository_of(std::string_view path) {
    const size_t snapshots = path.find("/snapshots/");
    return snapshots == std::string_view::npos ? without_slash(folder_of(path)) : std::string(path.substr(0, snapshots));
  }

  void hub_link(const std::string& path, std::string_view target) {
    const std::string_view hex = hub_blob_name(target);
    if (hex.empty()) return;
    claim(voucher("hub-cache", snapshot_store(path)), path, hex.size() == 64 ? Algorithm::sha256 : Algorithm::git_blob, hex);
  }

  // The store that a linked file is reported under: its repository, or the target that is a snapshot itself.
  std::string snapshot_store(const std::string& path) const {
    if (path.find("/snapshots/") != std::string::npos) return repository_of(path);
    for (const std::string& directory : tree_.directories()) {
      if (path.starts_with(directory + "/")) return directory;
    }
    return repository_of(path);
  }

  // refs/REF holds a revision, and snapshots/REVISION must be a folder.
  void hub_ref(const std::string& path, const Place& place) {
    const size_t refs = path.rfind("/refs/");
    if (refs == std::string::npos || !is_repository(std::string_view(path).substr(0, refs))) return;
    const std::string repository = path.substr(0, refs);
    const size_t by = voucher("hub-cache", repository);
    const Result<std::string> text = tree_.read(place, 256);
    std::string revision = text ? *text : std::string();
    while (revision.ends_with('\n') || revision.ends_with('\r')) revision.pop_back();
    if (!is_hex(revision, 40)) {
      out_.add_check(by, {State::failed, "hub-ref-malformed", path, {}, "a revision of 40 hexadecimal digits", revision,
                          "holds no revision"});
      return;
    }
    const std::string& root = tree_.walks()[place.root].root_name;
    const std::string snapshot = (repository + "/snapshots/" + revision).substr(root.size() + 1);
    const std::vector<std::string>& folders = tree_.walks()[place.root].directories;
    const bool there = std::binary_search(folders.begin(), folders.end(), snapshot);
    out_.add_check(by, there ? Check{State::verified, {}, path, "revision", revision, revision, "names a snapshot that is there"}
                             : Check{State::failed, "hub-ref-dangling", path, "revision", "the folder snapshots/" + revision, "none",
                                     "names a snapshot that is not there"});
  }

  // FOLDER/.cache/huggingface/download/PATH.metadata vouches for FOLDER/PATH.
  void local_metadata(const std::string& path, const Place& place) {
    const size_t at = path.find(kMetadataFolder);
    if (at == std::string::npos || (at > 0 && path[at - 1] != '/') || !path.ends_with(".metadata")) return;
    const std::string folder = path.substr(0, at);
    const size_t begin = at + kMetadataFolder.size();
    const std::string file = folder + path.substr(begin, path.size() - begin - std::string_view(".metadata").size());
    const size_t by = voucher("local-dir", without_slash(folder));
    const Result<std::string> text = tree_.read(place, 4096);
    const size_t first = text ? text->find('\n') : std::string::npos;
    const size_t second = first == std::string::npos ? first : text->find('\n', first + 1);
    const std::string hex = second == std::string::npos ? std::string() : text->substr(first + 1, second - first - 1);
    if (!is_hex(hex, 64) && !is_hex(hex, 40)) {
      out_.add_check(by, {State::not_verified, "digest-list-malformed", path, {}, "revision, digest and time, a line each", "other text",
                          "is not the record of a download"});
    } else if (tree_.find(file) == nullptr) {
      out_.add_check(by, {State::failed, "digest-file-missing", file, {}, hex, "no file", "was downloaded and is not there"});
    } else {
      out_.claims.push_back({by, file, hex.size() == 64 ? Algorithm::sha256 : Algorithm::git_blob, raw_from_hex(hex), {}, false,
                             std::nullopt, "digest-mismatch", true});
    }
  }

  void dangling(const inspect::Walk& walk) {
    for (const Damage& problem : walk.problems) {
      const std::string_view hex = hub_blob_name(problem.found);
      if (problem.code != "link-dangling" || hex.empty()) continue;
      out_.add_check(voucher("hub-cache", snapshot_store(problem.origin)),
                     {State::failed, "blob-missing", problem.origin, {}, "the blob " + std::string(hex), "no file", "has no content in the store"});
    }
  }

  void manifests() {
    const inspect::StorePlan plan = inspect::plan_stores(tree_.roots(), tree_.walks(), limits_);
    std::set<std::string> spoken;
    for (const inspect::StoreManifest& manifest : plan.manifests) {
      const size_t by = voucher(manifest.kind, manifest.path);
      spoken.insert(manifest.path);
      problems_of(plan, manifest.path, by, true);
      check_layers(plan, manifest, by);
      for (const inspect::StoreBlob& blob : manifest.blobs) {
        if (tree_.files().contains(blob.path)) {
          claim(by, blob.path, Algorithm::sha256, to_hex(blob.digest), blob.size);
        } else {
          out_.add_check(by, {State::failed, "blob-missing", blob.path, "sha256", to_hex(blob.digest), "no file",
                              "is named by the manifest (" + blob.media_type + ") and is not there"});
        }
      }
    }
    for (const auto& [path, facts] : plan.read) {
      if (!spoken.contains(path)) problems_of(plan, path, voucher("oci", path), false);
    }
  }

  // What the reader of a manifest or index found wrong. Blobs that a manifest misses are said by their paths; a manifest
  // that an index misses is said here.
  void problems_of(const inspect::StorePlan& plan, const std::string& path, size_t by, bool blobs_are_checked) {
    const auto read = plan.read.find(path);
    if (read == plan.read.end()) return;
    for (const Damage& damage : read->second.damages) {
      if (damage.damage_class == DamageClass::note || (blobs_are_checked && damage.code == "blob-missing")) continue;
      out_.add_check(by, {State::failed, damage.code, path, {}, damage.expected, damage.found, "contradicts its format or its store"});
    }
  }

  // A manifest that names no file vouches for nothing, and an item of `layers` that is no descriptor may hide others. One
  // with a configuration alone is legal (a model that runs elsewhere), and worth a word.
  void check_layers(const inspect::StorePlan& plan, const inspect::StoreManifest& manifest, size_t by) {
    const auto read = plan.read.find(manifest.path);
    if (read == plan.read.end()) return;
    bool has_layers = false;
    std::string strange;
    for (const MetadataEntry& entry : read->second.artifact.metadata) {
      const std::string_view key = entry.key;
      const size_t end = key.starts_with("layers[") ? key.find(']') : std::string_view::npos;
      if (end != std::string_view::npos && key.substr(end + 1).starts_with('.')) {
        has_layers = true;
      } else if (key.starts_with("layers[") || key.starts_with("layers.") || (key == "layers" && entry.type != "null")) {
        strange = entry.key + " of another kind";
      }
    }
    if (strange.empty() && has_layers && !manifest.blobs.empty()) return;
    const bool config_alone = strange.empty() && !has_layers && !manifest.blobs.empty();
    out_.add_check(by, {config_alone ? State::noted : State::failed, "manifest-without-layers", manifest.path, {},
                        "layers with digest and size", strange.empty() ? "none" : strange,
                        config_alone ? "names a configuration and no layers: it vouches for no weights"
                                     : "does not say which files it is made of"});
  }

  Tree& tree_;
  const Limits& limits_;
  Claims& out_;
  std::map<std::pair<std::string, std::string>, size_t> vouchers_;
};

}  // namespace

void claim_stores(Tree& tree, const Limits& limits, Claims& out) { Stores(tree, limits, out).run(); }

}  // namespace modelaudit::integrity
