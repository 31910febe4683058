// Validates report documents with validators that are not ours.
//
//   node validate_report.mjs FORMAT FILE…      exit 0 valid, 1 invalid, 77 a validator is not installed
//
// Validators come from npm (tests/scripts/validators/package.json; `.ci/run` installs them) and are looked for in
// $MODELAUDIT_VALIDATORS/node_modules. Schemas that are not part of a validator are read from
// $MODELAUDIT_SCHEMAS (the folder data/schemas of the shared material); without it the check that needs them is skipped.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "..", "..");
const SKIP = 77;

class Missing extends Error {}

function need(name) {
  const folder = process.env.MODELAUDIT_VALIDATORS ?? path.join(here, "validators");
  try {
    return createRequire(path.join(folder, "package.json"))(name);
  } catch (error) {
    throw new Missing(`${name} is not installed (${error.code ?? error.message})`);
  }
}

const readJson = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

function ajvErrors(validate, document) {
  if (validate(document)) return [];
  return validate.errors.slice(0, 20).map((e) => `${e.instancePath || "/"} ${e.message} ${JSON.stringify(e.params)}`);
}

// The published schema lets a reader meet keys of later versions. For our own output each key must be documented, so
// every object that lists its properties is closed here.
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  if (copy.type === "object" && copy.properties && copy.additionalProperties === undefined) {
    copy.additionalProperties = false;
  }
  return copy;
}

function report(file) {
  const Ajv = need("ajv/dist/2020").default;
  const schema = readJson(path.join(source, "docs", "report.schema.json"));
  const document = readJson(file);
  const published = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
  const strict = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile({
    ...closed(schema),
    $id: "urn:modelaudit:report:1:closed",
  });
  return [...ajvErrors(published, document), ...ajvErrors(strict, document)];
}

const formats = { json: report };

const [format, ...files] = process.argv.slice(2);
if (!formats[format] || files.length === 0) {
  console.error(`usage: validate_report.mjs ${Object.keys(formats).join("|")} FILE…`);
  process.exit(2);
}
let failed = false;
for (const file of files) {
  try {
    const errors = await formats[format](file);
    console.log(`${errors.length === 0 ? "valid  " : "INVALID"} ${format} ${path.basename(file)}`);
    for (const error of errors) console.log(`  ${error}`);
    failed ||= errors.length > 0;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.log(`skipped ${format}: ${error.message}`);
    process.exit(SKIP);
  }
}
process.exit(failed ? 1 : 0);
