#include "report/sample_report.h"

#include <algorithm>

#include "core/sha256.h"

namespace modelaudit::report {
namespace {

std::string hex(std::string_view seed) { return to_hex(sha256(seed)); }
std::string fingerprint(std::string_view seed) { return "sha256:" + hex(seed); }

MetadataEntry text_entry(std::string key, std::string text, uint64_t offset) {
  MetadataEntry entry{std::move(key), "str", {}, offset};
  entry.value.kind = Value::Kind::text;
  entry.value.bytes = text.size();
  entry.value.text = std::move(text);
  return entry;
}

MetadataEntry number_entry(std::string key, uint64_t number, uint64_t offset) {
  MetadataEntry entry{std::move(key), "u32", {}, offset};
  entry.value.kind = Value::Kind::unsigned_integer;
  entry.value.unsigned_integer = number;
  return entry;
}

Tensor tensor(std::string name, std::string dtype, std::vector<uint64_t> shape, uint64_t offset,
              uint64_t bytes) {
  Tensor made;
  made.sha256 = sha256(name);
  made.name = std::move(name);
  made.dtype = std::move(dtype);
  made.shape = std::move(shape);
  made.offset = offset;
  made.bytes = bytes;
  return made;
}

Artifact artifact(std::string id, std::string path, ArtifactKind kind, uint64_t size) {
  Artifact made;
  made.id = std::move(id);
  made.path = std::move(path);
  made.kind = kind;
  made.size = size;
  made.sha256 = sha256(made.path);
  made.reached = "file";
  made.header_read = true;
  return made;
}

LegalBasis basis(std::string license, std::string jurisdiction, std::string right,
                 std::string strength, std::string reason, std::string source) {
  return {std::move(license), std::move(jurisdiction), std::move(right), std::move(strength),
          std::move(reason),  std::move(source),       "2026-11-25",     "any"};
}

// ------------------------------------------------------------------------------------------ a
// clean package

void add_clean(Report& report) {
  Artifact weights = artifact("a:1000000000000001", "models/tiny-olmo/model.safetensors",
                              ArtifactKind::safetensors, 8'448);
  weights.shape_order = "slowest-first";
  weights.endian = "little";
  weights.metadata_sha256 = sha256("tiny-olmo metadata");
  weights.extents = {8, 248, 8'192, 0, 0, 0};
  weights.tensors = {tensor("lm_head.weight", "BF16", {64, 32}, 256, 4'096),
                     tensor("model.embed_tokens.weight", "BF16", {64, 32}, 4'352, 4'096)};
  weights.metadata = {text_entry("__metadata__.format", "pt", 20)};
  Artifact license = artifact("a:1000000000000002", "models/tiny-olmo/LICENSE",
                              ArtifactKind::license_text, 11'358);
  license.extents = {0, 0, 0, 0, 0, 11'358};
  report.owned.push_back(weights);
  report.owned.push_back(license);

  PackageReport package;
  package.id = "pkg:1000000000000000";
  package.name = "tiny-olmo";
  package.root = "models/tiny-olmo";
  package.kind = "huggingface";
  package.has_weights = true;
  package.verdict = "pass";
  package.family = Family{"olmo", "2", "Ai2", "E8", {"config.json: model_type olmo2"}};
  package.terms_status = "concluded";
  package.concluded = {
      {"Apache-2.0", "2004-01", "identical", "Apache License 2.0", "", {"ev:1001", "ev:1002"}}};
  Evidence text;
  text.id = "ev:1001";
  text.source = "text";
  text.license = "Apache-2.0";
  text.version = "2004-01";
  text.strength = "identical";
  text.artifact = "models/tiny-olmo/LICENSE";
  text.where = {{0, 11'358, ""}};
  text.coverage_official = 1.0;
  text.coverage_found = 1.0;
  text.says = "The whole text of the license, word for word.";
  text.quote = "Apache License Version 2.0, January 2004";
  Evidence tag;
  tag.id = "ev:1002";
  tag.source = "tag";
  tag.license = "Apache-2.0";
  tag.strength = "declared";
  tag.artifact = "models/tiny-olmo/README.md";
  tag.where = {{4, 19, "license"}};
  tag.says = "The card declares apache-2.0.";
  tag.quote = "license: apache-2.0";
  package.evidence = {text, tag};
  package.duties = {
      {"duty:1001",
       "license-copy",
       "Copy of the license",
       "Apache-2.0",
       "2004-01",
       "4(a)",
       "met",
       "LICENSE holds the whole text.",
       "",
       Severity::none,
       {"ev:1001"}},
      {"duty:1002",
       "state-changes",
       "Prominent notice in changed files",
       "Apache-2.0",
       "2004-01",
       "4(b)",
       "not-triggered",
       "Nothing says that the files were changed.",
       "",
       Severity::none,
       {}},
  };
  package.legal_basis = {
      basis("Apache-2.0", "EU", "copyright", "doubtful",
            "Weights are found by an optimiser; a human creation is needed.",
            "Case C-5/08 Infopaq"),
      basis("Apache-2.0", "US", "copyright", "doubtful", "Protection needs human authorship.",
            "17 USC 102"),
  };
  package.notes = {"License open; whether the system is open-source AI (OSAID 1.0) is unknown."};
  package.artifacts = {"a:1000000000000001", "a:1000000000000002"};
  report.packages.push_back(package);
}

// ------------------------------------------------------------- a Gemma derivative whose tag says
// apache-2.0

void add_gemma(Report& report) {
  Artifact weights = artifact("a:2000000000000001", "models/gemma-3n-chat/gemma-3n-chat-Q4_K.gguf",
                              ArtifactKind::gguf, 4'236'000'256);
  weights.format_version = "3";
  weights.endian = "little";
  weights.shape_order = "fastest-first";
  weights.metadata_sha256 = sha256("gemma metadata");
  weights.extents = {24, 6'400'000, 4'229'600'000, 232, 0, 0};
  weights.tensors = {tensor("blk.0.attn_q.weight", "Q4_K", {2048, 2048}, 6'400'256, 2'359'296),
                     tensor("token_embd.weight", "Q6_K", {2048, 262144}, 8'759'552, 440'401'920)};
  weights.metadata = {text_entry("general.architecture", "gemma3n", 24),
                      text_entry("general.license", "apache-2.0", 90),
                      number_entry("gemma3n.block_count", 35, 130)};
  MetadataEntry tokens{"tokenizer.ggml.tokens", "array<str>", {}, 200};
  tokens.value.kind = Value::Kind::array;
  tokens.value.element_type = "str";
  tokens.value.count = 262'144;
  tokens.value.bytes = 4'900'000;
  tokens.value.truncated = true;
  tokens.value.sha256 = sha256("tokens");
  weights.metadata.push_back(tokens);
  MetadataEntry scale{"gemma3n.attention.scale", "f32", {}, 170};
  scale.value.kind = Value::Kind::real;
  scale.value.real = static_cast<double>(1e-6F);
  weights.metadata.push_back(scale);
  MetadataEntry config{"quantize.imatrix", "object", {}, 180};
  config.value.kind = Value::Kind::json;
  config.value.text = R"({"chunks":128})";
  weights.metadata.push_back(config);
  weights.tensors.back().degenerate = true;
  Artifact license = artifact("a:2000000000000002", "models/gemma-3n-chat/LICENSE",
                              ArtifactKind::license_text, 8'390);
  license.extents = {0, 0, 0, 0, 0, 8'390};
  report.owned.push_back(weights);
  report.owned.push_back(license);

  PackageReport package;
  package.id = "pkg:2000000000000000";
  package.name = "gemma-3n-chat";
  package.root = "models/gemma-3n-chat";
  package.kind = "gguf";
  package.store_name = "hf:someone/gemma-3n-chat@1f2e3d4";
  package.has_weights = true;
  package.risk = Severity::high;
  package.verdict = "fail";
  package.family = Family{"gemma", "3n", "Google LLC", "E8", {"general.architecture is gemma3n"}};
  package.terms_status = "contested";
  package.concluded = {
      {"Apache-2.0", "", "declared", "Apache License 2.0", "", {"ev:2002"}},
      {"LicenseRef-Gemma-Terms",
       "2025-03-24",
       "near",
       "Gemma Terms of Use",
       "",
       {"ev:2001", "ev:2003"}},
  };
  Evidence text;
  text.id = "ev:2001";
  text.source = "text";
  text.license = "LicenseRef-Gemma-Terms";
  text.version = "2025-03-24";
  text.strength = "near";
  text.artifact = "models/gemma-3n-chat/LICENSE";
  text.where = {{0, 8'390, ""}, {8'400, 96, ""}};
  text.coverage_official = 0.982;
  text.coverage_found = 0.991;
  text.differences = {{"inserted", "3.1", "You may also sell access to the model", 0, 4'120, 38},
                      {"deleted", "4.5", "", 12, 7'010, 0},
                      {"changed", "1.1(c)", "the models listed by the publisher", 7, 1'180, 34}};
  text.missing_sections = {"Appendix"};
  text.twins = {{"LicenseRef-Gemma-Terms", "2024-04-01", "1.1(c): where the models are named"}};
  text.says = "The text is near the Gemma Terms of Use of 2025-03-24; three places differ.";
  text.quote = "3.1 Distribution and Redistribution. You may also sell access to the model";
  Evidence tag;
  tag.id = "ev:2002";
  tag.source = "metadata";
  tag.license = "Apache-2.0";
  tag.strength = "declared";
  tag.artifact = "models/gemma-3n-chat/gemma-3n-chat-Q4_K.gguf";
  tag.where = {{90, 10, "general.license"}};
  tag.says = "general.license is apache-2.0.";
  tag.quote = "apache-2.0";
  Evidence family;
  family.id = "ev:2003";
  family.source = "family";
  family.license = "LicenseRef-Gemma-Terms";
  family.candidates = {"2025-03-24", "2026-04-01"};
  family.strength = "implied";
  family.says = "Architecture gemma3n is published under the Gemma Terms of Use only.";
  package.evidence = {text, tag, family};
  LineageClaim base;
  base.base = "google/gemma-3n-E4B-it";
  base.relation = "quantized";
  base.grade = "E9";
  base.says = "The card names it as base_model.";
  base.cannot_say = "No tensor of the base was at hand to compare.";
  base.license = "LicenseRef-Gemma-Terms";
  base.evidence = {"ev:2003"};
  LineageClaim shape;
  shape.base = "google/gemma-3n-E2B-it";
  shape.relation = "variant";
  shape.grade = "E6";
  shape.measured = {{"same shapes", "312 of 847"}};
  shape.says = "Part of the tensors has the same shapes.";
  package.lineage = {base, shape};
  package.duties = {
      {"duty:2001",
       "copy-of-agreement",
       "Copy of the agreement for every recipient",
       "LicenseRef-Gemma-Terms",
       "2025-03-24",
       "3.1",
       "cannot-tell",
       "LICENSE differs from the agreement in three places.",
       "Replace LICENSE by the unchanged agreement.",
       Severity::medium,
       {"ev:2001"}},
      {"duty:2002",
       "notice-file",
       "Notice file with the exact sentence",
       "LicenseRef-Gemma-Terms",
       "2025-03-24",
       "3.1",
       "missing",
       "No file named NOTICE is in the package.",
       "Add a file NOTICE with the line: Gemma is provided under and subject to the Gemma Terms of "
       "Use found at "
       "ai.google.dev/gemma/terms",
       Severity::medium,
       {}},
      {"duty:2003",
       "restrictions-flowed-down",
       "Use restrictions in your own terms",
       "LicenseRef-Gemma-Terms",
       "2025-03-24",
       "3.1",
       "missing",
       "The only terms declared are apache-2.0, which carry no use restriction.",
       "Put the restrictions of section 3.2 into the terms under which you pass the model on.",
       Severity::high,
       {"ev:2002"}},
      {"duty:2004",
       "license-copy",
       "Copy of the license",
       "Apache-2.0",
       "",
       "4(a)",
       "missing",
       "No text of Apache-2.0 is in the package.",
       "Add the text, or remove the tag.",
       Severity::medium,
       {}},
      {"duty:2005",
       "modification-declared",
       "Notice that files were changed",
       "LicenseRef-Gemma-Terms",
       "2025-03-24",
       "3.1",
       "met",
       "general.quantized_by is set.",
       "",
       Severity::none,
       {}},
  };
  package.legal_basis = {
      basis("LicenseRef-Gemma-Terms", "EU", "contract", "plausible",
            "Acceptance by use needs notice of the terms before the act.", "Directive 93/13/EEC"),
      basis("LicenseRef-Gemma-Terms", "EU", "copyright", "doubtful",
            "No human creation in numbers found by an optimiser.", "Case C-5/08 Infopaq"),
      basis("LicenseRef-Gemma-Terms", "EU", "database", "not-researched", "", ""),
      basis("LicenseRef-Gemma-Terms", "US", "contract", "doubtful",
            "Terms accepted by use alone need conspicuous notice.",
            "Specht v Netscape, 306 F.3d 17 (2d Cir. 2002)"),
      basis("LicenseRef-Gemma-Terms", "US", "contract", "plausible",
            "A public licence can be pleaded as a contract when the user had notice.",
            "Artifex v Hancom (N.D. Cal. 2017)"),
      basis("LicenseRef-Gemma-Terms", "US", "copyright", "doubtful",
            "Protection needs human authorship.", "17 USC 102"),
  };
  package.chain = {
      {"Google", "someone", "2025-07-02", "https://huggingface.co/google/gemma-3n-E4B-it", "click",
       "agreement", "Click on the gated page; triggered.", "met",
       "Google could claim against someone on contract."},
      {"someone", "us", "2026-01-12", "https://huggingface.co/someone/gemma-3n-chat", "none",
       "apache-2.0 tag", "By use; nothing shows that we saw it.", "missing",
       "Google could hardly claim against us on contract."},
  };
  package.notes = {
      "EU AI Act: the open-source exemption of art. 53(2) depends on the terms; these restrict "
      "use, which is doubtful."};
  package.findings = {"f:2001", "f:2002"};
  package.artifacts = {"a:2000000000000001", "a:2000000000000002"};
  report.packages.push_back(package);

  Finding conflict;
  conflict.id = "f:2001";
  conflict.code = "tag-contradicts-text";
  conflict.finding_class = "conflict";
  conflict.severity = Severity::high;
  conflict.package = package.id;
  conflict.artifact = "models/gemma-3n-chat/gemma-3n-chat-Q4_K.gguf";
  conflict.artifact_id = "a:2000000000000001";
  conflict.offset = 90;
  conflict.message =
      "general.license says Apache-2.0, the text in LICENSE is near the Gemma Terms of Use.";
  conflict.why = "Who relies on the tag passes the model on without the duties of the text.";
  conflict.resolve = "Correct the tag to gemma, or ask the publisher which terms hold.";
  conflict.fingerprint = fingerprint("f:2001");
  conflict.baseline = "new";
  conflict.facts = {{"declared", "apache-2.0"}, {"found", "LicenseRef-Gemma-Terms"}};
  Finding duty;
  duty.id = "f:2002";
  duty.code = "duty-missing";
  duty.finding_class = "duty";
  duty.severity = Severity::medium;
  duty.package = package.id;
  duty.artifact = "models/gemma-3n-chat";
  duty.message = "The notice file with the exact sentence is missing.";
  duty.resolve = "Add a file NOTICE with the sentence of section 3.1.";
  duty.fingerprint = fingerprint("f:2002");
  duty.waiver = Waiver{"The hosted demo has no recipients.",
                       "used-internally-only",
                       "Dana Counsel",
                       "2027-03-31",
                       "pkg:2000000000000000",
                       "duty-missing",
                       "applied"};
  report.findings.push_back(conflict);
  report.findings.push_back(duty);
  report.waivers = {*duty.waiver, Waiver{"Old review.", "accepted-risk", "Dana Counsel",
                                         "2026-01-31", "models/old", "f:0001", "expired"}};
}

// -------------------------------------------------------------------- Gemini Nano weights, with
// hostile names

void add_nano(Report& report) {
  const std::string root = "models/<img src=x onerror=alert(1)>";
  Artifact weights =
      artifact("a:3000000000000001", root + "/OptGuideOnDeviceModel.zip!/weights \u202Enib.bin",
               ArtifactKind::tflite, 3'100'000'000);
  weights.complete = false;
  weights.extents = {0, 0, 0, 0, 0, 3'100'000'000};
  weights.reached = "member";
  weights.metadata = {
      text_entry("description\x1b[31m", "=HYPERLINK(\"http://evil\")\nline\xff two", 12)};
  report.owned.push_back(weights);

  PackageReport package;
  package.id = "pkg:3000000000000000";
  package.name = "=cmd|' /C calc'!A1 | `x` @team \x1b[2Jcaf\xe9";
  package.root = root;
  package.kind = "on-device";
  package.has_weights = true;
  package.risk = Severity::critical;
  package.verdict = "fail";
  package.complete = false;
  package.family =
      Family{"gemini-nano", "", "Google LLC", "E8", {"two signs of Chrome's on-device model"}};
  package.terms_status = "concluded";
  package.concluded = {
      {"LicenseRef-Gemini-Nano", "", "implied", "Gemini Nano terms", "weights", {"ev:3001"}}};
  Evidence signature;
  signature.id = "ev:3001";
  signature.source = "signature";
  signature.license = "LicenseRef-Gemini-Nano";
  signature.strength = "implied";
  signature.artifact = root + "/OptGuideOnDeviceModel.zip!/weights \u202Enib.bin";
  signature.says = "Folder and file names of Chrome's on-device model.";
  signature.quote = "</pre><script>alert(1)</script>";
  package.evidence = {signature};
  package.duties = {{"duty:3001",
                     "no-redistribution",
                     "No right to pass on",
                     "LicenseRef-Gemini-Nano",
                     "",
                     "extraction",
                     "missing",
                     "The terms forbid attempts to extract the weights.",
                     "Remove the files.",
                     Severity::critical,
                     {"ev:3001"}}};
  package.legal_basis = {basis("LicenseRef-Gemini-Nano", "US", "contract", "plausible",
                               "Terms of the service that delivers the weights.",
                               "Berman v Freedom Fin. (9th Cir. 2022)")};
  package.findings = {"f:3001", "f:3002"};
  package.artifacts = {"a:3000000000000001"};
  report.packages.push_back(package);

  Finding forbidden;
  forbidden.id = "f:3001";
  forbidden.code = "no-redistribution";
  forbidden.finding_class = "terms";
  forbidden.severity = Severity::critical;
  forbidden.package = package.id;
  forbidden.artifact = weights.path;
  forbidden.artifact_id = weights.id;
  forbidden.message = "These weights are Gemini Nano: no terms found give a right to pass them on.";
  forbidden.why = "They were delivered inside a browser, not published.";
  forbidden.resolve = "Remove the files from what you ship.";
  forbidden.fingerprint = fingerprint("f:3001");
  Finding truncated;
  truncated.id = "f:3002";
  truncated.code = "member-truncated";
  truncated.finding_class = "damage";
  truncated.severity = Severity::high;
  truncated.package = package.id;
  truncated.artifact = weights.path;
  truncated.artifact_id = weights.id;
  truncated.offset = 1'048'576;
  truncated.message = "The member ends after 1048576 bytes, 3100000000 were announced.";
  truncated.resolve = "Fetch the file again.";
  truncated.fingerprint = fingerprint("f:3002");
  report.findings.push_back(forbidden);
  report.findings.push_back(truncated);
}

void add_stray(Report& report) {
  Finding note;
  note.id = "f:9001";
  note.code = "link-outside";
  note.finding_class = "note";
  note.artifact = "models/link\nto, \"outside\"";
  note.message = "A link points outside the scanned folder and was not followed.";
  note.fingerprint = fingerprint("f:9001");
  report.findings.push_back(note);
}

void point_at_owned(Report& report) {
  report.artifacts.clear();
  for (const Artifact& owned : report.owned) report.artifacts.push_back({&owned, {}, {}});
}

void count(Report& report) {
  Summary& summary = report.summary;
  summary.packages = report.packages.size();
  summary.artifacts = report.owned.size();
  for (const Artifact& owned : report.owned) {
    summary.tensors += owned.tensors.size();
    summary.bytes += owned.size;
  }
  for (const Finding& finding : report.findings) ++summary.findings[finding.severity];
}

void add_head(Report& report) {
  report.tool_version = "0.1.0";
  report.rulebook = {"2026.11", fingerprint("rulebook"), 812};
  report.intended_use.commercial = true;
  report.intended_use.territories = {"EU", "US"};
  report.limits = {{"member_depth", 8}, {"text_bytes", 4'194'304}};
  report.confinement = {{"landlock", "on"}, {"seccomp", "on"}};
  report.targets = {"models"};
}

}  // namespace

Report sample_report() {
  Report report;
  add_head(report);
  add_clean(report);
  add_gemma(report);
  add_nano(report);
  add_stray(report);
  point_at_owned(report);
  report.artifacts[2].known_as = {
      {"someone/gemma-3n-chat: gemma-3n-chat-Q4_K.gguf", "Hub listing, 2026-01", "apache-2.0"}};
  count(report);
  report.summary.verdict = "fail";
  report.summary.risk = Severity::critical;
  report.summary.complete = false;
  return report;
}

Report large_report(size_t packages, size_t tensors_each) {
  Report report;
  add_head(report);
  for (size_t i = 0; i < packages; ++i) {
    Report one;
    add_gemma(one);
    const std::string number = std::to_string(100'000 + i);
    Artifact& weights = one.owned.front();
    weights.id = "a:" + number;
    weights.path = "models/m" + number + "/model.gguf";
    weights.tensors.clear();
    for (size_t t = 0; t < tensors_each; ++t) {
      weights.tensors.push_back(tensor("blk." + std::to_string(t) + ".ffn_down.weight", "Q4_K",
                                       {2048, 256}, t * 294'912, 294'912));
    }
    PackageReport& package = one.packages.front();
    package.id = "pkg:" + number;
    package.name = "m" + number;
    package.root = "models/m" + number;
    package.artifacts = {weights.id};
    package.findings.clear();
    for (Finding& finding : one.findings) {
      finding.id = "f:" + number + finding.id;
      finding.package = package.id;
      finding.artifact = weights.path;
      finding.artifact_id = weights.id;
      finding.fingerprint = fingerprint(finding.id);
      package.findings.push_back(finding.id);
      report.findings.push_back(finding);
    }
    report.owned.push_back(std::move(weights));
    report.packages.push_back(std::move(package));
  }
  point_at_owned(report);
  count(report);
  report.summary.verdict = "fail";
  report.summary.risk = Severity::high;
  return report;
}

Report hostile_report(const std::string& hostile) {
  Report report = sample_report();
  const auto set = [&](auto&... strings) { ((strings = hostile), ...); };
  report.targets = {hostile};
  for (Artifact& owned : report.owned) {
    set(owned.path, owned.link_target);
    for (Tensor& t : owned.tensors) set(t.name, t.dtype);
    for (MetadataEntry& entry : owned.metadata) {
      set(entry.key);
      if (entry.value.kind == Value::Kind::text) set(entry.value.text);
    }
  }
  for (ArtifactReport& entry : report.artifacts) {
    for (KnownAs& known : entry.known_as) set(known.name, known.source, known.declared_license);
  }
  for (PackageReport& package : report.packages) {
    set(package.name, package.root, package.store_name);
    if (package.family) package.family->because = {hostile};
    for (ConcludedTerms& terms : package.concluded) set(terms.title, terms.applies_to);
    for (Evidence& evidence : package.evidence) {
      set(evidence.artifact, evidence.says, evidence.quote);
      for (Span& span : evidence.where) set(span.key);
      for (Difference& difference : evidence.differences) set(difference.section, difference.found);
      for (TwinNote& twin : evidence.twins) set(twin.separated_by);
      evidence.missing_sections = {hostile};
    }
    if (package.evidence.size() > 1) set(package.evidence[1].license, package.evidence[1].version);
    for (ConcludedTerms& terms : package.concluded) set(terms.license, terms.version);
    for (LineageClaim& claim : package.lineage) {
      set(claim.license, claim.base, claim.relation, claim.says, claim.cannot_say);
      claim.measured = {{"measured", hostile}};
    }
    for (Duty& duty : package.duties) set(duty.title, duty.section, duty.because, duty.satisfy);
    for (LegalBasis& row : package.legal_basis) set(row.reason, row.source);
    for (Hop& hop : package.chain) {
      set(hop.from, hop.to, hop.date, hop.url, hop.acceptance, hop.texts, hop.mechanism,
          hop.claims);
    }
    package.notes = {hostile};
  }
  for (Finding& finding : report.findings) {
    set(finding.artifact, finding.message, finding.why, finding.resolve);
    finding.facts = {{"fact", hostile}};
  }
  for (Waiver& waiver : report.waivers)
    set(waiver.reason, waiver.approver, waiver.scope, waiver.target);
  return report;
}

}  // namespace modelaudit::report
