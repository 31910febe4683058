#include "integrity/trusted_root.h"

#include <ctime>

#include "integrity/base64.h"
#include "integrity/json_fields.h"

namespace modelaudit::integrity {
namespace {

Damage malformed(std::string expected, std::string found) {
  return {"trusted-root-malformed", DamageClass::damage, "", 0, std::move(expected), std::move(found)};
}

// `2021-01-12T11:53:27.000Z` (RFC 3339 in UTC) as seconds.
std::optional<int64_t> read_time(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < kForm.size() + 1 || !text.ends_with('Z')) return std::nullopt;
  for (size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == 'd' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&](size_t at, size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  std::tm parts{};
  parts.tm_year = number(0, 4) - 1900;
  parts.tm_mon = number(5, 2) - 1;
  parts.tm_mday = number(8, 2);
  parts.tm_hour = number(11, 2);
  parts.tm_min = number(14, 2);
  parts.tm_sec = number(17, 2);
  return timegm(&parts);
}

std::optional<Validity> read_validity(const bj::value* value) {
  Validity out;
  if (const auto start = text_member(value, "start")) {
    const auto time = read_time(*start);
    if (!time) return std::nullopt;
    out.from = *time;
  }
  if (const auto end = text_member(value, "end")) {
    const auto time = read_time(*end);
    if (!time) return std::nullopt;
    out.to = *time;
  }
  return out;
}

std::optional<Damage> read_logs(const bj::value& root, std::string_view name, std::vector<Log>& out) {
  const bj::array* items = array_member(&root, name);
  if (items == nullptr) return std::nullopt;
  for (const bj::value& item : *items) {
    const bj::value* key = member(&item, "publicKey");
    const auto raw = text_member(key, "rawBytes");
    const auto id = text_member(member(&item, "logId"), "keyId");
    const auto der = raw ? read_base64(*raw) : std::nullopt;
    const auto key_id = id ? read_base64(*id) : std::nullopt;
    const auto valid = read_validity(member(key, "validFor"));
    if (!der || !key_id || !valid) return malformed("logs with publicKey and logId in " + std::string(name), "one without");
    if (valid->from == 0) continue;   // a log without a beginning was never in force
    std::string_view host = text_member(&item, "baseUrl").value_or("");
    if (const size_t scheme = host.find("://"); scheme != std::string_view::npos) host.remove_prefix(scheme + 3);
    host = host.substr(0, host.find('/'));
    Result<PublicKey> read = PublicKey::from_der(*der);
    if (read) out.push_back({*key_id, std::string(host), *std::move(read), *valid});
  }
  return std::nullopt;
}

std::optional<Damage> read_authorities(const bj::value& root, std::string_view name, std::vector<Authority>& out) {
  const bj::array* items = array_member(&root, name);
  if (items == nullptr) return std::nullopt;
  for (const bj::value& item : *items) {
    const bj::array* certificates = array_member(member(&item, "certChain"), "certificates");
    const auto valid = read_validity(member(&item, "validFor"));
    if (certificates == nullptr || certificates->empty() || !valid) {
      return malformed("authorities with a certChain in " + std::string(name), "one without");
    }
    Authority authority{{}, *valid};
    for (const bj::value& link : *certificates) {
      const auto text = text_member(&link, "rawBytes");
      const auto der = text ? read_base64(*text) : std::nullopt;
      Result<Certificate> certificate = Certificate::from_der(der.value_or(""));
      if (!certificate) return malformed("certificates in base64 of DER in " + std::string(name), "one that cannot be read");
      authority.chain.push_back(*std::move(certificate));
    }
    out.push_back(std::move(authority));
  }
  return std::nullopt;
}

}  // namespace

Result<TrustedRoot> parse_trusted_root(std::string_view text) {
  const Result<bj::value> document = report::parse_strict_json(text, kBundleBounds);
  if (!document) return malformed(document.error().expected, document.error().found);
  const auto media_type = text_member(&*document, "mediaType");
  if (!media_type || !media_type->starts_with("application/vnd.dev.sigstore.trustedroot")) {
    return malformed("a Sigstore trusted root", media_type ? std::string(*media_type) : "a document without mediaType");
  }
  TrustedRoot out;
  std::optional<Damage> wrong = read_logs(*document, "tlogs", out.transparency_logs);
  if (!wrong) wrong = read_logs(*document, "ctlogs", out.certificate_logs);
  if (!wrong) wrong = read_authorities(*document, "certificateAuthorities", out.authorities);
  if (!wrong) wrong = read_authorities(*document, "timestampAuthorities", out.timestamp_authorities);
  if (wrong) return *std::move(wrong);
  return out;
}

}  // namespace modelaudit::integrity
