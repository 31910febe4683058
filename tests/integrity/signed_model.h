// A small model in a folder of its own, signed with a key that exists for one test.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "integrity/keys.h"
#include "integrity/sign.h"
#include "integrity/verify.h"
#include "support/temp_dir.h"

namespace modelaudit::test {

/// What a check of that code says, or nothing.
inline const integrity::Check* find_check(const integrity::Verification& verification, std::string_view code,
                                          std::string_view path_end = {}) {
  for (const integrity::Voucher& voucher : verification.vouchers) {
    for (const integrity::Check& check : voucher.checks) {
      if (check.code == code && std::string_view(check.path).ends_with(path_end)) return &check;
    }
  }
  return nullptr;
}

inline integrity::Verification verify(const std::string& target, const integrity::VerifyOptions& options = {}) {
  Result<integrity::Verification> verification = integrity::verify_targets({target}, options);
  BOOST_REQUIRE_MESSAGE(verification, "verify_targets: " << (verification ? "" : verification.error().found));
  return *std::move(verification);
}

inline std::string state_of(const integrity::Verification& verification) {
  const std::optional<integrity::State> state = verification.state();
  return state ? integrity::name_of(*state) : "nothing";
}

struct SignedFolder {
  TempDir dir;
  integrity::PrivateKey key;

  explicit SignedFolder(const std::string& kind = "P-256")
      : key(*integrity::PrivateKey::generate(kind)) {
    dir.put("model/config.json", "{}");
    dir.put("model/weights.bin", "weights");
    dir.put("model/sub/LICENSE", "MIT");
  }
  std::string model() const { return dir / "model"; }

  /// Signs what is there and writes model/model.sig.
  void sign(std::vector<std::string> ignore_paths = {}) {
    integrity::SignOptions options;
    options.bundle = dir / "model/model.sig";
    options.ignore_paths = std::move(ignore_paths);
    const Result<integrity::SignedModel> model_signature = integrity::sign_model(model(), key, options);
    BOOST_REQUIRE_MESSAGE(model_signature, "sign_model: " << (model_signature ? "" : model_signature.error().found));
    dir.put("model/model.sig", model_signature->bundle);
  }

  integrity::VerifyOptions options() const {
    integrity::VerifyOptions out;
    out.trust.keys.push_back(key.public_key());
    return out;
  }
  integrity::Verification verify_it() const { return verify(model(), options()); }

  std::string read(std::string_view below) const {
    std::ifstream in(dir / below, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

}  // namespace modelaudit::test
