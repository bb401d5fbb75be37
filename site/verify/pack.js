// A household's pack: one check after the other, in the order of the program.

const MOST_OF_A_PACK = 256 * 1024; // bytes
const MOST_INTERVAL = 128; // hashes
// Hyphens, dashes, the minus and what Chinese and Japanese keyboards have in their place.
const DASHES = /[-\xad\u2010-\u2015\u2043\u207b\u208b\u2212\u2500\u2501\u2e3a\u2e3b\u30fc\ufe31\ufe32]+/g;
const PACK_KEYS = ["v", "statement", "salt", "index", "inclusion", "lines", "manifest", "log"];

function hasKeys(told, names) {
  return told !== null && typeof told === "object" && !Array.isArray(told)
    && Object.keys(told).join("\n") === names.join("\n");
}

function isText(told) {
  return typeof told === "string" && !HALF_SIGN.test(told);
}

function areTexts(told, most) {
  return Array.isArray(told) && told.length <= most && told.every(isText);
}

function isPack(told) {
  return hasKeys(told, PACK_KEYS) && told.v === 2
    && [told.statement, told.salt, told.manifest, told.log].every(isText)
    && isCount(told.index) && areTexts(told.inclusion, MOST_HASHES)
    && told.lines !== null && hasKeys(told.lines, LEFT.filter(column => has(told.lines, column)))
    && Object.keys(told.lines).every(column => isStretch(told.lines[column]));
}

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

function isStretch(told) {
  return hasKeys(told, ["start", "proof"]) && isCount(told.start) && areTexts(told.proof, MOST_INTERVAL);
}

// It is JSON, but with one way to write it.
function readPack(data) {
  demand(data.length <= MOST_OF_A_PACK, "pack");
  const text = textOf(data);
  demand(text !== null, "pack");
  let told = null;
  try {
    told = JSON.parse(text);
  } catch (_) {
    demand(false, "pack");
  }
  demand(isPack(told) && JSON.stringify(told) === text, "pack");
  const pack = {
    statement: told.statement, salt: hashOf(told.salt), index: told.index, inclusion: told.inclusion.map(hashOf),
    lines: {}, manifest: told.manifest, log: told.log,
  };
  Object.keys(told.lines).forEach(column => {
    pack.lines[column] = { start: told.lines[column].start, proof: told.lines[column].proof.map(hashOf) };
  });
  return pack;
}

// Says of which tree or line it is that a proof does not hold.
function named(what, check) {
  try {
    return check();
  } catch (failure) {
    if (failure instanceof Failed) throw new Failed(failure.code, what);
    throw failure;
  }
}

// A room as somebody typed it: full width or half, whichever dash, two for one, blanks or none.
function meantRoom(text) {
  return text.normalize("NFKC").replace(BLANKS, "").replace(DASHES, "-");
}

function isRoom(typed, room) {
  return meantRoom(typed) === meantRoom(room);
}

// Checks that a household's balance is in the total that was published.
function verifyPack(data, policy, room) {
  const pack = readPack(data);
  const statement = readStatement(pack.statement);
  demand(room === null || isRoom(room, statement.room), "room"); // and whose it is instead is nobody's business
  const manifest = readManifest(pack.manifest);
  const block = blockOf(statement, manifest);
  const commitment = commitmentOf(pack.statement, pack.salt);
  named("房屋名录", () => {
    verifyInclusion(block.statements, block.households, pack.index, statementLeaf(commitment), pack.inclusion);
  });
  const columns = LEFT.filter(column => statement[column]);
  demand(Object.keys(pack.lines).join() === columns.join(), "lines");
  columns.forEach(column => verifyStretch(block, column, commitment, statement[column], pack.lines[column]));
  const logged = verifyEntry(utf8(pack.log), utf8(pack.manifest), policy);
  return verified(statement, manifest, block, logged, { commitment: commitment, pack: pack });
}

function verified(statement, manifest, block, logged, proof) {
  return {
    statement: statement, manifest: manifest, block: block, index: logged.index, proof: proof,
    checkpoint: logged.opened.checkpoint, witnesses: logged.opened.witnesses, lacking: logged.opened.lacking,
    enough: logged.opened.enough,
  };
}

function blockOf(statement, manifest) {
  demand(statement.community === manifest.community, "other-community");
  demand(statement.period === manifest.period, "other-period");
  const block = manifest.funds.find(one => one.fund === statement.fund);
  demand(block, "other-fund");
  return block;
}

function verifyStretch(block, column, commitment, amount, stretch) {
  const line = block.lines[column];
  named(column === "closing" ? "余额的钱线" : "欠款的钱线", () => {
    const interval = { start: stretch.start, amount: amount, proof: stretch.proof };
    verifyInterval(line.root, column, line.total, commitment, interval);
  });
}
