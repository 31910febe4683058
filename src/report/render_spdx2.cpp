#include "report/render_spdx2.h"

#include <map>
#include <set>

#include <fmt/format.h>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "report/sbom.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

using Layout = JsonWriter::Layout;

constexpr size_t kQuote = 2000;
constexpr size_t kFindings = 100;

struct Relationship {
  std::string from, type, to, comment;
};

class Document {
 public:
  Document(const Report& report, const RenderOptions& options, const Sink& sink)
      : report_(report),
        view_(report),
        sink_(sink),
        created_(report.timestamp.empty() ? utc_time(options.created) : report.timestamp),
        tool_("Tool: modelaudit-" + display(report.tool_version)) {}

  void write() {
    json_.begin_object(Layout::block);
    json_.member("spdxVersion", "SPDX-2.3");
    json_.member("dataLicense", "CC0-1.0");
    json_.member("SPDXID", "SPDXRef-DOCUMENT");
    json_.member("name", "modelaudit");
    json_.member("documentNamespace",
                 "https://spdx.org/spdxdocs/modelaudit-" + uuid_of(report_digest(report_)));
    json_.key("creationInfo");
    json_.begin_object(Layout::line);
    json_.member("created", created_);
    json_.strings("creators", {tool_});
    json_.member("licenseListVersion", "3.28");
    json_.end_object();
    json_.key("packages");
    json_.begin_array(Layout::block);
    for (const PackageReport& package : report_.packages) write_package(package);
    for (const auto& [id, artifact] : files_) write_file(id, *artifact);
    for (const auto& [base, id] : bases_) write_base(base, id);
    json_.end_array();
    write_texts();
    json_.key("relationships");
    json_.begin_array(Layout::block);
    for (const Relationship& relationship : relationships_) {
      json_.begin_object(Layout::line);
      json_.member("spdxElementId", relationship.from);
      json_.member("relationshipType", relationship.type);
      json_.member("relatedSpdxElement", relationship.to);
      json_.member_if("comment", relationship.comment);
      json_.end_object();
      drain();
    }
    json_.end_array();
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

  // `pkg:12ab` → `SPDXRef-pkg-12ab`: only letters, digits, dot and hyphen are allowed.
  static std::string element_id(std::string_view id) {
    std::string out = "SPDXRef-";
    for (const char c : id) {
      const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                         (c >= '0' && c <= '9') || c == '.' || c == '-';
      out += plain ? c : '-';
    }
    return out;
  }

  std::string expression_of(const std::vector<std::string>& licenses) {
    const std::string expression = spdx_conjunction(licenses);
    for (std::string& ref : license_refs(expression)) refs_.insert(std::move(ref));
    return expression.empty() ? "NOASSERTION" : expression;
  }

  void begin_package(const std::string& id, std::string_view name) {
    json_.begin_object(Layout::block);
    json_.member("SPDXID", id);
    json_.member("name", display(name));
  }

  void end_package(const std::string& concluded, const std::string& declared) {
    json_.member("filesAnalyzed", false);
    json_.member("licenseConcluded", concluded);
    json_.member("licenseDeclared", declared);
    json_.member("copyrightText", "NOASSERTION");
  }

  void write_annotations(const PackageReport& package) {
    const auto annotate = [&](const std::string& comment) {
      json_.begin_object(Layout::line);
      json_.member("annotationDate", created_);
      json_.member("annotationType", "REVIEW");
      json_.member("annotator", tool_);
      json_.member("comment", display(comment));
      json_.end_object();
    };
    json_.key("annotations");
    json_.begin_array(Layout::block);
    annotate(fmt::format(
        "{}, risk {}, for {}; rulebook {}", verdict_word(view_.fails(package), package.complete),
        name_of(package.risk), use_words(report_.intended_use), report_.rulebook.version));
    const std::vector<const Finding*> findings = view_.findings_of(package);
    for (size_t i = 0; i < findings.size() && i < kFindings; ++i) {
      annotate(fmt::format("{} {}{}: {}", name_of(findings[i]->severity), findings[i]->code,
                           is_waived(*findings[i]) ? " (waived)" : "", findings[i]->message));
    }
    if (findings.size() > kFindings)
      annotate(fmt::format("{} more", count_words(findings.size() - kFindings, "finding")));
    json_.end_array();
  }

  void write_package(const PackageReport& package) {
    const std::string id = element_id(package.id);
    const PackageTerms terms = terms_of(package);
    const HubAddress hub = hub_address(package);
    begin_package(id, name_of(package));
    json_.member_if("versionInfo", hub.revision);
    json_.member("downloadLocation", hub.repository.empty()
                                         ? std::string("NOASSERTION")
                                         : "https://huggingface.co/" + hub.repository);
    json_.member("primaryPackagePurpose", "OTHER");
    end_package(expression_of(terms.concluded), expression_of(terms.declared));
    if (package.terms_status != "concluded")
      json_.member("licenseComments", "Terms: " + display(package.terms_status) + ".");
    if (!hub.repository.empty()) {
      json_.key("externalRefs");
      json_.begin_array(Layout::block);
      json_.begin_object(Layout::line);
      json_.member("referenceCategory", "PACKAGE-MANAGER");
      json_.member("referenceType", "purl");
      json_.member("referenceLocator", "pkg:huggingface/" + hub.repository +
                                           (hub.revision.empty() ? "" : "@" + hub.revision));
      json_.end_object();
      json_.end_array();
    }
    write_annotations(package);
    json_.end_object();
    drain();
    relationships_.push_back({"SPDXRef-DOCUMENT", "DESCRIBES", id, ""});
    for (const std::string& artifact : package.artifacts) {
      const ArtifactReport* entry = view_.artifact(artifact);
      if (entry == nullptr) continue;
      files_.emplace(element_id(artifact), entry->artifact);
      relationships_.push_back({id, "CONTAINS", element_id(artifact), ""});
    }
    for (const LineageClaim& claim : package.lineage) {
      const auto base =
          bases_.emplace(claim.base, fmt::format("SPDXRef-base-{}", bases_.size() + 1)).first;
      std::string comment = claim.relation + (claim.grade.empty() ? "" : " (" + claim.grade + ")");
      if (!claim.says.empty()) comment += ": " + claim.says;
      relationships_.push_back({id, "DESCENDANT_OF", base->second, display(comment)});
      if (!claim.license.empty() && base_licenses_[claim.base].empty())
        base_licenses_[claim.base] = claim.license;
    }
  }

  void write_file(const std::string& id, const Artifact& artifact) {
    begin_package(id, artifact.path);
    json_.member("downloadLocation", "NOASSERTION");
    json_.member("primaryPackagePurpose", "FILE");
    if (artifact.sha256) {
      json_.key("checksums");
      json_.begin_array(Layout::block);
      json_.begin_object(Layout::line);
      json_.member("algorithm", "SHA256");
      json_.member("checksumValue", to_hex(*artifact.sha256));
      json_.end_object();
      json_.end_array();
    }
    end_package("NOASSERTION", "NOASSERTION");
    if (!artifact.complete) json_.member("comment", "Not fully read.");
    json_.end_object();
    drain();
  }

  void write_base(const std::string& base, const std::string& id) {
    begin_package(id, base);
    json_.member("downloadLocation", "NOASSERTION");
    const std::string& license = base_licenses_[base];
    end_package("NOASSERTION", license.empty() ? "NOASSERTION" : expression_of({license}));
    json_.member("comment", "A base model; it was not scanned.");
    json_.end_object();
  }

  void write_texts() {
    if (refs_.empty()) return;
    json_.key("hasExtractedLicensingInfos");
    json_.begin_array(Layout::block);
    for (const std::string& ref : refs_) {
      const std::string quote = display_short(quote_of(report_, ref), kQuote);
      json_.begin_object(Layout::line);
      json_.member("licenseId", ref);
      json_.member("extractedText",
                   quote.empty() ? "The text of " + ref + " is not included in this document."
                                 : "Found, in part: " + quote);
      json_.end_object();
    }
    json_.end_array();
  }

  const Report& report_;
  View view_;
  const Sink& sink_;
  std::string created_, tool_;
  std::string out_;
  JsonWriter json_{out_};
  std::map<std::string, const Artifact*> files_;
  std::map<std::string, std::string> bases_;  // name → element
  std::map<std::string, std::string> base_licenses_;
  std::set<std::string> refs_;
  std::vector<Relationship> relationships_;
};

}  // namespace

void render_spdx_2_3(const Report& report, const RenderOptions& options, const Sink& sink) {
  Document(report, options, sink).write();
}

}  // namespace modelaudit::report
