// Whom the user trusts, and whether a bundle was signed by them.
//
// Nothing inside a bundle is trusted for being there: its key, its chain and its hint say who claims
// to have signed. A signature is `verified` by a key, an anchor or a trusted root that the user gave,
// `failed` where one was given and does not fit, and `not_verified` where none was given that could
// judge it. Certificates must be valid at the time of verification; only a keyless bundle brings a
// time of its own that a log or a timestamp authority vouches for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "integrity/bundle.h"
#include "integrity/certificates.h"
#include "integrity/keys.h"
#include "integrity/trusted_root.h"
#include "integrity/verification.h"

namespace modelaudit::integrity {

struct Trust {
  std::vector<PublicKey> keys;
  std::vector<Certificate> anchors;
  std::optional<TrustedRoot> root;   ///< for keyless bundles
  std::string identity, oidc_issuer; ///< whom a keyless signature must be of
  int64_t now = 0;                   ///< seconds since 1970
};

struct SignatureResult {
  Check check;                 ///< of the signature alone; path empty
  std::string signer;          ///< in words
  std::vector<Check> notes;    ///< what is odd about it
};

SignatureResult check_signature(const Bundle& bundle, const Trust& trust);

}  // namespace modelaudit::integrity
