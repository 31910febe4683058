#include <array>

#include "cli/flags.h"

namespace modelaudit::cli {
namespace {

constexpr std::array kCommands = {
    Command{"scan", "TARGET…", 1, "Read models, judge their terms, write a redistribution-risk report",
            "modelaudit scan ./models                               # report on the terminal, exit 1 if the gate fails\n"
            "modelaudit scan ./models --output json=report.json     # also keep the report for legal review\n"
            "modelaudit scan model.gguf --use host --commercial yes # judge another use than redistribution\n"
            "modelaudit scan ollama:gemma3n:e4b                      # a model of a local store, by its name\n"
            "modelaudit scan ./models --fail-on critical            # a laxer gate",
            "TARGET is a file, a directory, or a name in a store on this machine (ollama:gemma3n:e4b, hf:org/name@rev). Exit code: 0 gate passes, 1 gate fails, 2 usage or rulebook error, "
            "3 no model artifact found, 4 scan incomplete and the gate would otherwise pass, 5 an output could not be "
            "written, 70 internal error."},
    Command{"inspect", "TARGET…", 1, "Read models and write the facts (inventory) as NDJSON, without any law",
            "modelaudit inspect ./models > facts.ndjson             # can be kept and assessed again next year\n"
            "modelaudit inspect ./models --output text=-            # a summary",
            "scan is inspect followed by assess, byte for byte."},
    Command{"assess", "INVENTORY…", 1, "Judge inventories that inspect wrote; `-` reads standard input",
            "modelaudit assess facts.ndjson --json                  # no weights needed\n"
            "modelaudit inspect ./models | modelaudit assess -      # the same as scan",
            ""},
    Command{"match", "FILE…", 1, "Name the license terms in any text; `-` reads standard input",
            "modelaudit match LICENSE                               # which terms, which version, what differs\n"
            "modelaudit match --json docs/*.md                      # one JSON line a file",
            ""},
    Command{"hash", "FILE…", 1, "SHA-256 of files, and of every tensor",
            "modelaudit hash *.gguf                                 # in the format of sha256sum\n"
            "modelaudit hash --tensors model.safetensors            # one line a tensor\n"
            "modelaudit hash --check SHA256SUMS                     # verify a list",
            ""},
    Command{"licenses", "list|show|new|import|check [ARGUMENT…]", 1, "Look at, make and check license records",
            "modelaudit licenses list                               # ids, versions, titles\n"
            "modelaudit licenses show gemma                         # clauses, duties, sources\n"
            "modelaudit licenses new TEXT --id LicenseRef-X --as-version 2025-01-01  # fingerprint of a text\n"
            "modelaudit licenses check                              # ids, versions, fingerprints",
            ""},
    Command{"explain", "CODE|LICENSE", 1, "What a finding code or a license means, and what resolves it",
            "modelaudit explain tag-contradicts-text\n"
            "modelaudit explain Gemma",
            ""},
    Command{"convert", "REPORT.json", 1, "Turn a JSON report into another format",
            "modelaudit convert report.json --output text=-         # the same bytes as the direct path", ""},
    Command{"diff", "OLD.json NEW.json", 2, "Say in words what changed between two reports",
            "modelaudit diff last.json this.json                    # terms, duties, lineage, integrity, findings\n"
            "modelaudit diff last.json this.json --output markdown=changes.md --output json=changes.json",
            "Exit code: 0 whether or not anything changed, 2 usage or an unreadable report, 5 an output could not be written."},
    Command{"verify", "DIR|FILE…", 1, "Hold files against whatever vouches for them: stores, lists, headers, signatures",
            "modelaudit verify ~/.cache/huggingface/hub              # every blob against its name\n"
            "modelaudit verify ./model --key signer.pem             # the signature beside it, and the tree against it\n"
            "modelaudit verify ./model --signature model.sig --certificate-chain ca.pem\n"
            "modelaudit verify ./model --trusted-root root.json --identity NAME --oidc-issuer URL",
            "Read are Hub caches and downloads, Ollama and OCI stores, SHA256SUMS and *.sha256, hashes stated in safetensors, and "
            "OpenSSF model signatures (*.sig). Exit code: 0 all verified, 1 something failed or could not be judged, 2 usage, "
            "3 nothing to verify, 5 an output could not be written."},
    Command{"sign", "DIR|FILE", 1, "Sign a model: an OpenSSF model signature v1.0",
            "modelaudit sign ./model --key key.pem --to model.sig   # P-256, P-384 or P-521\n"
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out key.pem",
            "Links, names that are not UTF-8 and files that cannot be read are refused. ECDSA draws a random nonce: the statement is "
            "the same every time, the signature is not."},
    Command{"attest", "REPORT.json", 1, "State the verdict of a report as in-toto, signed in a DSSE envelope",
            "modelaudit attest report.json --key key.pem --to verdict.dsse.json\n"
            "modelaudit attest report.json                          # the bare statement",
            "With an Ed25519 key the same report gives the same bytes; with ECDSA the signature differs each time."},
    Command{"policy", "init|check|test [FILE]", 1, "Write, check and test the policy of a release gate",
            "modelaudit policy init                                 # modelaudit-policy.toml with every key explained\n"
            "modelaudit policy check                                # errors with file, line and column\n"
            "modelaudit policy test                                 # what the allow list says of its [[test]] rows",
            "scan and assess use --policy FILE, else modelaudit-policy.toml in the working folder or at the target, else "
            "that of the user. Waivers stand in the policy or in modelaudit-waivers.toml beside it."},
    Command{"waiver", "add|list|check [ARGUMENT…]", 1, "Accept a finding for a time, by name and with a reason",
            "modelaudit waiver add report.json f:0123456789abcdef --reason TEXT --approver NAME --expires 2027-03-31 "
            ">> modelaudit-waivers.toml\n"
            "modelaudit waiver list\n"
            "modelaudit waiver check                                # exit 1 when one has expired",
            ""},
    Command{"doctor", "", 0, "Print version, rulebook, limits, kernels and confinement of this machine",
            "modelaudit doctor", ""},
    Command{"completions", "bash|zsh|fish|man", 1, "Print a shell completion, or the man page",
            "modelaudit completions bash > /etc/bash_completion.d/modelaudit\n"
            "modelaudit completions man | man -l -",
            ""},
    Command{"help", "[COMMAND]", 0, "Help on a command", "modelaudit help scan", ""},
};

constexpr std::string_view kReading = "scan inspect hash verify sign";
constexpr std::string_view kJudging = "scan assess";

constexpr std::array kFlags = {
    Flag{"output", 'o', "FORMAT=PATH", true, "scan inspect assess convert diff", "Output",
         "write a report; repeatable; PATH - is standard output (default text=-)"},
    Flag{"json", 0, "", false, "scan inspect assess match hash convert diff verify", "Output", "short for --output json=-"},
    Flag{"sarif-target", 0, "github", false, "scan assess convert", "Output",
         "shape SARIF for the limits of GitHub code scanning"},
    Flag{"no-tensors", 0, "", false, "scan assess convert", "Output", "leave tensor lists out of JSON"},
    Flag{"color", 0, "auto|always|never", false, "scan inspect assess match convert diff verify", "Output",
         "colours in text (default auto; NO_COLOR is respected)"},
    Flag{"verbose", 'v', "", false, "*", "Output", "all evidence"},
    Flag{"quiet", 'q', "", false, "*", "Output", "no progress, no summary on standard error"},
    Flag{"timestamp", 0, "", false, "scan assess", "Output", "put the time of the run into the report"},
    Flag{"fail-on", 0, "LEVEL|CODE|none", true, kJudging, "Gate",
         "lowest risk, or finding code, that fails the gate (default high)"},
    Flag{"use", 0, "redistribute|host|embed|internal", false, kJudging, "Intended use",
         "what you mean to do with the model (default redistribute)"},
    Flag{"commercial", 0, "yes|no", false, kJudging, "Intended use", "whether the use is commercial (default: not said)"},
    Flag{"territory", 0, "CODE", true, kJudging, "Intended use", "where you or your users are: ISO code or EU; repeatable"},
    Flag{"monthly-users", 0, "N", false, kJudging, "Intended use", "monthly active users, for thresholds"},
    Flag{"annual-revenue", 0, "N", false, kJudging, "Intended use", "annual revenue in USD, for thresholds"},
    Flag{"policy", 0, "FILE", false, kJudging, "Gate", "policy file (default: modelaudit-policy.toml at the target)"},
    Flag{"baseline", 0, "REPORT.json", false, kJudging, "Gate", "mark findings as new or unchanged against a report"},
    Flag{"strict", 0, "", false, kJudging, "Gate", "unused waivers and policy entries are errors"},
    Flag{"rules", 0, "DIR", false, "scan assess match licenses explain policy waiver doctor", "Rulebook",
         "use rules/ and licenses/ below DIR instead of the compiled rulebook"},
    Flag{"threads", 'j', "N", false, kReading, "Reading", "cores to use (default: all)"},
    Flag{"limit", 0, "NAME=VALUE", true, "scan inspect", "Reading", "change a limit; `modelaudit doctor` lists them"},
    Flag{"links", 0, "inside|refuse", false, "scan inspect", "Reading",
         "follow links that stay inside the target, or none (default inside)"},
    Flag{"cache", 0, "DIR", false, "scan inspect", "Reading",
         "keep facts of unchanged files there; their weights are not opened again"},
    Flag{"no-sandbox", 0, "", false, "scan inspect", "Reading",
         "parse without confinement; the report says so"},
    Flag{"tensors", 0, "", false, "hash", "Reading", "also the digest of every tensor"},
    Flag{"tensors-only", 0, "", false, "hash", "Reading", "the digests of tensors alone"},
    Flag{"check", 'c', "", false, "hash", "Reading", "FILE is a list in the format of sha256sum: verify it"},
    Flag{"kernel", 0, "NAME", false, "hash", "Reading", "force a SHA-256 kernel (for tests)"},
    Flag{"id", 0, "ID", false, "licenses", "Records", "id of a new record"},
    Flag{"as-version", 0, "VERSION", false, "licenses", "Records", "version of a new record"},
    Flag{"title", 0, "TEXT", false, "licenses", "Records", "title of a new record"},
    Flag{"to", 0, "DIR", false, "licenses", "Records", "folder that new records go to (default licenses)"},
    Flag{"key", 0, "PUB.pem", true, "verify", "Trust", "public key that signatures must be of; repeatable"},
    Flag{"certificate-chain", 0, "CA.pem", true, "verify", "Trust",
         "certificates that a signer's chain must lead to; repeatable"},
    Flag{"trusted-root", 0, "ROOT.json", false, "verify", "Trust",
         "Sigstore trusted root, to judge keyless signatures offline"},
    Flag{"identity", 0, "NAME", false, "verify", "Trust", "mail address or URI that a keyless signature must be of"},
    Flag{"oidc-issuer", 0, "URL", false, "verify", "Trust", "who must have known that identity"},
    Flag{"signature", 0, "BUNDLE", true, "verify", "Trust",
         "model signature to use (default: those that lie beside the files); repeatable"},
    Flag{"allow-unlisted", 0, "", false, "verify", "Trust", "files that a signature does not list are no failure"},
    Flag{"key", 0, "KEY.pem", false, "sign attest", "Signing", "private key, not encrypted"},
    Flag{"to", 0, "FILE", false, "sign attest", "Signing", "where the result goes"},
    Flag{"ignore-path", 0, "PATH", true, "sign", "Signing", "leave out a file or folder, relative to the model; repeatable"},
    Flag{"reason", 0, "TEXT", false, "waiver", "Waiver", "why the finding is accepted"},
    Flag{"reason-code", 0, "WORD", false, "waiver", "Waiver", "kind of reason (default accepted-risk)"},
    Flag{"approver", 0, "NAME", false, "waiver", "Waiver", "who accepts it"},
    Flag{"expires", 0, "YYYY-MM-DD", false, "waiver", "Waiver", "until when"},
    Flag{"help", 'h', "", false, "*", "Other", "this help"},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }
std::span<const Flag> flags() { return kFlags; }

const Command* find_command(std::string_view name) {
  for (const Command& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

bool flag_belongs_to(const Flag& flag, std::string_view command) {
  if (flag.commands == "*") return true;
  std::string_view rest = flag.commands;
  while (!rest.empty()) {
    const size_t blank = rest.find(' ');
    if (rest.substr(0, blank) == command) return true;
    rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
  }
  return false;
}

}  // namespace modelaudit::cli
