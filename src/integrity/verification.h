// What was verified against what: the result of `modelaudit verify`, as plain values.
//
// A voucher is whoever states a digest: a store that names blobs by digest, a list, a header, a
// signature. Each makes checks, most of them on a file. `verified` is said only where bytes were
// compared with a digest that is there; a statement that could not be judged (no key given, an
// unknown hash) is `not-verified` and is never counted as verified. `noted` is worth knowing and
// fails nothing.
//
// Strings from inputs hold raw bytes; the two renderers escape.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace modelaudit::integrity {

enum class State { verified, failed, not_verified, noted };
const char* name_of(State state);

struct Check {
  State state = State::verified;
  std::string code;       ///< a finding code (docs/codes); empty when verified, and where a note needs none
  std::string path;       ///< the file; empty: the voucher itself
  std::string algorithm;  ///< sha256, git-blob-sha1, sha512, blake2b, sha256-after-header, ecdsa …
  std::string expected, found;
  std::string says;       ///< one sentence
};

struct Voucher {
  std::string kind;    ///< hub-cache, local-dir, ollama, oci, blob-names, digest-list, modelspec, model-signature
  std::string path;    ///< the store, list, file or bundle
  std::string signer;  ///< signature: who, in words; empty while nobody is known
  std::vector<Check> checks;

  State state() const;
  uint64_t count(State state) const;
};

struct FileRow {
  std::string path;
  uint64_t size = 0;
  std::optional<Digest> sha256;   ///< of files that were read
  std::optional<State> state;     ///< nothing: no voucher speaks of it
};

struct Verification {
  static constexpr const char* kSchema = "modelaudit.verification/1";
  std::vector<std::string> targets;
  std::vector<Voucher> vouchers;  ///< by kind and path
  std::vector<FileRow> files;     ///< by path

  /// failed if anything failed; not_verified if something could not be judged; verified if at least
  /// one check was and all were; nothing where there was nothing to verify.
  std::optional<State> state() const;
  uint64_t files_in(std::optional<State> state) const;
};

using Sink = std::function<void(std::string_view)>;

struct TextOptions {
  bool verbose = false;  ///< every verified file too
  bool colour = false;
};
void render_verification_text(const Verification& verification, const TextOptions& options, const Sink& sink);
void render_verification_json(const Verification& verification, std::string_view tool_version, const Sink& sink);

}  // namespace modelaudit::integrity
