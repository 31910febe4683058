// Signed certificate timestamps that a certificate carries inside (RFC 6962, sections 3.2 and 3.3).
//
// What the log signed is the certificate before the timestamps were put into it: its to-be-signed part
// without that extension, bound to the key of the issuer.
#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "core/sha256.h"
#include "integrity/transparency.h"

namespace modelaudit::integrity {
namespace {

constexpr const char* kTimestampList = "1.3.6.1.4.1.11129.2.4.2";

// Reads big-endian numbers and counted bytes; `bad` once anything is missing.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}
  uint64_t number(size_t width) {
    uint64_t value = 0;
    for (const char c : take(width)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view take(size_t size) {
    if (rest_.size() < size) {
      bad_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }
  bool empty() const { return rest_.empty(); }
  bool bad() const { return bad_; }

 private:
  std::string_view rest_;
  bool bad_ = false;
};

std::string big_endian(uint64_t value, size_t width) {
  std::string out(width, '\0');
  for (size_t i = 0; i < width; ++i) out[width - 1 - i] = static_cast<char>(value >> (8 * i));
  return out;
}

// The to-be-signed part without the list of timestamps.
std::string before_timestamps(const Certificate& leaf) {
  const std::unique_ptr<X509, decltype(&X509_free)> copy(X509_dup(leaf.handle()), X509_free);
  const int at = copy ? X509_get_ext_by_NID(copy.get(), NID_ct_precert_scts, -1) : -1;
  if (at < 0) return {};
  X509_EXTENSION_free(X509_delete_ext(copy.get(), at));
  unsigned char* data = nullptr;
  const int size = i2d_re_X509_tbs(copy.get(), &data);
  std::string out(size > 0 ? reinterpret_cast<const char*>(data) : "", size > 0 ? static_cast<size_t>(size) : 0);
  OPENSSL_free(data);
  ERR_clear_error();
  return out;
}

// The extension holds an OCTET STRING that holds the list.
std::string timestamp_list(const Certificate& leaf) {
  const std::optional<std::string> content = leaf.extension(kTimestampList);
  if (!content) return {};
  const auto* at = reinterpret_cast<const unsigned char*>(content->data());
  const std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> octets(
      d2i_ASN1_OCTET_STRING(nullptr, &at, static_cast<long>(content->size())), ASN1_OCTET_STRING_free);
  ERR_clear_error();
  if (!octets) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(octets.get())),
          static_cast<size_t>(ASN1_STRING_length(octets.get()))};
}

}  // namespace

std::optional<std::string> doubt_certificate_log(const Certificate& leaf, const Certificate& issuer,
                                                 const std::vector<Log>& logs) {
  const std::string list = timestamp_list(leaf);
  const std::string tbs = before_timestamps(leaf);
  const Result<PublicKey> issuer_key = issuer.key();
  if (list.empty() || tbs.empty()) return "its certificate carries no timestamp of a certificate log";
  if (!issuer_key) return "the key of its certificate's issuer cannot be read";
  const Digest issuer_hash = sha256(issuer_key->der());
  Fields all(list);
  Fields items(all.take(static_cast<size_t>(all.number(2))));
  while (!items.empty() && !items.bad()) {
    Fields item(items.take(static_cast<size_t>(items.number(2))));
    const uint64_t version = item.number(1);
    const std::string_view log_id = item.take(32);
    const uint64_t time = item.number(8);
    const std::string_view extensions = item.take(static_cast<size_t>(item.number(2)));
    const uint64_t hash = item.number(1);
    const uint64_t scheme = item.number(1);
    const std::string_view signature = item.take(static_cast<size_t>(item.number(2)));
    if (item.bad() || !item.empty() || version != 0 || hash != 4 || scheme != 3) continue;  // v1, SHA-256, ECDSA
    const auto log = std::find_if(logs.begin(), logs.end(), [&](const Log& known) { return known.key_id == log_id; });
    if (log == logs.end() || !log->valid.covers(static_cast<int64_t>(time / 1000))) continue;
    std::string message = big_endian(0, 1) + big_endian(0, 1) + big_endian(time, 8) + big_endian(1, 2);
    message.append(reinterpret_cast<const char*>(issuer_hash.bytes.data()), issuer_hash.bytes.size());
    message += big_endian(tbs.size(), 3) + tbs + big_endian(extensions.size(), 2);
    message.append(extensions);
    if (log->key.verify(message, signature)) return std::nullopt;
  }
  return "no certificate log of the trusted root signed its certificate";
}

}  // namespace modelaudit::integrity
