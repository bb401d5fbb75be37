// The texts that are sealed: a household's statement and the manifest of an edition.

const SOURCE = "[a-z0-9][a-z0-9._/-]{0,99}"; // of a beacon
const PART = "[a-z0-9][a-z0-9._-]*";
const AT_MOST = "(?=[A-Za-z0-9._/-]{1,100}(?![A-Za-z0-9._/-]))";
const COMMUNITY = AT_MOST + PART + "(?:/" + PART + ")*/[a-z0-9][a-z0-9-]*"; // where it is read, and its code
const MONTH = "[1-9][0-9]{3}-(?:0[1-9]|1[0-2])";
const DAY = MONTH + "-(?:0[1-9]|[12][0-9]|3[01])"; // isDay still refuses what is in no calendar
const PERIOD = AT_MOST + "(?:[1-9][0-9]{3}(?:-H[12]|-Q[1-4])?|" + MONTH + "|" + DAY + "\\.[a-z0-9]+(?:-[a-z0-9]+)*)";
// Every sign of the basic plane but blanks and what cannot be seen, written out, since languages' classes differ.
const ROOM = "[^\\x00-\\x20\\x7f-\\xa0\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u1680\\u180e\\u2000-\\u200f"
  + "\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb]{1,40}";
const NUMBER = "(0|[1-9][0-9]{0,15})";
const AMOUNT = "(0|-?[1-9][0-9]{0,15})"; // may be negative
const FROM_ONE = "([1-9][0-9]{0,15})";
const HEX = "([0-9a-f]{64})";
const FUNDS = ["maintenance", "public-housing"]; // in the order of a manifest
const FUND = "(maintenance|public-housing)";
const LINE = "(0 -|[1-9][0-9]{0,15} [0-9a-f]{64})";
const MOVED = ["opening", "paid", "interest", "spent"];
const LEFT = ["closing", "arrears"];
const HELD = ["undistributed", "payable", "selling_unit", "invested", "pettycash", "bank"];
const NOT_NEGATIVE = ["closing", "arrears", "invested", "pettycash"];

const STATEMENT = new RegExp("^jjledger/statement/v2\n(" + COMMUNITY + ")\n(" + PERIOD + ")\nfund " + FUND + "\n(" + ROOM
  + ")\nopening " + AMOUNT + "\npaid " + AMOUNT + "\ninterest " + AMOUNT + "\nspent " + AMOUNT + "\nclosing " + NUMBER
  + "\narrears " + NUMBER + "\n$");
const HEAD = new RegExp("^jjledger/disclosure/v2\ncommunity (" + COMMUNITY + ")\nperiod (" + PERIOD + ")\nedition " + FROM_ONE
  + "\nissued (" + DAY + ")\nfiles " + HEX + "\nledger ((?:[0-9a-f]{40}|[0-9a-f]{64})|sha256:[0-9a-f]{64})\nbeacon (-|"
  + SOURCE + " " + DAY + ")\nreplaces (-|0|[1-9][0-9]{0,15})\n");
const BLOCK = new RegExp("^fund " + FUND + "\nregister " + FROM_ONE + " " + HEX + "\nstatements " + HEX
  + "\nline closing " + LINE + "\nline arrears " + LINE + "\n"
  + MOVED.concat(LEFT, HELD).map(
    name => "total " + name + " " + (NOT_NEGATIVE.indexOf(name) >= 0 ? NUMBER : AMOUNT) + "\n"
  ).join(""));

function isDay(text) {
  const year = Number(text.slice(0, 4)), month = Number(text.slice(5, 7)), day = Number(text.slice(8, 10));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

function isPeriod(text) {
  return text.indexOf(".") < 0 || isDay(text);
}

function amountOf(text, code) {
  const fen = Number(text);
  demand(Math.abs(fen) <= MOST, code);
  return fen;
}

// Whether some amounts are together as much as some others, exactly, although the sums may be above 2^53.
function equalSums(ones, others) {
  let high = 0, low = 0;
  function count(amount, sign) {
    const upper = Math.floor(amount / POWER[26]);
    high += sign * upper;
    low += sign * (amount - upper * POWER[26]);
  }
  ones.forEach(amount => count(amount, 1));
  others.forEach(amount => count(amount, -1));
  return high * POWER[26] + low === 0;
}

function readStatement(text) {
  const match = STATEMENT.exec(text);
  demand(match && isPeriod(match[2]), "statement");
  const found = { text: text, community: match[1], period: match[2], fund: match[3], room: match[4] };
  MOVED.concat(LEFT).forEach((name, at) => { found[name] = amountOf(match[5 + at], "statement"); });
  demand(!(found.closing && found.arrears), "statement-both");
  demand(
    equalSums([found.opening, found.paid, found.interest, found.arrears], [found.spent, found.closing]), "statement-sum"
  );
  return found;
}

// Commits to a statement: nothing without the salt, and nothing else with it.
function commitmentOf(text, salt) {
  return sha256(joined([utf8("jjledger/commit/v1\n"), salt, utf8(text)]));
}

function statementLeaf(commitment) {
  return leafHash(joined([utf8("jjledger/stmt/v1\n"), commitment]));
}

function readManifest(text) {
  const head = HEAD.exec(text);
  demand(head && isPeriod(head[2]) && isDay(head[4]), "manifest");
  demand(head[7] === "-" || isDay(head[7].split(" ")[1]), "manifest");
  const found = {
    text: text, community: head[1], period: head[2], edition: countOf(head[3], "manifest"), issued: head[4],
    files: head[5], ledger: head[6], beacon: head[7],
    replaces: head[8] === "-" ? null : countOf(head[8], "manifest"), funds: [],
  };
  let rest = text.slice(head[0].length);
  while (rest) {
    const match = BLOCK.exec(rest);
    demand(match, "manifest");
    found.funds.push(readBlock(match));
    rest = rest.slice(match[0].length);
  }
  const names = found.funds.map(block => block.fund);
  demand(names.join() === FUNDS.filter(fund => names.indexOf(fund) >= 0).join(), "manifest");
  found.funds.forEach(addUp);
  return found;
}

function readBlock(match) {
  const block = {
    fund: match[1], households: countOf(match[2], "manifest"), register: match[3], statements: bytesOfHex(match[4]),
    lines: { closing: readLine(match[5]), arrears: readLine(match[6]) },
  };
  MOVED.concat(LEFT, HELD).forEach((name, at) => { block[name] = amountOf(match[7 + at], "manifest"); });
  return block;
}

function readLine(told) {
  const parts = told.split(" ");
  return {
    total: countOf(parts[0], "manifest"), root: parts[1] === "-" ? new Uint8Array(0) : bytesOfHex(parts[1]),
  };
}

function addUp(block) {
  LEFT.forEach(column => demand(block.lines[column].total === block[column], "line-total", column));
  demand(
    equalSums([block.opening, block.paid, block.interest, block.arrears], [block.spent, block.closing]),
    "total-sum", block.fund
  );
  demand(
    equalSums(
      [block.bank, block.invested, block.pettycash, block.arrears],
      [block.closing, block.undistributed, block.payable, block.selling_unit]
    ),
    "total-bank", block.fund
  );
}
