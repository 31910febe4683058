#include "inspect/formats/decompress.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <vector>

namespace modelaudit::inspect {
namespace {

/// What libarchive reads from.
struct Source {
  Window& window;
  uint64_t at;
  uint64_t end;
  std::vector<uint8_t> piece;
};

la_ssize_t read_piece(archive* /*reader*/, void* data, const void** buffer) {
  auto& source = *static_cast<Source*>(data);
  const Bytes view = source.window.at(
      source.at, static_cast<size_t>(std::min<uint64_t>(source.end - source.at, 65536)));
  source.piece.assign(view.begin(), view.end());
  source.at += source.piece.size();
  *buffer = source.piece.data();
  return static_cast<la_ssize_t>(source.piece.size());
}

}  // namespace

Inflated inflate_prefix(Window& window, uint64_t begin, uint64_t end, Compression compression,
                        uint64_t most) {
  Inflated inflated;
  Source source{window, begin, end, {}};
  const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), archive_read_free);
  if (!reader) return {{}, true};
  archive_read_support_format_raw(reader.get());
  const int filter = compression == Compression::xz
                         ? archive_read_support_filter_xz(reader.get())
                         : archive_read_support_filter_zstd(reader.get());
  archive_entry* entry = nullptr;
  if (filter != ARCHIVE_OK ||
      archive_read_open(reader.get(), &source, nullptr, read_piece, nullptr) != ARCHIVE_OK ||
      archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) {
    return {{}, true};
  }
  std::vector<char> piece(65536);
  while (inflated.bytes.size() < most) {
    const size_t room =
        static_cast<size_t>(std::min<uint64_t>(piece.size(), most - inflated.bytes.size()));
    const la_ssize_t n = archive_read_data(reader.get(), piece.data(), room);
    if (n < 0) inflated.failed = true;
    if (n <= 0) break;
    inflated.bytes.append(piece.data(), static_cast<size_t>(n));
  }
  return inflated;
}

}  // namespace modelaudit::inspect
