#include "report/render_cyclonedx.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "report/sbom.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

using Layout = JsonWriter::Layout;

enum class Version { v1_6, v1_7 };

constexpr size_t kFindings = 100;  // of one component, as properties

class Bom {
 public:
  Bom(const Report& report, Version version, const Sink& sink)
      : report_(report), view_(report), version_(version), sink_(sink) {}

  void write() {
    json_.begin_object(Layout::block);
    const std::string_view version = version_ == Version::v1_6 ? "1.6" : "1.7";
    json_.member("$schema", fmt::format("http://cyclonedx.org/schema/bom-{}.schema.json", version));
    json_.member("bomFormat", "CycloneDX");
    json_.member("specVersion", version);
    json_.member("serialNumber", "urn:uuid:" + uuid_of(report_digest(report_)));
    json_.member("version", 1U);
    write_metadata();
    json_.key("components");
    json_.begin_array(Layout::block);
    for (const PackageReport& package : report_.packages) {
      write_package(package);
      drain();
    }
    json_.end_array();
    json_.key("dependencies");
    json_.begin_array(Layout::block);
    for (const PackageReport& package : report_.packages) {
      json_.begin_object(Layout::line);
      json_.member("ref", package.id);
      json_.end_object();
    }
    json_.end_array();
    write_compositions();
    write_declarations();
    json_.end_object();
    out_ += '\n';
    sink_(out_);
  }

 private:
  void drain() {
    if (out_.size() < (size_t{1} << 18)) return;
    sink_(out_);
    out_.clear();
  }

  void property(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    json_.begin_object(Layout::line);
    json_.member("name", std::string("modelaudit:").append(name));
    json_.member("value", display(value));
    json_.end_object();
  }

  void write_metadata() {
    json_.key("metadata");
    json_.begin_object(Layout::block);
    json_.member_if("timestamp", report_.timestamp);
    json_.key("tools");
    json_.begin_object(Layout::line);
    json_.key("components");
    json_.begin_array();
    json_.begin_object();
    json_.member("type", "application");
    json_.member("name", "modelaudit");
    json_.member_if("version", report_.tool_version);
    json_.end_object();
    json_.end_array();
    json_.end_object();
    json_.key("properties");
    json_.begin_array(Layout::block);
    property("verdict", report_.summary.verdict);
    property("risk", name_of(report_.summary.risk));
    property("complete", report_.summary.complete ? "true" : "false");
    property("intended-use", use_words(report_.intended_use));
    property("rulebook", report_.rulebook.version);
    property("rulebook-digest", report_.rulebook.digest);
    json_.end_array();
    json_.end_object();
  }

  // One license in a list; `acknowledgement` is empty for evidence.
  void write_license(const std::string& license, std::string_view version,
                     std::string_view acknowledgement) {
    json_.begin_object(Layout::line);
    if (version_ == Version::v1_7 && !is_spdx_id(license)) {
      const std::string expression = spdx_conjunction({license});
      json_.member("expression", expression);
      const std::vector<std::string> refs = license_refs(expression);
      if (!refs.empty()) {
        json_.key("expressionDetails");
        json_.begin_array();
        for (const std::string& ref : refs) {
          json_.begin_object();
          json_.member("licenseIdentifier", ref);
          json_.end_object();
        }
        json_.end_array();
      }
      if (!acknowledgement.empty()) json_.member("acknowledgement", acknowledgement);
    } else {
      json_.key("license");
      json_.begin_object();
      json_.member(is_spdx_id(license) ? "id" : "name", display(license));
      if (!acknowledgement.empty()) json_.member("acknowledgement", acknowledgement);
      if (!version.empty()) {
        json_.key("properties");
        json_.begin_array();
        property("version", version);
        json_.end_array();
      }
      json_.end_object();
    }
    json_.end_object();
  }

  void write_licenses(const PackageReport& package, const PackageTerms& terms) {
    if (terms.declared.empty() && terms.concluded.empty()) return;
    json_.key("licenses");
    json_.begin_array(Layout::block);
    for (const std::string& license : terms.declared) write_license(license, "", "declared");
    for (const std::string& license : terms.concluded) {
      const auto concluded =
          std::find_if(package.concluded.begin(), package.concluded.end(),
                       [&](const ConcludedTerms& c) { return c.license == license; });
      write_license(license, concluded->version, "concluded");
    }
    json_.end_array();
  }

  void write_pedigree(const PackageReport& package) {
    if (package.lineage.empty()) return;
    std::vector<const LineageClaim*> claims;
    for (const LineageClaim& claim : package.lineage) claims.push_back(&claim);
    std::stable_sort(
        claims.begin(), claims.end(),
        [](const LineageClaim* a, const LineageClaim* b) { return a->base < b->base; });
    json_.key("pedigree");
    json_.begin_object(Layout::block);
    json_.key("ancestors");
    json_.begin_array(Layout::block);
    std::string notes;
    for (const LineageClaim* claim : claims) {
      json_.begin_object(Layout::line);
      json_.member("type", "machine-learning-model");
      json_.member("name", display(claim->base));
      if (!claim->license.empty()) {
        json_.key("licenses");
        json_.begin_array();
        write_license(claim->license, claim->version, "");
        json_.end_array();
      }
      json_.key("properties");
      json_.begin_array();
      property("relation", claim->relation);
      property("grade", claim->grade);
      property("says", claim->says);
      property("cannot-say", claim->cannot_say);
      json_.end_array();
      json_.end_object();
      notes += (notes.empty() ? "" : "; ") +
               display(claim->base + ": " + (claim->relation.empty() ? "base" : claim->relation) +
                       (claim->grade.empty() ? "" : " (" + claim->grade + ")"));
    }
    json_.end_array();
    json_.member("notes", notes);
    json_.end_object();
  }

  void write_identity(const PackageReport& package) {
    std::vector<std::pair<const KnownAs*, const Artifact*>> known;
    for (const std::string& id : package.artifacts) {
      const ArtifactReport* entry = view_.artifact(id);
      if (entry == nullptr || !entry->artifact->sha256) continue;
      for (const KnownAs& name : entry->known_as) known.emplace_back(&name, entry->artifact);
    }
    if (known.empty()) return;
    json_.key("identity");
    json_.begin_array(Layout::block);
    for (const auto& [name, artifact] : known) {
      json_.begin_object(Layout::line);
      json_.member("field", "name");
      json_.member("confidence", 1U);
      json_.member("concludedValue", display(name->name));
      json_.key("methods");
      json_.begin_array();
      json_.begin_object();
      json_.member("technique", "hash-comparison");
      json_.member("confidence", 1U);
      json_.member("value", "sha256:" + to_hex(*artifact->sha256));
      json_.end_object();
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void write_evidence(const PackageReport& package, const PackageTerms& terms) {
    json_.key("evidence");
    json_.begin_object(Layout::block);
    write_identity(package);
    json_.key("occurrences");
    json_.begin_array(Layout::block);
    for (const Evidence& evidence : package.evidence) {
      if (evidence.artifact.empty()) continue;
      json_.begin_object(Layout::line);
      json_.member("location", display(evidence.artifact));
      if (!evidence.where.empty()) {
        json_.member("offset", evidence.where.front().offset);
        json_.member_if("symbol", display(evidence.where.front().key));
      }
      json_.member(
          "additionalContext",
          display(fmt::format("{} ({}): {}", terms_label(evidence.license, evidence.version),
                              evidence.strength, evidence.says)));
      json_.end_object();
    }
    json_.end_array();
    if (!terms.observed.empty()) {
      json_.key("licenses");
      json_.begin_array(Layout::block);
      for (const std::string& license : terms.observed) write_license(license, "", "");
      json_.end_array();
    }
    json_.end_object();
  }

  void write_model_card(const PackageReport& package) {
    if (!package.has_weights) return;
    json_.key("modelCard");
    json_.begin_object(Layout::line);
    json_.key("modelParameters");
    json_.begin_object();
    if (package.family) {
      json_.member("architectureFamily",
                   display(package.family->id + (package.family->generation.empty() ? "" : " ") +
                           package.family->generation));
    }
    json_.member_if("modelArchitecture", display(architecture_of(report_, package)));
    json_.end_object();
    json_.end_object();
  }

  void write_files(const PackageReport& package) {
    if (package.artifacts.empty()) return;
    json_.key("components");
    json_.begin_array(Layout::block);
    for (const std::string& id : package.artifacts) {
      const ArtifactReport* entry = view_.artifact(id);
      if (entry == nullptr) continue;
      const Artifact& artifact = *entry->artifact;
      json_.begin_object(Layout::line);
      json_.member("type", "file");
      json_.member("bom-ref", package.id + "/" + id);
      json_.member("name", display(path_in(package, artifact.path)));
      if (artifact.sha256) {
        json_.key("hashes");
        json_.begin_array();
        json_.begin_object();
        json_.member("alg", "SHA-256");
        json_.member("content", to_hex(*artifact.sha256));
        json_.end_object();
        json_.end_array();
      }
      json_.key("properties");
      json_.begin_array();
      property("kind", name_of(artifact.kind));
      property("size", std::to_string(artifact.size));
      const size_t tensors =
          entry->tensors_left_out ? entry->tensors_left_out->count : artifact.tensors.size();
      if (tensors > 0) property("tensors", std::to_string(tensors));
      if (artifact.metadata_sha256) property("metadata-sha256", to_hex(*artifact.metadata_sha256));
      if (!artifact.complete) property("complete", "false");
      json_.end_array();
      json_.end_object();
      drain();
    }
    json_.end_array();
  }

  void write_properties(const PackageReport& package) {
    json_.key("properties");
    json_.begin_array(Layout::block);
    property("verdict", view_.fails(package) ? "fail" : package.complete ? "pass" : "incomplete");
    property("risk", name_of(package.risk));
    property("complete", package.complete ? "true" : "false");
    property("terms-status", package.terms_status);
    property("root", package.root);
    property("kind", package.kind);
    property("store-name", package.store_name);
    if (package.family) property("family-licensor", package.family->licensor);
    const std::vector<const Finding*> findings = view_.findings_of(package);
    for (size_t i = 0; i < findings.size() && i < kFindings; ++i) {
      property("finding",
               fmt::format("{} {}{}: {}", name_of(findings[i]->severity), findings[i]->code,
                           is_waived(*findings[i]) ? " (waived)" : "", findings[i]->message));
    }
    if (findings.size() > kFindings)
      property("findings-left-out", std::to_string(findings.size() - kFindings));
    for (const std::string& sentence : unknowns(package, view_)) property("unknown", sentence);
    json_.end_array();
  }

  void write_package(const PackageReport& package) {
    const PackageTerms terms = terms_of(package);
    const HubAddress hub = hub_address(package);
    json_.begin_object(Layout::block);
    json_.member("type", package.has_weights ? "machine-learning-model" : "data");
    json_.member("bom-ref", package.id);
    json_.member("name", display(name_of(package)));
    json_.member_if("version", hub.revision);
    write_licenses(package, terms);
    if (!hub.repository.empty()) {
      json_.member("purl", "pkg:huggingface/" + hub.repository +
                               (hub.revision.empty() ? "" : "@" + hub.revision));
      json_.key("externalReferences");
      json_.begin_array(Layout::block);
      json_.begin_object(Layout::line);
      json_.member("type", "distribution");
      json_.member("url", "https://huggingface.co/" + hub.repository);
      json_.end_object();
      json_.end_array();
    }
    write_pedigree(package);
    write_files(package);
    write_evidence(package, terms);
    write_model_card(package);
    write_properties(package);
    json_.end_object();
  }

  void write_compositions() {
    json_.key("compositions");
    json_.begin_array(Layout::block);
    for (const bool complete : {true, false}) {
      std::vector<std::string> refs;
      for (const PackageReport& package : report_.packages) {
        if (package.complete == complete) refs.push_back(package.id);
      }
      if (refs.empty()) continue;
      json_.begin_object(Layout::line);
      json_.member("aggregate", complete ? "complete" : "incomplete");
      json_.strings("assemblies", refs);
      json_.end_object();
    }
    json_.end_array();
  }

  // Duties as claims: what is met, and what is not or cannot be told, with the reason.
  void write_declarations() {
    const bool any =
        std::any_of(report_.packages.begin(), report_.packages.end(),
                    [](const PackageReport& package) { return !package.duties.empty(); });
    if (!any) return;
    json_.key("declarations");
    json_.begin_object(Layout::block);
    json_.key("claims");
    json_.begin_array(Layout::block);
    for (const PackageReport& package : report_.packages) {
      for (size_t i = 0; i < package.duties.size(); ++i) {
        const Duty& duty = package.duties[i];
        json_.begin_object(Layout::line);
        json_.member("bom-ref", fmt::format("{}/duty/{}", package.id, i + 1));
        json_.member("target", package.id);
        json_.member("predicate",
                     display(fmt::format("{}: {} ({} {})", duty.state,
                                         duty.title.empty() ? duty.obligation : duty.title,
                                         terms_label(duty.license, duty.version), duty.section)));
        json_.member_if("reasoning", display(duty.because));
        json_.end_object();
        drain();
      }
    }
    json_.end_array();
    json_.end_object();
  }

  const Report& report_;
  View view_;
  Version version_;
  const Sink& sink_;
  std::string out_;
  JsonWriter json_{out_};
};

}  // namespace

void render_cyclonedx_1_6(const Report& report, const RenderOptions&, const Sink& sink) {
  Bom(report, Version::v1_6, sink).write();
}

void render_cyclonedx_1_7(const Report& report, const RenderOptions&, const Sink& sink) {
  Bom(report, Version::v1_7, sink).write();
}

}  // namespace modelaudit::report
