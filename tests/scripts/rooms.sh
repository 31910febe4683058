#!/usr/bin/env bash
# Includes go only where DESIGN.md section 2 says, and nothing below inspect/ knows the rulebook (or the other way round).
# usage: rooms.sh SOURCE_DIR
set -euo pipefail
cd "$1/src"
failures=0

# room: folders that it may include besides itself
allowed() {
  case "$1" in
    core) echo "" ;;
    inventory) echo "core" ;;
    inspect/digest) echo "core" ;;
    inspect/formats) echo "core inventory inspect/digest" ;;
    inspect/containers) echo "core inventory" ;;
    inspect/confine) echo "core" ;;
    inspect/sources) echo "core inventory inspect/digest inspect/formats inspect/containers inspect/confine" ;;
    assess/rulebook) echo "core" ;;
    assess/terms) echo "core assess/rulebook" ;;
    assess/lineage) echo "core inventory assess/rulebook" ;;
    assess/verdict) echo "core inventory assess/rulebook assess/terms assess/lineage report" ;;
    assess/policy) echo "core inventory assess/rulebook assess/terms assess/lineage assess/verdict report" ;;
    report) echo "core inventory" ;;
    integrity) echo "core inventory inspect/digest inspect/formats inspect/sources report" ;;
    cli) echo "core inventory inspect/digest inspect/formats inspect/containers inspect/sources inspect/confine assess/rulebook assess/terms assess/lineage assess/verdict assess/policy report integrity" ;;
    *) return 1 ;;
  esac
}

while IFS= read -r file; do
  room=$(dirname "$file")
  [ "$room" = . ] && continue
  may=$(allowed "$room") || { echo "$file: no room is called $room"; failures=1; continue; }
  while IFS= read -r include; do
    folder=$(dirname "$include")
    [ "$folder" = "$room" ] && continue
    case " $may " in
      *" $folder "*) ;;
      *) echo "$file: $room must not include $include"; failures=1 ;;
    esac
  done < <(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file")
done < <(find . -name '*.h' -o -name '*.cpp' | sed 's|^\./||' | sort)
exit "$failures"
