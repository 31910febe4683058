// Keys that sign and verify: ECDSA over P-256, P-384 and P-521 with the hash that belongs to the
// curve (OpenSSF Model Signing v1.0, algorithm registry; FIPS 186-5), and Ed25519 (RFC 8032) for
// attestations and transparency logs. All by OpenSSL's EVP.
//
// A key is a value; copies share the key inside, which never changes. PEM may have text before its
// block, as key tools write it. Encrypted private keys are not read: nothing here asks for a pass
// phrase. Other curves and RSA are refused by name.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

struct evp_pkey_st;

namespace modelaudit::integrity {

enum class SignatureHash { of_key, sha256 };

class PublicKey {
 public:
  /// Damage code `key-unusable`.
  static Result<PublicKey> from_pem(std::string_view pem);
  static Result<PublicKey> from_der(std::string_view subject_public_key_info);
  /// Takes one that OpenSSL holds already (of a certificate).
  static Result<PublicKey> from_handle(std::shared_ptr<evp_pkey_st> handle);

  /// P-256, P-384, P-521, Ed25519.
  const std::string& kind() const { return kind_; }
  bool is_elliptic() const { return kind_ != "Ed25519"; }
  /// SubjectPublicKeyInfo, as PEM with its final line end, and as DER.
  std::string pem() const;
  std::string der() const;
  /// What model-signing bundles call the key by: lower-case hex SHA-256 of the PEM text.
  std::string hint() const;

  /// True if the signature (DER for ECDSA) is one of this key over the message.
  bool verify(std::string_view message, std::string_view signature,
              SignatureHash hash = SignatureHash::of_key) const;

  friend bool operator==(const PublicKey& a, const PublicKey& b) { return a.der() == b.der(); }

 private:
  PublicKey() = default;
  std::shared_ptr<evp_pkey_st> handle_;
  std::string kind_;
};

class PrivateKey {
 public:
  /// PKCS#8 or SEC 1, not encrypted. Damage code `key-unusable`.
  static Result<PrivateKey> from_pem(std::string_view pem);
  /// A new key; `kind` as PublicKey::kind.
  static Result<PrivateKey> generate(const std::string& kind);

  const PublicKey& public_key() const { return public_key_; }
  std::string pem() const;

  /// ECDSA draws a random nonce: two signatures of one message differ. Ed25519 gives the same bytes.
  Result<std::string> sign(std::string_view message) const;

 private:
  explicit PrivateKey(PublicKey key) : public_key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> handle_;
  PublicKey public_key_;
};

}  // namespace modelaudit::integrity
