// Which bytes changed between two reports: files, then what inside them (tensors, metadata).
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/diff_parts.h"

namespace modelaudit::report {
namespace {

using Files = std::map<std::string, const Artifact*>;

Files files_of(const View& view, const PackageReport& package) {
  Files out;
  for (const std::string& id : package.artifacts) {
    const ArtifactReport* item = view.artifact(id);
    if (item != nullptr) out.emplace(path_in(package, item->artifact->path), item->artifact);
  }
  return out;
}

std::string digest_words(const std::optional<Digest>& digest) { return digest ? "sha256:" + to_hex(*digest) : "not hashed"; }

struct TensorCounts {
  uint64_t changed = 0, added = 0, removed = 0, same = 0;
};

TensorCounts count_tensors(const Artifact& before, const Artifact& after) {
  std::map<std::string, const Tensor*> old_ones;
  for (const Tensor& tensor : before.tensors) old_ones.emplace(tensor.name, &tensor);
  TensorCounts out;
  for (const Tensor& tensor : after.tensors) {
    const auto old_one = old_ones.find(tensor.name);
    if (old_one == old_ones.end()) {
      ++out.added;
      continue;
    }
    const Tensor& was = *old_one->second;
    ++(was.dtype == tensor.dtype && was.shape == tensor.shape && was.sha256 == tensor.sha256 ? out.same : out.changed);
    old_ones.erase(old_one);
  }
  out.removed = old_ones.size();
  return out;
}

// What inside the file changed, as far as the reports say.
std::string inside_words(const Artifact& before, const Artifact& after) {
  std::string out;
  if (!before.tensors.empty() && !after.tensors.empty()) {
    const TensorCounts counts = count_tensors(before, after);
    const bool all_same = counts.changed + counts.added + counts.removed == 0;
    out = all_same ? fmt::format("; all {} tensors are the same", counts.same)
                   : fmt::format("; tensors: {} changed, {} added, {} removed, {} the same", counts.changed, counts.added,
                                 counts.removed, counts.same);
  }
  if (before.metadata_sha256 && after.metadata_sha256) {
    out += *before.metadata_sha256 == *after.metadata_sha256 ? "; metadata is the same" : "; metadata differs";
  }
  return out;
}

}  // namespace

void compare_integrity(const PackagePair& pair, std::vector<Change>& out) {
  const Files before = files_of(pair.before_view, pair.before);
  const Files after = files_of(pair.after_view, pair.after);
  std::multimap<Digest, std::string> left;   // files of the old report that are not under their path any more
  for (const auto& [path, file] : before) {
    if (!after.contains(path) && file->sha256) left.emplace(*file->sha256, path);
  }
  std::map<std::string, bool> moved;
  for (const auto& [path, file] : after) {
    const auto old_one = before.find(path);
    if (old_one == before.end()) {
      const auto from = file->sha256 ? left.find(*file->sha256) : left.end();
      if (from != left.end()) {
        out.push_back({"integrity", "changed", Direction::neutral, path, from->second, path,
                       fmt::format("{} was {} (the same bytes)", path, from->second)});
        moved.emplace(from->second, true);
        left.erase(from);
      } else {
        out.push_back({"integrity", "added", Direction::neutral, path, "", digest_words(file->sha256),
                       fmt::format("{} is new ({})", path, size_words(file->size))});
      }
      continue;
    }
    const Artifact& was = *old_one->second;
    if (was.sha256 != file->sha256) {
      out.push_back({"integrity", "changed", Direction::neutral, path, digest_words(was.sha256), digest_words(file->sha256),
                     fmt::format("{} has other bytes ({}, before {}){}", path, size_words(file->size), size_words(was.size),
                                 inside_words(was, *file))});
    }
    if (was.complete != file->complete) {
      out.push_back({"integrity", "changed", file->complete ? Direction::better : Direction::worse, path,
                     was.complete ? "complete" : "incomplete", file->complete ? "complete" : "incomplete",
                     fmt::format("{} could {}be read to its end", path, file->complete ? "" : "not ")});
    }
  }
  for (const auto& [path, file] : before) {
    if (after.contains(path) || moved.contains(path)) continue;
    out.push_back({"integrity", "removed", Direction::neutral, path, digest_words(file->sha256), "", fmt::format("{} is gone", path)});
  }
}

}  // namespace modelaudit::report
