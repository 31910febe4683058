#include "integrity/certificates.h"

#include <boost/test/unit_test.hpp>

#include "core/utf8.h"
#include "integrity/bundle.h"
#include "integrity/dsse.h"
#include "integrity/made_certificates.h"
#include "integrity/trust.h"

using namespace modelaudit;
using namespace modelaudit::integrity;
using namespace modelaudit::test;

namespace {

constexpr int64_t kNow = 1'800'000'000;

Bundle chain_bundle(const MadeCertificate& leaf, const std::vector<MadeCertificate>& others) {
  Bundle bundle;
  bundle.method = SigningMethod::certificate;
  bundle.certificates.push_back(leaf.der());
  for (const MadeCertificate& other : others) bundle.certificates.push_back(other.der());
  bundle.envelope.payload_type = kInTotoType;
  bundle.envelope.payload = "{}";
  const Result<PrivateKey> key = PrivateKey::from_pem(leaf.key_pem());
  bundle.envelope.signatures.push_back(*key->sign(pre_authentication(kInTotoType, "{}")));
  return bundle;
}

Check judge(const Bundle& bundle, const std::vector<Certificate>& anchors, int64_t now = kNow) {
  Trust trust;
  trust.anchors = anchors;
  trust.now = now;
  return check_signature(bundle, trust).check;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(certificates)

BOOST_AUTO_TEST_CASE(a_chain_to_a_given_root_is_verified) {
  const MadeCertificate root = make_authority();
  const MadeCertificate middle = make_certificate(
      {"middle", {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign"}}}, &root);
  const MadeCertificate leaf = make_certificate({"signer", signing_extensions()}, &middle);
  BOOST_TEST(name_of(judge(chain_bundle(leaf, {middle}), {root.value()}).state) == "verified");
  BOOST_TEST(name_of(judge(chain_bundle(leaf, {middle, root}), {root.value()}).state) == "verified");
  BOOST_TEST(name_of(judge(chain_bundle(leaf, {}), {middle.value()}).state) == "verified");   // any given one is an anchor
  BOOST_TEST(judge(chain_bundle(leaf, {}), {root.value()}).code == "signature-untrusted");
}

BOOST_AUTO_TEST_CASE(a_root_inside_the_bundle_is_no_anchor) {
  const MadeCertificate stranger = make_authority("stranger");
  const MadeCertificate leaf = make_certificate({"signer", signing_extensions()}, &stranger);
  BOOST_TEST(judge(chain_bundle(leaf, {stranger}), {make_authority().value()}).code == "signature-untrusted");
}

BOOST_AUTO_TEST_CASE(a_certificate_out_of_its_time_is_not_trusted) {
  const MadeCertificate root = make_authority();
  const MadeCertificate leaf = make_certificate({"signer", signing_extensions(), 1'750'000'000, 1'760'000'000}, &root);
  BOOST_TEST(name_of(judge(chain_bundle(leaf, {}), {root.value()}, 1'755'000'000).state) == "verified");
  BOOST_TEST(judge(chain_bundle(leaf, {}), {root.value()}, 1'760'000'001).code == "signature-untrusted");
  BOOST_TEST(judge(chain_bundle(leaf, {}), {root.value()}, 1'749'999'999).code == "signature-untrusted");
}

BOOST_AUTO_TEST_CASE(a_certificate_that_may_not_sign_is_not_trusted) {
  const MadeCertificate root = make_authority();
  const std::vector<std::vector<Extension>> wrong = {
      {},
      {{NID_key_usage, "critical,keyEncipherment"}, {NID_ext_key_usage, "codeSigning"}},
      {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "serverAuth"}},
  };
  for (const std::vector<Extension>& extensions : wrong) {
    const MadeCertificate leaf = make_certificate({"signer", extensions}, &root);
    BOOST_TEST(judge(chain_bundle(leaf, {}), {root.value()}).code == "signature-untrusted");
  }
}

BOOST_AUTO_TEST_CASE(a_trusted_certificate_of_another_key_fails) {
  const MadeCertificate root = make_authority();
  const MadeCertificate leaf = make_certificate({"signer", signing_extensions()}, &root);
  Bundle bundle = chain_bundle(leaf, {});
  bundle.envelope.payload = "[]";
  BOOST_TEST(judge(bundle, {root.value()}).code == "signature-invalid");
}

BOOST_AUTO_TEST_CASE(pem_may_have_text_before_it_and_hold_several) {
  const std::string pem = "subject=…\n\n" + make_authority("a").pem() + "and\n" + make_authority("b").pem();
  const Result<std::vector<Certificate>> all = Certificate::all_from_pem(pem);
  BOOST_REQUIRE(all);
  BOOST_TEST(all->size() == 2);
  BOOST_TEST((*all)[1].subject() == "CN=b");
  BOOST_TEST(!Certificate::all_from_pem("nothing"));
  BOOST_TEST(!Certificate::all_from_pem(pem.substr(0, pem.size() - 60)));
}

BOOST_AUTO_TEST_CASE(keys_of_other_kinds_are_refused) {
  const std::shared_ptr<EVP_PKEY> rsa(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t{2048}), EVP_PKEY_free);
  BOOST_TEST(!PublicKey::from_handle(rsa));
  const std::shared_ptr<EVP_PKEY> other(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "secp256k1"), EVP_PKEY_free);
  BOOST_TEST(!PublicKey::from_handle(other));
}

BOOST_AUTO_TEST_CASE(keys_come_back_from_pem_and_verify) {
  for (const char* kind : {"P-256", "P-384", "P-521", "Ed25519"}) {
    const Result<PrivateKey> key = PrivateKey::generate(kind);
    BOOST_REQUIRE(key);
    const Result<PrivateKey> again = PrivateKey::from_pem(key->pem());
    BOOST_REQUIRE(again);
    BOOST_TEST((again->public_key() == key->public_key()));
    const Result<PublicKey> half = PublicKey::from_pem("a comment\n" + key->public_key().pem());
    BOOST_REQUIRE(half);
    const std::string signature = *key->sign("message");
    BOOST_TEST(half->verify("message", signature));
    BOOST_TEST(!half->verify("massage", signature));
    BOOST_TEST(half->kind() == kind);
  }
  BOOST_TEST((*PrivateKey::generate("Ed25519")).sign("x").value().size() == 64);
}

BOOST_AUTO_TEST_CASE(ed25519_signs_the_same_bytes_every_time) {
  const Result<PrivateKey> key = PrivateKey::generate("Ed25519");
  BOOST_TEST(*sign_envelope(kInTotoType, "{}", *key, "k") == *sign_envelope(kInTotoType, "{}", *key, "k"));
}

BOOST_AUTO_TEST_SUITE_END()
