#include "assess/terms/legal_words.h"

#include <algorithm>
#include <array>

#include "assess/terms/token_hash.h"

namespace modelaudit::assess {
namespace {

constexpr auto kRights = [] {
  std::array words = {
      word_hash("not"),          word_hash("shall"),         word_hash("must"),
      word_hash("may"),          word_hash("cannot"),        word_hash("prohibited"),
      word_hash("prohibit"),     word_hash("forbidden"),     word_hash("commercial"),
      word_hash("commercially"), word_hash("noncommercial"), word_hash("only"),
      word_hash("except"),       word_hash("unless"),        word_hash("provided"),
      word_hash("however"),      word_hash("permission"),    word_hash("permitted"),
      word_hash("allowed"),      word_hash("license"),       word_hash("licensed"),
      word_hash("licensee"),     word_hash("terminate"),     word_hash("terminates"),
      word_hash("royalty"),      word_hash("royalties"),     word_hash("fee"),
      word_hash("fees"),         word_hash("use"),           word_hash("used"),
      word_hash("redistribute"), word_hash("distribute"),    word_hash("modify"),
      word_hash("agree"),        word_hash("agrees"),        word_hash("warranty"),
      word_hash("liable"),       word_hash("liability"),     word_hash("never"),
      word_hash("restricted"),   word_hash("restriction"),   word_hash("restrictions"),
      word_hash("revenue"),      word_hash("payment"),
  };
  std::sort(words.begin(), words.end());
  return words;
}();

}  // namespace

bool speaks_of_rights(uint32_t hash) {
  return std::binary_search(kRights.begin(), kRights.end(), hash);
}

}  // namespace modelaudit::assess
