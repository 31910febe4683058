// hash: digests alone, in the format of sha256sum, so that its lists verify with any tool and theirs with ours.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <thread>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/intended_use.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "inspect/digest/hash_files.h"
#include "inspect/sources/inspect_file.h"

namespace modelaudit::cli {
namespace {

struct Line {
  std::string path;
  std::optional<Digest> expected;
};

// `HEX  PATH` or `HEX *PATH`; a leading backslash says that \\ and \n in the path are escaped (coreutils).
std::optional<Line> parse_line(std::string_view line) {
  const bool escaped = line.starts_with('\\');
  if (escaped) line.remove_prefix(1);
  if (line.size() < 67 || line[64] != ' ' || (line[65] != ' ' && line[65] != '*')) return std::nullopt;
  const std::optional<Digest> digest = digest_from_hex(line.substr(0, 64));
  if (!digest) return std::nullopt;
  const std::string_view name = line.substr(66);
  std::string path;
  for (size_t i = 0; i < name.size(); ++i) {
    if (escaped && name[i] == '\\' && i + 1 < name.size()) {
      ++i;
      path += name[i] == 'n' ? '\n' : name[i] == 'r' ? '\r' : name[i];
    } else {
      path += name[i];
    }
  }
  return Line{std::move(path), digest};
}

// coreutils' form: names with a backslash or a line end are escaped and the line begins with a backslash.
std::string sum_line(const Digest& digest, const std::string& path) {
  if (path.find_first_of("\\\n\r") == std::string::npos) return to_hex(digest) + "  " + display(path) + "\n";
  std::string name;
  for (const char c : path) {
    if (c == '\\') name += "\\\\";
    else if (c == '\n') name += "\\n";
    else if (c == '\r') name += "\\r";
    else name += c;
  }
  return "\\" + to_hex(digest) + "  " + name + "\n";
}

int hash_whole(const std::vector<Line>& lines, const inspect::HashOptions& options, bool check, bool json, bool quiet) {
  std::vector<inspect::HashFile> files;
  for (const Line& line : lines) files.push_back({line.path});
  const std::vector<Result<Digest>> digests = inspect::hash_files(files, options);
  int exit_code = kPass;
  uint64_t bad = 0;
  const auto failed = write_output("-", [&](const auto& sink) {
    for (size_t i = 0; i < lines.size(); ++i) {
      const Result<Digest>& digest = digests[i];
      if (!digest) {
        print_damage(digest.error());
        if (check) sink(display(lines[i].path) + ": FAILED open or read\n");
        exit_code = kGateFails;
        ++bad;
      } else if (check) {
        const bool good = *digest == *lines[i].expected;
        if (!good) exit_code = kGateFails, ++bad;
        if (!good || !quiet) sink(display(lines[i].path) + (good ? ": OK\n" : ": FAILED\n"));
      } else if (json) {
        std::string text;
        JsonWriter writer(text);
        writer.begin_object();
        writer.member("path", lines[i].path);
        writer.member("sha256", to_hex(*digest));
        writer.end_object();
        sink(text + "\n");
      } else {
        sink(sum_line(*digest, lines[i].path));
      }
    }
  });
  if (check && bad > 0) print_error(fmt::format("modelaudit: {} of {} files do not match\n", bad, lines.size()));
  return failed ? kOutputFailed : exit_code;
}

int hash_tensors(const std::vector<Line>& lines, bool with_whole, bool json) {
  int exit_code = kPass;
  const auto failed = write_output("-", [&](const auto& sink) {
    for (const Line& line : lines) {
      const Result<inspect::Root> root = inspect::Root::open(line.path, inspect::LinkPolicy::inside);
      const inspect::Walk walk = root ? root->walk(Limits()) : inspect::Walk{};
      if (walk.is_directory || walk.files.size() != 1) {
        print_error("modelaudit: " + display(line.path) + " is no readable file\n");
        exit_code = kGateFails;
        continue;
      }
      const Result<inspect::Fd> fd = root->open_file(walk.files.front());
      if (!fd) {
        print_damage(fd.error());
        exit_code = kGateFails;
        continue;
      }
      const inspect::FileFacts facts = inspect::inspect_file(fd->get(), walk.files.front(), Limits());
      if (!facts.artifact.complete) exit_code = kIncomplete;
      for (const Damage& damage : facts.damages) {
        if (damage.damage_class != DamageClass::note) print_damage(damage);
      }
      const auto put = [&](const Digest& digest, const std::string& tensor) {
        if (json) {
          std::string text;
          JsonWriter writer(text);
          writer.begin_object();
          writer.member("path", line.path);
          writer.member_if("tensor", tensor);
          writer.member("sha256", to_hex(digest));
          writer.end_object();
          sink(text + "\n");
        } else {
          sink(fmt::format("{}  {}{}{}\n", to_hex(digest), display(line.path), tensor.empty() ? "" : "#", display(tensor)));
        }
      };
      if (with_whole && facts.artifact.sha256) put(*facts.artifact.sha256, "");
      for (const Tensor& tensor : facts.artifact.tensors) {
        if (tensor.sha256) put(*tensor.sha256, tensor.name);
      }
    }
  });
  return failed ? kOutputFailed : exit_code;
}

}  // namespace

int run_hash(const Arguments& arguments) {
  std::vector<Line> lines;
  const bool check = arguments.has("check");
  for (const std::string& operand : arguments.operands) {
    if (!check) {
      lines.push_back({operand, std::nullopt});
      continue;
    }
    std::ifstream file;
    if (operand != "-") file.open(operand, std::ios::binary);
    std::istream& in = operand == "-" ? std::cin : file;
    std::string text;
    uint64_t number = 0;
    uint64_t good = 0;
    while (std::getline(in, text)) {
      ++number;
      if (text.ends_with('\r')) text.pop_back();
      if (text.empty() || text.starts_with('#')) continue;
      std::optional<Line> line = parse_line(text);
      if (!line) {
        print_error(fmt::format("modelaudit: {}:{}: expected SHA-256 digest, two blanks, path; found {}\n", display(operand),
                                number, display_short(text)));
        return kUsage;
      }
      ++good;
      lines.push_back(std::move(*line));
    }
    if (good == 0) {
      print_error("modelaudit: " + display(operand) + " holds no line of a digest and a path\n");
      return kUsage;
    }
  }
  inspect::HashOptions options;
  const std::optional<uint64_t> threads = parse_number(arguments.value("threads", "0"));
  if (!threads || *threads > 1024) {
    print_error("modelaudit: --threads wants a number up to 1024\n");
    return kUsage;
  }
  options.threads = *threads > 0 ? static_cast<unsigned>(*threads) : std::max(1U, std::thread::hardware_concurrency());
  const Result<inspect::Kernel> kernel = inspect::select_kernel(arguments.value("kernel", "auto"));
  if (!kernel) {
    print_damage(kernel.error());
    return kUsage;
  }
  options.kernel = *kernel;
  if (arguments.has("tensors") || arguments.has("tensors-only")) {
    return hash_tensors(lines, !arguments.has("tensors-only"), arguments.has("json"));
  }
  return hash_whole(lines, options, check, arguments.has("json"), arguments.has("quiet"));
}

}  // namespace modelaudit::cli
