#include "core/sha256.h"

#include <openssl/evp.h>

#include <new>

namespace modelaudit {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() {
    if (context == nullptr || EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const uint8_t> bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

void Sha256::update(std::string_view text) { EVP_DigestUpdate(state_->context, text.data(), text.size()); }

void Sha256::update_u64(uint64_t value) {
  std::array<uint8_t, 8> le{};
  for (size_t i = 0; i < le.size(); ++i) le[i] = static_cast<uint8_t>(value >> (8 * i));
  update(std::span<const uint8_t>(le));
}

Digest Sha256::finish() {
  Digest digest;
  unsigned int size = 0;
  EVP_DigestFinal_ex(state_->context, digest.bytes.data(), &size);
  return digest;
}

Digest sha256(std::span<const uint8_t> bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace modelaudit
