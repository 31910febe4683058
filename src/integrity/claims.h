// Claims: what a voucher states of a file, before the file is read. All vouchers make their claims
// first, then every file is read once for all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "integrity/model_manifest.h"
#include "integrity/tree.h"
#include "integrity/trust.h"
#include "integrity/verification.h"

namespace modelaudit::integrity {

enum class Algorithm { sha256, sha512, blake2b, git_blob, after_header, ranges };

struct Claim {
  size_t voucher = 0;             ///< position in `Claims::vouchers`
  std::string path;
  Algorithm algorithm = Algorithm::sha256;
  std::string expected;           ///< raw bytes
  std::vector<Range> ranges;      ///< algorithm ranges
  bool ranges_blake2b = false;
  std::optional<uint64_t> size;   ///< where the voucher states one
  std::string code;               ///< finding code where it differs
  bool authentic = true;          ///< false: a match proves nothing, because nobody is known who states it
};

struct Claims {
  std::vector<Voucher> vouchers;
  std::vector<Claim> claims;

  size_t add_voucher(std::string kind, std::string path) {
    vouchers.push_back({std::move(kind), std::move(path), {}, {}});
    return vouchers.size() - 1;
  }
  void add_check(size_t voucher, Check check) { vouchers[voucher].checks.push_back(std::move(check)); }
};

/// Hub cache, Hub local folder, Ollama, OCI, and any blob that is named by its digest.
void claim_stores(Tree& tree, const Limits& limits, Claims& out);
/// SHA256SUMS, *.sha256 and their SHA-512 kin.
void claim_lists(Tree& tree, Claims& out);
/// safetensors whose header states a hash.
void claim_headers(Tree& tree, const Limits& limits, Claims& out);

struct SignatureOptions {
  std::vector<std::string> bundles;  ///< paths; none: those beside the files
  bool allow_unlisted = false;       ///< a file that is not signed is worth a word, no failure
};
/// OpenSSF model signatures: the signature, and its manifest against the tree, both ways.
std::optional<Damage> claim_signatures(Tree& tree, const Trust& trust, const SignatureOptions& options,
                                       const Limits& limits, Claims& out);

/// Reads every file that is claimed, once, and adds a check for each claim. Gives the digests by path.
std::map<std::string, Digest> settle(Tree& tree, unsigned threads, Claims& claims);

}  // namespace modelaudit::integrity
