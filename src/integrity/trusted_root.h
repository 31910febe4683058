// A Sigstore trusted root (sigstore/protobuf-specs, sigstore_trustroot.proto): the authorities and
// logs of one Sigstore instance, as `cosign trusted-root` or the instance's TUF repository give it.
// It is a file that the user names; nothing is fetched. Keys of kinds that are not read here are left
// out, so that what needs them is not verified.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "integrity/certificates.h"
#include "integrity/keys.h"

namespace modelaudit::integrity {

/// Seconds since 1970, both ends included; `to` 0: open.
struct Validity {
  int64_t from = 0, to = 0;
  bool covers(int64_t time) const { return time >= from && (to == 0 || time <= to); }
};

struct Log {
  std::string key_id;  ///< raw bytes
  std::string host;    ///< of its address: the name under which it signs checkpoints
  PublicKey key;
  Validity valid;
};

struct Authority {
  std::vector<Certificate> chain;  ///< the issuing one first, the root last
  Validity valid;
};

struct TrustedRoot {
  std::vector<Authority> authorities;            ///< of certificates (Fulcio)
  std::vector<Authority> timestamp_authorities;  ///< RFC 3161
  std::vector<Log> transparency_logs;            ///< Rekor
  std::vector<Log> certificate_logs;             ///< RFC 6962
};

/// Damage code `trusted-root-malformed`.
Result<TrustedRoot> parse_trusted_root(std::string_view json);

}  // namespace modelaudit::integrity
