#!/usr/bin/env python3
"""Every license text of the shared corpus is named with its id and version, and no near twin is named instead.

usage: terms_corpus.py MODELAUDIT SHARED_DIR
"""
import csv
import json
import pathlib
import subprocess
import sys


def main():
    program, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    folder = shared / "data/licenses"
    with open(folder / "IDS.tsv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = {}
    for row in rows:
        for name in filter(None, (part.strip() for part in (row["files"] or "").split("|"))):
            if (folder / name).is_file():
                wanted.setdefault(name, set()).add((row["id"], row["version"]))
    names = sorted(wanted)
    out = subprocess.run([program, "match", "--json", *[str(folder / name) for name in names]],
                         capture_output=True, check=True).stdout
    passed, failed = 0, []
    for name, line in zip(names, out.decode().splitlines()):
        found = json.loads(line)
        texts = [f for f in found["findings"] if f["kind"] in ("text", "notice", "header")]
        named = {(f.get("license"), f.get("version")) for f in texts}
        if named & wanted[name]:
            passed += 1
        else:
            failed.append(f"{name}: wanted {sorted(wanted[name])}, named {sorted(map(str, named))}")
    for line in failed:
        print(line)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
