#include "inspect/containers/zip_dialect.h"

#include <algorithm>
#include <set>

namespace modelaudit::inspect::zip {
namespace {

// What the archive is for, by the names of its members.
class Names {
 public:
  explicit Names(const std::vector<Placed>& placed) {
    for (const Placed& p : placed) names_.insert(plain_path(p.member.name));
  }
  bool has(const char* name) const { return names_.contains(name); }
  bool below(std::string_view folder) const {
    const auto at = names_.lower_bound(folder);
    return at != names_.end() && std::string_view(*at).starts_with(folder);
  }
  bool ends_with(std::string_view tail) const {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& name) { return std::string_view(name).ends_with(tail); });
  }
  bool all_end_with(std::string_view tail) const {
    return !names_.empty() && std::all_of(names_.begin(), names_.end(), [&](const std::string& name) {
      return std::string_view(name).ends_with(tail);
    });
  }

 private:
  std::set<std::string, std::less<>> names_;
};

void take_kind(const Names& names, bool program, Listing& listing) {
  const auto is = [&](ArtifactKind kind, const char* dialect) {
    listing.kind = kind;
    listing.dialect = dialect;
  };
  if (names.has("BundleConfig.pb") && names.below("base/manifest/")) return is(ArtifactKind::apk, "aab");
  if (names.has("AndroidManifest.xml") && (names.has("classes.dex") || names.has("resources.arsc") ||
                                           names.below("assets/") || names.below("META-INF/"))) {
    return is(ArtifactKind::apk, "apk");
  }
  if (names.has("apex_payload.img")) return is(ArtifactKind::zip, "apex");
  if (names.has("MAR-INF/MANIFEST.json")) return is(ArtifactKind::zip, "mar");
  if ((names.ends_with("/data.pkl") || names.has("data.pkl") || names.ends_with("/constants.pkl")) &&
      (names.ends_with("/version") || names.has("version"))) {
    return is(ArtifactKind::pytorch_zip, "pytorch");
  }
  if (names.has("metadata.json") && names.has("config.json") &&
      (names.has("model.weights.h5") || names.has("model.weights.npz"))) {
    return is(ArtifactKind::keras, "keras");
  }
  if (names.all_end_with(".npy")) return is(ArtifactKind::npz, "npz");
  if (names.has("TF_LITE_PREFILL_DECODE") || names.has("manifest.pb") || names.ends_with(".tflite")) {
    return is(ArtifactKind::task, "task");
  }
  if (program && names.ends_with(".gguf")) return is(ArtifactKind::zip, "llamafile");
  if (names.has("META-INF/MANIFEST.MF")) return is(ArtifactKind::zip, "jar");
  if (program) listing.dialect = "program";
}

}  // namespace

void take_dialect(const std::vector<Placed>& placed, bool program_in_front, Listing& listing) {
  take_kind(Names(placed), program_in_front, listing);
  if (!listing.dialect.empty()) listing.add_word("dialect", listing.dialect, 0);
}

}  // namespace modelaudit::inspect::zip
