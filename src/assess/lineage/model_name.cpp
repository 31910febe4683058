#include "assess/lineage/model_name.h"

#include <array>
#include <vector>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kLongestName = 256;

constexpr std::array<std::string_view, 13> kWeightEndings = {
    ".gguf", ".safetensors", ".ggml", ".bin", ".pth", ".pt", ".ckpt", ".onnx", ".tflite", ".task", ".litertlm", ".h5",
    ".keras"};

// Sites whose paths begin with `org/name`; `modelscope.cn/models/org/name` has one word more.
constexpr std::array<std::string_view, 8> kModelSites = {
    "huggingface.co/", "hf.co/", "hf-mirror.com/", "www.modelscope.cn/models/", "modelscope.cn/models/",
    "github.com/", "ollama.com/library/", "ollama.com/"};

bool is_digits(std::string_view text) {
  if (text.empty()) return false;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

std::string_view without_scheme(std::string_view reference, bool& was_url) {
  for (std::string_view scheme : {"https://", "http://", "hf://", "ollama://"}) {
    if (ascii_lower(reference.substr(0, scheme.size())) == scheme) {
      was_url = true;
      return reference.substr(scheme.size());
    }
  }
  for (std::string_view prefix : {"hf:", "ollama:"}) {
    if (reference.starts_with(prefix)) return reference.substr(prefix.size());
  }
  return reference;
}

bool is_local(std::string_view reference) {
  return reference.starts_with('/') || reference.starts_with("./") || reference.starts_with("../") ||
         reference.starts_with('~') || reference.find('\\') != std::string_view::npos ||
         (reference.size() > 2 && reference[1] == ':' && (reference[2] == '/' || reference[2] == '\\'));
}

}  // namespace

std::string fold_name(std::string_view name) {
  std::string folded = ascii_lower(name.substr(0, kLongestName));
  for (char& c : folded) {
    if (c == '_' || c == ' ' || c == '\t') c = '-';
  }
  return folded;
}

std::string_view last_part(std::string_view name) {
  while (!name.empty() && (name.back() == '/' || name.back() == '\\')) name.remove_suffix(1);
  const size_t slash = name.find_last_of("/\\");
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string_view stem_of(std::string_view file_name) {
  for (std::string_view ending : kWeightEndings) {
    if (file_name.size() > ending.size() && ascii_lower(file_name.substr(file_name.size() - ending.size())) == ending) {
      file_name.remove_suffix(ending.size());
      break;
    }
  }
  const size_t of = file_name.rfind("-of-");
  if (of != std::string_view::npos && is_digits(file_name.substr(of + 4))) {
    const size_t dash = file_name.substr(0, of).rfind('-');
    if (dash != std::string_view::npos && dash > 0 && is_digits(file_name.substr(dash + 1, of - dash - 1))) {
      file_name = file_name.substr(0, dash);
    }
  }
  return file_name;
}

std::string base_name(std::string_view reference) {
  reference = reference.substr(0, 4 * kLongestName);
  while (!reference.empty() && (reference.back() == '/' || reference.back() == ' ')) reference.remove_suffix(1);
  while (!reference.empty() && reference.front() == ' ') reference.remove_prefix(1);
  bool was_url = false;
  std::string_view rest = without_scheme(reference, was_url);
  const std::string lower = ascii_lower(rest);
  bool known_site = false;
  for (std::string_view site : kModelSites) {
    if (lower.starts_with(site)) {
      rest = rest.substr(site.size());
      known_site = true;
      break;
    }
  }
  if (rest.empty() || rest == "." || rest == "..") return {};
  if (!known_site && (is_local(rest) || was_url)) {
    const std::string_view last = last_part(rest);
    return last == "." || last == ".." ? std::string() : std::string(last);
  }
  const size_t query = rest.find_first_of("?#");
  if (query != std::string_view::npos) rest = rest.substr(0, query);

  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= rest.size() && parts.size() < 3;) {
    size_t end = rest.find('/', at);
    if (end == std::string_view::npos) end = rest.size();
    if (end > at) parts.push_back(rest.substr(at, end - at));
    at = end + 1;
  }
  if (parts.empty()) return {};
  std::string name(parts[0]);
  if (parts.size() > 1) {
    name += '/';
    name += parts[1];
  }
  const size_t revision = name.find('@');
  if (revision != std::string::npos && revision > 0) name.resize(revision);
  return name;
}

}  // namespace modelaudit::assess
