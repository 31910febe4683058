// A Sigstore bundle that holds a DSSE envelope: the file of an OpenSSF model signature
// (OMS v1.0, section 4; sigstore/protobuf-specs, sigstore_bundle.proto).
//
// The file is a stranger's: bounded in size, depth and number of values, each key once, base64 in one
// spelling, no members that the format does not have where it has none. What says how the signature
// may be verified is kept as it stands; whether it does is the business of trust.h and keyless.h.
// Not read: bundles over a bare message digest (messageSignature), which sign no statement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "integrity/dsse.h"

namespace modelaudit::integrity {

enum class SigningMethod { key, certificate, keyless };

/// An entry of a transparency log as the bundle claims it (sigstore_rekor.proto).
struct LogEntry {
  std::string key_id;                  ///< raw bytes
  std::string kind, version;           ///< dsse 0.0.1, intoto 0.0.2, …
  int64_t log_index = -1;
  int64_t integrated_time = 0;         ///< 0: the log gives none
  std::string promise;                 ///< signed entry timestamp, raw bytes; may be empty
  std::string body;                    ///< canonicalized body, decoded
  bool has_proof = false;
  int64_t proof_index = -1, tree_size = -1;
  std::string root_hash;
  std::vector<std::string> hashes;
  std::string checkpoint;              ///< signed note
};

struct Bundle {
  SigningMethod method = SigningMethod::key;
  Envelope envelope;
  std::string hint;                        ///< key: what the signer calls the key; may be empty
  std::optional<std::string> raw_key;      ///< key, before 1.1: PEM text or DER
  std::vector<std::string> certificates;   ///< DER, the leaf first
  std::vector<LogEntry> log_entries;
  std::vector<std::string> timestamps;     ///< RFC 3161, DER
};

constexpr const char* kBundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/// Damage code `signature-malformed`.
Result<Bundle> parse_bundle(std::string_view json);

}  // namespace modelaudit::integrity
