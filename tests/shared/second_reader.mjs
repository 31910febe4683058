// A second oracle for GGUF: keys, scalar values, tensor names, types, shapes and offsets as npm's @huggingface/gguf reads
// them. Damaged files, where the two stop at different places, are left to tests/shared/artifacts_expect.py.
//
//   node second_reader.mjs MODELAUDIT SHARED_DIR       exit 0, 1 with differences, 77 if the package is missing
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [program, shared] = process.argv.slice(2);
let gguf;
try {
  const need = createRequire(path.join(process.env.MODELAUDIT_VALIDATORS ?? ".", "package.json"));
  ({ gguf } = need("@huggingface/gguf"));
} catch {
  console.log("skipped: @huggingface/gguf is not installed (.ci/install-tools)");
  process.exit(77);
}
const folder = path.join(shared, "data/artifacts/gguf");
let passed = 0;
let failed = 0;
for (const name of fs.readdirSync(folder).filter((n) => n.endsWith(".gguf")).sort()) {
  const file = path.join(folder, name);
  const out = spawnSync(program, ["inspect", file], { encoding: "utf8", maxBuffer: 1 << 30 }).stdout;
  const ours = out.split("\n").filter(Boolean).map((l) => JSON.parse(l)).find((r) => r.record === "artifact");
  const theirs = await gguf(file, { allowLocalFile: true, typedMetadata: false });
  const wrong = [];
  const types = (await import("node:module")).createRequire(path.join(process.env.MODELAUDIT_VALIDATORS, "package.json"))("@huggingface/gguf").GGMLQuantizationType;
  const keys = Object.keys(theirs.metadata).filter((k) => !["version", "tensor_count", "kv_count"].includes(k));
  const mine = new Map(ours.metadata.map((m) => [m.key, m.value]));
  for (const key of keys) {
    if (!mine.has(key)) wrong.push(`key ${key}`);
    const value = theirs.metadata[key];
    const own = mine.get(key) ?? {};
    if (typeof value === "string" && own.text !== undefined && !own.truncated && own.text !== value) wrong.push(`text of ${key}`);
    if (typeof value === "boolean" && own.boolean !== value) wrong.push(`value of ${key}`);
    if (Array.isArray(value) && Number(own.count) !== value.length) wrong.push(`count of ${key}`);
  }
  if (keys.length !== mine.size) wrong.push(`${mine.size} keys, not ${keys.length}`);
  if (theirs.tensorInfos.length !== ours.tensors.length) wrong.push(`${ours.tensors.length} tensors, not ${theirs.tensorInfos.length}`);
  const start = Number(theirs.tensorDataOffset ?? 0);
  theirs.tensorInfos.forEach((tensor, i) => {
    const own = ours.tensors[i];
    if (own === undefined) return;
    const shape = tensor.shape.map(Number);
    if (own.name !== tensor.name) wrong.push(`name ${own.name}, not ${tensor.name}`);
    if (JSON.stringify(own.shape) !== JSON.stringify(shape)) wrong.push(`shape of ${tensor.name}: ${own.shape}, not ${shape}`);
    if (types[tensor.dtype] !== undefined && own.dtype !== types[tensor.dtype]) wrong.push(`type of ${tensor.name}: ${own.dtype}`);
    if (start > 0 && own.offset !== start + Number(tensor.offset)) wrong.push(`offset of ${tensor.name}`);
  });
  if (wrong.length > 0) {
    failed += 1;
    console.log(`${name}: ${wrong.slice(0, 5).join("; ")}`);
  } else {
    passed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
