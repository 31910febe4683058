#!/usr/bin/env python3
"""Every finding code that the sources use has a row in rules/findings.xml.

Usage: codes_known.py [ROOT] [--list]

A code is a string literal of lower-case words joined by hyphens that stands in a statement which makes a finding: one
that names a class of damage, sets `.code`, or calls a function that reports. Exit 1 and a list when a code has no row.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ET

ROOMS = ["core", "inventory", "inspect", "assess/terms", "assess/lineage", "assess/verdict", "assess/policy",
         "integrity"]

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
MAKES_FINDING = re.compile(
    r"DamageClass::\w+\s*,"                                   # {"code", DamageClass::damage, …}
    r"|\bState::(?:failed|noted|not_verified)\b"              # {State::failed, "code", …}
    r"|\bcode\s*=(?!=)"                                       # damage.code = "…", .code = "…"
    r"|\b(?:report|stop|problem|unreadable|CodeRow|failed|policy_finding|damaged?|Damage)\s*[({]"  # report("code", …)
    r"|\b(?:sink|findings)(?:_|\(\))?(?:\.|->)add\(")         # sink.add("code", …)

# Literals in such statements that are words of another vocabulary.
NOT_CODES = {
    # Errors of the rulebook and of its making: exit 2, never a finding of a scan.
    "rule-error", "policy-error", "rulebook-damaged", "rulebook-unreadable",
    "fingerprint-empty", "fingerprint-malformed", "fingerprint-too-long", "spdx-xml-malformed",
    "license-index-malformed",
    # Reason codes of waivers, algorithms, states and kinds of vouchers.
    "hub-cache", "manifest-read", "not-verified",
    "license-acquired", "used-internally-only", "upstream-confirmed", "terms-superseded", "cant-fix-upstream",
    "false-positive", "accepted-risk", "sha256-after-header", "other-signature", "git-blob-sha1",
    "utf-8", "utf-16le", "utf-16be", "latin-1",
}


def without_comments(text: str) -> str:
    """Comments blanked; string literals kept."""
    pattern = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.S)
    return pattern.sub(lambda m: m[0] if m[0].startswith('"') else " ", text)


def statements(text: str):
    """Pieces between semicolons; literals may hold any character."""
    pieces = re.split(r'("(?:[^"\\\n]|\\.)*")', text)
    current = ""
    for i, piece in enumerate(pieces):
        if i % 2 == 1:
            current += piece
            continue
        parts = piece.split(";")
        for part in parts[:-1]:
            yield current + part
            current = ""
        current += parts[-1]
    yield current


def used_codes(root: pathlib.Path) -> dict[str, set[str]]:
    used: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in sorted((root / "src" / room).rglob("*")):
            if path.suffix not in {".h", ".cpp"}:
                continue
            for statement in statements(without_comments(path.read_text(encoding="utf-8"))):
                if not MAKES_FINDING.search(statement):
                    continue
                for literal in LITERAL.findall(statement):
                    if CODE.fullmatch(literal) and literal not in NOT_CODES:
                        used.setdefault(literal, set()).add(str(path.relative_to(root)))
    return used


def main() -> int:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parents[2]
    rows = {f.get("code") for f in ET.parse(root / "rules" / "findings.xml").getroot().iter("finding")}
    used = used_codes(root)
    if not used:
        print("no code found in the sources: the pattern of this script is out of date")
        return 1
    if "--list" in sys.argv:
        for code in sorted(used):
            print(code, *sorted(used[code]))
    unknown = sorted(set(used) - rows)
    for code in unknown:
        print(f"no row in rules/findings.xml: {code} ({', '.join(sorted(used[code]))})")
    print(f"{len(used)} codes in the sources, {len(unknown)} without a row")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
