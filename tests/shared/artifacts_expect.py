#!/usr/bin/env python3
"""Compare `modelaudit inspect` with what a reference reader found in real and made model files.

    artifacts_expect.py MODELAUDIT SHARED

SHARED/data/artifacts holds the files and EXPECT.ndjson (one line a file). For each file the inventory must have the
same kind, version, byte order, digest, metadata (keys in order, types, values or digests) and tensors (names, types,
shapes, offsets, sizes, digests), and a finding for each problem that the reference saw. Where the reference had to stop,
what it read before must be there. Without SHARED the test is skipped (exit 77).
"""
import base64
import hashlib
import json
import pathlib
import subprocess
import sys

# what the reference reader calls a problem -> the codes that say the same
CODES = {
    "alignment-not-multiple-of-8": ["alignment-small"], "alignment-not-power-of-2": ["alignment-value"],
    "alignment-not-u32": ["alignment-type"], "big-endian": ["big-endian"], "bool-not-0-1": ["bool-value"],
    "dimension-over-2^63": ["dimension-negative"], "duplicate-key": ["duplicate-key", "duplicate-tensor"],
    "duplicate-tensor": ["duplicate-tensor"], "element-count-overflow": ["element-count-overflow"],
    "empty-key": ["empty-key"], "key-not-ascii": ["name-not-ascii", "name-not-utf8", "name-unsafe"],
    "last-padding-missing": ["last-padding-missing"], "nested-array": ["nested-array"],
    "offset-not-aligned": ["offset-not-aligned"],
    "offset-not-sequential": ["tensor-gap", "tensors-overlap", "tensor-offset", "tensor-order", "tensor-past-end"],
    "removed-type": ["removed-type"], "row-not-whole-blocks": ["row-not-whole-blocks"],
    "string-has-nul": ["string-has-nul"], "string-not-utf8": ["string-not-utf8"],
    "tensor-name-too-long": ["tensor-name-too-long"], "tensor-past-end": ["tensor-past-end", "element-count-overflow"],
    "tensors-overlap": ["tensors-overlap"], "too-many-dimensions": ["too-many-dimensions"],
    "trailing-bytes": ["trailing-bytes", "padding-not-zero", "row-not-whole-blocks", "removed-type", "fork-type"],
    "unknown-type": ["unknown-type", "fork-type", "ambiguous-type"], "version-1": ["gguf-version-1"],
    "InvalidOffset": ["tensor-gap", "tensors-overlap", "tensor-offset", "tensor-end-before-begin", "tensor-past-end",
                      "duplicate-tensor"],
    "MetadataIncompleteBuffer": ["trailing-bytes", "tensor-past-end", "tensor-end-before-begin",
                                 "tensor-entry-malformed"],
    "MisalignedSlice": ["misaligned-slice"], "TensorInvalidInfo": ["tensor-size-mismatch"],
    "ValidationOverflow": ["element-count-overflow"], "header-does-not-begin-with-brace":
    ["header-leading-space", "header-json"], "header-not-multiple-of-8": ["header-not-aligned"],
    "header-order-is-not-offset-order": ["tensor-order"], "header-padding-not-spaces": ["header-padding"],
    "metadata-value-not-string": ["metadata-value-not-string"], "tensor-entry-extra-key": ["tensor-entry-extra-key"],
    "tensor-entry-malformed": ["tensor-entry-malformed"], "unknown-dtype": ["unknown-type"],
    "reversed-magic": ["reversed-magic"], "not-read-further": ["not-read-further"],
}
KINDS = {"unknown": {"other"}, "json": {"json", "config", "generation-config", "adapter-config", "tokenizer"}}


def raw(record, name):
    """The bytes of a string member."""
    if name + "_raw_base64" in record:
        return base64.b64decode(record[name + "_raw_base64"])
    return record.get(name, "").encode("utf-8", "surrogatepass")


def raw_expected(value):
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value.encode("utf-8", "surrogatepass")


def sha(data):
    return hashlib.sha256(data).hexdigest()


def bits(value, type_name):
    """A scalar of the inventory as the reference prints it."""
    if "boolean" in value:
        return value["boolean"]
    if "unsigned" in value:
        return value["unsigned"]
    if "signed" in value:
        return value["signed"]
    return f"{value['bits']:0{8 if type_name == 'f32' else 16}x}"


def same_scalar(value, expected, type_name, stored_bits):
    if isinstance(expected, dict) and "raw" in expected:
        expected, stored_bits = expected["value"], expected["raw"]
    if "real" in value or "bits" in value:
        return bits(value, type_name) == stored_bits
    if "text" in value:
        return raw(value, "text") == raw_expected(expected)
    return bits(value, type_name) == expected


def compare_value(entry, want):
    value = entry["value"]
    if entry["type"].startswith("array"):
        if value["count"] != want["count"]:
            yield f"count {value['count']}, not {want['count']}"
        if value.get("bytes", 0) != want["bytes"] or value["sha256"] != want["sha256"]:
            yield "digest of the stored elements differs"
        if "canonical_sha256" in want and value.get("canonical") != want["canonical_sha256"]:
            yield "canonical digest differs"
        element = value.get("element_type", "")
        if "value" in want and element != "array":
            for item, expected in zip(value["array"], want["value"], strict=True):
                if not same_scalar(item, expected, element, None):
                    yield f"item {item}, not {expected}"
    elif "value" not in want:
        if value.get("sha256", sha(raw(value, "text"))) != want["sha256"]:
            yield "digest of the text differs"
    elif "json" in value:
        if json.loads(value["json"]) != want["value"]:
            yield f"value {value['json']}"
    elif not same_scalar(value, want["value"], entry["type"], want.get("raw")):
        yield f"value {value}, not {want['value']}"


def compare_metadata(artifact, want, stopped):
    have = artifact["metadata"]
    if artifact["kind"] == "ggml-legacy":
        return
    if len(have) < len(want) or (len(have) != len(want) and not stopped):
        yield f"{len(have)} metadata entries, not {len(want)}"
    for entry, expected in zip(have, want):
        key = raw(entry, "key")
        if key != raw_expected(expected["key"]):
            yield f"key {key}, not {expected['key']}"
            continue
        if entry["type"] != expected["type"] and "json" not in entry["value"]:
            yield f"{expected['key']}: type {entry['type']}, not {expected['type']}"
            continue
        for wrong in compare_value(entry, expected):
            yield f"{expected['key']}: {wrong}"


def compare_tensor(have, want):
    for name in ("dtype", "shape", "offset", "bytes", "sha256"):
        expected = want.get(name)
        if expected is None or (isinstance(expected, int) and not 0 <= expected < 2**64):
            continue
        if name == "shape" and not all(isinstance(d, int) and not isinstance(d, bool) and d >= 0 for d in expected):
            continue
        if have.get(name) != expected:
            yield f"tensor {want['name']}: {name} {have.get(name)}, not {expected}"


def compare_tensors(artifact, want, stopped, duplicates):
    have = artifact["tensors"]
    if not duplicates:
        if len(have) < len(want) or (len(have) != len(want) and not stopped):
            yield f"{len(have)} tensors, not {len(want)}"
        pairs = list(zip(have, want))
    else:  # the reference keeps the last of each name; we list all
        pairs = [([t for t in have if raw(t, "name") == raw_expected(w["name"])][-1], w) for w in want]
    for tensor, expected in pairs:
        if raw(tensor, "name") != raw_expected(expected["name"]):
            yield f"tensor {tensor['name']}, not {expected['name']}"
        yield from compare_tensor(tensor, expected)


def compare(records, want):
    artifacts = [r for r in records if r["record"] == "artifact"]
    if len(artifacts) != 1:
        yield f"{len(artifacts)} artifacts, not 1"
        return
    artifact = artifacts[0]
    problems = [r for r in records if r["record"] == "problem" and r.get("artifact") == artifact["id"]]
    if artifact["sha256"] != want["sha256"] or artifact["size"] != want["size"]:
        yield "size or digest of the file differs"
    if artifact["kind"] not in KINDS.get(want["kind"], {want["kind"]}):
        yield f"kind {artifact['kind']}, not {want['kind']}"
    if sum(artifact["extents"].values()) != want["size"]:
        yield "the extents do not add up to the size"
    if want["kind"] == "gguf" and want["version"] is not None:
        if artifact.get("format_version") != str(want["version"]) or artifact.get("endian") != want["endian"]:
            yield f"version {artifact.get('format_version')} {artifact.get('endian')}"
    stopped = "error" in want
    if stopped and not any(p["class"] in ("damage", "limit") for p in problems):
        yield f"no finding for: {want['error']['what']}"
    codes = {p["code"] for p in problems}
    for problem in want["problems"]:
        if not codes & set(CODES[problem["code"]]):
            yield f"no finding for {problem['code']}: {problem['detail']} (found: {', '.join(sorted(codes)) or 'none'})"
    if want["kind"] in ("gguf", "safetensors", "lfs-pointer"):
        duplicates = want["kind"] == "safetensors" and any(p["code"] == "duplicate-key" for p in want["problems"])
        if not duplicates or len(artifact["metadata"]) == len(want["metadata"]):
            yield from compare_metadata(artifact, want["metadata"], stopped)
        yield from compare_tensors(artifact, want["tensors"], stopped, duplicates)
    vocabulary = want["regions"].get("vocabulary")
    if vocabulary:
        entry = [m for m in artifact["metadata"] if m["key"] == "vocabulary"]
        if not entry or (entry[0]["offset"], entry[0]["value"]["bytes"], entry[0]["value"]["sha256"]) != \
                tuple(vocabulary[k] for k in ("offset", "bytes", "sha256")):
            yield "the vocabulary differs"


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    root = pathlib.Path(sys.argv[2]) / "data" / "artifacts"
    if not (root / "EXPECT.ndjson").is_file():
        print(f"skipped: {root} is not here")
        return 77
    wrong_files = files = 0
    for line in (root / "EXPECT.ndjson").read_text(encoding="utf-8").splitlines():
        want = json.loads(line)
        run = subprocess.run([sys.argv[1], "inspect", str(root / want["path"])], capture_output=True, check=False)
        files += 1
        try:
            records = [json.loads(text) for text in run.stdout.decode("utf-8").splitlines()]
            wrong = list(compare(records, want))
        except (ValueError, KeyError, IndexError) as error:
            wrong = [f"no usable inventory: {error!r} {run.stderr[:200]!r}"]
        for sentence in wrong[:5]:
            print(f"{want['path']}: {sentence}")
        wrong_files += bool(wrong)
    print(f"{files - wrong_files} of {files} files as the reference reader has them")
    return 1 if wrong_files or not files else 0


if __name__ == "__main__":
    sys.exit(main())
