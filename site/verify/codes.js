// Proofs as QR codes have them: J1 is a household's, J2 a poster's with the manifest and its place in the log.

const FORTY_ONE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$+-./";
const CODE = /^(J[12]):([0-9A-Z$+\-./]*)%$/; // neither : nor % is a sign of what is between, so codes can be found
const CODES = /J[12]:(?:(?!J[12]:)[0-9A-Z$+\-./])*%?/g; // one that was cut off too
// What chats and scanners break codes with: every blank, and what cannot be seen.
const BLANKS = /[\x09-\x0d\x1c-\x20\x85\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/g;
const MOST_SIGNS = 4296; // that a QR code holds
const MOST_ROOM = 120; // bytes
const LONGEST = 8; // bytes of 2^53 - 1 in groups of seven bits

function plainCode(text) {
  return text.replace(BLANKS, "");
}

// The codes in a text as somebody copied it: with blanks, words before and after, several on one line.
function codesIn(text) {
  return plainCode(text).match(CODES) || [];
}

function bytesOf41(text) {
  demand(text.length % 3 !== 1, "code");
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const signs = text.slice(at, at + 3);
    let number = 0;
    for (let place = signs.length - 1; place >= 0; place--) {
      const value = FORTY_ONE.indexOf(signs[place]);
      demand(value >= 0, "code");
      number = number * 41 + value;
    }
    demand(number < (signs.length === 3 ? 65536 : 256), "code");
    if (signs.length === 3) bytes.push(number >> 8);
    bytes.push(number & 255);
  }
  return new Uint8Array(bytes);
}

function readerOf(bytes) {
  let at = 0;
  function take(size) {
    demand(at + size <= bytes.length, "code");
    at += size;
    return bytes.subarray(at - size, at);
  }
  return {
    take: take,
    rest: () => take(bytes.length - at),
    // A number in groups of seven bits, the lowest first, in as few bytes as it needs.
    number: () => {
      let value = 0;
      for (let place = 0; place < LONGEST; place++) {
        const byte = take(1)[0];
        value += (byte % 128) * POWER[7 * place];
        if (byte < 128) {
          demand((byte > 0 || place === 0) && value <= MOST, "code");
          return value;
        }
      }
      throw new Failed("code");
    },
    text: bytesTaken => {
      const text = textOf(bytesTaken);
      demand(text !== null, "code");
      return text;
    },
  };
}

function readCode(text) {
  const plain = plainCode(text), match = CODE.exec(plain);
  demand(plain.length <= MOST_SIGNS && match, "code");
  const kind = match[1], reader = readerOf(bytesOf41(match[2]));
  const mark = reader.take(1)[0];
  demand((kind === "J1" && mark === 1) || (kind === "J2" && mark === 2), "code");
  return kind === "J1" ? readHousehold(reader) : readPoster(reader);
}

function readHousehold(reader) {
  const head = reader.take(2);
  demand(head[0] >= 1 && head[0] <= FUNDS.length && head[1] <= LEFT.length, "code");
  const size = reader.number();
  demand(size <= MOST_ROOM, "code");
  const room = reader.text(reader.take(size));
  const amounts = MOVED.concat(LEFT).map(() => turnedBack(reader.number()));
  const salt = reader.take(HASH), place = reader.number(), rest = reader.rest();
  demand(rest.length % HASH === 0, "code");
  const hashes = [];
  for (let at = 0; at < rest.length; at += HASH) hashes.push(rest.subarray(at, at + HASH));
  return {
    fund: FUNDS[head[0] - 1], column: [""].concat(LEFT)[head[1]], room: room, amounts: amounts, salt: salt,
    place: place, hashes: hashes,
  };
}

function readPoster(reader) {
  const manifest = reader.take(reader.number());
  return { manifest: reader.text(manifest), log: reader.text(reader.rest()) };
}

// 0, 1, 2, 3 and so on become 0, -1, 1, -2.
function turnedBack(number) {
  return number % 2 === 1 ? -half(number + 1) : half(number);
}

// Checks a household's code beside a manifest and its place in the log: the manifest first, then as a pack.
function verifyCode(code, poster, policy, room) {
  const manifest = readManifest(poster.manifest);
  const names = MOVED.concat(LEFT);
  const text = "jjledger/statement/v2\n" + manifest.community + "\n" + manifest.period + "\nfund " + code.fund + "\n"
    + code.room + "\n" + names.map((name, at) => name + " " + code.amounts[at] + "\n").join("");
  const statement = readStatement(text);
  demand(room === null || isRoom(room, statement.room), "room");
  const block = blockOf(statement, manifest);
  const commitment = commitmentOf(text, code.salt);
  demand(code.column === (LEFT.filter(column => statement[column])[0] || ""), "lines");
  const pack = { salt: code.salt, index: null, inclusion: [], lines: {} };
  if (code.column) {
    pack.lines[code.column] = { start: code.place, proof: code.hashes };
    verifyStretch(block, code.column, commitment, statement[code.column], pack.lines[code.column]);
  } else {
    pack.index = code.place;
    pack.inclusion = code.hashes;
    named("房屋名录", () => {
      verifyInclusion(block.statements, block.households, code.place, statementLeaf(commitment), code.hashes);
    });
  }
  const logged = verifyEntry(utf8(poster.log), utf8(poster.manifest), policy);
  return verified(statement, manifest, block, logged, { commitment: commitment, pack: pack });
}

// Checks a manifest and its place in the log alone.
function verifyPoster(poster, policy) {
  const manifest = readManifest(poster.manifest);
  return verified(null, manifest, null, verifyEntry(utf8(poster.log), utf8(poster.manifest), policy), null);
}

// Checks that a file is the register that a manifest names, with no room twice.
function verifyRegister(data, block) {
  demand(hexOf(sha256(data)) === block.register, "register-file", block.fund);
  const text = textOf(data);
  demand(text !== null, "register");
  const lines = text.split("\n");
  demand(lines.pop() === "" && lines.length > 0, "register");
  const row = new RegExp("^" + HEX + " (" + ROOM + ")$");
  const rows = lines.map(line => row.exec(line));
  demand(rows.every(Boolean), "register");
  rows.forEach((match, at) => {
    if (at === 0) return;
    demand(match[2] !== rows[at - 1][2], "register-twice", match[2]);
    demand(match[2] > rows[at - 1][2], "register-order", match[2]);
  });
  const seen = {}; // by what is meant: nobody would find a second line that is only spelt otherwise
  rows.forEach(match => {
    const meant = " " + meantRoom(match[2]);
    demand(!seen[meant], "register-twice", match[2]);
    seen[meant] = true;
  });
  demand(rows.length === block.households, "register-count", block.fund);
  demand(same(rootOf(rows.map(match => bytesOfHex(match[1]))), block.statements), "register-root", block.fund);
  return rows.map(match => ({ room: match[2], leaf: bytesOfHex(match[1]) }));
}

// Checks that a room's line in the register is that of a statement: if not, two were made for one room.
function verifyRow(rows, room, leaf) {
  const mine = rows.filter(row => row.room === room)[0];
  demand(mine && same(mine.leaf, leaf), "register-row", room);
}
