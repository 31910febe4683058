// Certificates made for one test: authorities and leaves with the extensions that a test wants.
#pragma once

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "integrity/certificates.h"

namespace modelaudit::test {

struct MadeCertificate {
  std::shared_ptr<EVP_PKEY> key;
  std::shared_ptr<X509> certificate;

  std::string der() const {
    unsigned char* data = nullptr;
    const int size = i2d_X509(certificate.get(), &data);
    const std::string out(reinterpret_cast<const char*>(data), static_cast<size_t>(size));
    OPENSSL_free(data);
    return out;
  }
  std::string pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const std::string out(data, static_cast<size_t>(size));
    BIO_free_all(bio);
    return out;
  }
  std::string key_pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const std::string out(data, static_cast<size_t>(size));
    BIO_free_all(bio);
    return out;
  }
  integrity::Certificate value() const { return *integrity::Certificate::from_der(der()); }
};

struct Extension {
  int nid;
  const char* value;   ///< OpenSSL's configuration form
};

struct Made {
  const char* name;
  std::vector<Extension> extensions;
  int64_t from = 1'700'000'000, to = 1'900'000'000;
};

/// `issuer` null: signed by itself.
inline MadeCertificate make_certificate(const Made& made, const MadeCertificate* issuer) {
  MadeCertificate out;
  out.key = {EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), EVP_PKEY_free};
  out.certificate = {X509_new(), X509_free};
  X509* x = out.certificate.get();
  X509_set_version(x, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
  ASN1_TIME_set(X509_getm_notBefore(x), static_cast<time_t>(made.from));
  ASN1_TIME_set(X509_getm_notAfter(x), static_cast<time_t>(made.to));
  X509_set_pubkey(x, out.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(made.name), -1, -1, 0);
  X509* by = issuer == nullptr ? x : issuer->certificate.get();
  X509_set_issuer_name(x, X509_get_subject_name(by));
  X509V3_CTX context;
  X509V3_set_ctx(&context, by, x, nullptr, nullptr, 0);
  for (const Extension& extension : made.extensions) {
    X509_EXTENSION* made_extension = X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value);
    X509_add_ext(x, made_extension, -1);
    X509_EXTENSION_free(made_extension);
  }
  X509_sign(x, issuer == nullptr ? out.key.get() : issuer->key.get(), EVP_sha256());
  return out;
}

inline MadeCertificate make_authority(const char* name = "authority") {
  return make_certificate({name, {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign"},
                                  {NID_subject_key_identifier, "hash"}}}, nullptr);
}

inline std::vector<Extension> signing_extensions() {
  return {{NID_basic_constraints, "CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "codeSigning"}};
}

}  // namespace modelaudit::test
