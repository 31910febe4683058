#!/usr/bin/env python3
"""Hold `modelaudit verify` and `sign` against model signatures of others and what must come of them.

    signing_expect.py MODELAUDIT SHARED

SHARED/data/signing holds bundles made for this (made/, with EXPECT.ndjson), models signed by the reference tool since
0.2.0 (historical/), and the vectors of the specification. Every bundle must end as expected; every flipped bit of a
signed file must be seen; what `sign` writes must satisfy the published schemas' rules and verify with openssl alone.
Without SHARED the test is skipped (exit 77).
"""
import base64
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

wrong = 0
checks = 0


def check(holds, sentence):
    global wrong, checks
    checks += 1
    if not holds:
        wrong += 1
        print(sentence)


def verify(program, *arguments):
    run = subprocess.run([program, "verify", "--json", *map(str, arguments)], capture_output=True, check=False)
    try:
        return run.returncode, json.loads(run.stdout or b"{}"), run.stderr
    except ValueError:
        return run.returncode, {}, run.stderr


def codes(report):
    return {c["code"] for v in report.get("vouchers", []) for c in v["checks"] if "code" in c}


def made(program, root):
    for line in (root / "made/EXPECT.ndjson").read_text(encoding="utf-8").splitlines():
        want = json.loads(line)
        code, report, error = verify(program, root / want["model"], "--signature", root / want["file"], "--key", root / want["key"])
        found = codes(report)
        verified = report.get("summary", {}).get("verified", -1)
        expect = want["expect"]
        good = {
            "verified": code == 0 and verified == 8 - (1 if "shards" in want["file"] else 0),
            "failed": code == 1,
            "refused": code == 1 and verified == 0 and "signature-malformed" in found,
            "verified-with-ignored": code == 0 and "signature-terms-ignored" in found,
            "hint-mismatch": "signature-hint-differs" in found,
            "not-a-model-signature": code == 1 and verified == 0 and "signature-other-statement" in found,
            "verified-compat-or-refused": code == 1 and "signature-old-version" in found,
        }[expect]
        check(good, f"{want['file']}: expected {expect} ({want['why']}); exit {code}, {sorted(found)} {error!r}")


def historical(program, root):
    key, anchor = root / "keys/signing-key-pub.pem", root / "keys/ca-cert.pem"
    for folder in sorted((root / "historical").iterdir()):
        trust = ["--certificate-chain", anchor] if "certificate" in folder.name else ["--key", key]
        target = [folder]
        if folder.name in ("v0.3.1-elliptic-key", "v1.0.0-elliptic-key"):
            target = [folder / "signme-1", "--signature", folder / "model.sig"]
        code, report, error = verify(program, *target, *trust)
        found = codes(report)
        signed = [c["state"] for v in report.get("vouchers", []) for c in v["checks"] if c.get("algorithm", "").startswith("signature")]
        if folder.name.startswith("v0.2.0"):
            check(code == 1 and found == {"signature-old-version"}, f"{folder.name}: exit {code} {sorted(found)}")
        elif folder.name.startswith("v1.0.1"):   # ignore-me is there and was not signed away
            check(code == 1 and found == {"signature-file-unlisted"} and signed == ["verified"],
                  f"{folder.name}: exit {code} {sorted(found)} {signed}")
        else:
            check(code == 0 and signed == ["verified"], f"{folder.name}: exit {code} {sorted(found)} {signed} {error!r}")
        code, report, error = verify(program, *target)
        check(code == 1 and report["summary"]["verified"] == 0, f"{folder.name}: verified without anybody to trust")
        wrong_key = root / "made/secp384r1.pub.pem"
        code, report, error = verify(program, *target, "--key", wrong_key)
        check(code == 1 and "signature-invalid" in codes(report), f"{folder.name}: another key does not fail")


def vectors(program, root):
    model = root / "historical/v1.1.0-elliptic-key"
    trust = ["--key", root / "keys/signing-key-pub.pem", "--certificate-chain", root / "keys/ca-cert.pem"]
    for bundle in sorted((root / "spec-vectors").rglob("*.json")):
        code, report, error = verify(program, model, "--signature", bundle, *trust)
        signed = [c["state"] for v in report.get("vouchers", []) for c in v["checks"] if c.get("algorithm", "").startswith("signature")]
        if bundle.parent.name == "valid":
            check("verified" in signed, f"{bundle.name}: {signed} {sorted(codes(report))} {error!r}")
        else:
            check(code == 1 and "verified" not in signed, f"{bundle.parent.name}/{bundle.name}: exit {code} {signed}")


def flips(program, root):
    with tempfile.TemporaryDirectory() as scratch:
        model = pathlib.Path(scratch) / "model"
        shutil.copytree(root / "made/model", model, copy_function=shutil.copyfile)
        model.chmod(0o755)
        for name in ("good-prime256v1.sig", "good-shards-spec.sig"):
            arguments = [model, "--signature", root / "made" / name, "--key", root / "made/prime256v1.pub.pem"]
            check(verify(program, *arguments)[0] == 0, f"{name}: the copy does not verify")
            for path in sorted(p for p in model.rglob("*") if p.is_file() and p.stat().st_size):
                path.chmod(0o644)
                whole = path.read_bytes()
                for bit in range(0, 8 * len(whole), max(1, len(whole) // 2)):
                    bent = bytearray(whole)
                    bent[bit // 8] ^= 1 << (bit % 8)
                    path.write_bytes(bent)
                    check(verify(program, *arguments)[0] == 1, f"{name}: bit {bit} of {path.name} is not seen")
                path.write_bytes(whole)


def signing(program, root):
    if shutil.which("openssl") is None:
        print("openssl is not here: what sign writes is not held against it")
        return
    for curve, digest in (("P-256", "sha256"), ("P-384", "sha384"), ("P-521", "sha512")):
        with tempfile.TemporaryDirectory() as name:
            scratch = pathlib.Path(name)
            run = lambda *words: subprocess.run(list(map(str, words)), capture_output=True, check=True).stdout
            run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-out", scratch / "key.pem")
            run("openssl", "pkey", "-in", scratch / "key.pem", "-pubout", "-out", scratch / "pub.pem")
            run(program, "sign", root / "made/model", "--key", scratch / "key.pem", "--to", scratch / "b.sig", "--quiet")
            bundle = json.loads((scratch / "b.sig").read_text(encoding="utf-8"))
            envelope = bundle["dsseEnvelope"]
            payload = base64.b64decode(envelope["payload"], validate=True)
            kind = envelope["payloadType"].encode()
            (scratch / "pae").write_bytes(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
            (scratch / "sig").write_bytes(base64.b64decode(envelope["signatures"][0]["sig"], validate=True))
            verified = run("openssl", "dgst", f"-{digest}", "-verify", scratch / "pub.pem", "-signature", scratch / "sig", scratch / "pae")
            check(b"Verified OK" in verified, f"{curve}: openssl does not verify the signature")
            check(bundle["verificationMaterial"]["publicKey"]["hint"] == hashlib.sha256((scratch / "pub.pem").read_bytes()).hexdigest(),
                  f"{curve}: the hint is not the digest of the PEM text")
            statement = json.loads(payload)
            resources = statement["predicate"]["resources"]
            check([r["name"] for r in resources] == sorted(r["name"] for r in resources), f"{curve}: resources are not sorted")
            listed = {p.relative_to(root / "made/model").as_posix() for p in (root / "made/model").rglob("*") if p.is_file()}
            check({r["name"] for r in resources} == listed, f"{curve}: not every file is listed")
            joined = b"".join(bytes.fromhex(r["digest"]) for r in resources)
            check(statement["subject"][0]["digest"]["sha256"] == hashlib.sha256(joined).hexdigest(), f"{curve}: root digest")
            check(verify(program, root / "made/model", "--signature", scratch / "b.sig", "--key", scratch / "pub.pem")[0] == 0,
                  f"{curve}: verify refuses what sign wrote")


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    root = pathlib.Path(sys.argv[2]) / "data" / "signing"
    if not (root / "made/EXPECT.ndjson").is_file():
        print(f"skipped: {root} is not here")
        return 77
    for part in (made, historical, vectors, flips, signing):
        part(sys.argv[1], root)
    print(f"{checks - wrong} of {checks} expectations hold")
    return 1 if wrong or not checks else 0


if __name__ == "__main__":
    sys.exit(main())
