// Asks the page's own script, outside of a page: one question a line of JSON, one answer a line.
// An answer is "ok", "amber", true or false, a text, or the code of the check that failed.
"use strict";

const bytes = text => new Uint8Array(Buffer.from(text, "base64"));
const verdict = found => (found.enough ? "ok" : "amber");

// A function that answers questions by a page's script.
module.exports = page => {
  const asked = {
    selfTest: () => page.selfTest(),
    failures: () => page.FAILURES,
    advised: () => Object.keys(page.ADVICE_FOR).reduce((all, kind) => all.concat(page.ADVICE_FOR[kind].split(" ")), []),
    own: () => Object.keys(page.OWN_FAILURES),
    sha256: one => page.hexOf(page.sha256(bytes(one.data))),
    sha512: one => page.hexOf(page.sha512(bytes(one.data))),
    ed25519: one => page.isSignature(bytes(one.key), bytes(one.message), bytes(one.signature)),
    root: one => page.hexOf(page.rootOf(one.leaves.map(bytes))),
    inclusion: one => page.verifyInclusion(bytes(one.root), one.size, one.index, bytes(one.leaf), one.proof.map(bytes)) || "ok",
    consistency: one =>
      page.verifyConsistency(bytes(one.old), one.oldSize, bytes(one.root), one.size, one.proof.map(bytes)) || "ok",
    interval: one => page.verifyInterval(bytes(one.root), one.column, one.total, bytes(one.commitment), {
      start: one.start, amount: one.amount, proof: one.proof.map(bytes),
    }) || "ok",
    coin: one => page.hexOf(page.coinHash(one.column, bytes(one.commitment))),
    commitment: one => page.hexOf(page.commitmentOf(one.text, bytes(one.salt))),
    leaf: one => page.hexOf(page.statementLeaf(bytes(one.commitment))),
    key: one => page.readKey(one.text).name,
    note: one => page.signersOf(page.readNote(bytes(one.data)), one.keys.map(page.readKey)).map(signer => signer.key.name).join(),
    policy: one => page.readPolicy(one.policy).print,
    checkpoint: one => verdict(page.openCheckpoint(bytes(one.data), page.readPolicy(one.policy))),
    entry: one => verdict(page.verifyEntry(bytes(one.data), bytes(one.entry), page.readPolicy(one.policy)).opened),
    statement: one => page.readStatement(one.text) && "ok",
    manifest: one => page.readManifest(one.text) && "ok",
    register: one => page.verifyRegister(bytes(one.data), page.readManifest(one.manifest).funds[0]) && "ok",
    row: one => page.verifyRow(
      page.verifyRegister(bytes(one.data), page.readManifest(one.manifest).funds[0]), one.room, bytes(one.leaf)) || "ok",
    code: one => page.readCode(one.text) && "ok",
    found: one => page.codesIn(one.text),
    room: one => page.isRoom(one.typed, one.room),
    items: one => page.itemsOf(bytes(one.data), one.pasted).map(item => item.kind),
    amounts: one => page.readCode(one.text).amounts,
    pack: one => verdict(page.verifyPack(bytes(one.data), page.readPolicy(one.policy), one.room)),
    codes: one => {
      const policy = page.readPolicy(one.policy);
      return verdict(page.verifyCode(page.readCode(one.household), page.readCode(one.poster), policy, one.room));
    },
    poster: one => verdict(page.verifyPoster(page.readCode(one.text), page.readPolicy(one.policy))),
  };
  return question => {
    try {
      return asked[question.ask](question);
    } catch (failure) {
      return failure instanceof page.Failed ? failure.code : "FAULT " + (failure.stack || failure);
    }
  };
};

if (require.main === module) {
  const answer = module.exports(require(process.argv[2]));
  require("readline").createInterface({ input: process.stdin }).on("line", line => {
    process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
  });
}
