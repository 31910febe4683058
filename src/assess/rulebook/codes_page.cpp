#include "assess/rulebook/codes_page.h"

#include <algorithm>

#include "assess/rulebook/words.h"

namespace modelaudit::assess {
namespace {

constexpr std::string_view kMade =
    "<!-- Made from rules/ by `modelaudit-rulec --codes`. Edit the rules, not this page. -->\n\n";

struct ClassWords {
  std::string_view name;
  std::string_view means;
};

constexpr std::array<ClassWords, kFindingClasses.size()> kMeanings = {{
    {"damage",
     "Bytes contradict their format. What was read before the damage stays in the report."},
    {"limit", "A bound of this tool was reached; what lies beyond was not read."},
    {"unreadable", "The operating system refused or failed."},
    {"suspicious", "Well formed, but two honest readers would see different things."},
    {"terms", "What is known of the terms of a package, and what is not."},
    {"conflict", "Two facts that cannot both be right."},
    {"duty", "The concluded terms ask for something that the package lacks."},
    {"lineage", "Where a model comes from."},
    {"integrity", "Bytes are not those that somebody vouched for."},
    {"note", "Legal, worth a word."},
}};

/// Markdown would take these for markup; templates and messages hold braces and quotes only
/// besides.
std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '_' || c == '*' || c == '|') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string page_of(std::string_view finding_class) { return std::string(finding_class) + ".md"; }

std::vector<const FindingRule*> sorted_findings(const Rulebook& rulebook) {
  std::vector<const FindingRule*> all;
  for (const FindingRule& rule : rulebook.findings) all.push_back(&rule);
  std::ranges::sort(all, {}, [](const FindingRule* rule) { return std::string_view(rule->code); });
  return all;
}

std::string describe(const FindingRule& rule) {
  std::string text = "## " + rule.code + "\n\n";
  text += "Severity: " + rule.severity + "\n\n";
  text += "> " + escape(rule.message) + "\n\n";
  text += escape(rule.why) + "\n\n";
  text += "**What resolves it:** " + escape(rule.resolve) + "\n\n";
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string describe(const Obligation& obligation) {
  std::string text = "## " + obligation.id + "\n\n**" + escape(obligation.title) + "**\n\n";
  text += "| bites for | check | if missing | if it cannot be told |\n|---|---|---|---|\n| ";
  text += obligation.uses.empty() ? std::string("every use") : joined(obligation.uses);
  if (obligation.commercial == "yes") text += ", commercial only";
  text += " | `" + obligation.check + "` | ";
  if (obligation.check == "informational") {
    text += "never missing | |\n\n";
  } else {
    text += obligation.severity + " (`" + obligation.finding + "`) | " +
            obligation.severity_unknown + " |\n\n";
  }
  text += escape(obligation.explain) + "\n\n";
  text += "**What meets it:** " + escape(obligation.satisfy) + "\n\n";
  return text;
}

std::string index_page(const std::vector<const FindingRule*>& findings) {
  std::string text = "# Finding codes\n\n";
  text += kMade;
  text +=
      "`modelaudit explain CODE` prints the same. Words in braces stand for facts of the "
      "finding.\n";
  text += "What terms can ask for: [obligations](obligations.md).\n\n";
  text += "| code | class | severity |\n|---|---|---|\n";
  for (const FindingRule* rule : findings) {
    text += "| [" + rule->code + "](" + page_of(rule->finding_class) + "#" + rule->code + ") | ";
    text += rule->finding_class + " | " + rule->severity + " |\n";
  }
  return text;
}

/// Pages end with one line feed.
std::string trimmed(std::string text) {
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace

std::map<std::string, std::string> codes_pages(const Rulebook& rulebook) {
  const std::vector<const FindingRule*> findings = sorted_findings(rulebook);
  std::map<std::string, std::string> pages;
  for (const ClassWords& words : kMeanings) {
    std::string text = "# Findings of class " + std::string(words.name) + "\n\n";
    text += kMade;
    text += std::string(words.means) + "\n\n";
    bool any = false;
    for (const FindingRule* rule : findings) {
      if (rule->finding_class != words.name) continue;
      text += describe(*rule);
      any = true;
    }
    if (any) pages.emplace(page_of(words.name), trimmed(std::move(text)));
  }

  std::vector<const Obligation*> obligations;
  for (const Obligation& obligation : rulebook.obligations) obligations.push_back(&obligation);
  std::ranges::sort(obligations, {},
                    [](const Obligation* each) { return std::string_view(each->id); });
  std::string text = "# Obligations\n\n";
  text += kMade;
  text += "What a clause of a license can ask for, and how a package is checked for it.\n\n";
  for (const Obligation* obligation : obligations) text += describe(*obligation);
  pages.emplace("obligations.md", trimmed(std::move(text)));
  pages.emplace("README.md", index_page(findings));
  return pages;
}

}  // namespace modelaudit::assess
