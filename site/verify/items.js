// What a reader hands in: which of it is what, and what belongs together.

function startsWith(text, beginning) {
  return text.slice(0, beginning.length) === beginning;
}

// The pack inside a page that a household saved, from its link or with its statement, or null.
function savedPack(text) {
  const kept = / id="saved">("[^<]*")</.exec(text);
  const linked = /="data:application\/json;base64,([A-Za-z0-9+/=]+)"/.exec(text);
  try {
    return kept ? utf8(JSON.parse(kept[1])) : linked ? bytesOf(linked[1]) : null;
  } catch (_) {
    return null;
  }
}

// One file or one pasted text becomes items of a kind each.
function itemsOf(bytes, pasted) {
  const text = textOf(bytes);
  if (text === null) return [{ kind: kindOfBytes(hexOf(bytes.subarray(0, 5))) }];
  const trimmed = text.trim();
  if (!trimmed) return [];
  const whole = pasted ? trimmed + "\n" : text; // a copied text has lost its last line end more often than not
  if (startsWith(trimmed, "%PDF-")) return [{ kind: "pdf" }];
  if (startsWith(trimmed, "{\"origin\"")) return [{ kind: "policy", text: trimmed }];
  if (/^<!doctype html/i.test(trimmed)) {
    const pack = savedPack(text);
    return [pack ? { kind: "pack", bytes: pack } : { kind: "unknown" }];
  }
  if (trimmed[0] === "{") return [{ kind: "pack", bytes: utf8(pasted ? trimmed : text.replace(/\n$/, "")) }];
  if (startsWith(trimmed, "c2sp.org/tlog-proof@v1\n")) return [{ kind: "proof", text: whole }];
  if (startsWith(trimmed, "jjledger/disclosure/")) return [{ kind: "manifest", text: whole }];
  if (/^[0-9a-f]{64} \S/.test(trimmed)) return [{ kind: "register", bytes: pasted ? utf8(whole) : bytes }];
  if (trimmed.indexOf("\n\n\u2014 ") > 0) return [{ kind: "checkpoint", bytes: pasted ? utf8(whole) : bytes }];
  const codes = codesIn(text);
  return codes.length ? codes.map(code => ({ kind: code.slice(0, 2), text: code })) : [{ kind: kindOfWords(trimmed) }];
}

const BEGINNINGS = { "255044462d": "pdf", "ffd8ff": "picture", "89504e47": "picture" }; // in hexadecimal digits

function kindOfBytes(hex) {
  return BEGINNINGS[Object.keys(BEGINNINGS).filter(beginning => startsWith(hex, beginning))[0]] || "unknown";
}

// Of what proves nothing: an address as a small code has it, or a table that was published.
function kindOfWords(text) {
  if (/(?:^|[^a-z])http(?:s|):[/]{2}/i.test(text)) return "address";
  const commas = text.split("\n").slice(0, 2).map(line => line.split(",").length);
  return commas.length === 2 && commas[0] > 1 && commas[0] === commas[1] ? "table" : "unknown";
}

function ofKind(items, kind) {
  return items.filter(item => item.kind === kind);
}

// The manifest with its place in the log that stands beside a household's code: a poster's code, or two files.
function postersIn(items) {
  const posters = different(ofKind(items, "J2").map(item => item.text)).map(text => () => readCode(text));
  const manifests = ofKind(items, "manifest"), proofs = ofKind(items, "proof");
  demand(manifests.length === proofs.length, "alone");
  demand(posters.length + manifests.length <= 1 && manifests.length <= 1, "two");
  if (manifests.length) posters.push(() => ({ manifest: manifests[0].text, log: proofs[0].text }));
  return posters;
}

// Texts without those that came before: a code that is scanned twice is one.
function different(texts) {
  return texts.filter((text, at) => texts.indexOf(text) === at);
}

// The checks that a reader's items ask for, each a function that gives what holds or throws why not.
function checksOf(items, policy, room) {
  const checks = [];
  const strange = items.filter(item => UNREAD.indexOf(item.kind) >= 0)[0];
  if (strange) return [() => demand(false, strange.kind)];
  ofKind(items, "pack").forEach(item => checks.push(() => verifyPack(item.bytes, policy, room)));
  const codes = different(ofKind(items, "J1").map(item => item.text)), posters = postersIn(items);
  codes.forEach(text => checks.push(() => copied(() => {
    const code = readCode(text);
    return posters.length ? verifyCode(code, posters[0](), policy, room) : { alone: code };
  })));
  const check = ofKind(items, "J2").length ? copied : work => work();
  if (!codes.length) posters.forEach(poster => checks.push(() => check(() => verifyPoster(poster(), policy))));
  ofKind(items, "checkpoint").forEach(item => checks.push(() => openCheckpoint(item.bytes, policy)));
  return checks;
}

// Remembers of a failure that it came with codes, which somebody copied.
function copied(work) {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof Failed) failure.copied = true;
    throw failure;
  }
}

// What came of each check: what holds, or why not, and how long it took. A fault of the page itself is a failure too.
function outcomesOf(items, policy, room, clock) {
  const outcomes = outcomesOfChecks(() => checksOf(items, policy, room), clock);
  const blocks = [];
  outcomes.forEach(outcome => {
    if (outcome.result && outcome.result.manifest) blocks.push.apply(blocks, outcome.result.manifest.funds);
  });
  ofKind(items, "register").forEach(item => {
    const block = blocks.filter(one => one.register === hexOf(sha256(item.bytes)))[0];
    const checked = outcomesOfChecks(() => [() => {
      demand(block, "register-file");
      const rows = verifyRegister(item.bytes, block);
      const mine = outcomes.map(one => one.result).filter(one => one && one.block === block);
      mine.forEach(one => verifyRow(rows, one.statement.room, statementLeaf(one.proof.commitment)));
      return { rooms: rows.map(row => row.room), fund: block.fund };
    }], clock);
    outcomes.push(checked[0]);
  });
  return outcomes;
}

function outcomesOfChecks(list, clock) {
  let checks = [];
  try {
    checks = list();
  } catch (failure) {
    return [{ failure: failureOf(failure), milliseconds: 0 }];
  }
  return checks.map(check => {
    const began = clock();
    try {
      return { result: check(), milliseconds: clock() - began };
    } catch (failure) {
      return { failure: failureOf(failure), milliseconds: clock() - began };
    }
  });
}

function failureOf(failure) {
  return failure instanceof Failed ? failure : new Failed("page", String(failure));
}

function needsRoom(items) {
  return items.some(item => item.kind === "pack" || item.kind === "J1");
}

// Two checkpoints of one log, equally long, with two roots: the log was told differently to two readers.
function isFork(seen, checkpoint) {
  const name = checkpoint.origin + "\n" + checkpoint.size, root = hexOf(checkpoint.root);
  const other = seen[name];
  seen[name] = other || root;
  return other !== undefined && other !== root;
}
