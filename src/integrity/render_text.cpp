// A verification for people: one paragraph a voucher, what is wrong in it, then the files in total.
#include <algorithm>

#include "core/utf8.h"
#include "integrity/verification.h"

namespace modelaudit::integrity {
namespace {

constexpr size_t kShown = 20;   // of one kind; JSON has all

struct KindWords {
  std::string_view kind, words;
};
constexpr KindWords kKindWords[] = {
    {"hub-cache", "Hub cache"},          {"local-dir", "Hub download"},         {"ollama", "Ollama store"},
    {"oci", "OCI layout"},               {"digest-list", "list of digests"},    {"modelspec", "hash stated in the header"},
    {"model-signature", "model signature"}, {"other-signature", "other signature"},
};

std::string_view words_of(std::string_view kind) {
  for (const KindWords& row : kKindWords) {
    if (row.kind == kind) return row.words;
  }
  return kind;
}

const char* state_word(State state) {
  switch (state) {
    case State::verified: return "verified";
    case State::failed: return "FAILED";
    case State::not_verified: return "NOT VERIFIED";
    case State::noted: return "note";
  }
  return "FAILED";
}

std::string coloured(std::string text, State state, bool colour) {
  if (!colour) return text;
  const char* code = state == State::verified ? "32" : state == State::failed ? "1;31" : state == State::not_verified ? "33" : "36";
  return std::string("\x1b[") + code + "m" + text + "\x1b[0m";
}

std::string count_of(uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void put_check(const Check& check, const TextOptions& options, const Sink& sink) {
  std::string line = "  " + coloured(state_word(check.state), check.state, options.colour) + "  " + display(check.path);
  if (!check.says.empty()) line += " " + display(check.says);
  if (check.state == State::verified && check.says.empty()) line += " (" + check.algorithm + ")";
  if (check.state != State::verified && !check.code.empty()) line += "  [" + display(check.code) + "]";
  sink(line + "\n");
  if (check.state == State::verified) return;
  if (!check.expected.empty()) sink("      expected " + display_short(check.expected, 200) + "\n");
  if (!check.found.empty()) sink("      found    " + display_short(check.found, 200) + "\n");
}

void put_voucher(const Voucher& voucher, const TextOptions& options, const Sink& sink) {
  sink(std::string(words_of(voucher.kind)) + " " + display(voucher.path) + ": " +
       coloured(state_word(voucher.state()), voucher.state(), options.colour) + "\n");
  if (!voucher.signer.empty()) sink("  signed by " + voucher.signer + "\n");
  uint64_t silent = 0;
  for (const State state : {State::failed, State::not_verified, State::noted, State::verified}) {
    size_t shown = 0;
    for (const Check& check : voucher.checks) {
      if (check.state != state) continue;
      const bool worth = options.verbose || (state != State::verified ? shown < kShown : !check.says.empty());
      if (worth) {
        put_check(check, options, sink);
      } else if (state == State::verified) {
        ++silent;
      }
      ++shown;
    }
    if (state != State::verified && !options.verbose && shown > kShown) {
      sink("  … and " + std::to_string(shown - kShown) + " more (-v shows all)\n");
    }
  }
  if (silent > 0) sink("  " + coloured("verified", State::verified, options.colour) + "  " + count_of(silent, "digest", "digests") + " (-v shows all)\n");
  sink("\n");
}

}  // namespace

void render_verification_text(const Verification& verification, const TextOptions& options, const Sink& sink) {
  for (const Voucher& voucher : verification.vouchers) put_voucher(voucher, options, sink);
  const std::optional<State> state = verification.state();
  if (!state) {
    sink("Nothing to verify: no store, no list of digests, no stated hash and no model signature speaks of these files.\n");
    return;
  }
  sink(coloured(state_word(*state), *state, options.colour) + ": " + count_of(verification.files.size(), "file", "files") + ", " +
       std::to_string(verification.files_in(State::verified)) + " verified, " + std::to_string(verification.files_in(State::failed)) +
       " failed, " + std::to_string(verification.files_in(State::not_verified)) + " not verified, " +
       std::to_string(verification.files_in(std::nullopt)) + " that nothing vouches for\n");
  size_t shown = 0;
  for (const FileRow& row : verification.files) {
    if (row.state) continue;
    if (!options.verbose && shown == kShown) {
      sink("  …\n");
      break;
    }
    sink("  nothing vouches for " + display(row.path) + "\n");
    ++shown;
  }
}

}  // namespace modelaudit::integrity
