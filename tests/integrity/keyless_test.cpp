// A whole keyless instance in one test: authority, log and signer, and what must fall when any part is bent.
#include "integrity/keyless.h"

#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "core/utf8.h"
#include "integrity/made_certificates.h"
#include "integrity/transparency.h"
#include "integrity/trust.h"

using namespace modelaudit;
using namespace modelaudit::integrity;
using namespace modelaudit::test;

namespace {

constexpr int64_t kSigned = 1'750'000'300;
constexpr const char* kHost = "log.example";

std::string raw(const Digest& digest) { return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()}; }

// Signs everything in the way that the real parts do.
struct Instance {
  MadeCertificate authority = make_authority();
  MadeCertificate leaf;
  PrivateKey log = *PrivateKey::generate("P-256");
  Bundle bundle;
  TrustedRoot root;

  explicit Instance(const std::string& payload = "{}") {
    std::vector<Extension> extensions = signing_extensions();
    extensions.push_back({NID_subject_alt_name, "email:signer@example.org"});
    leaf = make_certificate({"", extensions, 1'750'000'000, 1'750'000'600}, &authority);
    bundle.method = SigningMethod::keyless;
    bundle.certificates = {leaf.der()};
    bundle.envelope.payload_type = kInTotoType;
    bundle.envelope.payload = payload;
    bundle.envelope.signatures = {*PrivateKey::from_pem(leaf.key_pem())->sign(pre_authentication(kInTotoType, payload))};
    const std::string log_id = raw(sha256(log.public_key().der()));
    root.transparency_logs.push_back({log_id, kHost, log.public_key(), {1'700'000'000, 0}});
    root.authorities.push_back({{authority.value()}, {1'700'000'000, 0}});
    bundle.log_entries.push_back(entry(log_id));
  }

  LogEntry entry(const std::string& log_id) const {
    LogEntry out;
    out.key_id = log_id;
    out.kind = "dsse";
    out.version = "0.0.1";
    out.log_index = 7;
    out.integrated_time = kSigned;
    out.body = R"({"apiVersion":"0.0.1","kind":"dsse","spec":{"payloadHash":{"algorithm":"sha256","value":")" +
               to_hex(sha256(bundle.envelope.payload)) + R"("},"signatures":[{"signature":")" + base64(bundle.envelope.signatures[0]) +
               R"(","verifier":")" + base64(leaf.pem()) + R"("}]}})";
    out.promise = *log.sign(R"({"body":")" + base64(out.body) + R"(","integratedTime":)" + std::to_string(kSigned) + R"(,"logID":")" +
                            to_hex(sha256(log.public_key().der())) + R"(","logIndex":7})");
    out.has_proof = true;
    out.proof_index = 0;
    out.tree_size = 1;
    out.root_hash = raw(sha256(std::string(1, '\0') + out.body));
    const std::string text = std::string(kHost) + "\n1\n" + base64(out.root_hash) + "\n";
    out.checkpoint = text + "\n\u2014 " + kHost + " " + base64(log_id.substr(0, 4) + *log.sign(text)) + "\n";
    return out;
  }

  std::string why_not() const { return check_keyless(bundle, root).why_not.value_or(""); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(keyless)

BOOST_AUTO_TEST_CASE(a_genuine_signature_names_its_signer) {
  const Instance instance;
  const KeylessResult result = check_keyless(instance.bundle, instance.root);
  BOOST_TEST(!result.why_not, result.why_not.value_or(""));
  BOOST_TEST(result.names == std::vector<std::string>{"signer@example.org"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_genuine_signature_is_verified_only_for_whom_the_user_expects) {
  const Instance instance;
  Trust trust;
  trust.root = instance.root;
  BOOST_TEST(name_of(check_signature(instance.bundle, trust).check.state) == "not-verified");
  trust.identity = "signer@example.org";
  trust.oidc_issuer = "https://issuer.example";
  BOOST_TEST(check_signature(instance.bundle, trust).check.code == "signature-other-identity");   // the issuer is not named
  Trust nobody;
  const SignatureResult result = check_signature(instance.bundle, nobody);
  BOOST_TEST(name_of(result.check.state) == "not-verified");
  BOOST_TEST(result.signer == "signer@example.org (claimed)");
}

BOOST_AUTO_TEST_CASE(every_part_is_needed) {
  const auto bent = [](auto bend) {
    Instance instance;
    bend(instance);
    return instance.why_not();
  };
  BOOST_TEST(bent([](Instance& i) { i.bundle.log_entries.clear(); }) == "it has no entry of a transparency log");
  BOOST_TEST(bent([](Instance& i) { i.root.transparency_logs.clear(); }) == "its log is not in the trusted root");
  BOOST_TEST(bent([](Instance& i) { i.root.authorities.clear(); }) == "no authority of the trusted root was in force then");
  BOOST_TEST(bent([](Instance& i) { i.root.authorities[0].valid.to = kSigned - 1; }) != "");
  BOOST_TEST(bent([](Instance& i) { i.root.transparency_logs[0].valid.to = kSigned - 1; }) ==
             "its log was not in force at the time of the entry");
  BOOST_TEST(bent([](Instance& i) { i.root.transparency_logs[0].valid.to = kSigned; }) == "");
  BOOST_TEST(bent([](Instance& i) { i.root.transparency_logs[0].host = "other"; }) == "the checkpoint is not signed by the log");
  BOOST_TEST(bent([](Instance& i) { i.bundle.log_entries[0].integrated_time += 1; }) == "the log did not sign the time of the entry");
  BOOST_TEST(bent([](Instance& i) { i.bundle.log_entries[0].promise.clear(); }) == "nobody vouches for the time of signing");
  BOOST_TEST(bent([](Instance& i) { i.bundle.log_entries[0].has_proof = false; }) == "the log entry has no proof of inclusion");
  BOOST_TEST(bent([](Instance& i) { i.bundle.log_entries[0].root_hash[0] ^= 1; }) == "the proof of inclusion does not lead to its root");
  BOOST_TEST(bent([](Instance& i) { i.bundle.log_entries[0].checkpoint.erase(0, 12); }) == "the log's checkpoint cannot be read");
  BOOST_TEST(bent([](Instance& i) { i.bundle.envelope.payload = "[]"; }) == "the log entry is about another payload");
  BOOST_TEST(bent([](Instance& i) { i.bundle.envelope.signatures[0] += 'x'; }) == "the log entry is about another signature");
  BOOST_TEST(bent([](Instance& i) { i.bundle.certificates[0] = make_certificate({"x", signing_extensions()}, &i.authority).der(); }) ==
             "the log entry is about another certificate");
  BOOST_TEST(bent([](Instance& i) { i.root.certificate_logs = i.root.transparency_logs; }) ==
             "its certificate carries no timestamp of a certificate log");
  BOOST_TEST(bent([](Instance& i) { i.bundle.timestamps.emplace_back("x"); }) != "");
}

BOOST_AUTO_TEST_CASE(a_signature_outside_the_certificates_minutes_is_not_trusted) {
  Instance instance;
  std::vector<Extension> extensions = signing_extensions();
  instance.leaf = make_certificate({"", extensions, kSigned - 10, kSigned - 1}, &instance.authority);
  instance.bundle.certificates = {instance.leaf.der()};
  instance.bundle.envelope.signatures = {*PrivateKey::from_pem(instance.leaf.key_pem())->sign(pre_authentication(kInTotoType, "{}"))};
  instance.bundle.log_entries = {instance.entry(instance.root.transparency_logs[0].key_id)};
  BOOST_TEST(instance.why_not() == "certificate has expired");
}

BOOST_AUTO_TEST_CASE(a_proof_of_inclusion_leads_to_the_root_of_its_tree) {
  const auto leaf = [](const std::string& data) { return raw(sha256(std::string(1, '\0') + data)); };
  const auto node = [](const std::string& a, const std::string& b) { return raw(sha256("\x01" + a + b)); };
  const std::string left = node(leaf("a"), leaf("b"));
  const std::string root = node(left, leaf("c"));   // three leaves: ((a b) c)
  BOOST_TEST((root_of_proof("a", 0, 3, {leaf("b"), leaf("c")}) == root));
  BOOST_TEST((root_of_proof("b", 1, 3, {leaf("a"), leaf("c")}) == root));
  BOOST_TEST((root_of_proof("c", 2, 3, {left}) == root));
  BOOST_TEST(!root_of_proof("c", 3, 3, {left}));
  BOOST_TEST(!root_of_proof("a", 0, 3, {leaf("b")}));
  BOOST_TEST(!root_of_proof("a", 0, 3, {leaf("b"), leaf("c"), leaf("d")}));
  BOOST_TEST((root_of_proof("a", 0, 1, {}) == leaf("a")));
}

BOOST_AUTO_TEST_CASE(a_trusted_root_is_read_strictly) {
  const std::string key = base64(PrivateKey::generate("P-256")->public_key().der());
  const auto document = [&](const std::string& start) {
    return R"({"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https://log.example/x","logId":{"keyId":"AAAA"},"publicKey":{"rawBytes":")" +
           key + R"(","validFor":{)" + start + "}}}]}";
  };
  const Result<TrustedRoot> root = parse_trusted_root(document(R"("start":"1970-01-02T00:00:01.000Z","end":"2001-09-09T01:46:40Z")"));
  BOOST_REQUIRE(root);
  BOOST_TEST(root->transparency_logs[0].host == "log.example");
  BOOST_TEST(root->transparency_logs[0].valid.from == 86401);
  BOOST_TEST(root->transparency_logs[0].valid.to == 1'000'000'000);
  BOOST_TEST(parse_trusted_root(document(""))->transparency_logs.empty());   // no beginning: never in force
  BOOST_TEST(!parse_trusted_root(document(R"("start":"yesterday")")));
  BOOST_TEST(!parse_trusted_root("{}"));
}

BOOST_AUTO_TEST_SUITE_END()
