// The flags that say whom the user trusts and with which key to sign.
#pragma once

#include <optional>
#include <string>

#include "cli/flags.h"
#include "core/result.h"
#include "integrity/keys.h"
#include "integrity/trust.h"

namespace modelaudit::cli {

/// Reads the keys, certificates and trusted root that the flags name. An error says which and why.
Result<integrity::Trust> read_trust(const Arguments& arguments);

/// The private key of --key.
Result<integrity::PrivateKey> read_signing_key(const Arguments& arguments);

/// A small file (`-`: standard input), at most `most` bytes.
Result<std::string> read_small_file(const std::string& path, uint64_t most);

/// --threads, or one a core; nothing if it is no number up to 1024.
std::optional<unsigned> read_threads(const Arguments& arguments);

}  // namespace modelaudit::cli
