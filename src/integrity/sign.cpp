#include "integrity/sign.h"

#include <sys/stat.h>

#include <algorithm>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "inspect/digest/hash_files.h"
#include "inspect/sources/walk.h"
#include "integrity/bundle.h"
#include "integrity/dsse.h"
#include "integrity/model_manifest.h"
#include "integrity/tree.h"

namespace modelaudit::integrity {
namespace {

constexpr size_t kBatch = 128;   // files open at a time

Damage unsignable(const std::string& path, std::string expected, std::string found) {
  return {"model-unsignable", DamageClass::unreadable, path, 0, std::move(expected), std::move(found)};
}

// Where the bundle will lie below the model, if it will. Its folder must be there already.
std::optional<std::string> bundle_inside(const std::string& model, const std::string& bundle) {
  const auto real = [](const std::string& path) -> std::string {
    char* resolved = realpath(path.c_str(), nullptr);
    const std::string out(resolved == nullptr ? "" : resolved);
    free(resolved);
    return out;
  };
  const std::string folder(folder_of(bundle));
  const std::string inside = real(folder.empty() ? "." : folder);
  const std::string root = real(model);
  if (root.empty() || inside.empty() || !is_at_or_below(inside, root)) return std::nullopt;
  const std::string below = inside.substr(std::min(inside.size(), root.size() + 1));
  return (below.empty() ? "" : below + "/") + std::string(name_in(bundle));
}

bool is_left_out(std::string_view name, const std::vector<std::string>& ignores) {
  return std::any_of(ignores.begin(), ignores.end(), [&](const std::string& path) { return is_at_or_below(name, path); });
}

// Walk problems outside of what is left out stand in the way of a signature.
std::optional<Damage> obstacle(const inspect::Walk& walk, const std::vector<std::string>& ignores) {
  for (const Damage& problem : walk.problems) {
    if (problem.code == "name-unsafe") continue;
    const std::string name = problem.origin.size() > walk.root_name.size() ? problem.origin.substr(walk.root_name.size() + 1) : "";
    if (!name.empty() && is_left_out(name, ignores)) continue;
    return unsignable(problem.origin, "files that can all be read, and no links", problem.found);
  }
  return std::nullopt;
}

Result<std::vector<StatementFile>> hash_all(const inspect::Root& root, const std::vector<const inspect::Entry*>& entries,
                                            const std::vector<std::string>& names, unsigned threads) {
  std::vector<StatementFile> out;
  inspect::HashOptions how;
  how.threads = threads;
  for (size_t begin = 0; begin < entries.size(); begin += kBatch) {
    const size_t end = std::min(entries.size(), begin + kBatch);
    std::vector<inspect::Fd> open;
    std::vector<inspect::HashFile> files;
    for (size_t i = begin; i < end; ++i) {
      Result<inspect::Fd> fd = root.open_file(*entries[i]);
      if (!fd) return fd.error();
      files.push_back({entries[i]->path, fd->get()});
      open.push_back(*std::move(fd));
    }
    const std::vector<Result<Digest>> digests = inspect::hash_files(files, how);
    for (size_t i = 0; i < digests.size(); ++i) {
      if (!digests[i]) return digests[i].error();
      out.push_back({names[begin + i], *digests[i]});
    }
  }
  return out;
}

Result<std::string> write_bundle(const std::string& statement, const PrivateKey& key) {
  const Result<std::string> envelope = sign_envelope(kInTotoType, statement, key, "");
  if (!envelope) return envelope.error();
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("mediaType", kBundleMediaType);
  json.key("verificationMaterial");
  json.begin_object();
  json.key("publicKey");
  json.begin_object();
  json.member("hint", key.public_key().hint());
  json.end_object();
  json.key("tlogEntries");
  json.begin_array();
  json.end_array();
  json.end_object();
  json.key("dsseEnvelope");
  json.json(*envelope);
  json.end_object();
  return out + "\n";
}

}  // namespace

Result<SignedModel> sign_model(const std::string& target, const PrivateKey& key, const SignOptions& options) {
  if (!key.public_key().is_elliptic()) {
    return Damage{"key-unusable", DamageClass::damage, "", 0, "a key on P-256, P-384 or P-521, as the format asks for",
                  key.public_key().kind()};
  }
  const Result<inspect::Root> root = inspect::Root::open(target, inspect::LinkPolicy::inside);
  if (!root) return root.error();
  const inspect::Walk walk = root->walk(options.limits);
  std::vector<std::string> ignores;
  if (walk.is_directory) {
    ignores = default_ignores();
    for (const std::string& path : options.ignore_paths) {
      if (!is_canonical_name(path) || path.find_first_of("*?[") != std::string::npos) {
        return unsignable(path, "a path below the model without patterns, . or .. to leave out", display_short(path));
      }
      ignores.push_back(path);
    }
    if (const std::optional<std::string> inside = bundle_inside(target, options.bundle)) {
      if (!is_canonical_name(*inside)) return unsignable(options.bundle, "a name in UTF-8 for the bundle", display_short(*inside));
      ignores.push_back(*inside);
    }
  }
  if (const auto wrong = obstacle(walk, ignores)) return *wrong;
  SignedModel out;
  std::vector<const inspect::Entry*> entries;
  std::vector<std::string> names;
  for (const inspect::Entry& entry : walk.files) {
    const std::string name = walk.is_directory ? entry.relative : std::string(name_in(walk.root_name));
    if (is_left_out(name, ignores)) continue;
    if (!entry.link_target.empty()) return unsignable(entry.path, "a regular file: links are not signed", "a link to " + display_short(entry.link_target));
    if (!is_canonical_name(name)) return unsignable(entry.path, "a name in UTF-8", display_short(name));
    entries.push_back(&entry);
    names.push_back(name);
    out.bytes += entry.size;
  }
  if (entries.empty()) return unsignable(target, "at least one file to sign", "none");
  const Result<std::vector<StatementFile>> files = hash_all(*root, entries, names, options.threads);
  if (!files) return files.error();
  const std::string subject = walk.real_name.empty() || !is_valid_utf8(walk.real_name) ? "model" : walk.real_name;
  out.files = files->size();
  out.statement = write_model_statement(subject, *files, ignores);
  Result<std::string> bundle = write_bundle(out.statement, key);
  if (!bundle) return bundle.error();
  out.bundle = *std::move(bundle);
  return out;
}

}  // namespace modelaudit::integrity
