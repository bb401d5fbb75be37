// Changes the page's verifiers in every small way, and sees that some question is then answered otherwise.
// node --expose-internals page_mutants.js JOB.json, where the job is {before, parts: [{name, text}], after, questions}:
// the script is before, all parts, after; questions is a file with one question a line. A line of JSON a change comes out:
// {part, line, text, before, after, noticed}.
"use strict";

const fs = require("fs");
const { Worker, isMainThread, parentPort, workerData } = require("worker_threads");
const answererOf = require("./page_in_node.js");

const MILLISECONDS = 8000; // for a few questions; a change may have made a loop without end
const FEW = 50;
const COUNTED = { // what an operation is put for
  "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "===": ["!=="], "!==": ["==="],
  "+": ["-"], "-": ["+"], "*": ["+"], "%": ["*"], "/": ["*"], "&": ["|"], "|": ["&"], "^": ["&"],
  "<<": [">>"], ">>": ["<<"], ">>>": [">>"], "+=": ["-="], "-=": ["+="], "++": ["--"], "--": ["++"],
};
const ARITHMETIC = ["sha2.js", "ed25519.js"]; // whose questions are of bytes alone
const OF_BYTES = ["sha256", "sha512", "ed25519", "selfTest"];
const ONLY = { // for whom the many questions of a kind are
  interval: ["coin_line.js", "bytes.js"], key: ["note.js", "bytes.js"], inclusion: ["tree.js", "bytes.js"],
  consistency: ["tree.js"],
};

function concerns(name, ask) {
  const ofBytes = OF_BYTES.indexOf(ask) >= 0;
  if (ARITHMETIC.indexOf(name) >= 0) return ofBytes;
  return ask === "selfTest" || (!ofBytes && (!ONLY[ask] || ONLY[ask].indexOf(name) >= 0));
}

// The changes to one part: where, and what stands there then.
function changesOf(text) {
  const acorn = require("internal/deps/acorn/acorn/dist/acorn");
  const walk = require("internal/deps/acorn/acorn-walk/dist/walk");
  const changes = [];
  const put = (start, end, after) => changes.push({ start: start, end: end, after: after });
  const source = node => text.slice(node.start, node.end);
  const operator = (node, left, right) => {
    const at = left + text.slice(left, right).indexOf(node.operator);
    (COUNTED[node.operator] || []).forEach(other => put(at, at + node.operator.length, other));
  };
  walk.full(acorn.parse(text, { ecmaVersion: 2015 }), node => {
    if (node.type === "BinaryExpression") operator(node, node.left.end, node.right.start);
    if (node.type === "AssignmentExpression") operator(node, node.left.end, node.right.start);
    if (node.type === "UpdateExpression") operator(node, node.argument.end, node.end);
    if (node.type === "LogicalExpression") {
      const other = node.operator === "&&" ? "||" : "&&";
      const at = node.left.end + text.slice(node.left.end, node.right.start).indexOf(node.operator);
      put(at, at + 2, other);
      put(node.start, node.end, source(node.left));
      put(node.start, node.end, source(node.right));
    }
    if (node.type === "UnaryExpression" && node.operator === "!") put(node.start, node.end, source(node.argument));
    if (node.type === "ConditionalExpression") {
      put(node.start, node.end, "(" + source(node.consequent) + ")");
      put(node.start, node.end, "(" + source(node.alternate) + ")");
    }
    if (node.type === "IfStatement") put(node.test.start, node.test.end, "false");
    if (node.type === "Literal" && typeof node.value === "number") {
      put(node.start, node.end, String(node.value + 1));
      if (node.value > 0) put(node.start, node.end, String(node.value - 1));
    }
    if (node.type === "Literal" && typeof node.value === "string") put(node.end - 1, node.end, "x" + text[node.end - 1]);
    if (node.type === "ExpressionStatement" && node.expression.type !== "Literal") put(node.start, node.end, ";");
  });
  return changes;
}

function loaded(script, known) {
  const module = { exports: {}, known: known };
  new Function("module", script)(module);
  return module.exports;
}

// Signatures take nearly all of the time, and only a change to their own arithmetic changes them.
function remembering(script) {
  const head = "function isSignature(key, message, signature) {";
  if (script.split(head).length !== 2) throw new Error("no signatures to remember");
  return script.replace(head, "function isSignature(key, message, signature) {\n"
    + "  const name = hexOf(key) + ' ' + hexOf(signature) + ' ' + hexOf(message);\n"
    + "  if (!module.known.has(name)) module.known.set(name, isSignatureItself(key, message, signature));\n"
    + "  return module.known.get(name);\n}\n\nfunction isSignatureItself(key, message, signature) {");
}

function work() {
  const job = workerData, kept = job.questions + ".answers";
  const questions = fs.readFileSync(job.questions, "utf8").trim().split("\n").map(line => JSON.parse(line));
  const told = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept, "utf8")) : null;
  const known = new Map(told ? told.known : []);
  const scriptWith = (at, text) => job.before + job.parts.map((part, place) => (place === at ? text : part.text)).join("\n") + job.after;
  const good = answererOf(loaded(remembering(scriptWith(-1)), known));
  const answers = told ? told.answers : questions.map(question => JSON.stringify(good(question)));
  if (!told) fs.writeFileSync(kept, JSON.stringify({ answers: answers, known: Array.from(known) }));
  const last = {}; // of each part, the questions that noticed something last
  parentPort.on("message", change => {
    const part = job.parts[change.at], bytes = ARITHMETIC.indexOf(part.name) >= 0;
    const text = part.text.slice(0, change.start) + change.after + part.text.slice(change.end);
    let answer = null;
    try {
      const script = scriptWith(change.at, text);
      answer = answererOf(loaded(bytes ? script : remembering(script), known));
    } catch (_) {
      parentPort.postMessage(true);
      return;
    }
    const notices = at => concerns(part.name, questions[at].ask) && JSON.stringify(answer(questions[at])) !== answers[at];
    const first = (last[part.name] || []).filter(notices)[0];
    let found = first === undefined ? -1 : first;
    for (let step = 0; found < 0 && step < questions.length; step++) {
      const at = (step * 7919) % questions.length; // from all of them, one after another
      if (step % FEW === 0) parentPort.postMessage("busy");
      if (notices(at)) found = at;
    }
    if (found >= 0 && first === undefined) last[part.name] = [found].concat(last[part.name] || []).slice(0, 12);
    parentPort.postMessage(found >= 0);
  });
  parentPort.postMessage("ready");
}

function next(worker) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve("late"), MILLISECONDS);
    worker.once("error", reject);
    worker.on("message", function hear(told) {
      timer.refresh();
      if (told === "busy") return;
      clearTimeout(timer);
      worker.removeListener("error", reject);
      worker.removeListener("message", hear);
      resolve(told);
    });
  });
}

async function main(job) {
  const begin = async () => {
    const worker = new Worker(__filename, { workerData: job });
    await new Promise(resolve => worker.once("message", resolve));
    return worker;
  };
  if (fs.existsSync(job.questions + ".answers")) fs.unlinkSync(job.questions + ".answers");
  let worker = await begin();
  for (let at = 0; at < job.parts.length; at++) {
    const part = job.parts[at];
    if (!part.change) continue;
    const lines = part.text.split("\n");
    for (const change of changesOf(part.text)) {
      worker.postMessage({ at: at, start: change.start, end: change.end, after: change.after });
      const told = await next(worker);
      if (told === "late") {
        await worker.terminate();
        worker = await begin();
      }
      const line = part.text.slice(0, change.start).split("\n").length;
      process.stdout.write(JSON.stringify({
        part: part.name, line: line, text: lines[line - 1].trim(), before: part.text.slice(change.start, change.end),
        after: change.after, noticed: told === "late" ? "late" : told,
      }) + "\n");
    }
  }
  await worker.terminate();
}

if (isMainThread) main(JSON.parse(fs.readFileSync(process.argv[2], "utf8")));
else work();
