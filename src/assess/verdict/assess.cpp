#include <algorithm>
#include <array>
#include <unordered_map>

#include "assess/lineage/model_name.h"
#include "assess/verdict/legal_basis.h"
#include "assess/verdict/notes.h"
#include "assess/verdict/package_assessment.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

constexpr std::array<std::string_view, 7> kMultimodalTasks = {
    "image-text-to-text", "visual-question-answering", "image-to-text", "video-text-to-text",
    "any-to-any",         "audio-text-to-text",        "document-question-answering"};

bool is_multimodal(const PackageAssessment& package) {
  for (const ArchitectureSign& sign : package.family.architectures) {
    const std::string name = ascii_lower(sign.name);
    if (holds(name, "mllama") || holds(name, "vision") || holds(name, "llava") || holds(name, "vl") || holds(name, "llama4")) return true;
  }
  for (const TextAt& place : package.view->texts) {
    if (place.at->role != TextRole::card_field || place.at->key != "pipeline_tag") continue;
    for (std::string_view task : kMultimodalTasks) {
      if (place.text->body == task) return true;
    }
  }
  const auto named = [](std::string_view name) {
    const std::string folded = fold_name(name);
    return holds(folded, "vision") || holds(folded, "-vl-") || folded.ends_with("-vl") || holds(folded, "multimodal");
  };
  if (named(package.view->package->name)) return true;
  for (const BaseLink& link : *package.bases) {
    if (named(link.name)) return true;
  }
  for (const Artifact* artifact : package.view->artifacts) {
    for (const MetadataEntry& entry : artifact->metadata) {
      if (entry.key.starts_with("vision_config") || entry.key == "clip.has_vision_encoder") return true;
    }
  }
  return false;
}

void report_cycles(const AssessState& state, FindingSink& sink) {
  for (const std::vector<size_t>& cycle : state.graph.cycles) {
    std::string names;
    for (size_t i : cycle) names += state.packages[i].view->package->name + " → ";
    names += state.packages[cycle.front()].view->package->name;
    for (size_t i : cycle) sink.add("base-cycle", state.packages[i].view, {{"found", names}});
  }
}

void report_package_facts(const PackageAssessment& package, FindingSink& sink) {
  const Package& facts = *package.view->package;
  if (!facts.has_weights) sink.add("no-weights", package.view, {});
  for (const Artifact* artifact : package.view->artifacts) {
    if (artifact->kind != ArtifactKind::gguf || !artifact->header_read || !artifact->complete || !artifact->tensors.empty()) continue;
    FindingSink::Extra extra;
    extra.artifact = artifact;
    sink.add("vocabulary-only", package.view, {}, extra);
  }
  const bool store = facts.kind == "ollama" || facts.store_name.starts_with("ollama:") || facts.kind == "oci";
  const bool layer = std::any_of(package.view->texts.begin(), package.view->texts.end(), [](const TextAt& place) {
    return place.at->role == TextRole::license_layer || place.at->role == TextRole::license_file;
  });
  if (store && !layer) sink.add("license-layer-missing", package.view, {});
  for (const Statement& statement : package.signs.statements) {
    if (statement.part != Part::component || statement.signs.empty() || statement.kind == Statement::Kind::body) continue;
    FindingSink::Extra extra;
    extra.artifact = statement.artifact;
    extra.severity = report::Severity::none;
    sink.add("component-terms", package.view, {{"component", statement.component}, {"license", spoken(licenses_of(statement))}}, extra);
  }
}

void report_problems(const AssessState& state, FindingSink& sink) {
  std::unordered_map<std::string_view, const PackageView*> owner;
  for (const PackageAssessment& package : state.packages) {
    for (const Artifact* artifact : package.view->artifacts) owner.emplace(artifact->id, package.view);
  }
  for (const Problem& problem : state.input->inventory.problems) {
    const auto package = owner.find(problem.artifact);
    const auto artifact = state.view.artifacts.find(problem.artifact);
    sink.add_problem(problem, package == owner.end() ? nullptr : package->second,
                     artifact == state.view.artifacts.end() ? nullptr : artifact->second);
  }
}

using BasisCache = std::map<std::pair<std::string, std::string>, std::vector<report::LegalBasis>>;

report::PackageReport package_report(const AssessState& state, size_t index, BasisCache& bases, FindingSink& sink) {
  const PackageAssessment& package = state.packages[index];
  const Package& facts = *package.view->package;
  const Rulebook& rulebook = state.input->rulebook;
  report::PackageReport out;
  out.id = facts.id;
  out.name = facts.name;
  out.root = facts.root;
  out.kind = facts.kind;
  out.store_name = facts.store_name;
  out.has_weights = facts.has_weights;
  out.complete = std::all_of(package.view->artifacts.begin(), package.view->artifacts.end(),
                             [](const Artifact* artifact) { return artifact->complete; });
  for (const Artifact* artifact : package.view->artifacts) out.artifacts.push_back(artifact->id);
  std::sort(out.artifacts.begin(), out.artifacts.end());
  out.evidence = package.conclusion.evidence;
  if (!package.speaks_of_model) {
    out.terms_status = "none-needed";
    return out;  // texts without a model: nothing to judge
  }
  if (!package.family.id.empty()) {
    out.family = report::Family{package.family.id, package.family.generation, package.family.licensor, package.family.grade,
                                package.family.because};
  }
  out.terms_status = status_of(package.conclusion);
  out.lineage = package.claims;
  std::sort(out.lineage.begin(), out.lineage.end(), [](const report::LineageClaim& a, const report::LineageClaim& b) {
    return std::tie(a.grade, a.base, a.relation) < std::tie(b.grade, b.base, b.relation);
  });
  for (const GoverningTerms& terms : package.conclusion.terms) {
    report::ConcludedTerms concluded;
    concluded.license = terms.license;
    concluded.version = terms.version;
    concluded.strength = name_of(terms.strength);
    concluded.applies_to = terms.applies_to;
    concluded.evidence = terms.evidence;
    const LicenseRecord* record = record_of(rulebook, terms);
    if (record != nullptr) {
      concluded.title = record->title;
      const auto known = bases.try_emplace({record->id, record->version});
      if (known.second) known.first->second = legal_basis(rulebook, *record, state.input->use);
      out.legal_basis.insert(out.legal_basis.end(), known.first->second.begin(), known.first->second.end());
    }
    out.concluded.push_back(std::move(concluded));
  }
  out.duties = check_duties(duty_facts(state, index), sink);
  out.notes = notes_on(rulebook, package.conclusion);
  check_open_source_claim(*package.view, rulebook, package.signs, package.conclusion, sink);
  report_package_facts(package, sink);
  return out;
}

// Findings to their packages, risks, counts.
void summarise(report::Report& report, const AssessState& state) {
  std::unordered_map<std::string_view, report::PackageReport*> packages;
  for (report::PackageReport& package : report.packages) packages.emplace(package.id, &package);
  report::Summary& summary = report.summary;
  for (const report::Finding& finding : report.findings) {
    summary.findings[finding.severity] += 1;
    summary.risk = std::max(summary.risk, finding.severity);
    const auto package = packages.find(finding.package);
    if (package == packages.end()) continue;
    package->second->findings.push_back(finding.id);
    package->second->risk = std::max(package->second->risk, finding.severity);
  }
  summary.packages = static_cast<uint64_t>(std::count_if(report.packages.begin(), report.packages.end(), [](const auto& package) {
    return package.terms_status != "none-needed";
  }));
  summary.artifacts = report.artifacts.size();
  for (const Artifact& artifact : state.input->inventory.artifacts) {
    summary.tensors += artifact.tensors.size();
    summary.bytes += artifact.size;
    summary.complete = summary.complete && artifact.complete;
  }
  for (const Problem* problem : state.view.loose_problems) {
    const bool artifact_known = state.view.artifacts.contains(problem->artifact);
    if (!artifact_known && problem->damage.damage_class != DamageClass::note) summary.complete = false;
  }
}

}  // namespace

DutyFacts duty_facts(const AssessState& state, size_t index) {
  const PackageAssessment& package = state.packages[index];
  DutyFacts facts;
  facts.package = package.view;
  facts.rulebook = &state.input->rulebook;
  facts.signs = &package.signs;
  facts.conclusion = &package.conclusion;
  facts.use = &state.input->use;
  facts.derivative = is_derivative(package);
  facts.published_bytes = package.published_bytes;
  facts.multimodal = is_multimodal(package);
  for (const BaseLink& link : *package.bases) {
    if (facts.base.empty()) facts.base = link.name;
    if (link.package) facts.base_packages.push_back(state.packages[*link.package].view);
  }
  return facts;
}

report::Report assess(const AssessInput& input) {
  AssessState state;
  state.input = &input;
  state.view = view_of(input.inventory);
  state.families = std::make_unique<Families>(input.rulebook);
  state.cache = std::make_unique<TermCache>(input.terms);
  state.graph = resolve_bases(state.view, *state.families);
  state.packages.resize(state.view.packages.size());
  for (size_t i = 0; i < state.packages.size(); ++i) {
    state.packages[i].view = &state.view.packages[i];
    state.packages[i].bases = &state.graph.bases[i];
  }

  FindingSink sink(input.rulebook);
  for (size_t index : state.graph.base_first) conclude_package(state, index, sink);
  for (size_t i = 0; i < state.packages.size(); ++i) claim_lineage(state, i, sink);
  compare_tensors(state, sink);
  report_cycles(state, sink);
  report_problems(state, sink);

  report::Report report;
  report.tool_version = input.inventory.tool_version;
  report.rulebook = {input.rulebook.version, "sha256:" + to_hex(input.rulebook.digest), input.rulebook.licenses.size()};
  report.intended_use = input.use;
  report.limits = input.inventory.limits;
  report.confinement = input.inventory.confinement;
  report.targets = input.inventory.targets;
  BasisCache bases;
  for (size_t i = 0; i < state.packages.size(); ++i) report.packages.push_back(package_report(state, i, bases, sink));
  std::sort(report.packages.begin(), report.packages.end(),
            [](const report::PackageReport& a, const report::PackageReport& b) { return a.id < b.id; });
  const bool any_model = std::any_of(state.packages.begin(), state.packages.end(),
                                     [](const PackageAssessment& package) { return package.speaks_of_model; });
  if (!any_model) {
    std::string targets;
    for (const std::string& target : input.inventory.targets) targets += (targets.empty() ? "" : ", ") + target;
    sink.add("no-model-found", nullptr, {{"target", targets}});
  }

  for (const Artifact& artifact : input.inventory.artifacts) {
    report.artifacts.emplace_back();
    report.artifacts.back().artifact = &artifact;
  }
  std::sort(report.artifacts.begin(), report.artifacts.end(), [](const report::ArtifactReport& a, const report::ArtifactReport& b) {
    return a.artifact->id < b.artifact->id;
  });
  std::unordered_map<std::string_view, report::ArtifactReport*> by_id;
  for (report::ArtifactReport& artifact : report.artifacts) by_id.emplace(artifact.artifact->id, &artifact);
  for (const PackageAssessment& package : state.packages) {
    for (const KnownName& known : package.known) {
      const auto found = by_id.find(known.artifact->id);
      if (found == by_id.end()) continue;
      std::vector<report::KnownAs>& names = found->second->known_as;
      const bool there = std::any_of(names.begin(), names.end(), [&](const report::KnownAs& k) { return k.name == known.name && k.source == known.source; });
      if (!there) names.push_back({known.name, known.source, known.declared_license});
    }
  }

  report.findings = sink.take();
  summarise(report, state);
  return report;
}

}  // namespace modelaudit::assess
