#include "report/render_sarif.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "report/escape.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

using Layout = JsonWriter::Layout;

// The .NET reader of SARIF that most dashboards are built on holds lengths and offsets in 32 bits,
// and drops a file with a larger one without a word. Larger ones go into the property bag.
constexpr uint64_t kLargestNumber = INT32_MAX;
constexpr size_t kGithubResults = 5'000;
constexpr size_t kGithubText = 1'000;  // of 1,024 characters for a rule's descriptions

struct Rule {
  std::string code;
  Severity worst = Severity::none;
  std::string why, resolve, finding_class;  // of the first finding of the code
};

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high: return "error";
    case Severity::medium: return "warning";
    case Severity::low:
    case Severity::none: return "note";
  }
  return "note";
}

// `tag-contradicts-text` → `Tag contradicts text`.
std::string words_of(std::string code) {
  std::replace(code.begin(), code.end(), '-', ' ');
  if (!code.empty() && code.front() >= 'a' && code.front() <= 'z')
    code.front() = static_cast<char>(code.front() - 'a' + 'A');
  return code;
}

// `tag-contradicts-text` → `TagContradictsText`.
std::string name_of_rule(std::string_view code) {
  std::string name;
  bool up = true;
  for (const char c : code) {
    if (c == '-') {
      up = true;
      continue;
    }
    name += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    up = false;
  }
  return name;
}

// Text of a message: brackets would be SARIF's embedded links (section 3.11.6).
std::string message_text(std::string_view raw) {
  std::string out;
  for (const char c : display(raw)) {
    if (c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

bool is_small_text(ArtifactKind kind) {
  switch (kind) {
    case ArtifactKind::card:
    case ArtifactKind::license_text:
    case ArtifactKind::text:
    case ArtifactKind::json:
    case ArtifactKind::config:
    case ArtifactKind::generation_config:
    case ArtifactKind::adapter_config:
    case ArtifactKind::safetensors_index:
    case ArtifactKind::manifest:
    case ArtifactKind::lfs_pointer: return true;
    default: return false;
  }
}

// run.artifacts: the files and members that are listed, each after its container.
class ArtifactList {
 public:
  /// The index of a path chain; its containers are added before it.
  size_t add(const std::string& chain, const std::map<std::string_view, const Artifact*>& known) {
    const auto found = index_.find(chain);
    if (found != index_.end()) return found->second;
    Entry entry;
    const size_t cut = chain.rfind("!/");
    if (cut != std::string::npos && cut > 0) {
      entry.parent = add(chain.substr(0, cut), known);
      entry.has_parent = true;
      entry.path = chain.substr(cut + 2);
    } else {
      entry.path = chain;
    }
    const auto artifact = known.find(chain);
    if (artifact != known.end()) entry.artifact = artifact->second;
    const size_t index = entries_.size();
    entries_.push_back(std::move(entry));
    index_.emplace(chain, index);
    return index;
  }

  void write(JsonWriter& json) const {
    json.key("artifacts");
    json.begin_array(Layout::block);
    for (const Entry& entry : entries_) {
      json.begin_object(Layout::line);
      json.key("location");
      json.begin_object();
      write_uri(json, entry.path, !entry.has_parent);
      json.end_object();
      if (entry.has_parent) json.member("parentIndex", entry.parent);
      if (entry.artifact != nullptr) {
        if (entry.artifact->size <= kLargestNumber) json.member("length", entry.artifact->size);
        if (entry.artifact->sha256) {
          json.key("hashes");
          json.begin_object();
          json.member("sha-256", to_hex(*entry.artifact->sha256));
          json.end_object();
        }
        if (entry.artifact->size > kLargestNumber) {
          json.key("properties");
          json.begin_object();
          json.member("length", entry.artifact->size);
          json.end_object();
        }
      }
      json.end_object();
    }
    json.end_array();
  }

  static void write_uri(JsonWriter& json, std::string_view path, bool on_disk) {
    const bool absolute = path.starts_with('/');
    json.member("uri", on_disk && absolute ? "file://" + uri_path(path) : uri_path(path));
    if (on_disk && !absolute) json.member("uriBaseId", "SRCROOT");
  }

 private:
  struct Entry {
    std::string path;
    size_t parent = 0;
    bool has_parent = false;
    const Artifact* artifact = nullptr;
  };
  std::vector<Entry> entries_;
  std::map<std::string, size_t> index_;
};

void write_text(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name);
  json.begin_object(Layout::line);
  json.member("text", text);
  json.end_object();
}

void write_rule(JsonWriter& json, const Rule& rule) {
  const std::string words = words_of(rule.code) + ".";
  json.begin_object(Layout::block);
  json.member("id", rule.code);
  json.member("name", name_of_rule(rule.code));
  write_text(json, "shortDescription", words);
  write_text(json, "fullDescription",
             rule.why.empty() ? words : display_short(rule.why, kGithubText));
  const std::string help = rule.resolve.empty()
                               ? fmt::format("modelaudit explain {} says more.", rule.code)
                               : display_short(rule.resolve, kGithubText);
  json.key("help");
  json.begin_object(Layout::line);
  json.member("text", help);
  json.member("markdown", markdown(help));
  json.end_object();
  json.key("defaultConfiguration");
  json.begin_object(Layout::line);
  json.member("level", level_of(rule.worst));
  json.end_object();
  json.key("properties");
  json.begin_object(Layout::line);
  json.strings("tags", {"license", rule.finding_class});
  json.member("precision", "high");
  const std::string_view level = level_of(rule.worst);
  json.member("problem.severity", level == "note" ? "recommendation" : level);
  json.end_object();
  json.end_object();
}

class Run {
 public:
  Run(const Report& report, const RenderOptions& options)
      : report_(report), view_(report), github_(options.sarif_github) {
    for (const ArtifactReport& entry : report.artifacts)
      known_.emplace(entry.artifact->path, entry.artifact);
    for (const Finding& finding : report.findings) results_.push_back(&finding);
    if (github_) {
      std::stable_sort(results_.begin(), results_.end(), [](const Finding* a, const Finding* b) {
        return a->severity > b->severity;
      });
      if (results_.size() > kGithubResults) results_.resize(kGithubResults);
    } else {
      for (const ArtifactReport& entry : report.artifacts)
        artifacts_.add(entry.artifact->path, known_);
    }
    for (const Finding* finding : results_) {
      Rule& rule = rules_[finding->code];
      rule.code = finding->code;
      rule.worst = std::max(rule.worst, finding->severity);
      if (rule.why.empty()) rule.why = finding->why;
      if (rule.resolve.empty()) rule.resolve = finding->resolve;
      rule.finding_class = finding->finding_class;
      artifacts_.add(location_of(*finding), known_);
    }
  }

  void write(JsonWriter& json, const std::function<void()>& drain) {
    json.begin_object(Layout::block);
    write_tool(json);
    json.key("automationDetails");
    json.begin_object(Layout::line);
    json.member("id", "modelaudit/");
    json.end_object();
    write_invocation(json);
    json.member("columnKind", "unicodeCodePoints");
    json.key("originalUriBaseIds");
    json.begin_object(Layout::line);
    json.key("SRCROOT");
    json.begin_object();
    write_text(json, "description", "The folder in which the scan was started.");
    json.end_object();
    json.end_object();
    artifacts_.write(json);
    drain();
    json.key("results");
    json.begin_array(Layout::block);
    for (const Finding* finding : results_) {
      write_result(json, *finding);
      drain();
    }
    json.end_array();
    write_properties(json);
    json.end_object();
  }

 private:
  // GitHub shows a result only at a file of the checkout: for a folder, the first file of the
  // package.
  std::string location_of(const Finding& finding) const {
    const std::string chain = finding_path(view_, finding);
    const PackageReport* package = view_.package(finding.package);
    if (!github_ || known_.contains(chain) || package == nullptr || chain != package->root)
      return chain;
    for (const std::string& id : package->artifacts) {
      if (const ArtifactReport* entry = view_.artifact(id)) return entry->artifact->path;
    }
    return chain;
  }

  void write_tool(JsonWriter& json) const {
    json.key("tool");
    json.begin_object(Layout::block);
    json.key("driver");
    json.begin_object(Layout::block);
    json.member("name", "modelaudit");
    json.member("fullName", fmt::format("modelaudit {}: redistribution risk of model weights",
                                        display(report_.tool_version)));
    json.member("semanticVersion",
                report_.tool_version.empty() ? std::string("0.0.0") : report_.tool_version);
    json.key("rules");
    json.begin_array(Layout::block);
    for (const auto& [code, rule] : rules_) write_rule(json, rule);
    json.end_array();
    json.end_object();
    json.end_object();
  }

  void write_invocation(JsonWriter& json) const {
    json.key("invocations");
    json.begin_array(Layout::block);
    json.begin_object(Layout::block);
    json.member("executionSuccessful", report_.summary.complete);
    const size_t left_out = report_.findings.size() - results_.size();
    if (!report_.summary.complete || left_out > 0) {
      json.key("toolExecutionNotifications");
      json.begin_array(Layout::block);
      if (!report_.summary.complete)
        write_notification(json, "Not everything was read; see the results.");
      if (left_out > 0) {
        write_notification(json, fmt::format("{} left out: the dashboard takes {}.",
                                             count_words(left_out, "result"), kGithubResults));
      }
      json.end_array();
    }
    json.end_object();
    json.end_array();
  }

  static void write_notification(JsonWriter& json, std::string_view text) {
    json.begin_object(Layout::line);
    json.member("level", "warning");
    write_text(json, "message", text);
    json.end_object();
  }

  void write_result(JsonWriter& json, const Finding& finding) {
    const std::string chain = location_of(finding);
    const std::string outer(outer_path(chain));
    const bool member = outer.size() != chain.size();
    const auto artifact = known_.find(chain);
    const bool line =
        github_ && !member && artifact != known_.end() && is_small_text(artifact->second->kind);
    json.begin_object(Layout::block);
    json.member("ruleId", finding.code);
    json.member("ruleIndex",
                static_cast<uint64_t>(std::distance(rules_.begin(), rules_.find(finding.code))));
    json.member("level", level_of(finding.severity));
    std::string text = message_text(message_of(finding));
    if (!finding.resolve.empty()) text += " To resolve: " + message_text(finding.resolve);
    write_text(json, "message", text);
    json.key("locations");
    json.begin_array(Layout::block);
    json.begin_object(Layout::line);
    json.key("physicalLocation");
    json.begin_object();
    json.key("artifactLocation");
    json.begin_object();
    ArtifactList::write_uri(json, outer, true);
    json.member("index", artifacts_.add(outer, known_));
    json.end_object();
    if (line) {
      write_region(json, "startLine", 1);
    } else if (finding.offset && !member && *finding.offset <= kLargestNumber) {
      write_region(json, "byteOffset", *finding.offset);
    }
    json.end_object();
    json.key("logicalLocations");
    json.begin_array();
    json.begin_object();
    json.member("fullyQualifiedName", display(chain));
    json.member("kind", member ? "member" : "resource");
    json.end_object();
    json.end_array();
    json.end_object();
    json.end_array();
    json.key("partialFingerprints");
    json.begin_object(Layout::line);
    json.member("modelaudit/v1", finding.fingerprint);
    if (!line) json.member("primaryLocationLineHash", finding.fingerprint);
    json.end_object();
    if (!finding.baseline.empty()) json.member("baselineState", finding.baseline);
    write_suppression(json, finding);
    json.key("properties");
    json.begin_object(Layout::line);
    json.member("id", finding.id);
    json.member("severity", name_of(finding.severity));
    json.member("class", finding.finding_class);
    json.member_if("package", finding.package);
    if (finding.offset) json.member(member ? "memberOffset" : "byteOffset", *finding.offset);
    json.member_if("why", display(finding.why));
    json.end_object();
    json.end_object();
  }

  static void write_region(JsonWriter& json, std::string_view name, uint64_t value) {
    json.key("region");
    json.begin_object();
    json.member(name, value);
    if (name == "byteOffset") json.member("byteLength", 1U);
    json.end_object();
  }

  static void write_suppression(JsonWriter& json, const Finding& finding) {
    if (!finding.waiver) return;
    json.key("suppressions");
    json.begin_array(Layout::block);
    json.begin_object(Layout::line);
    json.member("kind", "external");
    json.member("status", is_waived(finding) ? "accepted" : "rejected");
    const Waiver& waiver = *finding.waiver;
    json.member("justification",
                display(fmt::format("{} (approved by {}, expires {})", waiver.reason,
                                    waiver.approver, waiver.expires)));
    json.end_object();
    json.end_array();
  }

  void write_properties(JsonWriter& json) const {
    json.key("properties");
    json.begin_object(Layout::line);
    json.member("verdict", report_.summary.verdict);
    json.member("risk", name_of(report_.summary.risk));
    json.member("rulebook", report_.rulebook.version);
    json.member("rulebookDigest", report_.rulebook.digest);
    json.end_object();
  }

  const Report& report_;
  View view_;
  bool github_;
  std::map<std::string_view, const Artifact*> known_;
  std::vector<const Finding*> results_;
  std::map<std::string, Rule> rules_;
  ArtifactList artifacts_;
};

}  // namespace

void render_sarif(const Report& report, const RenderOptions& options, const Sink& sink) {
  std::string out;
  const auto drain = [&] {
    if (out.size() < (size_t{1} << 18)) return;
    sink(out);
    out.clear();
  };
  JsonWriter json(out);
  json.begin_object(Layout::block);
  json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  json.member("version", "2.1.0");
  json.key("runs");
  json.begin_array(Layout::block);
  Run(report, options).write(json, drain);
  json.end_array();
  json.end_object();
  out += '\n';
  sink(out);
}

}  // namespace modelaudit::report
