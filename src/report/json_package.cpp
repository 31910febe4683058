#include "report/json_parts.h"

namespace modelaudit::report {
namespace {

using Layout = JsonWriter::Layout;

void write_span(JsonWriter& json, const Span& span) {
  json.begin_object(Layout::line);
  json.member("offset", span.offset);
  json.member("length", span.length);
  json.member_if("key", span.key);
  json.end_object();
}

void write_evidence(JsonWriter& json, const Evidence& evidence) {
  json.begin_object(Layout::block);
  json.member("id", evidence.id);
  json.member("source", evidence.source);
  json.member_if("license", evidence.license);
  json.member_if("version", evidence.version);
  strings_if(json, "candidates", evidence.candidates);
  json.member("strength", evidence.strength);
  json.member_if("artifact", evidence.artifact);
  if (!evidence.where.empty()) {
    json.key("where");
    write_span(json, evidence.where.front());
  }
  if (evidence.where.size() > 1) {
    json.key("also_at");
    json.begin_array(Layout::line);
    for (size_t i = 1; i < evidence.where.size(); ++i) write_span(json, evidence.where[i]);
    json.end_array();
  }
  if (evidence.coverage_official || evidence.coverage_found) {
    json.key("coverage");
    json.begin_object(Layout::line);
    if (evidence.coverage_official) json.member("official", *evidence.coverage_official);
    if (evidence.coverage_found) json.member("found", *evidence.coverage_found);
    json.end_object();
  }
  if (!evidence.differences.empty()) {
    json.key("differences");
    json.begin_array(Layout::block);
    for (const Difference& difference : evidence.differences) {
      json.begin_object(Layout::line);
      json.member("kind", difference.kind);
      json.member_if("section", difference.section);
      json.member_if("found", difference.found);
      json.member("official_words", difference.official_words);
      json.member("offset", difference.offset);
      json.member("length", difference.length);
      json.end_object();
    }
    json.end_array();
  }
  strings_if(json, "missing_sections", evidence.missing_sections);
  if (!evidence.twins.empty()) {
    json.key("twins");
    json.begin_array(Layout::block);
    for (const TwinNote& twin : evidence.twins) {
      json.begin_object(Layout::line);
      json.member("license", twin.license);
      json.member_if("version", twin.version);
      json.member_if("separated_by", twin.separated_by);
      json.end_object();
    }
    json.end_array();
  }
  json.member_if("says", evidence.says);
  json.member_if("quote", evidence.quote);
  json.end_object();
}

void write_terms(JsonWriter& json, const PackageReport& package) {
  json.key("terms");
  json.begin_object(Layout::block);
  json.member("status", package.terms_status);
  json.key("concluded");
  json.begin_array(Layout::block);
  for (const ConcludedTerms& terms : package.concluded) {
    json.begin_object(Layout::line);
    json.member("license", terms.license);
    json.member("version", terms.version.empty() ? std::string_view("unknown") : terms.version);
    json.member("strength", terms.strength);
    json.member_if("title", terms.title);
    json.member_if("applies_to", terms.applies_to);
    json.strings("evidence", terms.evidence);
    json.end_object();
  }
  json.end_array();
  json.key("evidence");
  json.begin_array(Layout::block);
  for (const Evidence& evidence : package.evidence) write_evidence(json, evidence);
  json.end_array();
  json.end_object();
}

void write_lineage(JsonWriter& json, const std::vector<LineageClaim>& lineage) {
  json.key("lineage");
  json.begin_array(Layout::block);
  for (const LineageClaim& claim : lineage) {
    json.begin_object(Layout::line);
    json.member("base", claim.base);
    json.member_if("relation", claim.relation);
    json.member_if("grade", claim.grade);
    write_map(json, "measured", claim.measured);
    json.member_if("says", claim.says);
    json.member_if("cannot_say", claim.cannot_say);
    json.member_if("license", claim.license);
    json.member_if("version", claim.version);
    strings_if(json, "evidence", claim.evidence);
    json.end_object();
  }
  json.end_array();
}

void write_duties(JsonWriter& json, const std::vector<Duty>& duties) {
  json.key("duties");
  json.begin_array(Layout::block);
  for (const Duty& duty : duties) {
    json.begin_object(Layout::line);
    json.member("id", duty.id);
    json.member("obligation", duty.obligation);
    json.member_if("title", duty.title);
    json.member_if("license", duty.license);
    json.member_if("version", duty.version);
    json.member_if("section", duty.section);
    json.member("state", duty.state);
    json.member("severity", name_of(duty.severity));
    json.member_if("because", duty.because);
    json.member_if("satisfy", duty.satisfy);
    json.strings("evidence", duty.evidence);
    json.end_object();
  }
  json.end_array();
}

void write_legal_basis(JsonWriter& json, const std::vector<LegalBasis>& rows) {
  json.key("legal_basis");
  json.begin_array(Layout::block);
  for (const LegalBasis& row : rows) {
    json.begin_object(Layout::line);
    json.member_if("license", row.license);
    json.member("jurisdiction", row.jurisdiction);
    json.member("right", row.right);
    json.member("strength", row.strength);
    json.member_if("reason", row.reason);
    json.member_if("source", row.source);
    json.member_if("as_of", row.as_of);
    json.member_if("hand", row.hand);
    json.end_object();
  }
  json.end_array();
}

void write_chain(JsonWriter& json, const std::vector<Hop>& chain) {
  if (chain.empty()) return;
  json.key("chain");
  json.begin_array(Layout::block);
  for (const Hop& hop : chain) {
    json.begin_object(Layout::line);
    json.member("from", hop.from);
    json.member("to", hop.to);
    json.member_if("date", hop.date);
    json.member_if("url", hop.url);
    json.member_if("acceptance", hop.acceptance);
    json.member_if("texts", hop.texts);
    json.member_if("mechanism", hop.mechanism);
    json.member_if("flow_down", hop.flow_down);
    json.member_if("claims", hop.claims);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_package(JsonWriter& json, const PackageReport& package) {
  json.begin_object(Layout::block);
  json.member("id", package.id);
  json.member("name", package.name);
  json.member("root", package.root);
  json.member("kind", package.kind);
  json.member_if("store_name", package.store_name);
  json.member("has_weights", package.has_weights);
  json.member("risk", name_of(package.risk));
  json.member_if("verdict", package.verdict);
  json.member("complete", package.complete);
  if (package.family) {
    json.key("family");
    json.begin_object(Layout::line);
    json.member("id", package.family->id);
    json.member_if("generation", package.family->generation);
    json.member_if("licensor", package.family->licensor);
    json.member_if("grade", package.family->grade);
    json.strings("because", package.family->because);
    json.end_object();
  }
  write_terms(json, package);
  write_lineage(json, package.lineage);
  write_duties(json, package.duties);
  write_legal_basis(json, package.legal_basis);
  write_chain(json, package.chain);
  strings_if(json, "notes", package.notes);
  json.strings("findings", package.findings);
  json.strings("artifacts", package.artifacts);
  json.end_object();
}

}  // namespace modelaudit::report
