#include "integrity/bundle.h"

#include <boost/test/unit_test.hpp>

#include "core/utf8.h"
#include "integrity/base64.h"

using namespace modelaudit;
using namespace modelaudit::integrity;

namespace {

const std::string kEnvelope = R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AAAA","keyid":""}]})";

std::string bundle(const std::string& material, const std::string& envelope = kEnvelope,
                   const std::string& media_type = "application/vnd.dev.sigstore.bundle.v0.3+json") {
  return R"({"mediaType":")" + media_type + R"(","verificationMaterial":)" + material + R"(,"dsseEnvelope":)" + envelope + "}";
}

bool is_refused(const std::string& text) {
  const Result<Bundle> read = parse_bundle(text);
  return !read && read.error().code == "signature-malformed";
}

const std::string kHint = R"({"publicKey":{"hint":"ab"},"tlogEntries":[]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(bundle_reading)

BOOST_AUTO_TEST_CASE(base64_has_one_spelling) {
  BOOST_TEST(*read_base64("Zm9v") == "foo");
  BOOST_TEST(*read_base64("_-8=") == "\xff\xef");
  BOOST_TEST(*read_base64("/+8=") == "\xff\xef");
  for (const char* wrong : {"Zg", "Zg=", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "_+8=", "====", "Z==="}) {
    BOOST_TEST(!read_base64(wrong), wrong);
  }
}

BOOST_AUTO_TEST_CASE(the_three_methods_are_told_apart) {
  BOOST_TEST((parse_bundle(bundle(kHint))->method == SigningMethod::key));
  BOOST_TEST(parse_bundle(bundle(R"({"publicKey":{"rawBytes":"AAAA","keyDetails":"X"}})"))->raw_key.has_value());
  BOOST_TEST((parse_bundle(bundle(R"({"x509CertificateChain":{"certificates":[{"rawBytes":"AAAA"}]}})"))->method ==
              SigningMethod::certificate));
  BOOST_TEST((parse_bundle(bundle(R"({"certificate":{"rawBytes":"AAAA"},"tlogEntries":[]})"))->method == SigningMethod::keyless));
  BOOST_TEST(is_refused(bundle("{}")));
  BOOST_TEST(is_refused(bundle(R"({"publicKey":{"hint":"ab"},"certificate":{"rawBytes":"AAAA"}})")));
}

BOOST_AUTO_TEST_CASE(keyid_may_be_absent_empty_or_null) {
  for (const char* key_id : {"", R"(,"keyid":"")", R"(,"keyid":null)", R"(,"keyid":"x")"}) {
    const std::string envelope =
        R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AAAA")" + std::string(key_id) + "}]}";
    BOOST_TEST(bool(parse_bundle(bundle(kHint, envelope))), key_id);
  }
}

BOOST_AUTO_TEST_CASE(what_the_format_does_not_have_is_refused) {
  BOOST_TEST(is_refused(""));
  BOOST_TEST(is_refused("[]"));
  BOOST_TEST(is_refused(bundle(kHint) + "x"));
  BOOST_TEST(is_refused(bundle(kHint, kEnvelope, "application/json")));
  BOOST_TEST(is_refused(bundle(kHint, R"({"payload":"e30=","payloadType":"text/plain","signatures":[{"sig":"AAAA"}]})")));
  BOOST_TEST(is_refused(bundle(kHint, R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]})")));
  BOOST_TEST(is_refused(bundle(kHint, R"({"payload":"e3==","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AAAA"}]})")));
  BOOST_TEST(is_refused(bundle(kHint, R"({"payload":1,"payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AAAA"}]})")));
  std::string twice = bundle(kHint);
  twice.insert(1, R"("mediaType":"x",)");
  BOOST_TEST(is_refused(twice));
}

BOOST_AUTO_TEST_CASE(deep_and_long_documents_are_refused) {
  BOOST_TEST(is_refused(bundle(std::string(100'000, '['))));
  std::string many = R"({"publicKey":{"hint":"ab"},"tlogEntries":[)";
  for (int i = 0; i < 30'000; ++i) many += "0,";
  BOOST_TEST(is_refused(bundle(many + "0]}")));
}

BOOST_AUTO_TEST_CASE(the_pre_authentication_encoding_is_that_of_the_specification) {
  BOOST_TEST(pre_authentication("http://example.com/HelloWorld", "hello world") ==
             "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  BOOST_TEST(pre_authentication("", "") == "DSSEv1 0  0 ");
}

BOOST_AUTO_TEST_SUITE_END()
