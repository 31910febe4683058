#include "integrity/verify.h"

#include <sys/stat.h>

#include <algorithm>
#include <tuple>

#include "integrity/claims.h"
#include "integrity/tree.h"

namespace modelaudit::integrity {
namespace {

// failed is heard over verified, verified over what could not be judged. A note says nothing of the bytes.
int weight(State state) {
  switch (state) {
    case State::failed: return 3;
    case State::verified: return 2;
    case State::not_verified: return 1;
    case State::noted: return 0;
  }
  return 0;
}

std::vector<FileRow> rows(const Tree& tree, const std::vector<Voucher>& vouchers, const std::map<std::string, Digest>& digests) {
  std::map<std::string, State> states;
  for (const Voucher& voucher : vouchers) {
    for (const Check& check : voucher.checks) {
      if (check.state == State::noted || check.path == voucher.path) {
        // A voucher's word about itself says nothing of the bytes of its file, but a modelspec's does.
        if (voucher.kind != "modelspec" || check.state == State::noted) continue;
      }
      const auto [at, is_new] = states.emplace(check.path, check.state);
      if (!is_new && weight(check.state) > weight(at->second)) at->second = check.state;
    }
  }
  std::vector<FileRow> out;
  for (const auto& [path, place] : tree.files()) {
    const auto state = states.find(path);
    const auto digest = digests.find(path);
    const bool is_target = place.walked || std::find(tree.single_files().begin(), tree.single_files().end(), path) !=
                                               tree.single_files().end();
    if (!is_target && state == states.end()) continue;
    out.push_back({path, place.entry.size, digest == digests.end() ? std::nullopt : std::optional(digest->second),
                   state == states.end() ? std::nullopt : std::optional(state->second)});
    if (state != states.end()) states.erase(state);
  }
  for (const auto& [path, state] : states) out.push_back({path, 0, std::nullopt, state});  // named, not there
  std::sort(out.begin(), out.end(), [](const FileRow& a, const FileRow& b) { return a.path < b.path; });
  return out;
}

void put_in_order(std::vector<Voucher>& vouchers) {
  for (Voucher& voucher : vouchers) {
    std::stable_sort(voucher.checks.begin(), voucher.checks.end(), [&](const Check& a, const Check& b) {
      // What the voucher says of itself (is it signed, can it be read) comes first.
      return std::make_tuple(a.path != voucher.path, std::ref(a.path), std::ref(a.code)) <
             std::make_tuple(b.path != voucher.path, std::ref(b.path), std::ref(b.code));
    });
  }
  std::stable_sort(vouchers.begin(), vouchers.end(), [](const Voucher& a, const Voucher& b) {
    return std::tie(a.path, a.kind) < std::tie(b.path, b.kind);
  });
}

}  // namespace

Result<Verification> verify_targets(const std::vector<std::string>& targets, const VerifyOptions& options) {
  Tree tree(options.limits);
  for (const std::string& target : targets) {
    struct stat info {};
    const bool is_directory = stat(target.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
    const std::optional<Damage> wrong = is_directory ? tree.add_directory(target) : tree.add_file(target);
    if (wrong) return *wrong;
  }
  Claims claims;
  claim_lists(tree, claims);
  claim_stores(tree, options.limits, claims);
  claim_headers(tree, options.limits, claims);
  const auto wrong = claim_signatures(tree, options.trust, {options.bundles, options.allow_unlisted}, options.limits, claims);
  if (wrong) return *wrong;
  const std::map<std::string, Digest> digests = settle(tree, options.threads, claims);
  std::erase_if(claims.vouchers, [](const Voucher& voucher) { return voucher.checks.empty(); });
  put_in_order(claims.vouchers);
  Verification out;
  out.targets = targets;
  out.files = rows(tree, claims.vouchers, digests);
  out.vouchers = std::move(claims.vouchers);
  return out;
}

}  // namespace modelaudit::integrity
