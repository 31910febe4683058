// OpenSSF model signatures: which bundle speaks of which model, whether it is signed by somebody
// trusted, and then its manifest against the tree.
//
// A bundle that stands in a folder signs that folder, unless it is called NAME.sig and everything it
// lists is in the folder NAME beside it; NAME.sig beside a single file signs that file. The payload is
// looked at only when the signature holds or when nobody is there to judge it (then a match proves
// nothing, and is said so); behind a signature that fails nothing is opened.
#include <sys/stat.h>

#include <algorithm>

#include "core/utf8.h"
#include "integrity/claims.h"
#include "integrity/manifest_check.h"

namespace modelaudit::integrity {
namespace {

bool has_signature_name(std::string_view path) {
  const std::string name = ascii_lower(name_in(path));
  return name.ends_with(".sig") || name.ends_with(".sigstore") || name.ends_with(".sigstore.json");
}

std::string stem_of(std::string_view path) {
  const std::string_view name = name_in(path);
  const std::string lower = ascii_lower(name);
  for (const std::string_view ending : {".sigstore.json", ".sigstore", ".sig"}) {
    if (lower.ends_with(ending)) return std::string(folder_of(path)) + std::string(name.substr(0, name.size() - ending.size()));
  }
  return {};
}

// A detached signature of OpenPGP (binary or armoured) or minisign shares the ending; `model.sig` is this format's own.
bool is_of_another_kind(std::string_view path, std::string_view text) {
  if (ascii_lower(name_in(path)) == "model.sig" || text.empty()) return false;
  return static_cast<unsigned char>(text.front()) >= 0x80 || text.starts_with("-----BEGIN ") ||
         text.starts_with("untrusted comment:");
}

// A model: a folder, or one file.
struct Model {
  std::string path;
  bool is_file = false;
};

class Signatures {
 public:
  Signatures(Tree& tree, const Trust& trust, const SignatureOptions& options, const Limits& limits, Claims& out)
      : tree_(tree), trust_(trust), options_(options), limits_(limits), out_(out) {}

  std::optional<Damage> given() {
    std::vector<Model> models;
    for (const std::string& directory : tree_.directories()) models.push_back({directory, false});
    for (const std::string& file : tree_.single_files()) models.push_back({file, true});
    for (const std::string& path : options_.bundles) {
      Tree beside(limits_);
      if (auto wrong = beside.add_file(path)) return wrong;
      const Place* place = beside.find(path);
      const Result<std::string> text = beside.read(*place, limits_[LimitName::json_bytes]);
      for (const Model& model : models) bundle(path, text, *place, model, true);
    }
    return std::nullopt;
  }

  void found() {
    std::vector<std::string> paths;
    for (const auto& [path, place] : tree_.files()) {
      if (place.walked && has_signature_name(path)) paths.push_back(path);
    }
    for (const std::string& path : paths) {
      const Place& place = tree_.files().at(path);
      bundle(path, tree_.read(place, limits_[LimitName::json_bytes]), place, {}, false);
    }
    for (const std::string& file : tree_.single_files()) {
      for (const char* ending : {".sig", ".sigstore", ".sigstore.json"}) {
        const Place* place = tree_.find(file + ending);
        if (place != nullptr) bundle(file + ending, tree_.read(*place, limits_[LimitName::json_bytes]), *place, {file, true}, true);
      }
    }
  }

 private:
  void bundle(const std::string& path, const Result<std::string>& text, const Place& place, Model model, bool model_known) {
    if (text && !model_known && is_of_another_kind(path, *text)) {
      const size_t by = out_.add_voucher("other-signature", path);
      out_.add_check(by, {State::noted, "signature-other-kind", path, {}, "a Sigstore bundle in JSON", "another kind of signature",
                          "is not a model signature and is not looked into"});
      return;
    }
    const size_t by = out_.add_voucher("model-signature", path);
    if (!text) return refuse(by, path, text.error());
    const Result<Bundle> read = parse_bundle(*text);
    if (!read) return refuse(by, path, read.error());
    SignatureResult signature = check_signature(*read, trust_);
    out_.vouchers[by].signer = signature.signer;
    signature.check.path = path;
    const State state = signature.check.state;
    out_.add_check(by, signature.check);
    for (Check& note : signature.notes) {
      note.path = path;
      out_.add_check(by, std::move(note));
    }
    if (state == State::failed) return;
    const Result<ModelManifest> manifest = parse_model_manifest(read->envelope.payload);
    if (!manifest) return refuse(by, path, manifest.error());
    if (!model_known) model = model_of(path, *manifest);
    ManifestCheck check{tree_, out_, *manifest, by, place.entry.device, place.entry.inode,
                        state == State::verified, options_.allow_unlisted};
    note_manifest(by, path, *manifest);
    if (model.is_file) {
      check_file(check, path, model.path);
    } else {
      check_folder(check, path, model.path);
    }
  }

  void refuse(size_t by, const std::string& path, const Damage& why) {
    const bool other = why.code == "signature-other-statement";
    out_.add_check(by, {other ? State::not_verified : State::failed, why.code, path, {}, why.expected, why.found,
                        other ? "signs a statement that is not about a model's files"
                              : "was refused; what it lists was not opened"});
  }

  void note_manifest(size_t by, const std::string& path, const ModelManifest& manifest) {
    if (!manifest.sorted) {
      out_.add_check(by, {State::noted, "signature-unsorted", path, {}, "resources in the order of their names", "another order",
                          "lists its files in no order that a signer writes"});
    }
    for (const std::string& ignore : manifest.unusable_ignores) {
      out_.add_check(by, {State::noted, "signature-ignore-unusable", path, {}, "relative paths in ignore_paths", display_short(ignore),
                          "leaves out a path that names nothing below the model: it excludes nothing"});
    }
  }

  Model model_of(const std::string& path, const ModelManifest& manifest) {
    const std::string folder(folder_of(path));
    const Model own{folder.empty() ? "." : folder.substr(0, folder.size() - 1), false};
    const std::string stem = stem_of(path);
    if (stem.empty()) return own;
    const auto holds_all = [&](const std::string& prefix) {
      return std::all_of(manifest.files.begin(), manifest.files.end(),
                         [&](const SignedFile& file) { return tree_.files().contains(prefix + "/" + file.name); });
    };
    const auto below = tree_.files().lower_bound(stem + "/");
    const bool is_folder = below != tree_.files().end() && below->first.starts_with(stem + "/");
    if (is_folder && holds_all(stem)) return {stem, false};
    const bool one_file = manifest.files.size() == 1 &&
                          (manifest.single_file || manifest.files.front().name == name_in(stem));
    if (tree_.files().contains(stem) && one_file) return {stem, true};
    return own;
  }

  Tree& tree_;
  const Trust& trust_;
  const SignatureOptions& options_;
  const Limits& limits_;
  Claims& out_;
};

}  // namespace

std::optional<Damage> claim_signatures(Tree& tree, const Trust& trust, const SignatureOptions& options, const Limits& limits,
                                       Claims& out) {
  Signatures signatures(tree, trust, options, limits, out);
  if (!options.bundles.empty()) return signatures.given();
  signatures.found();
  return std::nullopt;
}

}  // namespace modelaudit::integrity
