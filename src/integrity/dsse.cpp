#include "integrity/dsse.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "integrity/base64.h"
#include "integrity/json_fields.h"

namespace modelaudit::integrity {
namespace {

Damage malformed(std::string expected, std::string found) {
  return {"signature-malformed", DamageClass::damage, "", 0, std::move(expected), std::move(found)};
}

}  // namespace

std::string pre_authentication(std::string_view type, std::string_view payload) {
  std::string out = "DSSEv1 " + std::to_string(type.size()) + " ";
  out.append(type);
  out += " " + std::to_string(payload.size()) + " ";
  return out.append(payload);
}

// Python's `b'…'` of the payload, as `f"{payload}"` writes it, after `DSSEV1` in capitals.
std::string pre_authentication_v02(std::string_view type, std::string_view payload) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const bool has_quote = payload.find('\'') != std::string_view::npos;
  const char quote = has_quote && payload.find('"') == std::string_view::npos ? '"' : '\'';
  std::string literal = "b";
  literal += quote;
  for (const char c : payload) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      literal += '\\';
      literal += c;
    } else if (c == '\n') {
      literal += "\\n";
    } else if (c == '\r') {
      literal += "\\r";
    } else if (c == '\t') {
      literal += "\\t";
    } else if (byte < 0x20 || byte >= 0x7f) {
      literal += "\\x";
      literal += kHex[byte >> 4];
      literal += kHex[byte & 15];
    } else {
      literal += c;
    }
  }
  literal += quote;
  std::string out = "DSSEV1 " + std::to_string(type.size()) + " ";
  out.append(type);
  return out + " " + std::to_string(payload.size()) + " " + literal;
}

Result<Envelope> read_envelope(const bj::value& value) {
  if (!value.is_object()) return malformed("a DSSE envelope", "another value");
  if (const std::string_view other = stranger(value, {"payload", "payloadType", "signatures"}); !other.empty()) {
    return malformed("an envelope of payload, payloadType and signatures", "a member " + std::string(other));
  }
  const auto payload = text_member(&value, "payload");
  const auto type = text_member(&value, "payloadType");
  const bj::array* signatures = array_member(&value, "signatures");
  if (!payload || !type || signatures == nullptr) {
    return malformed("an envelope with payload, payloadType and signatures", "one of them absent or of another type");
  }
  if (signatures->empty()) return malformed("at least one signature", "none");
  Envelope out;
  out.payload_type = *type;
  std::optional<std::string> bytes = read_base64(*payload);
  if (!bytes) return malformed("a payload in base64", "a string that is not");
  out.payload = *std::move(bytes);
  for (const bj::value& item : *signatures) {
    if (const std::string_view other = stranger(item, {"sig", "keyid"}); !other.empty()) {
      return malformed("a signature of sig and keyid", "a member " + std::string(other));
    }
    const bj::value* key_id = member(&item, "keyid");
    if (key_id != nullptr && !key_id->is_string() && !key_id->is_null()) {
      return malformed("a keyid that is a string", "another value");
    }
    const auto text = text_member(&item, "sig");
    std::optional<std::string> signature = text ? read_base64(*text) : std::nullopt;
    if (!signature || signature->empty()) return malformed("a signature in base64", "none that can be read");
    out.signatures.push_back(*std::move(signature));
  }
  return out;
}

bool verify_envelope(const Envelope& envelope, const PublicKey& key) {
  const std::string message = pre_authentication(envelope.payload_type, envelope.payload);
  return std::any_of(envelope.signatures.begin(), envelope.signatures.end(),
                     [&](const std::string& signature) { return key.verify(message, signature); });
}

Result<std::string> sign_envelope(std::string_view type, std::string_view payload, const PrivateKey& key,
                                  std::string_view key_id) {
  const Result<std::string> signature = key.sign(pre_authentication(type, payload));
  if (!signature) return signature.error();
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("payload", base64(payload));
  json.member("payloadType", type);
  json.key("signatures");
  json.begin_array();
  json.begin_object();
  json.member("sig", base64(*signature));
  json.member("keyid", key_id);
  json.end_object();
  json.end_array();
  json.end_object();
  return out;
}

}  // namespace modelaudit::integrity
