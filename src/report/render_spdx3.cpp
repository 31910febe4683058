#include "report/render_spdx3.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "core/json_writer.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "report/sbom.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

constexpr size_t kQuote = 2000;
constexpr size_t kFindings = 100;
// The form in the published context; the one printed in the text of the specification fails its own
// shapes.
constexpr std::string_view kNoAssertion =
    "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense";

class Graph {
 public:
  Graph(const Report& report, const RenderOptions& options)
      : report_(report),
        view_(report),
        created_(report.timestamp.empty() ? utc_time(options.created) : report.timestamp),
        space_("https://spdx.org/spdxdocs/modelaudit-" + uuid_of(report_digest(report)) + "#") {
    for (const PackageReport& package : report.packages) add_package(package);
    for (const auto& [base, license] : bases_) add_base(base, license);
    add_frame();
  }

  void write(const Sink& sink) const {
    sink("{\"@context\": \"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\", \"@graph\": [\n");
    sink(
        fmt::format("{{\"type\":\"CreationInfo\",\"@id\":\"_:ci\",\"specVersion\":\"3.0.1\","
                    "\"created\":\"{}\",\"createdBy\":"
                    "[\"{}agent\"],\"createdUsing\":[\"{}tool\"]}}",
                    display(created_), space_, space_));
    for (const auto& [id, element] : elements_) sink(",\n" + element);
    sink("\n]}\n");
  }

 private:
  using Members = std::function<void(JsonWriter&)>;

  // Adds an element; its id is the local name.
  void add(const std::string& local, std::string_view type, const Members& members) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("type", type);
    json.member("spdxId", space_ + local);
    json.member("creationInfo", "_:ci");
    members(json);
    json.end_object();
    elements_.emplace(local, std::move(out));
  }

  void relate(const std::string& local, const std::string& from, std::string_view type,
              const std::vector<std::string>& to, const std::string& comment = "") {
    add(local, "Relationship", [&](JsonWriter& json) {
      json.member_if("comment", comment);
      json.member("from", space_ + from);
      json.member("relationshipType", type);
      json.strings("to", to);
      if (type == "ancestorOf") json.member("completeness", "noAssertion");
    });
  }

  // The IRI of the license expression; the element is made once.
  std::string expression_element(const std::vector<std::string>& licenses) {
    const std::string expression = spdx_conjunction(licenses);
    if (expression.empty()) return std::string(kNoAssertion);
    const auto known = expressions_.find(expression);
    if (known != expressions_.end()) return space_ + known->second;
    const std::string local = fmt::format("license-{}", expressions_.size() + 1);
    expressions_.emplace(expression, local);
    const std::vector<std::string> refs = license_refs(expression);
    for (const std::string& ref : refs) {
      if (elements_.contains("text-" + ref)) continue;
      add("text-" + ref, "simplelicensing_SimpleLicensingText", [&](JsonWriter& json) {
        const std::string quote = display_short(quote_of(report_, ref), kQuote);
        json.member("name", ref);
        json.member("simplelicensing_licenseText",
                    quote.empty() ? "The text of " + ref + " is not included in this document."
                                  : "Found, in part: " + quote);
      });
    }
    add(local, "simplelicensing_LicenseExpression", [&](JsonWriter& json) {
      if (!refs.empty()) {
        json.key("simplelicensing_customIdToUri");
        json.begin_array();
        for (const std::string& ref : refs) {
          json.begin_object();
          json.member("type", "DictionaryEntry");
          json.member("key", ref);
          json.member("value", space_ + "text-" + ref);
          json.end_object();
        }
        json.end_array();
      }
      json.member("simplelicensing_licenseExpression", expression);
      json.member("simplelicensing_licenseListVersion", "3.28.0");
    });
    return space_ + local;
  }

  void license(const std::string& local, const std::vector<std::string>& declared,
               const std::vector<std::string>& concluded) {
    relate(local + "-declared", local, "hasDeclaredLicense", {expression_element(declared)});
    relate(local + "-concluded", local, "hasConcludedLicense", {expression_element(concluded)});
  }

  static void digest(JsonWriter& json, const Artifact& artifact) {
    if (!artifact.sha256) return;
    json.key("verifiedUsing");
    json.begin_array();
    json.begin_object();
    json.member("type", "Hash");
    json.member("algorithm", "sha256");
    json.member("hashValue", to_hex(*artifact.sha256));
    json.end_object();
    json.end_array();
  }

  // Only what may stand in an IRI after the number sign.
  static std::string local_of(std::string_view id) {
    std::string out;
    for (const char c : id) {
      const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                         (c >= '0' && c <= '9') || c == '.' || c == '-';
      out += plain ? c : '-';
    }
    return out;
  }

  void annotate(const std::string& local, const std::string& subject,
                const std::string& statement) {
    add(local, "Annotation", [&](JsonWriter& json) {
      json.member("annotationType", "review");
      json.member("statement", display(statement));
      json.member("subject", space_ + subject);
    });
  }

  void add_package(const PackageReport& package) {
    const std::string local = local_of(package.id);
    const HubAddress hub = hub_address(package);
    std::string supplier;
    if (!hub.repository.empty()) {
      const std::string owner = hub.repository.substr(0, hub.repository.find('/'));
      supplier = "supplier-" + local_of(owner);
      add(supplier, "Organization", [&](JsonWriter& json) { json.member("name", owner); });
    }
    const std::string architecture = architecture_of(report_, package);
    add(local, package.has_weights ? "ai_AIPackage" : "software_Package", [&](JsonWriter& json) {
      json.member("name", display(name_of(package)));
      json.member("comment",
                  display(fmt::format("Terms: {}. Root: {}", package.terms_status, package.root)));
      if (!supplier.empty()) json.member("suppliedBy", space_ + supplier);
      if (!hub.repository.empty()) {
        json.member("software_downloadLocation", "https://huggingface.co/" + hub.repository);
        json.member("software_packageUrl", "pkg:huggingface/" + hub.repository +
                                               (hub.revision.empty() ? "" : "@" + hub.revision));
      }
      json.member_if("software_packageVersion", hub.revision);
      json.member("software_primaryPurpose", package.has_weights ? "model" : "other");
      if (package.has_weights && !architecture.empty())
        json.strings("ai_typeOfModel", {display(architecture)});
      if (package.has_weights) {
        std::string limits;
        for (const std::string& sentence : unknowns(package, view_))
          limits += (limits.empty() ? "" : " ") + display(sentence);
        json.member_if("ai_limitation",
                       limits.empty() ? "" : "Unknown to this document: " + limits);
      }
    });
    packages_.push_back(space_ + local);
    const PackageTerms terms = terms_of(package);
    license(local, terms.declared, terms.concluded);
    std::vector<std::string> files;
    for (const std::string& id : package.artifacts) {
      const ArtifactReport* entry = view_.artifact(id);
      if (entry == nullptr) continue;
      const std::string file = local_of(id);
      files.push_back(space_ + file);
      if (elements_.contains(file)) continue;
      add(file, "software_File", [&](JsonWriter& json) {
        json.member("name", display(entry->artifact->path));
        if (!entry->artifact->complete) json.member("comment", "Not fully read.");
        digest(json, *entry->artifact);
      });
    }
    if (!files.empty()) {
      std::sort(files.begin(), files.end());
      relate(local + "-files", local, "contains", files);
    }
    for (size_t i = 0; i < package.lineage.size(); ++i) {
      const LineageClaim& claim = package.lineage[i];
      std::string& base_license = bases_[claim.base];
      if (base_license.empty()) base_license = claim.license;
      relate(fmt::format("{}-base-{}", local, i + 1), base_local(claim.base), "ancestorOf",
             {space_ + local},
             display(fmt::format("{} {}: {}", claim.relation, claim.grade, claim.says)));
    }
    annotate(
        local + "-verdict", local,
        fmt::format("{}, risk {}, for {}; rulebook {}",
                    verdict_word(view_.fails(package), package.complete), name_of(package.risk),
                    use_words(report_.intended_use), report_.rulebook.version));
    const std::vector<const Finding*> findings = view_.findings_of(package);
    for (size_t i = 0; i < findings.size() && i < kFindings; ++i) {
      annotate(fmt::format("{}-finding-{:03}", local, i + 1), local,
               fmt::format("{} {}{}: {}", name_of(findings[i]->severity), findings[i]->code,
                           is_waived(*findings[i]) ? " (waived)" : "", findings[i]->message));
    }
  }

  static std::string base_local(const std::string& base) {
    return "base-" + to_hex(sha256(base)).substr(0, 16);
  }

  void add_base(const std::string& base, const std::string& base_license) {
    const std::string local = base_local(base);
    add(local, "ai_AIPackage", [&](JsonWriter& json) {
      json.member("name", display(base));
      json.member("comment", "A base model; it was not scanned.");
      json.member("software_primaryPurpose", "model");
    });
    license(
        local,
        base_license.empty() ? std::vector<std::string>{} : std::vector<std::string>{base_license},
        {});
  }

  void add_frame() {
    add("agent", "SoftwareAgent", [](JsonWriter& json) { json.member("name", "modelaudit"); });
    add("tool", "Tool", [&](JsonWriter& json) {
      json.member("name", "modelaudit " + display(report_.tool_version));
    });
    const std::string data_license = expression_element({"CC0-1.0"});
    add("sbom", "software_Sbom", [&](JsonWriter& json) {
      json.member("name", "modelaudit");
      json.strings("profileConformance", {"core", "software", "simpleLicensing"});
      if (!packages_.empty()) json.strings("rootElement", packages_);
      json.strings("software_sbomType", {"analyzed"});
    });
    std::vector<std::string> all;
    for (const auto& [local, element] : elements_) all.push_back(space_ + local);
    add("document", "SpdxDocument", [&](JsonWriter& json) {
      json.member("name", "modelaudit");
      json.member("dataLicense", data_license);
      json.strings("element", all);
      json.strings("profileConformance", {"core", "software", "simpleLicensing"});
      json.strings("rootElement", {space_ + "sbom"});
    });
  }

  const Report& report_;
  View view_;
  std::string created_, space_;
  std::map<std::string, std::string> elements_;     // local name → JSON
  std::map<std::string, std::string> expressions_;  // expression → local name
  std::map<std::string, std::string> bases_;        // name → license
  std::vector<std::string> packages_;
};

}  // namespace

void render_spdx_3_0_1(const Report& report, const RenderOptions& options, const Sink& sink) {
  Graph(report, options).write(sink);
}

}  // namespace modelaudit::report
