// A squarified treemap (Bruls, Huizing, van Wijk 2000): a rectangle divided by weights into tiles
// that are as square as can be, in the order of the weights. Pure geometry; the caller draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace modelaudit::report {

struct Tile {
  size_t item = 0;  ///< index into the weights
  double x = 0, y = 0, width = 0, height = 0;
};

/// Weights must be in descending order; zeros get no tile. The areas of the tiles are as the
/// weights.
std::vector<Tile> squarify(const std::vector<uint64_t>& weights, double width, double height);

}  // namespace modelaudit::report
