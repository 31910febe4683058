// X.509 certificates (RFC 5280): the chain of a signer, judged against roots that the user gives.
//
// Every certificate that the user gives is an anchor, also one that is no root (partial chains are
// accepted), and nothing else is: the system's web roots are never used. The leaf must be allowed
// to sign: KeyUsage digitalSignature where the extension is there, ExtendedKeyUsage codeSigning
// where that is there, and at least one of the two. Paths are built by OpenSSL from key identifiers
// and signatures, not from names: a leaf may carry the name of its issuer. Revocation is not asked
// for: there is no network.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "integrity/keys.h"

struct x509_st;

namespace modelaudit::integrity {

class Certificate {
 public:
  /// Damage code `certificate-unusable`.
  static Result<Certificate> from_der(std::string_view der);
  /// All of a PEM file, at least one; text between the blocks is skipped.
  static Result<std::vector<Certificate>> all_from_pem(std::string_view pem);

  Result<PublicKey> key() const;
  std::string der() const;
  std::string subject() const;  ///< `CN=…, O=…`; raw bytes
  std::string issuer() const;
  int64_t not_before() const;   ///< seconds since 1970
  int64_t not_after() const;
  std::vector<std::string> names() const;  ///< SubjectAltName: addresses and URIs
  /// The content of an extension, by its dotted object identifier; nothing where it is absent.
  std::optional<std::string> extension(const char* oid) const;

  x509_st* handle() const { return handle_.get(); }

 private:
  std::shared_ptr<x509_st> handle_;
};

/// Why the leaf may not be trusted to sign at that time; nothing when a path leads to an anchor.
/// `path`, where given, gets the certificates of that path, the leaf first.
std::optional<std::string> distrust(const Certificate& leaf, const std::vector<Certificate>& others,
                                    const std::vector<Certificate>& anchors, int64_t time,
                                    std::vector<Certificate>* path = nullptr);

}  // namespace modelaudit::integrity
