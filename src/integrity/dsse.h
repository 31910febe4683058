// DSSE, the Dead Simple Signing Envelope 1.0 (secure-systems-lab/dsse, protocol.md, envelope.md).
//
// What is signed is not the payload but its pre-authentication encoding, which binds the type and
// both lengths. The payload is verified as the bytes that base64 gave and is parsed from the same
// bytes; it is never written again before it is checked.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "integrity/keys.h"

namespace modelaudit::integrity {

constexpr const char* kInTotoType = "application/vnd.in-toto+json";
constexpr const char* kStatementType = "https://in-toto.io/Statement/v1";

struct Envelope {
  std::string payload_type;
  std::string payload;                  ///< decoded
  std::vector<std::string> signatures;  ///< decoded, at least one
};

/// `DSSEv1 LENGTH TYPE LENGTH PAYLOAD`.
std::string pre_authentication(std::string_view type, std::string_view payload);
/// What model_signing 0.2.0 signed in its place. No envelope is trusted by it; it gives the reason a
/// name.
std::string pre_authentication_v02(std::string_view type, std::string_view payload);

/// Reads the object of an envelope. Unknown members are refused. Damage code `signature-malformed`.
Result<Envelope> read_envelope(const boost::json::value& value);

/// True if the key made one of the signatures.
bool verify_envelope(const Envelope& envelope, const PublicKey& key);

/// Signs a payload and writes the envelope as compact JSON. `key_id` may be empty.
Result<std::string> sign_envelope(std::string_view type, std::string_view payload,
                                  const PrivateKey& key, std::string_view key_id);

}  // namespace modelaudit::integrity
