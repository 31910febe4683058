#include "assess/rulebook/locate.h"

#include <cstdlib>

namespace modelaudit::assess {

namespace fs = std::filesystem;

std::vector<fs::path> data_places(const fs::path& program, const std::string& environment) {
  std::vector<fs::path> places;
  if (!environment.empty()) {
    // Whoever sets it means it: no other place is tried.
    std::error_code ignored;
    const fs::path named(environment);
    places.push_back(fs::is_directory(named, ignored) ? named / kCompiledName : named);
    return places;
  }
  if (!program.empty()) {
    const fs::path directory = program.parent_path();
    places.push_back(directory / "share" / "modelaudit" / kCompiledName);
    places.push_back(directory.parent_path() / "share" / "modelaudit" / kCompiledName);
  }
  return places;
}

Result<fs::path> find_data() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const char* environment = std::getenv("MODELAUDIT_DATA");
  const std::vector<fs::path> places =
      data_places(program, environment == nullptr ? "" : environment);
  std::string tried;
  for (const fs::path& place : places) {
    if (fs::is_regular_file(place, ignored)) return place;
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  Damage damage;
  damage.code = "rulebook-unreadable";
  damage.damage_class = DamageClass::unreadable;
  damage.expected =
      "a compiled rulebook (build the target `rulebook`, set MODELAUDIT_DATA, or give --rules DIR)";
  damage.found = tried.empty() ? "no place to look in" : "none at " + tried;
  return damage;
}

}  // namespace modelaudit::assess
