#include "report/treemap.h"

#include <algorithm>
#include <cstddef>

namespace modelaudit::report {
namespace {

// The worst ratio of sides in a row of tiles of areas between `small` and `large`, together `sum`,
// along `side`.
double worst_ratio(double small, double large, double sum, double side) {
  const double square = side * side;
  return std::max(square * large / (sum * sum), sum * sum / (square * small));
}

}  // namespace

std::vector<Tile> squarify(const std::vector<uint64_t>& weights, double width, double height) {
  std::vector<double> areas;
  double total = 0;
  for (const uint64_t weight : weights) total += static_cast<double>(weight);
  for (const uint64_t weight : weights) {
    if (weight == 0) break;
    areas.push_back(static_cast<double>(weight) / total * width * height);
  }
  std::vector<Tile> tiles;
  double x = 0;
  double y = 0;
  for (size_t begin = 0; begin < areas.size();) {
    const double side = std::min(width, height);
    double sum = areas[begin];
    size_t end = begin + 1;
    while (end < areas.size() && worst_ratio(areas[end], areas[begin], sum + areas[end], side) <=
                                     worst_ratio(areas[end - 1], areas[begin], sum, side)) {
      sum += areas[end++];
    }
    const double depth = sum / side;  // of the row, across the shorter side
    double along = 0;
    for (size_t i = begin; i < end; ++i) {
      const double length = areas[i] / depth;
      if (width >= height) {
        tiles.push_back({i, x, y + along, depth, length});
      } else {
        tiles.push_back({i, x + along, y, length, depth});
      }
      along += length;
    }
    if (width >= height) {
      x += depth;
      width = std::max(width - depth, 1e-9);
    } else {
      y += depth;
      height = std::max(height - depth, 1e-9);
    }
    begin = end;
  }
  return tiles;
}

}  // namespace modelaudit::report
