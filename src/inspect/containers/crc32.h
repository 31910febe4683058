// CRC-32 of zip and gzip (polynomial 04C11DB7, reflected): as zlib's crc32(), at the speed of the read.
#pragma once

#include <cstdint>

#include "core/byte_stream.h"

namespace modelaudit::inspect {

/// The checksum of what came before (0 at the beginning), continued over more bytes.
uint32_t crc32(uint32_t before, Bytes bytes);

}  // namespace modelaudit::inspect
