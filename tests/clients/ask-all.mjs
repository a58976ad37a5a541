// Asks an endpoint each query of a folder with Comunica: ask-all.mjs ADDRESS QUERIES ANSWERS.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { QueryEngine } from "@comunica/query-sparql";

const [address, queries, answers] = process.argv.slice(2);
const engine = new QueryEngine();

async function ask(text) {
  const result = await engine.query(text, { sources: [{ type: "sparql", value: address }] });
  const isGraph = result.resultType === "quads";
  const form = isGraph ? "application/n-triples" : "application/sparql-results+json";
  let body = "";
  for await (const part of (await engine.resultToString(result, form)).data) body += part;
  return isGraph ? [".nt", body] : [".srj", JSON.stringify(mended(JSON.parse(body)))];
}

// What it writes is not always SPARQL 1.1 Query Results JSON: after the bindings it counts its own requests, and where
// VALUES has the predicate of a triple in GRAPH ?g it leaves the variables out of the head, though they are bound.
function mended({ head, results, boolean }) {
  return results && !head.vars ? { head: { vars: Object.keys(results.bindings[0]) }, results } : { head, results, boolean };
}

for (const name of (await readdir(queries)).filter((name) => name.endsWith(".rq"))) {
  try {
    const [ending, body] = await ask(await readFile(join(queries, name), "utf8"));
    await writeFile(join(answers, name.replace(".rq", ending)), body);
  } catch (error) {
    console.error(`${name}: ${error}`);
  }
}
