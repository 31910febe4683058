// Result<T>: a value, or the reason why there is none.
//
// Everything that reads input returns one. An Error is a value with the place it belongs to, because inputs are
// hostile and damage is expected: it is reported, it does not unwind. Exceptions are left for broken invariants
// and for running out of memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace modelaudit {

/// What kind of trouble a finding is. The words are those of the report's `class`.
enum class DamageClass {
  damage,      ///< bytes contradict their format
  limit,       ///< a bound of ours was hit; what lies beyond was not read
  unreadable,  ///< the operating system refused or failed
  suspicious,  ///< well formed, but two honest readers would see different things
  note,        ///< legal, worth a word
};

/// The word used in JSON and text.
constexpr const char* name_of(DamageClass c) {
  switch (c) {
    case DamageClass::damage: return "damage";
    case DamageClass::limit: return "limit";
    case DamageClass::unreadable: return "unreadable";
    case DamageClass::suspicious: return "suspicious";
    case DamageClass::note: return "note";
  }
  return "damage";
}

/// One thing that is wrong, with its place. `code` is a stable kebab-case word that has a page in docs/codes.
struct Damage {
  std::string code;
  DamageClass damage_class = DamageClass::damage;
  std::string origin;        ///< path chain of the artifact, raw bytes; empty until the caller knows it
  uint64_t offset = 0;       ///< byte offset in the artifact where the contradiction was read
  std::string expected;      ///< what the format or the limit asks for
  std::string found;         ///< what was there (raw bytes of input may be in it: escape at the sink)

  friend bool operator==(const Damage&, const Damage&) = default;
  friend auto operator<=>(const Damage&, const Damage&) = default;
};

/// A value or a Damage. Test before use; `value()` on an error is a broken invariant and terminates.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}           // NOLINT: implicit on purpose
  Result(Damage damage) : state_(std::in_place_index<1>, std::move(damage)) {}    // NOLINT: implicit on purpose

  explicit operator bool() const { return state_.index() == 0; }
  const T& value() const& { return std::get<0>(state_); }
  T& value() & { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const Damage& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Damage> state_;
};

}  // namespace modelaudit
