// licenses: look at records, make fingerprints of texts, check that files and ids fit together.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "assess/rulebook/licenses_check.h"
#include "assess/rulebook/load.h"
#include "assess/terms/import.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/law.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/read_file.h"
#include "cli/record_text.h"
#include "cli/report_gate.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kActions = {"list", "show", "new", "import", "check"};

int usage(const std::string& message) {
  print_error("modelaudit: " + message + "\n");
  return kUsage;
}

int print(const std::string& text) {
  return write_output("-", [&](const auto& sink) { sink(text); }) ? kOutputFailed : kPass;
}

std::string list_text(const assess::Rulebook& rulebook) {
  std::string text;
  for (const assess::LicenseRecord& record : rulebook.licenses) {
    text += fmt::format("{:<52} {:<12} {:<10} {}\n", record.id, record.version, record.kind, record.title);
  }
  return text;
}

int show(const assess::Rulebook& rulebook, const std::string& word) {
  std::string id = rulebook.canonical_id(word);
  if (id.empty()) {
    if (const assess::TagRule* tag = rulebook.tag("huggingface", ascii_lower(word))) id = tag->license;
  }
  if (id.empty()) {
    std::vector<std::string_view> known;
    for (const assess::LicenseRecord& record : rulebook.licenses) known.push_back(record.id);
    return usage(with_nearest("no license is called " + display_short(word), word, known));
  }
  std::string text;
  for (const assess::LicenseRecord* record : rulebook.versions(id)) {
    text += (text.empty() ? "" : "\n----\n\n") + license_text(*record);
  }
  return print(text);
}

// Writes files below a folder; records that are there are never overwritten.
int write_files(const std::vector<assess::ImportedFile>& files, const fs::path& folder) {
  std::string report;
  for (const assess::ImportedFile& file : files) {
    const fs::path path = folder / file.path;
    std::error_code error;
    if (file.record && fs::exists(path, error)) continue;
    fs::create_directories(path.parent_path(), error);
    const auto failed = write_output(path.string(), [&](const auto& sink) { sink(file.bytes); });
    if (failed) {
      print_error("modelaudit: " + *failed + "\n");
      return kOutputFailed;
    }
    report += path.string() + "\n";
  }
  return print(report);
}

std::string escaped_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

// A record that says only what is known: the text's id, version and fingerprint. What nobody read stays `unread`.
std::string minimal_record(const std::string& id, const std::string& version, const std::string& title) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<license id=\"{0}\" version=\"{1}\" kind=\"license\">\n"
      "  <title>{2}</title>\n"
      "  <class>unknown</class>\n"
      "  <derivatives follow=\"unread\" mark=\"unread\"/>\n"
      "  <text file=\"{0}/{1}.fp\"/>\n"
      "  <source mark=\"unread\">added by `modelaudit licenses new`; nobody has read the clauses</source>\n"
      "</license>\n",
      escaped_xml(id), escaped_xml(version), escaped_xml(title));
}

bool is_id(const std::string& id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '+';
  });
}

int make_new(const Arguments& arguments) {
  if (arguments.operands.size() != 2) return usage("licenses new wants one TEXT");
  const std::string id = arguments.value("id");
  const std::string version = arguments.value("as-version", "undated");
  if (!is_id(id)) return usage("licenses new wants --id with letters, digits, - and . (an SPDX id or LicenseRef-NAME)");
  if (!is_id(version)) return usage("--as-version wants a date, a year or undated");
  const std::optional<std::string> text = read_file(arguments.operands[1]);
  if (!text) return usage("cannot read " + display(arguments.operands[1]));
  const Result<assess::Fingerprint> fingerprint = assess::make_fingerprint(*text, {id, version, "text", ""});
  if (!fingerprint) {
    print_damage(fingerprint.error());
    return kUsage;
  }
  const std::string base = id + "/" + version;
  return write_files({{base + ".fp", assess::write_fingerprint(*fingerprint), false},
                      {base + ".xml", minimal_record(id, version, arguments.value("title", id)), true}},
                     arguments.value("to", "licenses"));
}

// A folder of SPDX XML files, or of texts named ID@VERSION.txt.
int import_folder(const Arguments& arguments) {
  if (arguments.operands.size() != 2) return usage("licenses import wants one DIR of SPDX *.xml or of ID@VERSION.txt");
  std::vector<fs::path> paths;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(arguments.operands[1], error)) paths.push_back(entry.path());
  if (error) return usage("cannot read " + display(arguments.operands[1]) + ": " + error.message());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> xml;
  std::vector<assess::TextToImport> texts;
  for (const fs::path& path : paths) {
    const std::string stem = path.stem().string();
    const size_t at = stem.find('@');
    std::optional<std::string> bytes;
    if (path.extension() == ".xml") {
      if ((bytes = read_file(path.string()))) xml.push_back(std::move(*bytes));
    } else if (path.extension() == ".txt" && at != std::string::npos && is_id(stem.substr(0, at))) {
      bytes = read_file(path.string());
      if (bytes) texts.push_back({stem.substr(0, at), stem.substr(at + 1), path.filename().string(), std::move(*bytes)});
    } else {
      print_error("modelaudit: left out " + display(path.filename().string()) + ": neither SPDX XML nor ID@VERSION.txt\n");
    }
  }
  if (xml.empty() && texts.empty()) return usage("nothing to import in " + display(arguments.operands[1]));
  assess::SpdxImport result = assess::import_spdx(xml, {{}, "SPDX license-list-XML", today()});
  assess::SpdxImport more = assess::import_texts(texts, {});
  std::move(more.files.begin(), more.files.end(), std::back_inserter(result.files));
  std::move(more.problems.begin(), more.problems.end(), std::back_inserter(result.problems));
  for (const assess::TextToImport& text : texts) {
    result.files.push_back({text.id + "/" + text.version + ".xml", minimal_record(text.id, text.version, text.id), true});
  }
  for (const Damage& problem : result.problems) print_damage(problem);
  const int written = write_files(result.files, arguments.value("to", "licenses"));
  return written != kPass ? written : result.problems.empty() ? kPass : kGateFails;
}

int check(const Arguments& arguments) {
  const fs::path folder = arguments.value("rules", ".");
  const assess::LoadReport report = assess::read_rule_sources(folder / "rules", folder / "licenses");
  std::vector<Damage> problems = report.errors;
  for (const Damage& damage : assess::check_records(report.sources.rulebook, folder / "licenses")) problems.push_back(damage);
  for (const Damage& damage : assess::check_known(report.sources.rulebook, report.sources.known)) problems.push_back(damage);
  size_t fingerprints = 0;
  std::error_code error;
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder / "licenses", error)) {
    if (entry.path().extension() == ".fp") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    const Result<assess::Fingerprint> fingerprint = assess::read_fingerprint(read_file(path.string()).value_or(""));
    ++fingerprints;
    if (!fingerprint) {
      Damage damage = fingerprint.error();
      damage.origin = path.string();
      problems.push_back(std::move(damage));
      continue;
    }
    const bool own = fingerprint->license == path.parent_path().filename().string() &&
                     path.stem().string().starts_with(fingerprint->version);
    if (!own) {
      problems.push_back({"rule-error", DamageClass::damage, path.string(), 0, "id and version of its place",
                          fingerprint->license + " " + fingerprint->version});
    }
  }
  for (const Damage& problem : problems) print_damage(problem);
  const int printed = print(fmt::format("{} records, {} fingerprints, {} problems\n", report.sources.rulebook.licenses.size(),
                                        fingerprints, problems.size()));
  return printed != kPass ? printed : problems.empty() ? kPass : kUsage;
}

}  // namespace

int run_licenses(const Arguments& arguments) {
  const std::string& action = arguments.operands.front();
  if (action == "new") return make_new(arguments);
  if (action == "import") return import_folder(arguments);
  if (action == "check") return check(arguments);
  if (action != "list" && action != "show") {
    return usage(with_nearest("licenses does " + list_words(kActions) + ", not " + display_short(action), action, kActions));
  }
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (!law) {
    print_damage(law.error());
    return kUsage;
  }
  if (action == "list") return print(list_text((*law)->rulebook()));
  if (arguments.operands.size() != 2) return usage("licenses show wants one license");
  return show((*law)->rulebook(), arguments.operands[1]);
}

}  // namespace modelaudit::cli
