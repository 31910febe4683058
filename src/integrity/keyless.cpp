#include "integrity/keyless.h"

#include <openssl/asn1.h>
#include <openssl/err.h>

#include "core/utf8.h"
#include "integrity/timestamp.h"
#include "integrity/transparency.h"

namespace modelaudit::integrity {
namespace {

// Who knew the signer (Fulcio's extensions): .8 holds a DER string, the older .1 the bare text.
constexpr const char* kIssuer = "1.3.6.1.4.1.57264.1.8";
constexpr const char* kOldIssuer = "1.3.6.1.4.1.57264.1.1";

std::string oidc_issuer_of(const Certificate& leaf) {
  const std::optional<std::string> der = leaf.extension(kIssuer);
  if (!der) return leaf.extension(kOldIssuer).value_or("");
  const auto* at = reinterpret_cast<const unsigned char*>(der->data());
  const std::unique_ptr<ASN1_UTF8STRING, decltype(&ASN1_UTF8STRING_free)> text(
      d2i_ASN1_UTF8STRING(nullptr, &at, static_cast<long>(der->size())), ASN1_UTF8STRING_free);
  ERR_clear_error();
  if (!text) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text.get())), static_cast<size_t>(ASN1_STRING_length(text.get()))};
}

std::string words(const std::vector<std::string>& names, const std::string& issuer) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + display_short(name, 300);
  if (out.empty()) out = "nobody named";
  return issuer.empty() ? out : out + " (known to " + display_short(issuer, 300) + ")";
}

// The certificates from the leaf to an authority's root at that time.
std::optional<std::string> find_path(const Certificate& leaf, const std::vector<Authority>& authorities, int64_t time,
                                     std::vector<Certificate>& path) {
  std::optional<std::string> why = "no authority of the trusted root was in force then";
  for (const Authority& authority : authorities) {
    if (!authority.valid.covers(time)) continue;
    path.clear();
    why = distrust(leaf, authority.chain, {authority.chain.back()}, time, &path);
    if (!why && path.size() < 2) why = "the certificate is an authority's own";
    if (!why) return std::nullopt;
  }
  return why;
}

struct Times {
  std::vector<int64_t> all;
  std::optional<std::string> why_not;
};

// Every log entry and every timestamp must hold; those that carry a time give one.
Times signing_times(const Bundle& bundle, const TrustedRoot& root, const Certificate& leaf) {
  Times out;
  if (bundle.log_entries.empty()) out.why_not = "it has no entry of a transparency log";
  for (const LogEntry& entry : bundle.log_entries) {
    if (!out.why_not) out.why_not = doubt_entry(entry, bundle.envelope, leaf, root.transparency_logs);
    if (!entry.promise.empty() && entry.integrated_time > 0) out.all.push_back(entry.integrated_time);
  }
  for (const std::string& stamp : bundle.timestamps) {
    const Result<int64_t> time = check_timestamp(stamp, bundle.envelope.signatures.front(), root.timestamp_authorities);
    if (time) {
      out.all.push_back(*time);
    } else if (!out.why_not) {
      out.why_not = "its timestamp is " + time.error().found;
    }
  }
  if (!out.why_not && out.all.empty()) out.why_not = "nobody vouches for the time of signing";
  return out;
}

}  // namespace

std::string KeylessResult::signer() const { return words(names, oidc_issuer); }

std::string keyless_signer(const Certificate& leaf) { return words(leaf.names(), oidc_issuer_of(leaf)); }

KeylessResult check_keyless(const Bundle& bundle, const TrustedRoot& root) {
  KeylessResult out;
  const Result<Certificate> leaf = Certificate::from_der(bundle.certificates.front());
  if (!leaf) {
    out.why_not = "its certificate cannot be read";
    return out;
  }
  out.names = leaf->names();
  out.oidc_issuer = oidc_issuer_of(*leaf);
  if (bundle.envelope.signatures.size() != 1) {
    out.why_not = "it has more than one signature";
    return out;
  }
  const Times times = signing_times(bundle, root, *leaf);
  out.why_not = times.why_not;
  std::vector<Certificate> path;
  for (const int64_t time : times.all) {
    if (!out.why_not) out.why_not = find_path(*leaf, root.authorities, time, path);
  }
  if (!out.why_not && !root.certificate_logs.empty()) {
    out.why_not = doubt_certificate_log(*leaf, path[1], root.certificate_logs);
  }
  if (out.why_not) return out;
  const Result<PublicKey> key = leaf->key();
  if (!key || !verify_envelope(bundle.envelope, *key)) {
    out.code = "signature-invalid";
    out.why_not = "the certificate's key did not make the signature";
  }
  return out;
}

}  // namespace modelaudit::integrity
