#include "integrity/keys.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <climits>

#include "core/sha256.h"

namespace modelaudit::integrity {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Handle = std::shared_ptr<EVP_PKEY>;

constexpr size_t kMaxPem = size_t{1} << 20;

struct Curve {
  std::string_view openssl, name;
  const EVP_MD* (*hash)();
};
constexpr std::array kCurves = {
    Curve{"prime256v1", "P-256", EVP_sha256},
    Curve{"secp384r1", "P-384", EVP_sha384},
    Curve{"secp521r1", "P-521", EVP_sha512},
};

Damage unusable(std::string expected, std::string found) {
  ERR_clear_error();
  return {"key-unusable", DamageClass::damage, "", 0, std::move(expected), std::move(found)};
}

Bio reader(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free_all};
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<size_t>(size)) : std::string();
}

// Without it OpenSSL would ask on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

std::string kind_of(EVP_PKEY* key) {
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519) return "Ed25519";
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return {};
  std::array<char, 64> group{};
  size_t length = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) != 1) return {};
  for (const Curve& curve : kCurves) {
    if (std::string_view(group.data(), length) == curve.openssl) return std::string(curve.name);
  }
  return {};
}

const EVP_MD* hash_of(std::string_view kind) {
  for (const Curve& curve : kCurves) {
    if (curve.name == kind) return curve.hash();
  }
  return nullptr;  // Ed25519 hashes by itself
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

constexpr const char* kKinds = "a key on P-256, P-384 or P-521, or an Ed25519 key";

}  // namespace

Result<PublicKey> PublicKey::from_handle(Handle handle) {
  PublicKey key;
  key.kind_ = handle ? kind_of(handle.get()) : std::string();
  if (key.kind_.empty()) return unusable(kKinds, "a key of another kind");
  key.handle_ = std::move(handle);
  return key;
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  if (pem.size() > kMaxPem) return unusable("a PEM file of at most 1 MiB", "a larger file");
  const Bio in = reader(pem);
  Handle handle(PEM_read_bio_PUBKEY(in.get(), nullptr, no_pass_phrase, nullptr), EVP_PKEY_free);
  if (!handle) return unusable("a public key in PEM (BEGIN PUBLIC KEY)", "none that can be read");
  return from_handle(std::move(handle));
}

Result<PublicKey> PublicKey::from_der(std::string_view info) {
  if (info.size() > kMaxPem) return unusable("a public key", "a larger value");
  const unsigned char* at = bytes(info);
  Handle handle(d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size())), EVP_PKEY_free);
  if (!handle || at != bytes(info) + info.size()) {
    return unusable("a public key (SubjectPublicKeyInfo)", "other bytes");
  }
  return from_handle(std::move(handle));
}

std::string PublicKey::pem() const {
  const Bio out(BIO_new(BIO_s_mem()), BIO_free_all);
  PEM_write_bio_PUBKEY(out.get(), handle_.get());
  return text_of(out.get());
}

std::string PublicKey::der() const {
  unsigned char* data = nullptr;
  const int size = i2d_PUBKEY(handle_.get(), &data);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<const char*>(data), static_cast<size_t>(size));
  OPENSSL_free(data);
  return out;
}

std::string PublicKey::hint() const { return to_hex(sha256(pem())); }

bool PublicKey::verify(std::string_view message, std::string_view signature,
                       SignatureHash hash) const {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const EVP_MD* digest = hash_of(kind_);
  if (digest != nullptr && hash == SignatureHash::sha256) digest = EVP_sha256();
  const bool good = EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, handle_.get()) == 1 &&
                    EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(message),
                                     message.size()) == 1;
  ERR_clear_error();
  return good;
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  if (pem.size() > kMaxPem) return unusable("a PEM file of at most 1 MiB", "a larger file");
  if (pem.find("ENCRYPTED") != std::string_view::npos) {
    return unusable("a private key without a pass phrase", "an encrypted key");
  }
  const Bio in = reader(pem);
  Handle handle(PEM_read_bio_PrivateKey(in.get(), nullptr, no_pass_phrase, nullptr), EVP_PKEY_free);
  if (!handle) return unusable("a private key in PEM", "none that can be read");
  Result<PublicKey> key = PublicKey::from_handle(handle);
  if (!key) return key.error();
  PrivateKey out(*std::move(key));
  out.handle_ = std::move(handle);
  return out;
}

Result<PrivateKey> PrivateKey::generate(const std::string& kind) {
  Handle handle;
  if (kind == "Ed25519") {
    handle = Handle(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
  } else if (hash_of(kind) != nullptr) {
    handle = Handle(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", kind.c_str()), EVP_PKEY_free);
  }
  Result<PublicKey> key = PublicKey::from_handle(handle);
  if (!key) return key.error();
  PrivateKey out(*std::move(key));
  out.handle_ = std::move(handle);
  return out;
}

std::string PrivateKey::pem() const {
  const Bio out(BIO_new(BIO_s_mem()), BIO_free_all);
  PEM_write_bio_PKCS8PrivateKey(out.get(), handle_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(out.get());
}

Result<std::string> PrivateKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  size_t size = 0;
  std::string signature;
  bool good = EVP_DigestSignInit(context.get(), nullptr, hash_of(public_key_.kind()), nullptr,
                                 handle_.get()) == 1 &&
              EVP_DigestSign(context.get(), nullptr, &size, bytes(message), message.size()) == 1;
  if (good) {
    signature.resize(size);
    good = EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                          bytes(message), message.size()) == 1;
    signature.resize(size);
  }
  ERR_clear_error();
  if (!good || !public_key_.verify(message, signature)) {
    return unusable("a signature that the key's public half verifies", "none");
  }
  return signature;
}

}  // namespace modelaudit::integrity
