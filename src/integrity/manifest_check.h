// A signed manifest against the tree, both ways (OMS v1.0, sections 6.1, 6.2 and 8.4): what is listed
// must be there with its digest, what is there must be listed, or be left out by the signer in so many
// words. What the signer left out and lies there is said: nothing vouches for it. Terms or weights
// among it are said louder.
//
// Links: with `allow_symlinks` false none may stand in the model. In a snapshot of a Hub cache every
// file is a link into the store's own blobs; that is how the store keeps files, so such a link counts
// as the file it stands for.
#pragma once

#include <cstdint>
#include <string>

#include "integrity/claims.h"
#include "integrity/model_manifest.h"

namespace modelaudit::integrity {

struct ManifestCheck {
  Tree& tree;
  Claims& out;
  const ModelManifest& manifest;
  size_t voucher;
  uint64_t bundle_device, bundle_inode;  ///< the bundle never signs itself
  bool authentic;                        ///< the signature was verified
  bool allow_unlisted;
};

/// The model is the folder `root`.
void check_folder(const ManifestCheck& check, const std::string& bundle, const std::string& root);
/// The model is one file.
void check_file(const ManifestCheck& check, const std::string& bundle, const std::string& file);

}  // namespace modelaudit::integrity
