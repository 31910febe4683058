// attest: the verdict of a report as an in-toto statement, signed in a DSSE envelope, or bare.
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/trust_flags.h"
#include "core/sha256.h"
#include "integrity/dsse.h"
#include "report/parse_json.h"
#include "report/statement.h"

namespace modelaudit::cli {
namespace {

constexpr uint64_t kMaxReport = uint64_t{1} << 30;

int refuse(Damage damage, const std::string& path) {
  if (damage.origin.empty()) damage.origin = path;
  print_damage(damage);
  return kUsage;
}

}  // namespace

int run_attest(const Arguments& arguments) {
  if (arguments.operands.size() != 1) {
    print_error("modelaudit: attest wants one REPORT.json\n");
    return kUsage;
  }
  const std::string& path = arguments.operands.front();
  const Result<std::string> json = read_small_file(path, kMaxReport);
  if (!json) return refuse(json.error(), path);
  const Result<report::Report> report = report::parse_report(*json);
  if (!report) return refuse(report.error(), path);
  const Result<std::string> statement = report::verdict_statement(*report, sha256(*json));
  if (!statement) return refuse(statement.error(), path);
  std::string document = *statement;
  if (arguments.has("key")) {
    const Result<integrity::PrivateKey> key = read_signing_key(arguments);
    if (!key) return refuse(key.error(), arguments.value("key"));
    const Result<std::string> envelope =
        integrity::sign_envelope(integrity::kInTotoType, *statement, *key, key->public_key().hint());
    if (!envelope) return refuse(envelope.error(), arguments.value("key"));
    document = *envelope;
  }
  const auto failed = write_output(arguments.value("to", "-"), [&](const auto& sink) { sink(document + "\n"); });
  if (failed) {
    print_error("modelaudit: " + *failed + "\n");
    return kOutputFailed;
  }
  return kPass;
}

}  // namespace modelaudit::cli
