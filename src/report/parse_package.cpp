#include "report/parse_parts.h"

namespace modelaudit::report {
namespace {

Span read_span(const Fields& in) {
  return {in.number("offset"), in.number("length"), in.text("key")};
}

Difference read_difference(const Fields& in) {
  return {in.required("kind"),         in.text("section"),  in.text("found"),
          in.number("official_words"), in.number("offset"), in.number("length")};
}

Evidence read_evidence(const Fields& in) {
  Evidence evidence;
  evidence.id = in.required("id");
  evidence.source = in.required("source");
  evidence.license = in.text("license");
  evidence.version = in.text("version");
  evidence.candidates = in.texts("candidates");
  evidence.strength = in.required("strength");
  evidence.artifact = in.text("artifact");
  in.object("where", [&](const Fields& where) { evidence.where.push_back(read_span(where)); });
  for (Span& span : in.list<Span>("also_at", read_span)) evidence.where.push_back(std::move(span));
  in.object("coverage", [&](const Fields& coverage) {
    evidence.coverage_official = coverage.optional_real("official");
    evidence.coverage_found = coverage.optional_real("found");
  });
  evidence.differences = in.list<Difference>("differences", read_difference);
  evidence.missing_sections = in.texts("missing_sections");
  evidence.twins = in.list<TwinNote>("twins", [](const Fields& twin) {
    return TwinNote{twin.required("license"), twin.text("version"), twin.text("separated_by")};
  });
  evidence.says = in.text("says");
  evidence.quote = in.text("quote");
  return evidence;
}

ConcludedTerms read_concluded(const Fields& in) {
  ConcludedTerms terms;
  terms.license = in.required("license");
  terms.version = in.text("version");
  if (terms.version == "unknown") terms.version.clear();
  terms.strength = in.required("strength");
  terms.title = in.text("title");
  terms.applies_to = in.text("applies_to");
  terms.evidence = in.texts("evidence");
  return terms;
}

LineageClaim read_lineage(const Fields& in) {
  LineageClaim claim;
  claim.base = in.required("base");
  claim.relation = in.text("relation");
  claim.grade = in.text("grade");
  claim.measured = in.text_map("measured");
  claim.says = in.text("says");
  claim.cannot_say = in.text("cannot_say");
  claim.license = in.text("license");
  claim.version = in.text("version");
  claim.evidence = in.texts("evidence");
  return claim;
}

Duty read_duty(const Fields& in) {
  Duty duty;
  duty.id = in.required("id");
  duty.obligation = in.required("obligation");
  duty.title = in.text("title");
  duty.license = in.text("license");
  duty.version = in.text("version");
  duty.section = in.text("section");
  duty.state = in.required("state");
  duty.severity = in.severity("severity");
  duty.because = in.text("because");
  duty.satisfy = in.text("satisfy");
  duty.evidence = in.texts("evidence");
  return duty;
}

LegalBasis read_basis(const Fields& in) {
  return {in.text("license"),   in.required("jurisdiction"),
          in.required("right"), in.required("strength"),
          in.text("reason"),    in.text("source"),
          in.text("as_of"),     in.text("hand")};
}

Hop read_hop(const Fields& in) {
  return {in.required("from"),  in.required("to"),     in.text("date"),
          in.text("url"),       in.text("acceptance"), in.text("texts"),
          in.text("mechanism"), in.text("flow_down"),  in.text("claims")};
}

}  // namespace

PackageReport read_package(const Fields& in) {
  PackageReport package;
  package.id = in.required("id");
  package.name = in.required("name");
  package.root = in.text("root");
  package.kind = in.text("kind");
  package.store_name = in.text("store_name");
  package.has_weights = in.flag("has_weights");
  package.risk = in.severity("risk");
  package.verdict = in.text("verdict");
  package.complete = in.flag("complete");
  in.object("family", [&](const Fields& family) {
    package.family = Family{family.required("id"), family.text("generation"),
                            family.text("licensor"), family.text("grade"), family.texts("because")};
  });
  in.object("terms", [&](const Fields& terms) {
    package.terms_status = terms.required("status");
    package.concluded = terms.list<ConcludedTerms>("concluded", read_concluded);
    package.evidence = terms.list<Evidence>("evidence", read_evidence);
  });
  package.lineage = in.list<LineageClaim>("lineage", read_lineage);
  package.duties = in.list<Duty>("duties", read_duty);
  package.legal_basis = in.list<LegalBasis>("legal_basis", read_basis);
  package.chain = in.list<Hop>("chain", read_hop);
  package.notes = in.texts("notes");
  package.findings = in.texts("findings");
  package.artifacts = in.texts("artifacts");
  return package;
}

}  // namespace modelaudit::report
