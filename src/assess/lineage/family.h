// The family of a package, from facts: what its files are (architecture), what it and its bases are called.
//
// Order of proof (grades of provenance): a published digest (E1) > architecture and shape (E8) > names (E9). An
// architecture that several licensors write (`llama`) proves no family. A name never beats an architecture that points
// to one family: a Gemma 3n file called mistral-7b is Gemma 3n, and the name is a contradiction. A name does decide
// where the architecture leaves generations or sizes open (Qwen2.5-3B among qwen2, MedGemma among gemma3).
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assess/lineage/family_names.h"
#include "assess/lineage/package_view.h"
#include "assess/lineage/shape.h"
#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

/// A name, and where it was read.
struct NameSign {
  std::string name;
  std::string from;                  ///< `package name`, `general.name`, `file name` …
  const FamilyRule* rule = nullptr;
};

/// An architecture word, and where it was read.
struct ArchitectureSign {
  std::string kind, name;
  std::string from;                  ///< metadata key
  const Artifact* artifact = nullptr;
  std::string component;             ///< folder of a pipeline's part (`text_encoder`); empty for the model itself
  const ArchitectureRule* rule = nullptr;
};

struct FamilyFacts {
  std::vector<NameSign> names;       ///< own names, strongest first
  std::vector<ArchitectureSign> architectures;

  const FamilyRule* rule = nullptr;  ///< whose terms are the family's; null: family or its terms unknown
  std::string id, generation, licensor, grade;
  std::vector<std::string> because;
  const NameSign* contradicted = nullptr;               ///< a name of another family than the architecture's
  const ArchitectureSign* contradicted_by = nullptr;

  struct Component {
    std::string folder;
    const FamilyRule* rule = nullptr;
    std::string because;
  };
  std::vector<Component> components;  ///< parts of a pipeline that are of a known family
  const ArchitectureRule* shape = nullptr;            ///< the shape row that fits, for what it is worth
};

/// Families of the rulebook, with their look-up tables.
class Families {
 public:
  explicit Families(const Rulebook& rulebook);

  const FamilyRule* by_name(std::string_view name) const { return names_.find(name); }
  /// The rule of a family word and generation; of the family alone if all its rules bring the same terms.
  const FamilyRule* by_word(std::string_view family, std::string_view generation) const;
  const ArchitectureRule* architecture(std::string_view kind, std::string_view name) const;

  /// `published` is the name under which the bytes were published, if a digest was found among the known ones.
  FamilyFacts identify(const PackageView& package, const std::string& published) const;

 private:
  bool has_own_architecture(const FamilyRule& rule) const;

  const Rulebook* rulebook_;
  FamilyNames names_;
  std::unordered_map<std::string, const ArchitectureRule*> architectures_;  ///< kind, newline, lower-case name
  std::unordered_map<std::string, const FamilyRule*> by_generation_;        ///< family, newline, generation
  std::unordered_map<std::string, const FamilyRule*> uniform_;              ///< family → rule, if all terms are equal
  std::unordered_map<std::string, bool> own_architecture_;                  ///< family, newline, generation
  std::vector<ShapeRow> shapes_;
};

/// True if two rules bring the same terms (ids; versions do not count).
bool same_terms(const FamilyRule& a, const FamilyRule& b);

/// The folder of a pipeline's part in which a path lies (`text_encoder/model.safetensors` → `text_encoder`), or empty.
std::string pipeline_part(std::string_view relative_path);

}  // namespace modelaudit::assess
