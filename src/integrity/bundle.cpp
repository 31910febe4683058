#include "integrity/bundle.h"

#include <charconv>

#include "core/utf8.h"
#include "integrity/base64.h"
#include "integrity/json_fields.h"

namespace modelaudit::integrity {
namespace {

constexpr size_t kMaxCertificates = 64;
constexpr size_t kMaxEntries = 64;

Damage malformed(std::string expected, std::string found) {
  return {"signature-malformed", DamageClass::damage, "", 0, std::move(expected), std::move(found)};
}

// The bytes of a member that is base64; nothing if it is absent or not.
std::optional<std::string> bytes_member(const bj::value* value, std::string_view name) {
  const auto text = text_member(value, name);
  return text ? read_base64(*text) : std::nullopt;
}

// protobuf's JSON writes 64-bit integers as strings; a number is read as well.
std::optional<int64_t> number_member(const bj::value* value, std::string_view name) {
  const bj::value* found = member(value, name);
  if (found == nullptr) return std::nullopt;
  if (found->is_int64() && found->get_int64() >= 0) return found->get_int64();
  if (!found->is_string()) return std::nullopt;
  const std::string_view text(found->get_string().data(), found->get_string().size());
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

Result<LogEntry> read_entry(const bj::value& value) {
  LogEntry out;
  const bj::value* kind = member(&value, "kindVersion");
  const auto key_id = bytes_member(member(&value, "logId"), "keyId");
  const auto body = bytes_member(&value, "canonicalizedBody");
  const auto index = number_member(&value, "logIndex");
  if (!key_id || !body || !index) {
    return malformed("a log entry with logId, logIndex and canonicalizedBody", "one of them absent or malformed");
  }
  out.key_id = *key_id;
  out.body = *body;
  out.log_index = *index;
  out.kind = text_member(kind, "kind").value_or("");
  out.version = text_member(kind, "version").value_or("");
  if (member(&value, "integratedTime") != nullptr) {
    const auto time = number_member(&value, "integratedTime");
    if (!time) return malformed("an integratedTime in seconds", "another value");
    out.integrated_time = *time;
  }
  if (const bj::value* promise = member(&value, "inclusionPromise")) {
    const auto bytes = bytes_member(promise, "signedEntryTimestamp");
    if (!bytes) return malformed("a signedEntryTimestamp in base64", "none that can be read");
    out.promise = *bytes;
  }
  const bj::value* proof = member(&value, "inclusionProof");
  if (proof == nullptr) return out;
  const auto proof_index = number_member(proof, "logIndex");
  const auto size = number_member(proof, "treeSize");
  const auto root = bytes_member(proof, "rootHash");
  const auto checkpoint = text_member(member(proof, "checkpoint"), "envelope");
  if (!size || !root) return malformed("an inclusion proof with treeSize and rootHash", "one of them absent or malformed");
  out.has_proof = true;
  out.proof_index = proof_index.value_or(0);   // protobuf's JSON leaves zero out
  out.tree_size = *size;
  out.root_hash = *root;
  out.checkpoint = checkpoint.value_or("");
  if (const bj::array* hashes = array_member(proof, "hashes")) {
    for (const bj::value& item : *hashes) {
      std::optional<std::string> hash =
          item.is_string() ? read_base64({item.get_string().data(), item.get_string().size()}) : std::nullopt;
      if (!hash) return malformed("hashes in base64", "one that is not");
      out.hashes.push_back(*std::move(hash));
    }
  }
  return out;
}

std::optional<Damage> read_key(const bj::value& key, Bundle& out) {
  out.method = SigningMethod::key;
  if (!key.is_object()) return malformed("a publicKey with a hint", "another value");
  if (const auto hint = text_member(&key, "hint")) {
    out.hint = *hint;
  } else if (std::optional<std::string> raw = bytes_member(&key, "rawBytes")) {
    out.raw_key = std::move(raw);
  } else {
    return malformed("a publicKey with hint or rawBytes", "neither");
  }
  return std::nullopt;
}

std::optional<Damage> read_certificate(const bj::value& value, Bundle& out) {
  std::optional<std::string> der = bytes_member(&value, "rawBytes");
  if (!der || der->empty()) return malformed("a certificate's rawBytes in base64", "none that can be read");
  if (out.certificates.size() >= kMaxCertificates) {
    return malformed("at most " + std::to_string(kMaxCertificates) + " certificates", "more");
  }
  out.certificates.push_back(*std::move(der));
  return std::nullopt;
}

// Exactly one of publicKey, x509CertificateChain and certificate says how to verify.
std::optional<Damage> read_material(const bj::value& material, Bundle& out) {
  if (const std::string_view other =
          stranger(material, {"publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData"});
      !other.empty()) {
    return malformed("verification material of the bundle format", "a member " + std::string(other));
  }
  const bj::value* key = member(&material, "publicKey");
  const bj::value* chain = member(&material, "x509CertificateChain");
  const bj::value* certificate = member(&material, "certificate");
  const int ways = (key != nullptr ? 1 : 0) + (chain != nullptr ? 1 : 0) + (certificate != nullptr ? 1 : 0);
  if (ways != 1) {
    return malformed("one of publicKey, x509CertificateChain and certificate", ways == 0 ? "none" : "more than one");
  }
  std::optional<Damage> wrong;
  if (key != nullptr) {
    wrong = read_key(*key, out);
  } else if (chain != nullptr) {
    out.method = SigningMethod::certificate;
    const bj::array* items = array_member(chain, "certificates");
    if (items == nullptr || items->empty()) return malformed("a chain of at least one certificate", "none");
    for (const bj::value& item : *items) {
      if (!wrong) wrong = read_certificate(item, out);
    }
  } else {
    out.method = SigningMethod::keyless;
    wrong = read_certificate(*certificate, out);
  }
  if (wrong) return wrong;
  if (const bj::value* entries = member(&material, "tlogEntries")) {
    const bj::array* items = entries->if_array();
    if (items == nullptr || items->size() > kMaxEntries) return malformed("a list of log entries", "another value");
    for (const bj::value& item : *items) {
      Result<LogEntry> entry = read_entry(item);
      if (!entry) return entry.error();
      out.log_entries.push_back(*std::move(entry));
    }
  }
  if (const bj::array* stamps = array_member(member(&material, "timestampVerificationData"), "rfc3161Timestamps")) {
    for (const bj::value& item : *stamps) {
      std::optional<std::string> stamp = bytes_member(&item, "signedTimestamp");
      if (!stamp) return malformed("timestamps in base64", "one that is not");
      out.timestamps.push_back(*std::move(stamp));
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Bundle> parse_bundle(std::string_view text) {
  const Result<bj::value> document = report::parse_strict_json(text, kBundleBounds);
  if (!document) {
    Damage damage = malformed(document.error().expected, document.error().found);
    damage.damage_class = document.error().damage_class;
    damage.offset = document.error().offset;
    return damage;
  }
  const bj::value& root = *document;
  const auto media_type = text_member(&root, "mediaType");
  if (!root.is_object() || !media_type) return malformed("a bundle with a mediaType", "a document without");
  if (*media_type != kBundleMediaType) return malformed(std::string("mediaType ") + kBundleMediaType, std::string(*media_type));
  if (const std::string_view other = stranger(root, {"mediaType", "verificationMaterial", "dsseEnvelope"}); !other.empty()) {
    return malformed("a bundle of mediaType, verificationMaterial and dsseEnvelope", "a member " + std::string(other));
  }
  const bj::value* envelope = member(&root, "dsseEnvelope");
  const bj::value* material = member(&root, "verificationMaterial");
  if (envelope == nullptr) return malformed("a dsseEnvelope", "none");
  if (material == nullptr || !material->is_object()) return malformed("verificationMaterial", "none");
  Bundle out;
  if (std::optional<Damage> wrong = read_material(*material, out)) return *std::move(wrong);
  Result<Envelope> read = read_envelope(*envelope);
  if (!read) return read.error();
  out.envelope = *std::move(read);
  if (out.envelope.payload_type != kInTotoType) {
    return malformed(std::string("payloadType ") + kInTotoType, out.envelope.payload_type);
  }
  return out;
}

}  // namespace modelaudit::integrity
