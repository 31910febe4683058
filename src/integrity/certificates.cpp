#include "integrity/certificates.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <ctime>

namespace modelaudit::integrity {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

constexpr size_t kMaxCertificate = size_t{1} << 20;
constexpr size_t kMaxCertificates = 256;

Damage unusable(std::string expected, std::string found) {
  ERR_clear_error();
  return {"certificate-unusable", DamageClass::damage, "", 0, std::move(expected), std::move(found)};
}

std::string name_text(const X509_NAME* name) {
  const Bio out(BIO_new(BIO_s_mem()), BIO_free_all);
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return size > 0 ? std::string(data, static_cast<size_t>(size)) : std::string();
}

int64_t seconds(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return timegm(&parts);
}

// What the leaf's extensions let its key do.
std::optional<std::string> may_not_sign(X509* leaf) {
  const uint32_t flags = X509_get_extension_flags(leaf);
  if ((flags & EXFLAG_INVALID) != 0) return "its extensions contradict each other";
  const bool has_usage = (flags & EXFLAG_KUSAGE) != 0;
  const bool has_extended = (flags & EXFLAG_XKUSAGE) != 0;
  if (has_usage && (X509_get_key_usage(leaf) & KU_DIGITAL_SIGNATURE) == 0) {
    return "its key usage does not allow digital signatures";
  }
  if (has_extended && (X509_get_extended_key_usage(leaf) & (XKU_CODE_SIGN | XKU_ANYEKU)) == 0) {
    return "its extended key usage does not allow code signing";
  }
  if (!has_usage && !has_extended) return "it does not say that its key may sign";
  return std::nullopt;
}

}  // namespace

Result<Certificate> Certificate::from_der(std::string_view der) {
  if (der.size() > kMaxCertificate) return unusable("a certificate of at most 1 MiB", "a larger one");
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  Certificate out;
  out.handle_ = {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
  if (!out.handle_ || at != begin + der.size()) {
    return unusable("an X.509 certificate in DER", "other bytes");
  }
  return out;
}

Result<std::vector<Certificate>> Certificate::all_from_pem(std::string_view pem) {
  if (pem.size() > kMaxCertificate) return unusable("a PEM file of at most 1 MiB", "a larger file");
  const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free_all);
  std::vector<Certificate> all;
  while (all.size() < kMaxCertificates) {
    Certificate next;
    next.handle_ = {PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free};
    if (!next.handle_) break;
    all.push_back(std::move(next));
  }
  const unsigned long error = ERR_peek_last_error();
  const bool at_end = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
  if (all.empty() || !at_end) {
    return unusable("certificates in PEM (BEGIN CERTIFICATE)", all.empty() ? "none" : "one that cannot be read");
  }
  ERR_clear_error();
  return all;
}

Result<PublicKey> Certificate::key() const {
  return PublicKey::from_handle({X509_get_pubkey(handle_.get()), EVP_PKEY_free});
}

std::string Certificate::der() const {
  unsigned char* data = nullptr;
  const int size = i2d_X509(handle_.get(), &data);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<const char*>(data), static_cast<size_t>(size));
  OPENSSL_free(data);
  return out;
}

std::string Certificate::subject() const { return name_text(X509_get_subject_name(handle_.get())); }
std::string Certificate::issuer() const { return name_text(X509_get_issuer_name(handle_.get())); }
int64_t Certificate::not_before() const { return seconds(X509_get0_notBefore(handle_.get())); }
int64_t Certificate::not_after() const { return seconds(X509_get0_notAfter(handle_.get())); }

std::vector<std::string> Certificate::names() const {
  std::vector<std::string> out;
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(handle_.get(), NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int type = 0;
    const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type);
    if (type != GEN_EMAIL && type != GEN_URI) continue;
    const auto* text = static_cast<const ASN1_STRING*>(value);
    out.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     static_cast<size_t>(ASN1_STRING_length(text)));
  }
  ERR_clear_error();
  return out;
}

std::optional<std::string> Certificate::extension(const char* oid) const {
  const std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> object(OBJ_txt2obj(oid, 1), ASN1_OBJECT_free);
  const int at = object ? X509_get_ext_by_OBJ(handle_.get(), object.get(), -1) : -1;
  if (at < 0) return std::nullopt;
  const ASN1_OCTET_STRING* content = X509_EXTENSION_get_data(X509_get_ext(handle_.get(), at));
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(content)),
                     static_cast<size_t>(ASN1_STRING_length(content)));
}

std::optional<std::string> distrust(const Certificate& leaf, const std::vector<Certificate>& others,
                                    const std::vector<Certificate>& anchors, int64_t time,
                                    std::vector<Certificate>* path) {
  if (std::optional<std::string> why = may_not_sign(leaf.handle())) return why;
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), X509_STORE_free);
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(X509_STORE_CTX_new(),
                                                                               X509_STORE_CTX_free);
  const auto free_stack = [](STACK_OF(X509) * stack) { sk_X509_free(stack); };
  const std::unique_ptr<STACK_OF(X509), decltype(free_stack)> untrusted(sk_X509_new_null(), free_stack);
  for (const Certificate& anchor : anchors) X509_STORE_add_cert(store.get(), anchor.handle());
  for (const Certificate& other : others) sk_X509_push(untrusted.get(), other.handle());
  std::optional<std::string> why = "no path could be built";
  if (X509_STORE_CTX_init(context.get(), store.get(), leaf.handle(), untrusted.get()) == 1) {
    X509_VERIFY_PARAM* how = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(how, static_cast<time_t>(time));
    if (X509_verify_cert(context.get()) == 1) {
      why.reset();
      if (path != nullptr) {
        const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
        for (int i = 0; i < sk_X509_num(chain); ++i) {
          unsigned char* data = nullptr;
          const int size = i2d_X509(sk_X509_value(chain, i), &data);
          if (size <= 0) continue;
          Result<Certificate> link =
              Certificate::from_der({reinterpret_cast<const char*>(data), static_cast<size_t>(size)});
          OPENSSL_free(data);
          if (link) path->push_back(*std::move(link));
        }
      }
    } else {
      why = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
    }
  }
  ERR_clear_error();
  return why;
}

}  // namespace modelaudit::integrity
