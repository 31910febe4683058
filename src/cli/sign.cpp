// sign: an OpenSSF model signature of a folder or a file.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/trust_flags.h"
#include "core/utf8.h"
#include "integrity/sign.h"

namespace modelaudit::cli {

int run_sign(const Arguments& arguments) {
  const auto usage = [](const std::string& message) {
    print_error("modelaudit: " + message + "\n");
    return kUsage;
  };
  if (arguments.operands.size() != 1) return usage("sign wants one folder or file");
  if (!arguments.has("key") || !arguments.has("to")) return usage("sign wants --key KEY.pem and --to BUNDLE");
  const std::optional<unsigned> threads = read_threads(arguments);
  if (!threads) return usage("--threads wants a number up to 1024");
  const Result<integrity::PrivateKey> key = read_signing_key(arguments);
  if (!key) {
    print_damage(key.error());
    return kUsage;
  }
  integrity::SignOptions options;
  options.threads = *threads;
  options.bundle = arguments.value("to");
  options.ignore_paths = arguments.all("ignore-path");
  const Result<integrity::SignedModel> model = integrity::sign_model(arguments.operands.front(), *key, options);
  if (!model) {
    print_damage(model.error());
    return kUsage;
  }
  const auto failed = write_output(options.bundle, [&](const auto& sink) { sink(model->bundle); });
  if (failed) {
    print_error("modelaudit: " + *failed + "\n");
    return kOutputFailed;
  }
  if (!arguments.has("quiet")) {
    print_error(fmt::format("modelaudit: signed {} files, {} bytes, with key {}… ({}); ECDSA draws a random nonce, so the "
                            "statement is the same every time and the signature is not\n",
                            model->files, model->bytes, key->public_key().hint().substr(0, 16), key->public_key().kind()));
  }
  return kPass;
}

}  // namespace modelaudit::cli
