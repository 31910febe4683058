#include "inspect/sources/hub_cache.h"

#include <string>

namespace modelaudit::inspect {

void name_hub_packages(std::vector<Grouped>& packages) {
  for (Grouped& group : packages) {
    const std::string_view root = group.package.root;
    const size_t models = root.find("models--");
    if (models == std::string_view::npos || (models > 0 && root[models - 1] != '/')) continue;
    const size_t slash = root.find('/', models);
    if (slash == std::string_view::npos || !root.substr(slash).starts_with("/snapshots/")) continue;
    std::string repository(root.substr(models + 8, slash - models - 8));
    for (size_t dashes = repository.find("--"); dashes != std::string::npos; dashes = repository.find("--")) {
      repository.replace(dashes, 2, "/");
    }
    const std::string_view below = root.substr(slash + 11);
    const size_t end = below.find('/');
    if (end != std::string_view::npos) continue;   // a component inside a snapshot keeps its own name
    group.package.name = std::string(file_name_of(repository));
    group.package.store_name = "hf:" + repository + "@" + std::string(below);
    group.package.id = package_id(group.package.name, group.package.root);
  }
}

}  // namespace modelaudit::inspect
