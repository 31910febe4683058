#include <boost/test/unit_test.hpp>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "integrity/bundle.h"
#include "integrity/model_manifest.h"
#include "integrity/signed_model.h"

using namespace modelaudit;
using namespace modelaudit::integrity;
using modelaudit::test::SignedFolder;
using modelaudit::test::find_check;
using modelaudit::test::state_of;
using modelaudit::test::verify;

BOOST_AUTO_TEST_SUITE(signature)

BOOST_AUTO_TEST_CASE(a_signed_folder_is_verified_on_every_curve) {
  for (const char* kind : {"P-256", "P-384", "P-521"}) {
    SignedFolder folder(kind);
    folder.sign();
    const Verification verification = folder.verify_it();
    BOOST_TEST(state_of(verification) == "verified", kind);
    BOOST_TEST(verification.files_in(State::verified) == 3);
    BOOST_TEST(verification.files_in(std::nullopt) == 1);   // the bundle itself
  }
}

BOOST_AUTO_TEST_CASE(a_key_of_ed25519_is_not_for_models) {
  SignedFolder folder("Ed25519");
  const Result<SignedModel> model = sign_model(folder.model(), folder.key, {});
  BOOST_REQUIRE(!model);
  BOOST_TEST(model.error().code == "key-unusable");
}

BOOST_AUTO_TEST_CASE(the_statement_is_the_same_every_time) {
  SignedFolder folder;
  const Result<SignedModel> first = sign_model(folder.model(), folder.key, {});
  const Result<SignedModel> second = sign_model(folder.model(), folder.key, {});
  BOOST_REQUIRE(first && second);
  BOOST_TEST(first->statement == second->statement);
  BOOST_TEST(first->bundle != second->bundle);   // ECDSA's nonce
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_of_a_signed_file_is_seen) {
  SignedFolder folder;
  folder.sign();
  for (const char* name : {"model/config.json", "model/weights.bin", "model/sub/LICENSE"}) {
    const std::string whole = folder.read(name);
    for (size_t bit = 0; bit < 8 * whole.size(); ++bit) {
      std::string bent = whole;
      bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
      folder.dir.put(name, bent);
      const Verification verification = folder.verify_it();
      if (state_of(verification) != "failed" || find_check(verification, "signature-file-differs", name) == nullptr) {
        BOOST_ERROR("bit " << bit << " of " << name << " is not seen");
      }
    }
    folder.dir.put(name, whole);
  }
  BOOST_TEST(state_of(folder.verify_it()) == "verified");
}

BOOST_AUTO_TEST_CASE(no_flipped_bit_of_a_bundle_passes_unseen) {
  SignedFolder folder;
  folder.sign();
  const std::string whole = folder.read("model/model.sig");
  for (size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string bent = whole;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    folder.dir.put("model/model.sig", bent);
    const Verification verification = folder.verify_it();
    const bool is_seen = state_of(verification) == "failed" || find_check(verification, "signature-hint-differs") != nullptr;
    // The last byte ends the line: white space of another kind is the same document.
    if (!is_seen && bit / 8 + 1 != whole.size()) BOOST_ERROR("bit " << bit << " of the bundle is not seen");
  }
}

BOOST_AUTO_TEST_CASE(an_added_file_fails_and_an_ignored_license_is_flagged) {
  SignedFolder folder;
  folder.dir.put("model/LICENSE", "terms");
  folder.sign({"LICENSE"});
  BOOST_TEST(state_of(folder.verify_it()) == "verified");
  BOOST_TEST(find_check(folder.verify_it(), "signature-terms-ignored", "/LICENSE"));
  folder.dir.put("model/extra.gguf", "GGUF");
  const Verification verification = folder.verify_it();
  BOOST_TEST(state_of(verification) == "failed");
  BOOST_TEST(find_check(verification, "signature-file-unlisted", "/extra.gguf"));
  BOOST_TEST(find_check(verification, "signature-terms-ignored", "/LICENSE"));
}

BOOST_AUTO_TEST_CASE(ignored_weights_are_flagged) {
  SignedFolder folder;
  folder.dir.put("model/big.safetensors", "x");
  folder.sign({"big.safetensors"});
  BOOST_TEST(find_check(folder.verify_it(), "signature-weights-ignored", "/big.safetensors"));
}

BOOST_AUTO_TEST_CASE(unlisted_files_are_noted_where_the_user_allows_them) {
  SignedFolder folder;
  folder.sign();
  folder.dir.put("model/extra.txt", "x");
  VerifyOptions options = folder.options();
  options.allow_unlisted = true;
  const Verification verification = verify(folder.model(), options);
  BOOST_TEST(state_of(verification) == "verified");
  BOOST_TEST(name_of(find_check(verification, "signature-file-unlisted", "/extra.txt")->state) == "noted");
}

BOOST_AUTO_TEST_CASE(a_removed_file_fails) {
  SignedFolder folder;
  folder.sign();
  std::filesystem::remove(folder.dir / "model/sub/LICENSE");
  BOOST_TEST(find_check(folder.verify_it(), "signature-file-missing", "/sub/LICENSE"));
  BOOST_TEST(state_of(folder.verify_it()) == "failed");
}

BOOST_AUTO_TEST_CASE(a_link_in_the_place_of_a_file_fails) {
  SignedFolder folder;
  folder.sign();
  std::filesystem::rename(folder.dir / "model/weights.bin", folder.dir / "model/sub/moved.bin");
  std::filesystem::create_symlink("sub/moved.bin", folder.dir / "model/weights.bin");
  const Verification verification = folder.verify_it();
  BOOST_TEST(find_check(verification, "signature-symlink", "/weights.bin"));
  BOOST_TEST(find_check(verification, "signature-file-unlisted", "/sub/moved.bin"));
}

BOOST_AUTO_TEST_CASE(git_at_the_top_is_left_out_and_below_it_is_not) {
  SignedFolder folder;
  folder.sign();
  folder.dir.put("model/.gitattributes", "x");
  folder.dir.put("model/.git/config", "x");
  BOOST_TEST(state_of(folder.verify_it()) == "verified");
  folder.dir.put("model/sub/.gitattributes", "x");
  BOOST_TEST(state_of(folder.verify_it()) == "failed");
  std::filesystem::remove(folder.dir / "model/sub/.gitattributes");
  folder.dir.put("model/sub/.git/config", "x");
  BOOST_TEST(state_of(folder.verify_it()) == "failed");
}

BOOST_AUTO_TEST_CASE(without_a_key_nothing_is_verified) {
  SignedFolder folder;
  folder.sign();
  const Verification verification = verify(folder.model());
  BOOST_TEST(state_of(verification) == "not-verified");
  BOOST_TEST(verification.files_in(State::verified) == 0);
  folder.dir.put("model/weights.bin", "other");
  BOOST_TEST(state_of(verify(folder.model())) == "failed");
}

BOOST_AUTO_TEST_CASE(another_key_fails_and_opens_nothing) {
  SignedFolder folder;
  folder.sign();
  VerifyOptions options;
  options.trust.keys.push_back(PrivateKey::generate("P-256")->public_key());
  const Verification verification = verify(folder.model(), options);
  BOOST_TEST(find_check(verification, "signature-invalid"));
  BOOST_TEST(verification.files_in(std::nullopt) == 4);
}

BOOST_AUTO_TEST_CASE(links_and_foreign_names_are_not_signed) {
  SignedFolder folder;
  std::filesystem::create_symlink("config.json", folder.dir / "model/link");
  BOOST_TEST(!sign_model(folder.model(), folder.key, {}));
  SignOptions options;
  options.ignore_paths = {"link"};
  BOOST_TEST(bool(sign_model(folder.model(), folder.key, options)));
  folder.dir.put("model/caf\xe9", "x");
  BOOST_TEST(!sign_model(folder.model(), folder.key, options));
}

BOOST_AUTO_TEST_CASE(an_empty_folder_is_not_signed) {
  test::TempDir dir;
  std::filesystem::create_directory(dir / "empty");
  const Result<SignedModel> model = sign_model(dir / "empty", *PrivateKey::generate("P-256"), {});
  BOOST_REQUIRE(!model);
  BOOST_TEST(model.error().code == "model-unsignable");
}

BOOST_AUTO_TEST_CASE(a_single_file_is_signed_by_its_name) {
  SignedFolder folder;
  const std::string file = folder.dir / "model/weights.bin";
  const Result<SignedModel> model = sign_model(file, folder.key, {});
  BOOST_REQUIRE(model);
  folder.dir.put("model/weights.bin.sig", model->bundle);
  BOOST_TEST(state_of(verify(file, folder.options())) == "verified");
  folder.dir.put("model/weights.bin", "other");
  BOOST_TEST(state_of(verify(file, folder.options())) == "failed");
}

BOOST_AUTO_TEST_CASE(a_signature_of_another_kind_is_named_and_not_judged) {
  SignedFolder folder;
  folder.dir.put("model/x.sig", "-----BEGIN PGP SIGNATURE-----");
  const Verification verification = folder.verify_it();
  BOOST_TEST(find_check(verification, "signature-other-kind", "/x.sig"));
  BOOST_TEST(state_of(verification) == "nothing");
}

BOOST_AUTO_TEST_CASE(an_empty_bundle_is_refused) {
  SignedFolder folder;
  folder.dir.put("model/model.sig", "");
  BOOST_TEST(find_check(folder.verify_it(), "signature-malformed"));
}

BOOST_AUTO_TEST_SUITE_END()
