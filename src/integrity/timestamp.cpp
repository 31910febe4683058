#include "integrity/timestamp.h"

#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

#include <ctime>

namespace modelaudit::integrity {
namespace {

Damage untrusted(std::string found) {
  ERR_clear_error();
  return {"timestamp-untrusted", DamageClass::damage, "", 0, "a timestamp of an authority of the trusted root", std::move(found)};
}

using Store = std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)>;
using Verify = std::unique_ptr<TS_VERIFY_CTX, decltype(&TS_VERIFY_CTX_free)>;

bool verify_with(TS_RESP* response, std::string_view signature, const Authority& authority, int64_t time) {
  const Verify context(TS_VERIFY_CTX_new(), TS_VERIFY_CTX_free);
  // The context frees what it is given.
  X509_STORE* store = X509_STORE_new();
  STACK_OF(X509)* certificates = sk_X509_new_null();
  X509_STORE_add_cert(store, authority.chain.back().handle());
  for (const Certificate& link : authority.chain) {
    X509_up_ref(link.handle());
    sk_X509_push(certificates, link.handle());
  }
  X509_VERIFY_PARAM* how = X509_STORE_get0_param(store);
  X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(how, static_cast<time_t>(time));
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_SIGNATURE | TS_VFY_DATA);
  TS_VERIFY_CTX_set_store(context.get(), store);
  TS_VERIFY_CTX_set_certs(context.get(), certificates);
  TS_VERIFY_CTX_set_data(context.get(), BIO_new_mem_buf(signature.data(), static_cast<int>(signature.size())));
  return TS_RESP_verify_response(context.get(), response) == 1;
}

}  // namespace

Result<int64_t> check_timestamp(std::string_view stamp, std::string_view signature,
                                const std::vector<Authority>& authorities) {
  const auto* at = reinterpret_cast<const unsigned char*>(stamp.data());
  const std::unique_ptr<TS_RESP, decltype(&TS_RESP_free)> response(
      d2i_TS_RESP(nullptr, &at, static_cast<long>(stamp.size())), TS_RESP_free);
  TS_TST_INFO* info = response ? TS_RESP_get_tst_info(response.get()) : nullptr;
  std::tm parts{};
  if (info == nullptr || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) {
    return untrusted("bytes that are no timestamp");
  }
  const int64_t time = timegm(&parts);
  for (const Authority& authority : authorities) {
    if (!authority.valid.covers(time) || authority.chain.empty()) continue;
    if (verify_with(response.get(), signature, authority, time)) {
      ERR_clear_error();
      return time;
    }
  }
  return untrusted("one that leads to none, or is of another signature");
}

}  // namespace modelaudit::integrity
