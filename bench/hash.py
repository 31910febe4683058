#!/usr/bin/env python3
"""Hashing against openssl, in ratios taken within one run.

usage: hash.py DRIVER [--scratch DIR] [--runs N] [--big BYTES] [--kernel NAME] [--json FILE]

Each row runs openssl and the driver (hash_bench.cpp) in turn, N times (7 or more), over the same warm files, and
compares medians: `wall` is elapsed time, `cpu` user and system time, which other work on the machine disturbs less.
A ratio above 1 means faster than openssl. Digests of both are compared before anything is measured.
The machine is described first. Files are made in the scratch folder and removed.
"""
import argparse
import json
import os
import pathlib
import platform
import random
import resource
import statistics
import subprocess
import tempfile
import time

MIB = 1 << 20
OPENSSL = ["openssl", "dgst", "-r", "-sha256"]


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def digests(command):
    text = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [line.split()[0] for line in text.splitlines()]


def machine():
    cpu = "unknown CPU"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    version = subprocess.run(["openssl", "version"], stdout=subprocess.PIPE, check=True, text=True).stdout.split(" (")[0]
    load = os.getloadavg()[0]
    return {"cpu": cpu, "cores": os.cpu_count(), "system": f"{platform.system()} {platform.release()}",
            "openssl": version.strip(), "load_at_start": round(load, 1)}


def make_file(path, size, seed):
    noise = random.Random(seed).randbytes(MIB)
    with open(path, "wb") as out:
        written = 0
        while written < size:
            shift = (written // MIB) % 1021  # no two chunks are equal
            written += out.write((noise[shift:] + noise[:shift])[:size - written])
    return str(path)


def make_small_files(folder, count, total):
    """Sizes as in a tree of side files: many small, a few larger."""
    choose = random.Random(7)
    weights = [choose.lognormvariate(0, 1.2) for _ in range(count)]
    scale = total / sum(weights)
    noise = random.Random(8).randbytes(2 * MIB)
    paths = []
    for i, weight in enumerate(weights):
        size = min(int(weight * scale), MIB)
        path = folder / f"{i // 100:03}" / f"{i:05}.bin"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(noise[i:i + size])
        paths.append(str(path))
    return paths


class Bench:
    def __init__(self, args):
        self.args = args
        self.rows = []

    def driver(self, *words):
        kernel = ["--kernel", self.args.kernel] if self.args.kernel else []
        return [self.args.driver, *words, *kernel]

    def row(self, name, target, ours, base, check=None):
        """`target`: the ratio asked for. `check`: the driver's command whose digests must be openssl's."""
        expected = digests(base)
        if check is not None and digests(check) != expected:
            raise SystemExit(f"{name}: digests differ from openssl's")
        base_runs, our_runs = [], []
        for _ in range(self.args.runs):
            base_runs.append(measure(base))
            our_runs.append(measure(ours))
        result = {"name": name, "target": target}
        for i, kind in enumerate(("wall", "cpu")):
            theirs = statistics.median(run[i] for run in base_runs)
            mine = statistics.median(run[i] for run in our_runs)
            pairs = sorted(b[i] / o[i] for b, o in zip(base_runs, our_runs) if o[i] > 0)
            result[kind] = {"openssl_s": round(theirs, 4), "ours_s": round(mine, 4), "ratio": round(theirs / mine, 3),
                            "spread": [round(pairs[0], 2), round(pairs[-1], 2)]}
        self.rows.append(result)
        wall, cpu = result["wall"], result["cpu"]
        print(f"{name:44} {target:>6} {wall['ratio']:7.2f} {cpu['ratio']:7.2f}"
              f"   {cpu['spread'][0]:.2f}-{cpu['spread'][1]:.2f}   {wall['openssl_s']:.3f} {wall['ours_s']:.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--scratch", default=tempfile.gettempdir())
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--big", type=int, default=1024 * MIB)
    parser.add_argument("--kernel", default="")
    parser.add_argument("--json", default="")
    args = parser.parse_args()
    bench = Bench(args)
    described = machine()
    described["kernels"] = digests([args.driver, "kernels"])
    described["kernel"] = args.kernel or described["kernels"][0]
    print("; ".join(f"{key} {value}" for key, value in described.items()))
    print(f"{'median of ' + str(args.runs) + ' runs, openssl / ours':44} {'target':>6} {'wall':>7} {'cpu':>7}"
          f"   cpu spread  wall s: openssl, ours")

    with tempfile.TemporaryDirectory(dir=args.scratch) as scratch:
        folder = pathlib.Path(scratch)
        files = [make_file(folder / f"{i:02}.bin", args.big // 16, i) for i in range(20)]
        big = str(folder / "big.bin")
        with open(big, "wb") as out:
            for path in files[:16]:
                out.write(pathlib.Path(path).read_bytes())
        whole, both, tensors = bench.driver("whole"), bench.driver("both"), bench.driver("tensors")
        bench.row("one file, whole", "0.95", [*whole, big], [*OPENSSL, big], [*whole, big])
        bench.row("one file, whole and tensors of 16 MiB", "0.95", [*both, big], [*OPENSSL, big], [*both, big])
        bench.row("one file, whole and tensors of 100 kB", "0.95", [*both, "--tensor", "100000", big],
                  [*OPENSSL, big], [*both, "--tensor", "100000", big])
        for count, target in ((2, "0.98"), (3, "0.98"), (4, "0.98"), (16, "1.50"), (20, "1.50")):
            some = files[:count]
            bench.row(f"{count} files, whole and tensors", target, [*both, *some], [*OPENSSL, *some], [*both, *some])
        for count in (16, 20):
            some = files[:count]
            bench.row(f"{count} files, tensors only", "2.90", [*tensors, *some], [*OPENSSL, *some])
            bench.row(f"{count} files, whole only", "2.90", [*whole, *some], [*OPENSSL, *some], [*whole, *some])
        small = make_small_files(folder, 10_000, 150 * MIB)
        names = folder / "small.txt"
        names.write_text("".join(f"{path}\n" for path in small))
        xargs = ["xargs", "-a", str(names), *OPENSSL]
        bench.row("10,000 small files", "2.00", [*whole, "--list", str(names)], xargs, [*whole, "--list", str(names)])
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps({"machine": described, "rows": bench.rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
