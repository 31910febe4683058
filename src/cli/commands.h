// The commands, one file each. Each returns the exit code of the process.
#pragma once

#include "cli/flags.h"

namespace modelaudit::cli {

int run_scan(const Arguments& arguments);
int run_inspect(const Arguments& arguments);
int run_assess(const Arguments& arguments);
int run_match(const Arguments& arguments);
int run_hash(const Arguments& arguments);
int run_licenses(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_convert(const Arguments& arguments);
int run_verify(const Arguments& arguments);
int run_sign(const Arguments& arguments);
int run_attest(const Arguments& arguments);
int run_diff(const Arguments& arguments);
int run_policy(const Arguments& arguments);
int run_waiver(const Arguments& arguments);
int run_completions(const Arguments& arguments);
int run_doctor(const Arguments& arguments);

/// The whole program.
int run(int argc, const char* const* argv);

}  // namespace modelaudit::cli
