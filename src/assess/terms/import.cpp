#include "assess/terms/import.h"

#include <algorithm>
#include <set>

#include "assess/terms/decode.h"
#include "assess/terms/license_index.h"
#include "assess/terms/texts.h"
#include "assess/terms/tokens.h"
#include "assess/terms/urls.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (static_cast<unsigned char>(c) < ' ')
      out += ' ';
    else
      out += c;
  }
  return out;
}

/// Which of several ids with one text gives it its name: the plainest, and "-only" before
/// "-or-later".
auto plainness(const std::string& id) {
  return std::tuple(id.find("invariants") != std::string::npos,
                    !id.ends_with("-only") && id.find("-or-later") != std::string::npos, id.size(),
                    id);
}

/// Grown up side by side: what one id's record needs.
struct Entry {
  const SpdxLicense* license = nullptr;
  std::vector<std::string> aliases;
  std::vector<std::string> urls;
  std::vector<std::pair<std::string, const char*>> texts;  ///< path, role
};

std::string record_of(const Entry& entry, const std::string& version,
                      const SpdxImportOptions& options) {
  const SpdxLicense& l = *entry.license;
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<license id=\"" + l.id +
                    "\" version=\"" + version + "\" kind=\"" +
                    (l.exception ? "exception" : "license") + "\">\n  <title>" +
                    xml_escaped(l.name) + "</title>\n";
  for (const std::string& alias : entry.aliases)
    out += "  <alias>" + xml_escaped(alias) + "</alias>\n";
  for (const std::string& url : entry.urls) out += "  <url>" + xml_escaped(url) + "</url>\n";
  out += std::string("  <class>") + (l.osi_approved ? "open-source" : "unknown") +
         "</class>\n  <derivatives follow=\"unread\"/>\n";
  for (const auto& [path, role] : entry.texts) {
    out += "  <text file=\"" + path + "\"";
    if (std::string_view(role) != "text") out += std::string(" role=\"") + role + "\"";
    out += " language=\"" + std::string(l.text.language) + "\"/>\n";
  }
  out += "  <source mark=\"read\" date=\"" + options.date + "\">" + xml_escaped(options.source) +
         ", " + l.id + ".xml (identity, class and text; clauses unread)</source>\n";
  if (!l.text.expression.empty())
    out += "  <note>A deprecated id that stands for the expression " +
           xml_escaped(l.text.expression) + ".</note>\n";
  return out + "</license>\n";
}

std::string current_expression(std::string expression) {
  // The list writes "GPL-2.0 WITH x" with the id that it deprecates itself.
  const size_t with = expression.find(" WITH ");
  if (with == std::string::npos) return expression;
  std::string id = expression.substr(0, with);
  if (id.ends_with("+")) id.pop_back();
  if (!id.ends_with("-only") && !id.ends_with("-or-later")) id += "-only";
  return id + expression.substr(with);
}

/// Part of a file name that tells a variant from others.
std::string variant_of(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool keep =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.';
    if (keep)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  if (out.ends_with(".txt")) out.resize(out.size() - 4);
  return out;
}

}  // namespace

SpdxImport import_spdx(const std::vector<std::string>& xml_files,
                       const SpdxImportOptions& options) {
  SpdxImport out;
  std::vector<SpdxLicense> licenses;
  for (const std::string& xml : xml_files) {
    Result<SpdxLicense> license = import_spdx_xml(xml);
    if (license)
      licenses.push_back(std::move(*license));
    else
      out.problems.push_back(license.error());
  }
  std::sort(licenses.begin(), licenses.end(), [](const SpdxLicense& a, const SpdxLicense& b) {
    return plainness(a.id) < plainness(b.id);
  });
  std::map<std::string, Entry> entries;
  for (const SpdxLicense& l : licenses) entries[l.id].license = &l;
  const auto version_of = [&](const std::string& id) {
    const auto at = options.versions.find(id);
    return at == options.versions.end() ? std::string("undated") : at->second;
  };
  const auto successor = [&](const SpdxLicense& l) -> std::string {
    if (!l.deprecated || l.obsoleted_by.empty()) return {};
    return entries.contains(l.obsoleted_by.front()) ? l.obsoleted_by.front() : std::string();
  };
  // Texts first: (id, fingerprint, path), each text once.
  struct Text {
    std::string path;
    Fingerprint fingerprint;
  };
  std::vector<Text> texts;
  const auto add_text = [&](const std::string& id, Fingerprint f,
                            const std::string& suffix) -> std::string {
    f.license = id;
    f.version = version_of(id);
    for (Text& text : texts) {
      if (!same_text(text.fingerprint, f) || text.fingerprint.expression != f.expression) continue;
      if (text.fingerprint.license != id &&
          std::find(text.fingerprint.also.begin(), text.fingerprint.also.end(),
                    std::pair(id, f.version)) == text.fingerprint.also.end())
        text.fingerprint.also.emplace_back(id, f.version);
      return text.path;
    }
    texts.push_back({id + "/" + f.version + suffix + ".fp", std::move(f)});
    return texts.back().path;
  };
  for (int round = 0; round < 2; ++round) {
    for (SpdxLicense& l : licenses) {
      const std::string current = successor(l);
      if (current.empty() != (round == 0)) continue;
      if (l.deprecated && current.empty() && !l.obsoleted_by.empty())
        l.text.expression = current_expression(l.obsoleted_by.front());
      const std::string& owner = current.empty() ? l.id : current;
      Entry& entry = entries[owner];
      const std::string suffix = current.empty() ? "" : "-" + l.id;
      const auto add = [&](const Fingerprint& f, const std::string& end) {
        const std::pair<std::string, const char*> text{add_text(owner, f, suffix + end),
                                                       f.role == "header" ? "header" : "text"};
        if (std::find(entry.texts.begin(), entry.texts.end(), text) == entry.texts.end())
          entry.texts.push_back(text);
      };
      add(l.text, "");
      if (l.header) add(*l.header, "-header");
      if (!current.empty()) entry.aliases.push_back(l.id);
      for (const std::string& url : l.urls) {
        const std::string folded = fold_url(url);
        if (!folded.empty() &&
            std::find(entry.urls.begin(), entry.urls.end(), folded) == entry.urls.end())
          entry.urls.push_back(folded);
      }
    }
  }
  for (const Text& text : texts)
    out.files.push_back({text.path, write_fingerprint(text.fingerprint), false});
  for (const auto& [id, entry] : entries) {
    if (!successor(*entry.license).empty()) continue;
    out.files.push_back(
        {id + "/" + version_of(id) + ".xml", record_of(entry, version_of(id), options), true});
  }
  std::sort(out.files.begin(), out.files.end(),
            [](const ImportedFile& a, const ImportedFile& b) { return a.path < b.path; });
  return out;
}

namespace {

/// True if one of the fingerprints of this id and version is in the text word for word: then the
/// text is a copy, perhaps with other things beside it that are no part of this license.
bool accepted(const std::vector<Fingerprint>& all, const TextToImport& text) {
  std::vector<Fingerprint> same;
  for (const Fingerprint& f : all)
    if (f.license == text.id && f.version == text.version) same.push_back(f);
  if (same.empty()) return false;
  const Result<LicenseIndex> index = LicenseIndex::open(build_license_index(std::move(same), {}));
  if (!index) return false;
  DecodedText decoded;
  decode(text.bytes, decoded);
  const std::vector<Token> tokens = tokenize(decoded.text).tokens;
  for (const FoundText& found : find_texts(*index, tokens).texts)
    if (found.alignment.identical()) return true;
  return false;
}

}  // namespace

SpdxImport import_texts(const std::vector<TextToImport>& texts,
                        const std::vector<Fingerprint>& known) {
  SpdxImport out;
  std::vector<Fingerprint> all = known;
  std::set<std::string> paths;
  for (const Fingerprint& f : known) paths.insert(f.license + "/" + f.version + ".fp");
  for (const TextToImport& text : texts) {
    Result<Fingerprint> made = make_fingerprint(text.bytes, {text.id, text.version, "text", ""});
    // A line that only points to the terms is no copy of them.
    if (made && made->words.size() < 40) made->role = "notice";
    if (!made) {
      Damage problem = made.error();
      problem.origin = text.name;
      out.problems.push_back(std::move(problem));
      continue;
    }
    if (accepted(all, text)) continue;
    std::string path = text.id + "/" + text.version + ".fp";
    if (!paths.insert(path).second)
      path = text.id + "/" + text.version + "-" + variant_of(text.name) + ".fp";
    out.files.push_back({path, write_fingerprint(*made), false});
    all.push_back(std::move(*made));
  }
  return out;
}

}  // namespace modelaudit::assess
