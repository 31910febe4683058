#include "cli/commands.h"

int main(int argc, char** argv) { return modelaudit::cli::run(argc, argv); }
