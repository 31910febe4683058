#!/usr/bin/env python3
"""Compare `modelaudit inspect` with what other programs found in real files of the smaller model formats.

    formats_expect.py MODELAUDIT SHARED

SHARED/data/media holds the files and EXPECT.tsv (file, member, kind, size, sha256, read_by, expect). Compared are ONNX,
TFLite, LiteRT-LM, Core ML, NumPy, pickle, HDF5 and ZIM files: tensors and sections by digest, metadata by value, imports
by name; a file that is called damaged must have a finding. Without SHARED the test is skipped (exit 77).
"""
import collections
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys

FILES = re.compile(r"(onnx|tflite|litertlm|npy|pickle|hdf5|zim|coreml-sentiment|pt-bad|pt-magic)[-.]?")
# What EXPECT.tsv knows and an inventory does not hold: a checksum, the inflated form of a section, an absent text.
LEFT_OUT = {"meta:md5", "section 0 inflated"}
BLOCKING = {"damage", "limit", "unreadable", "suspicious"}


def by(items, key):
    found = collections.defaultdict(list)
    for item in items:
        found[item[key]].append(item)
    return found


def text_of(value):
    return value.get("text", str(value.get("unsigned", "")))


def compare_row(row, tensors, metadata):
    """What is wrong with one row, or None."""
    member, kind, size, sha256, expect = row["member"], row["kind"], row["size"], row["sha256"], row["expect"]
    if kind == "tensor" or member.startswith("section "):
        name = member.removeprefix("tensor:")
        if not any(t.get("sha256") == sha256 and str(t.get("bytes")) == size for t in tensors[name]):
            return f"no {name} of {size} bytes with this digest"
    elif member.startswith("M/"):
        values = [m["value"] for m in metadata[member]]
        if not any(v.get("sha256", hashlib.sha256(text_of(v).encode()).hexdigest()) == sha256 for v in values):
            return f"no {member} with this digest"
    elif kind == "import":
        if not any(text_of(m["value"]) == member.removeprefix("import:") for m in metadata["import"]):
            return f"{member} is not named"
    elif member.startswith(("meta:", "tflite_metadata:", "system:")):
        key = member.removeprefix("meta:").replace("tflite_metadata:", "tflite_metadata.").replace("system:", "system.")
        values = [text_of(m["value"]) for m in metadata[key]]
        if expect not in (values or [""]):
            return f"{key} is {values}, not {expect}"
    elif member == "associated_file" and expect not in [text_of(m["value"]) for m in metadata["associated_file"]]:
        return f"{expect} is not named"
    return None


def compare(path, rows, records):
    artifacts = [r for r in records if r["record"] == "artifact" and "!/" not in r["path"]]
    if len(artifacts) != 1:
        yield f"{len(artifacts)} artifacts, not 1"
        return
    artifact = artifacts[0]
    if sum(artifact["extents"].values()) != artifact["size"]:
        yield "the extents do not add up to the size"
    tensors, metadata = by(artifact["tensors"], "name"), by(artifact["metadata"], "key")
    for row in rows:
        if row["member"] == ".":
            classes = {r["class"] for r in records if r["record"] == "problem"}
            if artifact["sha256"] != row["sha256"]:
                yield "the digest of the file differs"
            if row["expect"].startswith("damaged") and not classes & BLOCKING:
                yield f"no finding for: {row['expect']}"
            if row["expect"] == "ok" and classes & {"damage", "unreadable"}:
                yield f"a sound file is called {', '.join(sorted(classes))}"
        elif row["member"] not in LEFT_OUT and row["kind"] != "file":
            wrong = compare_row(row, tensors, metadata)
            if wrong:
                yield wrong


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    root = pathlib.Path(sys.argv[2]) / "data" / "media"
    if not (root / "EXPECT.tsv").is_file():
        print(f"skipped: {root} is not here")
        return 77
    rows = collections.defaultdict(list)
    with open(root / "EXPECT.tsv", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if FILES.match(row["file"]):
                rows[row["file"]].append(row)
    wrong_files = 0
    for file, expected in rows.items():
        run = subprocess.run([sys.argv[1], "inspect", str(root / file)], capture_output=True, check=False)
        try:
            records = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
            wrong = list(compare(file, expected, records))
        except (ValueError, KeyError) as error:
            wrong = [f"no usable inventory: {error!r} {run.stderr[:200]!r}"]
        for sentence in wrong[:5]:
            print(f"{file}: {sentence}")
        wrong_files += bool(wrong)
    print(f"{len(rows) - wrong_files} of {len(rows)} files as the other programs have them")
    return 1 if wrong_files or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
