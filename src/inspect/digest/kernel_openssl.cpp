// The portable kernel: OpenSSL's block function, one stream at a time.
//
// EVP hides the chaining value since OpenSSL 3.0 and wants a context on the heap for each stream.
// The low-level SHA256_CTX is the same code (the same assembly, chosen by OpenSSL for this CPU)
// with the value in plain sight; it is deprecated for applications, not removed. Updating by whole
// blocks from an empty buffer runs the block function only.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <cstring>

#include "inspect/digest/compressor.h"

namespace modelaudit::inspect {
namespace {

void compress(const Lane* lanes, size_t count, size_t blocks) {
  for (size_t i = 0; i < count; ++i) {
    SHA256_CTX context{};
    context.md_len = SHA256_DIGEST_LENGTH;
    static_assert(sizeof context.h == 8 * sizeof(uint32_t));
    std::memcpy(context.h, lanes[i].value, sizeof context.h);
    SHA256_Update(&context, lanes[i].blocks, 64 * blocks);
    std::memcpy(lanes[i].value, context.h, sizeof context.h);
  }
}

}  // namespace

Compressor openssl_compressor() { return {1, compress}; }

}  // namespace modelaudit::inspect
