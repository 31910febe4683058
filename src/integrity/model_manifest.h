// What an OpenSSF model signature says of a model: the statement inside its envelope
// (in-toto Statement v1; OMS v1.0, sections 5 to 7).
//
// The payload is parsed from the very bytes that were verified. Names are checked before anything is
// opened by them: relative, parts joined by one `/`, no `.` or `..`, no NUL, none twice. With method
// `shards` a resource is a byte range of a file, `PATH:START:END`; the ranges of a file must be those
// that the shard size gives and leave no gap. The root digest over the digests in the order as
// written must be the subject's: the specification leaves that check out, the reference tool makes
// it, and it costs nothing.
//
// Read beside the specification: what the reference tool wrote (order by path parts, `shard_size` as
// a real, `sha256-sharded-N` as algorithm, one resource `.` for a single file). Predicate
// `Digests/v0.1` of 0.2.0 is refused by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/result.h"

namespace modelaudit::integrity {

constexpr const char* kModelPredicate = "https://model_signing/signature/v1.0";
constexpr uint64_t kReferenceShard = 1'000'000'000;

struct Range {
  uint64_t begin = 0, end = 0;
  std::string digest;             ///< raw bytes
};

/// A file that was signed: one digest, or the digests of its ranges in their order.
struct SignedFile {
  std::string name;
  std::string digest;             ///< raw bytes; empty with shards
  std::vector<Range> ranges;
};

struct ModelManifest {
  std::string subject;            ///< informational
  std::vector<SignedFile> files;  ///< by name
  std::string hash_type;          ///< sha256, blake2b, blake3
  bool shards = false;
  uint64_t shard_size = 0;
  bool allow_symlinks = false;
  std::vector<std::string> ignore_paths;     ///< usable ones, canonical, sorted
  std::vector<std::string> unusable_ignores; ///< as written: they exclude nothing
  bool sorted = true;             ///< by code point, or by path parts as the reference tool writes
  bool single_file = false;       ///< the one resource is `.`
};

/// Codes: signature-malformed; signature-other-statement (a statement of another kind);
/// signature-old-version (0.2.0); signature-root-differs.
Result<ModelManifest> parse_model_manifest(std::string_view payload);

/// Everything of a model that is signed, in the order of the format, as the statement to sign.
struct StatementFile {
  std::string name;
  Digest sha256;
};
std::string write_model_statement(const std::string& subject, std::vector<StatementFile> files,
                                  std::vector<std::string> ignore_paths);

/// True for a name that a resource may have: relative, canonical, UTF-8.
bool is_canonical_name(std::string_view name);

/// True if the name is `path` or lies below it.
bool is_at_or_below(std::string_view name, std::string_view path);

/// What every signer leaves out at the top of a model.
const std::vector<std::string>& default_ignores();

}  // namespace modelaudit::integrity
