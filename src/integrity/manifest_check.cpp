#include "integrity/manifest_check.h"

#include <algorithm>
#include <set>

#include "inspect/sources/file_roles.h"

namespace modelaudit::integrity {
namespace {

void add(const ManifestCheck& check, State state, const char* code, const std::string& path, std::string expected,
         std::string found, std::string says) {
  check.out.add_check(check.voucher, {state, code, path, {}, std::move(expected), std::move(found), std::move(says)});
}

void claim(const ManifestCheck& check, const SignedFile& file, const std::string& path) {
  Claim claim;
  claim.voucher = check.voucher;
  claim.path = path;
  claim.code = "signature-file-differs";
  claim.authentic = check.authentic;
  if (check.manifest.shards) {
    claim.algorithm = Algorithm::ranges;
    claim.ranges = file.ranges;
    claim.ranges_blake2b = check.manifest.hash_type == "blake2b";
  } else {
    claim.algorithm = check.manifest.hash_type == "blake2b" ? Algorithm::blake2b : Algorithm::sha256;
    claim.expected = file.digest;
  }
  check.out.claims.push_back(std::move(claim));
}

// The one hash of the format that OpenSSL does not have.
bool is_unknown_hash(const ManifestCheck& check, const std::string& bundle) {
  if (check.manifest.hash_type != "blake3") return false;
  add(check, State::not_verified, "signature-hash-unknown", bundle, "sha256 or blake2b", check.manifest.hash_type,
      "lists digests that are not computed here: the files were not compared");
  return true;
}

bool is_link(const Place& place) {
  return !place.entry.link_target.empty() && hub_blob_name(place.entry.link_target).empty();
}

// A part of the name is a folder of version control, which the walk does not enter.
bool is_in_version_control(std::string_view name) { return name.starts_with(".git/") || name.find("/.git/") != std::string_view::npos; }

class Folder {
 public:
  Folder(const ManifestCheck& check, const std::string& root) : check_(check), prefix_(root + "/") {
    for (const SignedFile& file : check.manifest.files) listed_.insert(file.name);
  }

  void listed_are_there() {
    for (const SignedFile& file : check_.manifest.files) {
      const std::string path = prefix_ + file.name;
      const Place* place = check_.tree.find(path);
      if (place == nullptr) {
        add(check_, State::failed, "signature-file-missing", path, "a file", "none that can be opened", "is signed and is not there");
        continue;
      }
      const bool through_link = is_link(*place) || (!place->walked && !is_in_version_control(file.name));
      if (through_link && !check_.manifest.allow_symlinks) {
        add(check_, State::failed, "signature-symlink", path, "a regular file: the signer allowed no links",
            place->entry.link_target.empty() ? "a path through a link" : place->entry.link_target, "is reached through a link");
        continue;
      }
      claim(check_, file, path);
    }
  }

  void there_are_listed() {
    const auto& files = check_.tree.files();
    for (auto at = files.lower_bound(prefix_); at != files.end() && at->first.starts_with(prefix_); ++at) {
      const Place& place = at->second;
      const std::string name = at->first.substr(prefix_.size());
      const bool is_bundle = place.entry.device == check_.bundle_device && place.entry.inode == check_.bundle_inode;
      if (!place.walked || listed_.contains(name) || is_bundle) continue;
      if (left_out(name)) {
        say_left_out(at->first, name);
      } else if (is_link(place) && !check_.manifest.allow_symlinks) {
        add(check_, State::failed, "signature-symlink", at->first, "no links: the signer allowed none", place.entry.link_target,
            "is a link");
      } else if (check_.manifest.shards && place.entry.size == 0) {
        add(check_, State::noted, "signature-empty-file", at->first, "a signed file", "an empty one",
            "is empty, and a signature over ranges says nothing of empty files");
      } else {
        add(check_, check_.allow_unlisted ? State::noted : State::failed, "signature-file-unlisted", at->first, "a signed file",
            "one that the signature does not list", "is there and is not signed");
      }
    }
  }

  // What the walk could not enter or read is there as well.
  void obstacles() {
    for (const inspect::Walk& walk : check_.tree.walks()) {
      for (const Damage& problem : walk.problems) {
        if (problem.code == "name-unsafe" || !problem.origin.starts_with(prefix_)) continue;
        const std::string name = problem.origin.substr(prefix_.size());
        if (left_out(name)) continue;
        const bool linked_folder = problem.code == "directory-link-not-entered";
        if (linked_folder && check_.manifest.allow_symlinks) continue;
        const bool is_a_link = linked_folder || problem.code.starts_with("link-");
        if (problem.code == "version-control-skipped" && lists_below(name)) continue;
        add(check_, State::failed, is_a_link ? "signature-symlink" : "signature-file-unlisted", problem.origin, problem.expected,
            problem.found, is_a_link ? "is a link" : "could not be looked into, so what is there is not known to be signed");
      }
      if (!walk.problems.empty()) limit_of(walk);
    }
  }

 private:
  bool left_out(std::string_view name) const {
    const auto is_below = [&](const std::string& path) { return is_at_or_below(name, path); };
    return std::any_of(default_ignores().begin(), default_ignores().end(), is_below) ||
           std::any_of(check_.manifest.ignore_paths.begin(), check_.manifest.ignore_paths.end(), is_below);
  }

  bool lists_below(const std::string& folder) const {
    const auto at = listed_.lower_bound(folder + "/");
    return at != listed_.end() && at->starts_with(folder + "/");
  }

  void say_left_out(const std::string& path, const std::string& name) {
    const inspect::FileRole role = inspect::file_role(name_in(name));
    using enum inspect::FileRole;
    const bool is_terms = role == license || role == notice || role == policy || role == sidecar_license;
    const bool is_weights = inspect::has_weights_name(name_in(name));
    const char* code = is_terms ? "signature-terms-ignored" : is_weights ? "signature-weights-ignored" : "signature-path-ignored";
    add(check_, State::noted, code, path, "a signed file", "one that the signer left out",
        is_terms     ? "holds terms, and the signer left it out: nobody vouches for it"
        : is_weights ? "has the name of weights, and the signer left it out: nobody vouches for it"
                     : "was left out by the signer: nobody vouches for it");
  }

  // A walk that stopped at a limit did not see everything.
  void limit_of(const inspect::Walk& walk) {
    for (const Damage& problem : walk.problems) {
      if (problem.code != "limit-files" || !prefix_.starts_with(problem.origin + "/")) continue;
      add(check_, State::failed, "signature-file-unlisted", problem.origin, problem.expected, problem.found,
          "holds more files than were looked at");
    }
  }

  const ManifestCheck& check_;
  std::string prefix_;
  std::set<std::string> listed_;
};

}  // namespace

void check_folder(const ManifestCheck& check, const std::string& bundle, const std::string& root) {
  if (check.manifest.single_file) {
    add(check, State::failed, "signature-malformed", bundle, "the names of a folder's files", ".",
        "signs a single file, not a folder: verify the file itself with --signature");
    return;
  }
  Folder folder(check, root);
  if (!is_unknown_hash(check, bundle)) folder.listed_are_there();
  folder.there_are_listed();
  folder.obstacles();
}

void check_file(const ManifestCheck& check, const std::string& bundle, const std::string& file) {
  const bool is_it = check.manifest.files.size() == 1 &&
                     (check.manifest.single_file || check.manifest.files.front().name == name_in(file));
  if (!is_it) {
    add(check, State::failed, "signature-file-missing", bundle, "a signature of " + std::string(name_in(file)),
        check.manifest.files.size() == 1 ? "one of " + check.manifest.files.front().name
                                         : "one of " + std::to_string(check.manifest.files.size()) + " files",
        "does not sign the file alone");
    return;
  }
  if (!is_unknown_hash(check, bundle)) claim(check, check.manifest.files.front(), file);
}

}  // namespace modelaudit::integrity
