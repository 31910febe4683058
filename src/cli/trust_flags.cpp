#include "cli/trust_flags.h"

#include <ctime>
#include <fstream>
#include <iostream>
#include <thread>

#include "cli/intended_use.h"

namespace modelaudit::cli {
namespace {

constexpr uint64_t kMaxKeyFile = uint64_t{1} << 20;
constexpr uint64_t kMaxRootFile = uint64_t{16} << 20;

template <class T>
Result<T> of_file(const std::string& path, uint64_t most, Result<T> (*read)(std::string_view)) {
  const Result<std::string> text = read_small_file(path, most);
  if (!text) return text.error();
  Result<T> value = read(*text);
  if (value) return value;
  Damage damage = value.error();
  damage.origin = path;
  return damage;
}

}  // namespace

Result<std::string> read_small_file(const std::string& path, uint64_t most) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in) return Damage{"file-unreadable", DamageClass::unreadable, path, 0, "a file that can be read", "none"};
  std::string text;
  std::string piece(size_t{1} << 16, '\0');
  while (in && text.size() <= most) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece, 0, static_cast<size_t>(in.gcount()));
  }
  if (in.bad()) return Damage{"file-unreadable", DamageClass::unreadable, path, text.size(), "the whole file", "an error of reading"};
  if (text.size() > most) {
    return Damage{"file-too-large", DamageClass::limit, path, most, "at most " + std::to_string(most) + " bytes", "more"};
  }
  return text;
}

Result<integrity::Trust> read_trust(const Arguments& arguments) {
  integrity::Trust trust;
  trust.now = std::time(nullptr);
  trust.identity = arguments.value("identity");
  trust.oidc_issuer = arguments.value("oidc-issuer");
  for (const std::string& path : arguments.all("key")) {
    Result<integrity::PublicKey> key = of_file(path, kMaxKeyFile, integrity::PublicKey::from_pem);
    if (!key) return key.error();
    trust.keys.push_back(*std::move(key));
  }
  for (const std::string& path : arguments.all("certificate-chain")) {
    const Result<std::vector<integrity::Certificate>> anchors =
        of_file(path, kMaxKeyFile, integrity::Certificate::all_from_pem);
    if (!anchors) return anchors.error();
    trust.anchors.insert(trust.anchors.end(), anchors->begin(), anchors->end());
  }
  if (arguments.has("trusted-root")) {
    Result<integrity::TrustedRoot> root =
        of_file(arguments.value("trusted-root"), kMaxRootFile, integrity::parse_trusted_root);
    if (!root) return root.error();
    trust.root = *std::move(root);
  }
  return trust;
}

Result<integrity::PrivateKey> read_signing_key(const Arguments& arguments) {
  return of_file(arguments.value("key"), kMaxKeyFile, integrity::PrivateKey::from_pem);
}

std::optional<unsigned> read_threads(const Arguments& arguments) {
  const std::optional<uint64_t> threads = parse_number(arguments.value("threads", "0"));
  if (!threads || *threads > 1024) return std::nullopt;
  return *threads > 0 ? static_cast<unsigned>(*threads) : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace modelaudit::cli
