// Validates report documents with validators that are not ours.
//
//   node validate_report.mjs FORMAT FILE…      exit 0 valid, 1 invalid, 77 a validator is not installed
//
// Validators come from npm (tests/scripts/validators/package.json; `.ci/run` installs them) and are looked for in
// $MODELAUDIT_VALIDATORS/node_modules. Schemas that are not part of a validator are read from
// $MODELAUDIT_SCHEMAS (the folder data/schemas of the shared material); without it the check that needs them is skipped.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

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

// The file of a package that can only be imported.
need.path = (name) => {
  const folder = process.env.MODELAUDIT_VALIDATORS ?? path.join(here, "validators");
  const home = path.join(folder, "node_modules", name);
  if (!fs.existsSync(home)) throw new Missing(`${name} is not installed`);
  const manifest = readJson(path.join(home, "package.json"));
  const entry = manifest.exports?.["."]?.import ?? manifest.exports?.["."] ?? manifest.exports ?? manifest.main ?? "index.js";
  return pathToFileURL(path.join(home, typeof entry === "string" ? entry : (entry.default ?? "index.js"))).href;
};

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

function schema(...names) {
  const folder = process.env.MODELAUDIT_SCHEMAS;
  const file = folder && path.join(folder, ...names);
  if (!file || !fs.existsSync(file)) throw new Missing(`the schema ${names.join("/")} ($MODELAUDIT_SCHEMAS)`);
  return file;
}

function run(program, args, env = {}) {
  const result = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, ...env } });
  if (result.error) throw new Missing(`${program} (${result.error.code})`);
  return result;
}

// Checks one after the other; a check whose validator or schema is missing is named, the others count.
async function all(file, checks) {
  const errors = [];
  let missing = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      errors.push(...(await check(file)).map((e) => `${name}: ${e}`));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      ++missing;
      console.log(`  skipped ${name}: ${error.message}`);
    }
  }
  if (missing === Object.keys(checks).length) throw new Missing("every check");
  return errors;
}

// The official schema is draft-04. Multitool knows what the schema cannot say, and GitHub's own rules; its exit code is
// 0 even with errors, so the log is read.
const sarif = (file) =>
  all(file, {
    schema: () => {
      const Ajv = need("ajv-draft-04").default;
      const ajv = new Ajv({ strict: false, allErrors: true });
      need("ajv-formats").default(ajv);
      return ajvErrors(ajv.compile(readJson(schema("sarif", "sarif-schema-2.1.0.json"))), readJson(file));
    },
    multitool: () => {
      const program = need("@microsoft/sarif-multitool-linux/package.json") && path.join(
        process.env.MODELAUDIT_VALIDATORS ?? path.join(here, "validators"),
        "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
      fs.chmodSync(program, 0o755);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sarif-"));
      const kinds = path.basename(file).includes("github") ? "Sarif;Gh" : "Sarif";
      const check = (input, kind) => {
        const log = path.join(folder, "log.sarif");
        run(program, ["validate", input, "--rule-kind", kind, "--output", log, "--log", "ForceOverwrite"]);
        return readJson(log).runs.flatMap((r) => r.results ?? []).filter((r) => (r.level ?? "warning") !== "note");
      };
      // It says nothing at all of a file that it cannot load, so a broken copy must be found to be broken.
      const broken = readJson(file);
      for (const result of broken.runs[0].results) result.locations = [];
      const control = path.join(folder, "control.sarif");
      fs.writeFileSync(control, JSON.stringify(broken));
      if (check(control, "Gh").length === 0) return ["the validator did not read the file"];
      // A finding about a whole file has no region, a container that was not hashed is a location only, and there is no
      // home page to name.
      const accepted = new Set(["SARIF2004", "SARIF2005", "SARIF2017"]);
      return check(file, kinds).filter((r) => r.level === "error" || !accepted.has(r.ruleId)).map((r) => `${r.level ?? "warning"} ${r.ruleId} ${JSON.stringify(r.message)}`);
    },
  });

function junit(file) {
  const result = run("xmllint", ["--noout", "--nonet", "--schema", schema("junit", "junit-10.xsd"), file]);
  return result.status === 0 ? [] : result.stderr.trim().split("\n");
}

// No schema is published; these are the rules of GitLab's documentation.
function gitlab(file) {
  const bytes = fs.readFileSync(file);
  const errors = bytes[0] === 0xef ? ["a byte order mark"] : [];
  const seen = new Set();
  for (const entry of readJson(file)) {
    for (const key of ["description", "check_name", "fingerprint"]) {
      if (typeof entry[key] !== "string" || entry[key] === "") errors.push(`${key} of ${JSON.stringify(entry)}`);
    }
    if (!["info", "minor", "major", "critical", "blocker"].includes(entry.severity)) errors.push(`severity ${entry.severity}`);
    if (typeof entry.location?.path !== "string" || entry.location.path.startsWith("./")) errors.push("location.path");
    if (!(Number.isInteger(entry.location?.lines?.begin) && entry.location.lines.begin > 0)) errors.push("location.lines.begin");
    if (seen.has(entry.fingerprint)) errors.push(`fingerprint twice: ${entry.fingerprint}`);
    seen.add(entry.fingerprint);
  }
  return errors;
}

const cyclonedx = (version) => (file) =>
  all(file, {
    library: async () => {
      const { Validation } = need("@cyclonedx/cyclonedx-library");
      const errors = await new Validation.JsonStrictValidator(version).validate(fs.readFileSync(file, "utf8"));
      return errors === null ? [] : [].concat(errors).slice(0, 20).map((e) => JSON.stringify(e).slice(0, 300));
    },
    references: () => {
      const bom = readJson(file);
      const errors = bom.specVersion === version ? [] : [`specVersion ${bom.specVersion}`];
      const refs = new Set();
      const visit = (component) => {
        if (component["bom-ref"]) {
          if (refs.has(component["bom-ref"])) errors.push(`bom-ref twice: ${component["bom-ref"]}`);
          refs.add(component["bom-ref"]);
        }
        if (component.modelCard && component.type !== "machine-learning-model") errors.push("modelCard on another type");
        (component.components ?? []).forEach(visit);
      };
      bom.components.forEach(visit);
      for (const ref of [...bom.dependencies.map((d) => d.ref), ...bom.compositions.flatMap((c) => c.assemblies),
        ...(bom.declarations?.claims ?? []).map((c) => c.target)]) {
        if (!refs.has(ref)) errors.push(`${ref} points nowhere`);
      }
      return errors;
    },
  });

function draft(ajvName, schemaFile, file) {
  const Ajv = need(ajvName).default;
  const ajv = new Ajv({ strict: false, allErrors: false });
  need("ajv-formats").default(ajv);
  return ajvErrors(ajv.compile(readJson(schemaFile)), readJson(file));
}

// What the text of SPDX 2.3 demands and its schema does not.
const spdx2 = (file) =>
  all(file, {
    schema: () => draft("ajv", schema("spdx", "spdx-2.3.schema.json"), file),
    text: () => {
      const document = readJson(file);
      const errors = [];
      if (!/^https?:[^#]+$/.test(document.documentNamespace ?? "")) errors.push("documentNamespace");
      const ids = new Set(["SPDXRef-DOCUMENT"]);
      const used = new Set();
      for (const p of document.packages) {
        if (!/^SPDXRef-[A-Za-z0-9.-]+$/.test(p.SPDXID) || ids.has(p.SPDXID)) errors.push(`SPDXID ${p.SPDXID}`);
        ids.add(p.SPDXID);
        if (p.filesAnalyzed !== false && !p.packageVerificationCode) errors.push(`${p.SPDXID}: no verification code`);
        for (const key of ["licenseConcluded", "licenseDeclared"]) {
          for (const ref of (p[key] ?? "").match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []) used.add(ref);
        }
      }
      const extracted = new Set((document.hasExtractedLicensingInfos ?? []).map((e) => e.licenseId));
      for (const ref of used) if (!extracted.has(ref)) errors.push(`${ref} has no extracted text`);
      for (const r of document.relationships) {
        if (!ids.has(r.spdxElementId) || !ids.has(r.relatedSpdxElement)) errors.push(`relationship ${JSON.stringify(r)}`);
      }
      return errors;
    },
  });

// The schema and the shapes pass AI packages without licenses; the profile's own rules are checked here.
const spdx3 = (file) =>
  all(file, {
    schema: () => draft("ajv/dist/2020", schema("spdx", "spdx-3.0.1.schema.json"), file),
    shapes: async () => {
      const jsonld = need("jsonld");
      const { Parser, Store, DataFactory } = need("n3");
      const rdfEnv = (await import(need.path("@zazuko/env-node"))).default;
      const Validator = (await import(need.path("rdf-validate-shacl"))).default;
      const context = readJson(schema("spdx", "spdx-3.0.1.context.jsonld"));
      const documentLoader = async (url) => ({ contextUrl: null, documentUrl: url, document: context });
      const model = new Parser().parse(fs.readFileSync(schema("spdx", "spdx-3.0.1.model.ttl"), "utf8"));
      const { namedNode, quad } = DataFactory;
      const type = namedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
      // The shapes target owl:Class; an engine that asks for rdfs:Class would find nothing to check.
      const classes = model.filter((q) => q.predicate.equals(type) && q.object.value === "http://www.w3.org/2002/07/owl#Class")
        .map((q) => quad(q.subject, type, namedNode("http://www.w3.org/2000/01/rdf-schema#Class")));
      const conforms = async (document) => {
        const nquads = await jsonld.toRDF(document, { format: "application/n-quads", documentLoader });
        const data = new Parser({ format: "N-Quads" }).parse(nquads);
        const shapes = rdfEnv.dataset([...model, ...classes]);
        const graph = rdfEnv.dataset([...model, ...classes, ...data]);
        return new Validator(shapes, { factory: rdfEnv }).validate(graph);
      };
      const document = readJson(file);
      const broken = structuredClone(document);
      delete broken["@graph"].find((e) => e.type === "Relationship").relationshipType;
      if ((await conforms(broken)).conforms) return ["the shapes found nothing wrong in a broken copy"];
      const report = await conforms(document);
      return report.results.slice(0, 20).map((r) => `${r.focusNode?.value} ${r.path?.value} ${r.message.map((m) => m.value)}`);
    },
    profile: () => {
      const graph = readJson(file)["@graph"];
      const errors = [];
      const ids = new Set(graph.map((e) => e.spdxId).filter(Boolean));
      const external = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense";
      for (const e of graph) {
        for (const id of [e.from, ...(e.to ?? []), e.subject, ...(e.element ?? []), ...(e.rootElement ?? []), e.suppliedBy, e.dataLicense]) {
          if (id && id !== external && !ids.has(id)) errors.push(`${e.spdxId}: ${id} points nowhere`);
        }
        if (e.type !== "ai_AIPackage") continue;
        for (const kind of ["hasDeclaredLicense", "hasConcludedLicense"]) {
          const count = graph.filter((r) => r.from === e.spdxId && r.relationshipType === kind).length;
          if (count !== 1) errors.push(`${e.spdxId}: ${count} ${kind}`);
        }
        const claimed = graph.some((d) => d.profileConformance?.includes("ai"));
        for (const key of ["releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose"]) {
          if (claimed && !e[key]) errors.push(`${e.spdxId}: ai is claimed without ${key}`);
        }
      }
      return errors;
    },
  });

async function html(file) {
  const { HtmlValidate } = need("html-validate");
  const result = await new HtmlValidate({ extends: ["html-validate:recommended"] }).validateFile(file);
  return result.results.flatMap((r) => r.messages).map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`);
}

const formats = {
  json: report, sarif, junit, gitlab, html, "cyclonedx-1.6": cyclonedx("1.6"), "cyclonedx-1.7": cyclonedx("1.7"),
  "spdx-3.0.1": spdx3, "spdx-2.3": spdx2,
};

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
