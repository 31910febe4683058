// Transparency logs: what an entry proves (Rekor; RFC 6962 and C2SP tlog-checkpoint, signed-note).
//
// An entry counts only if its body is about the very payload, signature and certificate of the
// bundle, if the body is a leaf of the tree whose root the log signed, and, where the log gave a time
// and a promise, if the log signed both. Bodies read: dsse 0.0.1, intoto 0.0.2, hashedrekord 0.0.2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "integrity/bundle.h"
#include "integrity/certificates.h"
#include "integrity/trusted_root.h"

namespace modelaudit::integrity {

/// What is wrong with the entry; nothing if it proves that the log saw this bundle.
std::optional<std::string> doubt_entry(const LogEntry& entry, const Envelope& envelope, const Certificate& leaf,
                                       const std::vector<Log>& logs);

/// The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); nothing if the proof has
/// another length than index and size ask for.
std::optional<std::string> root_of_proof(std::string_view leaf_data, uint64_t index, uint64_t size,
                                         const std::vector<std::string>& hashes);

/// What is wrong with the certificate's embedded timestamps of certificate logs (RFC 6962, section
/// 3.3); nothing if a log of the list signed one.
std::optional<std::string> doubt_certificate_log(const Certificate& leaf, const Certificate& issuer,
                                                 const std::vector<Log>& logs);

}  // namespace modelaudit::integrity
