#include "assess/rulebook/read_license.h"

#include <algorithm>

#include "assess/rulebook/shapes.h"
#include "assess/rulebook/values.h"
#include "core/nearest.h"

namespace modelaudit::assess {
namespace {

Clause read_clause(RuleFile& file, pugi::xml_node node,
                   const std::vector<Obligation>& obligations) {
  Clause clause;
  clause.section = file.attribute(node, "section");
  if (node.attribute("section") && clause.section.empty()) {
    file.error(node, "section", "the number of the clause in the text", "an empty section");
  }
  clause.summary = file.text(node.child("summary"));
  if (const pugi::xml_node source = node.child("source")) clause.source = read_source(file, source);
  clause.source.mark = read_mark(file, node);

  if (!node.attribute("obligation")) {
    if (const pugi::xml_node parameter = node.child("parameter")) {
      file.error(parameter, nullptr, "parameters only on a clause with an obligation",
                 "a parameter");
    }
    return clause;
  }
  clause.obligation = file.attribute(node, "obligation");
  const auto obligation = std::ranges::find(obligations, clause.obligation, &Obligation::id);
  if (obligation == obligations.end()) {
    std::vector<std::string_view> known;
    for (const Obligation& each : obligations) known.push_back(each.id);
    file.error(node, "obligation",
               with_nearest("an obligation of rules/obligations.xml", clause.obligation, known),
               in_quotes(clause.obligation));
    return clause;
  }
  clause.parameters = read_parameters(file, node, obligation->check);
  return clause;
}

/// `ID/NAME.fp`, inside licenses/.
bool is_text_file(std::string_view path) {
  const size_t slash = path.find('/');
  return slash != std::string_view::npos && path.ends_with(".fp") &&
         is_license_id(path.substr(0, slash)) && is_license_id(path.substr(slash + 1));
}

void read_texts(RuleFile& file, pugi::xml_node root, LicenseRecord& record) {
  for (const pugi::xml_node node : root.children("text")) {
    LicenseText text;
    text.file = file.attribute(node, "file");
    text.role = file.word(node, "role", kTextRoles, "text");
    text.language = file.attribute(node, "language");
    if (node.attribute("file") && !is_text_file(text.file)) {
      file.error(node, "file", "ID/NAME.fp inside licenses/", in_quotes(text.file));
    }
    record.texts.push_back(std::move(text));
  }
}

void read_names(RuleFile& file, pugi::xml_node root, PlacedRecord& placed) {
  LicenseRecord& record = placed.record;
  record.title = file.text(root.child("title"));
  record.licensor = file.text(root.child("licensor"));
  record.licensor_country = file.attribute(root.child("licensor"), "country");
  for (const pugi::xml_node node : root.children("alias")) {
    record.aliases.push_back(file.text(node));
    placed.aliases_at.push_back(file.position(node));
  }
  for (const pugi::xml_node node : root.children("hub-tag")) {
    record.hub_tags.push_back(file.text(node));
  }
  for (const pugi::xml_node node : root.children("url")) {
    record.urls.push_back({read_address(file, node, nullptr), file.attribute(node, "note")});
  }
  for (const pugi::xml_node node : root.children("class")) {
    record.classes.push_back(file.text_word(node, kLicenseClasses));
  }
}

}  // namespace

std::optional<PlacedRecord> read_license(RuleFile& file,
                                         const std::vector<Obligation>& obligations) {
  const pugi::xml_node root = file.root(shapes_of("license"));
  if (!root) return std::nullopt;
  PlacedRecord placed;
  LicenseRecord& record = placed.record;
  placed.at = file.position(root, "id");
  record.id = read_id(file, root, "id");
  record.version = read_version(file, root, "version");
  record.kind = file.word(root, "kind", kLicenseKinds);
  read_names(file, root, placed);

  const pugi::xml_node acceptance = root.child("acceptance");
  record.acceptance = file.text(acceptance);
  record.acceptance_section = file.attribute(acceptance, "section");
  record.acceptance_mark = read_mark(file, acceptance);
  const pugi::xml_node law = root.child("governing-law");
  record.governing_law = file.text(law);
  record.governing_law_section = file.attribute(law, "section");
  record.governing_law_mark = read_mark(file, law);
  for (const pugi::xml_node node : root.children("incorporates")) {
    record.incorporates.push_back(read_id(file, node, "license"));
    read_mark(file, node);
  }
  if (const pugi::xml_node node = root.child("replaced-by")) {
    record.replaced_by = read_version(file, node, "version");
    placed.replaced_by_at = file.position(node, "version");
  }
  const pugi::xml_node derivatives = root.child("derivatives");
  record.derivatives = file.word(derivatives, "follow", kFollow, "unread");
  record.derivatives_section = file.attribute(derivatives, "section");
  record.derivatives_mark = read_mark(file, derivatives);

  for (const pugi::xml_node node : root.children("clause")) {
    record.clauses.push_back(read_clause(file, node, obligations));
  }
  read_texts(file, root, record);
  for (const pugi::xml_node node : root.children("source")) {
    record.sources.push_back(read_source(file, node));
  }
  for (const pugi::xml_node node : root.children("note")) {
    if (!record.note.empty()) record.note += ' ';
    record.note += file.text(node);
  }
  return placed;
}

}  // namespace modelaudit::assess
