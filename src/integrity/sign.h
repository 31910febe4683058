// Signing a model: an OpenSSF model signature v1.0 by a key (OMS v1.0, section 6).
//
// Every regular file of the folder is read and listed; what the format leaves out by default, the
// bundle itself and what the user names are not, and the bundle says so. A link, a name that is not
// UTF-8, a file that cannot be read and a folder without files are refused: a signature over part of
// what is there would say more than it knows. The statement is the same bytes for the same files; the
// signature is not, because ECDSA draws a random nonce.
#pragma once

#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "integrity/keys.h"

namespace modelaudit::integrity {

struct SignOptions {
  Limits limits;
  unsigned threads = 1;
  std::string bundle;                     ///< where it will be written: left out if it lies in the model
  std::vector<std::string> ignore_paths;  ///< relative to the model
};

struct SignedModel {
  std::string bundle;     ///< JSON
  std::string statement;  ///< its payload
  uint64_t files = 0, bytes = 0;
};

/// A folder, or a single file. Damage codes: those of the walk and of hashing, `key-unusable`,
/// `model-unsignable`.
Result<SignedModel> sign_model(const std::string& target, const PrivateKey& key, const SignOptions& options);

}  // namespace modelaudit::integrity
