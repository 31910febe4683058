// verify: what the files are held against, and whether they are what was vouched for.
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/trust_flags.h"
#include "cli/version.h"
#include "core/utf8.h"
#include "integrity/verify.h"

namespace modelaudit::cli {
namespace {

bool is_directory(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_bundle_name(std::string_view path) {
  return path.ends_with(".sig") || path.ends_with(".sigstore") || path.ends_with(".sigstore.json");
}

// A bundle among the operands is a signature of the other operand, or of the folder it lies in.
void sort_operands(const Arguments& arguments, std::vector<std::string>& targets, std::vector<std::string>& bundles) {
  bundles = arguments.all("signature");
  for (const std::string& operand : arguments.operands) {
    (is_bundle_name(operand) && !is_directory(operand) ? bundles : targets).push_back(operand);
  }
  if (!targets.empty() || bundles.empty()) return;
  const size_t slash = bundles.front().rfind('/');
  targets.push_back(slash == std::string::npos ? "." : slash == 0 ? "/" : bundles.front().substr(0, slash));
}

int exit_code_of(const integrity::Verification& verification) {
  const std::optional<integrity::State> state = verification.state();
  if (!state) return kNoModel;
  return *state == integrity::State::verified ? kPass : kGateFails;
}

int usage(const std::string& message) {
  print_error("modelaudit: " + message + "\n");
  return kUsage;
}

}  // namespace

int run_verify(const Arguments& arguments) {
  std::vector<std::string> targets;
  integrity::VerifyOptions options;
  sort_operands(arguments, targets, options.bundles);
  if (!options.bundles.empty() && targets.size() != 1) return usage("a signature is verified against one folder or file");
  const std::optional<unsigned> threads = read_threads(arguments);
  if (!threads) return usage("--threads wants a number up to 1024");
  options.threads = *threads;
  options.allow_unlisted = arguments.has("allow-unlisted");
  if (arguments.has("identity") != arguments.has("oidc-issuer")) {
    return usage("--identity and --oidc-issuer go together: a name means nothing without who knew its holder");
  }
  Result<integrity::Trust> trust = read_trust(arguments);
  if (!trust) {
    print_damage(trust.error());
    return kUsage;
  }
  options.trust = *std::move(trust);
  const Result<integrity::Verification> verification = integrity::verify_targets(targets, options);
  if (!verification) {
    print_damage(verification.error());
    return kUsage;
  }
  const auto failed = write_output("-", [&](const auto& sink) {
    if (arguments.has("json")) {
      integrity::render_verification_json(*verification, version(), sink);
    } else {
      integrity::TextOptions how;
      how.verbose = arguments.has("verbose");
      how.colour = wants_colour(STDOUT_FILENO, arguments.value("color", "auto"));
      integrity::render_verification_text(*verification, how, sink);
    }
  });
  if (failed) {
    print_error("modelaudit: " + *failed + "\n");
    return kOutputFailed;
  }
  return exit_code_of(*verification);
}

}  // namespace modelaudit::cli
