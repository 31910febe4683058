// The smallest rulebook that loads: one row in every file, two versions of one license. Tests
// change one file of it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "assess/rulebook/load.h"
#include "support/temp_dir.h"

namespace modelaudit::test {

using RuleFiles = std::map<std::string, std::string>;

inline RuleFiles small_rules() {
  RuleFiles files;
  files["rules/VERSION"] = "2026.11\n";
  files["rules/obligations.xml"] = R"(<obligations>
  <obligation id="notice-file" check="string-in-file" severity="medium" severity-unknown="low">
    <title>Notice file</title>
    <when uses="redistribute embed" commercial=""/>
    <parameter name="file">notice</parameter>
    <satisfy>Add: {text}</satisfy>
    <explain>A paragraph.</explain>
  </obligation>
  <obligation id="no-trademark" check="informational" severity="none" severity-unknown="none">
    <title>No trademark</title>
    <when uses="" commercial=""/>
    <satisfy>Nothing.</satisfy>
    <explain>A paragraph.</explain>
  </obligation>
</obligations>
)";
  files["rules/findings.xml"] = R"(<findings>
  <finding code="duty-notice-file" class="duty" severity="medium">
    <message>{package}: missing.</message><why>Why.</why><resolve>Do it.</resolve>
  </finding>
</findings>
)";
  files["rules/families.xml"] = R"(<families>
  <family order="20" id="sun" generation="1" grade="R">
    <name pattern="sun-?1"/><name pattern="soleil"/>
    <licensor>Sun Lab</licensor>
    <terms license="LicenseRef-Sun" versions="2024-01-01 2025-01-01"/>
  </family>
  <family order="10" id="moon" grade="G" all-apply="yes">
    <name pattern="moon"/>
    <terms license="LicenseRef-*"/>
  </family>
</families>
)";
  files["rules/architectures.xml"] =
      R"(<architectures><architecture kind="gguf" name="sun" family="sun"/></architectures>)";
  files["rules/tags.xml"] = R"(<tags>
  <tag platform="huggingface" name="sun" license="LicenseRef-Sun" confidence="family"/>
  <tag platform="huggingface" name="other" confidence="none"/>
  <tag platform="spelling" name="The Sun License" license="LicenseRef-Sun" confidence="exact"/>
</tags>
)";
  files["rules/urls.xml"] =
      R"(<urls><url address="sun.example/terms" license="LicenseRef-Sun" version="any" kind="text"/></urls>)";
  files["rules/jurisdictions.xml"] = R"(<jurisdictions>
  <basis id="us-c-1" jurisdiction="US" right="copyright" license-kind="any" hand="any" strength="doubtful"
         as-of="2026-11-25" mark="read"><reason>R.</reason><source>S.</source></basis>
</jurisdictions>
)";
  files["rules/openness.xml"] = R"(<openness>
  <license id="LicenseRef-Sun" osi="no" fsf="no" dfsg="no" osaid="no" blue-oak="not-listed"
           open-definition="not-listed" as-of="2026-11-25"><basis>B.</basis><source>S.</source></license>
</openness>
)";
  files["rules/signatures.xml"] = R"(<signatures>
  <signature id="sun-device" license="LicenseRef-Sun" needed="1">
    <title>Sun on a device</title><sign kind="path-part" pattern="SunModel"/><source>S.</source>
  </signature>
</signatures>
)";
  files["rules/incompatible.xml"] = R"(<incompatible>
  <pair left="class:non-commercial" right="LicenseRef-Sun"><reason>R.</reason><source mark="read">S.</source></pair>
</incompatible>
)";
  files["rules/notices.xml"] = "<notices/>";
  files["rules/separators.xml"] = "<separators/>";
  files["rules/known/artifacts.tsv"] =
      "sha256\tsize\tpublished_name\tfile\tdeclared_license\tdeclared_where\tkind\tsource\tsource_"
      "date\n"
      "00000000000000000000000000000000000000000000000000000000000000aa\t12\thf:sun/"
      "sun-1@main\tsun.gguf\tsun\tcard\tgguf\t"
      "somewhere\t2026-01-01\n"
      "00000000000000000000000000000000000000000000000000000000000000aa\t\thf:copy/"
      "sun-1@main\tmodel.gguf\tmit\tcard\tgguf\t"
      "elsewhere\t2026-01-02\n";
  files["rules/known/license-texts.tsv"] =
      "sha256\tlicense\tversion\twhat\tsource\n"
      "00000000000000000000000000000000000000000000000000000000000000bb\tLicenseRef-Sun\t2024-01-"
      "01\ta layer\ta store\n";
  files["licenses/LicenseRef-Sun/2024-01-01.xml"] = R"(<?xml version="1.0" encoding="UTF-8"?>
<license id="LicenseRef-Sun" version="2024-01-01" kind="license">
  <title>Sun License</title>
  <alias>sun-2024</alias>
  <class>community</class>
  <replaced-by version="2025-01-01"/>
  <clause section="3.1" obligation="notice-file" mark="read">
    <parameter name="text">Made of Sun</parameter>
    <summary>A notice.</summary>
  </clause>
  <text file="LicenseRef-Sun/2024-01-01.fp" language="en"/>
  <source mark="read" date="2026-11-25">a page</source>
</license>
)";
  files["licenses/LicenseRef-Sun/2024-01-01.fp"] = "fingerprint\n";
  files["licenses/LicenseRef-Sun/2025-01-01.xml"] = R"(<?xml version="1.0" encoding="UTF-8"?>
<license id="LicenseRef-Sun" version="2025-01-01" kind="license">
  <title>Sun License</title>
  <class>non-commercial</class>
  <derivatives follow="yes" section="1" mark="inferred"/>
  <source mark="recalled">memory</source>
</license>
)";
  return files;
}

/// Writes the files and loads them; error origins are given without the folder.
inline assess::LoadReport load(const RuleFiles& files) {
  const TempDir folder;
  for (const auto& [path, content] : files) folder.put(path, content);
  assess::LoadReport report =
      assess::read_rule_sources(folder.path() / "rules", folder.path() / "licenses");
  const std::string prefix = folder.path().string() + "/";
  for (Damage& error : report.errors) {
    for (std::string* text : {&error.origin, &error.found}) {
      for (size_t at = text->find(prefix); at != std::string::npos; at = text->find(prefix))
        text->erase(at, prefix.size());
    }
  }
  return report;
}

/// The same with one text of one file replaced.
inline assess::LoadReport load_with(const std::string& file, std::string_view old_text,
                                    std::string_view new_text) {
  RuleFiles files = small_rules();
  std::string& content = files.at(file);
  const size_t at = content.find(old_text);
  if (at == std::string::npos) std::abort();
  content.replace(at, old_text.size(), new_text);
  return load(files);
}

/// All errors, one a line: `origin: expected … / found …`.
inline std::string lines(const std::vector<Damage>& errors) {
  std::string text;
  for (const Damage& error : errors)
    text += error.origin + ": " + error.expected + " / " + error.found + "\n";
  return text;
}

}  // namespace modelaudit::test
