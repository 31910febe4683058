// Keyless signatures judged offline (docs.sigstore.dev, client spec; sigstore/protobuf-specs).
//
// Whoever signed held, for ten minutes, a key that an authority bound to an identity. That this was
// so must come from others than the signer, and all of it is checked here against the trusted root:
//   1. a time: an entry of a transparency log with the log's signature over its time, or an RFC 3161
//      timestamp of the signature;
//   2. the certificate leads to an authority and was valid at each such time;
//   3. a certificate log signed that it saw the certificate (RFC 6962 section 3.2);
//   4. every log entry of the bundle is about this payload, this signature and this certificate, is
//      included in the tree of its checkpoint, and the log signed that checkpoint;
//   5. the certificate's key made the signature.
// Who the signer may be is the caller's question. Not done: consistency between checkpoints, other
// witnesses of a log, revocation: they need the network or a memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "integrity/bundle.h"
#include "integrity/certificates.h"
#include "integrity/trusted_root.h"

namespace modelaudit::integrity {

struct KeylessResult {
  std::optional<std::string> why_not;  ///< nothing: genuine
  const char* code = "signature-untrusted";
  std::vector<std::string> names;      ///< of the certificate: mail addresses and URIs
  std::string oidc_issuer;             ///< who knew the signer

  std::string signer() const;          ///< in words, safe to show
};

KeylessResult check_keyless(const Bundle& bundle, const TrustedRoot& root);

/// Who a certificate of a keyless signature says its holder is, in words, safe to show.
std::string keyless_signer(const Certificate& leaf);

}  // namespace modelaudit::integrity
