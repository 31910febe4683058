// Timestamps of an authority (RFC 3161): that a signature existed at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "integrity/trusted_root.h"

namespace modelaudit::integrity {

/// The time, in seconds since 1970, that an authority of the list gave to `signature`. The stamp must
/// lead to the authority's root at that time; a certificate inside the stamp is no anchor. Damage code
/// `timestamp-untrusted`.
Result<int64_t> check_timestamp(std::string_view stamp, std::string_view signature,
                                const std::vector<Authority>& authorities);

}  // namespace modelaudit::integrity
