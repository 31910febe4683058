// safetensors that state the hash of their own data: `modelspec.hash_sha256` is `0x` and SHA-256 of
// every byte after the header (Stability-AI/ModelSpec README, 2024-06). Older files lack the `0x`.
// Who can change the data can change the header: it shows damage, not intent.
#include "core/utf8.h"
#include "integrity/claims.h"
#include "integrity/measure.h"

namespace modelaudit::integrity {

void claim_headers(Tree& tree, const Limits& limits, Claims& out) {
  for (const auto& [path, place] : tree.files()) {
    if (place.entry.size < 16) continue;
    const Result<inspect::Fd> fd = tree.open(place);
    if (!fd) continue;   // whoever vouches for the file says so
    const HeaderHashes stated = read_header_hashes(fd->get(), path, limits);
    if (stated.sha256.empty() && stated.others.empty()) continue;
    const size_t by = out.add_voucher("modelspec", path);
    for (const std::string& word : stated.sha256) {
      const std::string_view hex = word.starts_with("0x") ? std::string_view(word).substr(2) : std::string_view(word);
      const std::optional<Digest> digest = digest_from_hex(hex);
      if (!digest) {
        out.add_check(by, {State::failed, "stated-hash-malformed", path, "sha256-after-header", "0x and 64 hexadecimal digits",
                           display_short(word), "states no hash that can be compared"});
        continue;
      }
      out.claims.push_back({by, path, Algorithm::after_header,
                            std::string(reinterpret_cast<const char*>(digest->bytes.data()), digest->bytes.size()), {}, false,
                            std::nullopt, "stated-hash-differs", true});
    }
    for (const std::string& key : stated.others) {
      out.add_check(by, {State::not_verified, "stated-hash-unknown", path, {}, "modelspec.hash_sha256", display_short(key),
                         "states a hash of an algorithm that is not computed here"});
    }
  }
}

}  // namespace modelaudit::integrity
