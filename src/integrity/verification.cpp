#include "integrity/verification.h"

#include <algorithm>

namespace modelaudit::integrity {

const char* name_of(State state) {
  switch (state) {
    case State::verified: return "verified";
    case State::failed: return "failed";
    case State::not_verified: return "not-verified";
    case State::noted: return "noted";
  }
  return "failed";
}

uint64_t Voucher::count(State state) const {
  return static_cast<uint64_t>(
      std::count_if(checks.begin(), checks.end(), [&](const Check& check) { return check.state == state; }));
}

State Voucher::state() const {
  if (count(State::failed) > 0) return State::failed;
  if (count(State::not_verified) > 0) return State::not_verified;
  return count(State::verified) > 0 ? State::verified : State::noted;
}

std::optional<State> Verification::state() const {
  const auto any = [&](State state) {
    return std::any_of(vouchers.begin(), vouchers.end(), [&](const Voucher& voucher) { return voucher.state() == state; });
  };
  if (any(State::failed)) return State::failed;
  if (any(State::not_verified)) return State::not_verified;
  return any(State::verified) ? std::optional(State::verified) : std::nullopt;
}

uint64_t Verification::files_in(std::optional<State> state) const {
  return static_cast<uint64_t>(
      std::count_if(files.begin(), files.end(), [&](const FileRow& row) { return row.state == state; }));
}

}  // namespace modelaudit::integrity
