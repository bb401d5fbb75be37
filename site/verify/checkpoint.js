// What the log signs after each entry, who else saw the same, and an entry's proof as one text:
// C2SP tlog-checkpoint v1.0.0, tlog-cosignature v1.0.1, tlog-proof version 1.

const CHECKPOINT = /^([^\n]+)\n((?:0|[1-9][0-9]{0,15}))\n([^\n]+)\n$/;
const PROOF = /^c2sp\.org\/tlog-proof@v1\nindex ([^\n]+)((?:\n[^\n]+)*)$/;
const MOST_HASHES = 63; // of a tree that any number here can count
const POLICY_KEYS = ["origin", "log", "witnesses", "quorum", "former"];

// Whom we trust: {origin, log, witnesses, quorum} with keys as others write them. It never comes from what is verified.
// Where the log had other keys before, `former` names each checkpoint that such a key signed: [{log, roots: [[size, root]]}].
function readPolicy(told) {
  const fits = told !== null && typeof told === "object" && typeof told.origin === "string"
    && typeof told.log === "string" && Array.isArray(told.witnesses)
    && told.witnesses.every(one => typeof one === "string");
  demand(fits, "policy");
  const policy = {
    origin: told.origin, log: readKey(told.log), witnesses: told.witnesses.map(readKey), quorum: told.quorum,
    former: formerOf(told.former), print: fingerprintOf(told), demo: told.demo === true, names: namesOf(told.names),
  };
  demand(policy.log.kind === NOTE, "policy", policy.log.name);
  policy.witnesses.forEach(key => demand(key.kind === COSIGNATURE, "policy", key.name));
  const eyes = new Set(policy.witnesses.map(key => hexOf(key.bytes)));
  eyes.delete(hexOf(policy.log.bytes));
  demand(isCount(policy.quorum) && policy.quorum <= eyes.size, "policy");
  return policy;
}

// What people call the communities, by their names in signed texts: words, by which nothing is verified.
function namesOf(told) {
  const found = Object.create(null);
  if (told === undefined) return found;
  demand(told !== null && typeof told === "object", "policy");
  Object.keys(told).forEach(community => {
    demand(typeof told[community] === "string", "policy");
    found[community] = told[community];
  });
  return found;
}

function formerOf(told) {
  const found = [];
  if (told === undefined) return found;
  demand(Array.isArray(told), "policy");
  told.forEach(one => {
    demand(one !== null && typeof one === "object" && typeof one.log === "string" && Array.isArray(one.roots), "policy");
    const log = readKey(one.log);
    demand(log.kind === NOTE, "policy", log.name);
    one.roots.forEach(pair => {
      demand(Array.isArray(pair) && pair.length === 2 && isCount(pair[0]) && typeof pair[1] === "string", "policy");
      found.push({ log: log, size: pair[0], root: hashOf(pair[1]) });
    });
  });
  return found;
}

// The first 32 digits of the hash of the policy, in groups of four, to compare with a poster.
function fingerprintOf(told) {
  const plain = {};
  POLICY_KEYS.forEach(name => { if (told[name] !== undefined) plain[name] = told[name]; });
  return hexOf(sha256(utf8(JSON.stringify(plain)))).slice(0, 32).match(/.{4}/g).join(" ");
}

// The policy as one text, to be copied; that its keys are for demonstration goes with it, and the communities' names.
function policyText(told) {
  const whole = {};
  POLICY_KEYS.concat("demo", "names").forEach(name => { if (told[name] !== undefined) whole[name] = told[name]; });
  return JSON.stringify(whole);
}

function readCheckpoint(text) {
  const match = CHECKPOINT.exec(text);
  demand(match, "checkpoint");
  const found = { origin: match[1], size: countOf(match[2], "checkpoint"), root: hashOf(match[3]) };
  demand(found.size > 0 || same(found.root, sha256([])), "checkpoint");
  return found;
}

// Too few witnesses are no failure: the checkpoint may be younger than their answers. But what only the log
// itself signed is never enough, even where nobody else is asked for.
function openCheckpoint(data, policy) {
  const note = readNote(data);
  const found = readCheckpoint(note.text);
  demand(found.origin === policy.origin, "origin", found.origin);
  const past = policy.former.filter(one => one.size === found.size && same(one.root, found.root))[0];
  const log = past ? past.log : policy.log;
  const signers = signersOf(note, [log].concat(policy.witnesses));
  demand(signers.some(signer => isSameKey(signer.key, log)), "log-unsigned");
  const seen = [];
  signers.forEach(signer => {
    const known = seen.some(other => same(other.key.bytes, signer.key.bytes));
    if (!known && !same(signer.key.bytes, log.bytes)) seen.push(signer);
  });
  const lacking = Math.max(0, policy.quorum - seen.length);
  return { checkpoint: found, witnesses: seen, lacking: lacking, enough: lacking === 0 && seen.length > 0 };
}

function readProof(data) {
  let blank = 0;
  while (blank < data.length && !(data[blank] === 10 && data[blank + 1] === 10)) blank++;
  const head = data.subarray(0, blank);
  demand(blank < data.length && head.every(byte => byte < 128), "proof-text");
  const match = PROOF.exec(textOf(head));
  demand(match, "proof-text");
  const hashes = match[2].split("\n").slice(1);
  demand(hashes.length <= MOST_HASHES, "proof-text");
  return {
    index: countOf(match[1], "proof-text"), hashes: hashes.map(hashOf), checkpoint: data.subarray(blank + 2),
  };
}

// Checks that an entry is in the log; gives where, and the opened checkpoint that says so.
function verifyEntry(data, entry, policy) {
  const told = readProof(data);
  const opened = openCheckpoint(told.checkpoint, policy);
  verifyInclusion(opened.checkpoint.root, opened.checkpoint.size, told.index, leafHash(entry), told.hashes);
  return { index: told.index, opened: opened };
}
