// Bytes, numbers and letters: one way to write each, so that nothing can be written twice.
// Whole numbers stay below 2^53 and are never shifted, since shifting cuts them off at 32 bits.

const MOST = 9007199254740991; // 2^53 - 1
const HASH = 32; // bytes

const POWER = [1]; // of two, by doubling: some engines' own powers were not exact
while (POWER.length < 54) POWER.push(POWER[POWER.length - 1] * 2);

function Failed(code, about) {
  this.code = code;
  this.about = about || "";
}

function demand(holds, code, about) {
  if (!holds) throw new Failed(code, about);
}

function isCount(value) {
  return typeof value === "number" && value >= 0 && value <= MOST && Math.floor(value) === value;
}

function isHash(value) {
  return value instanceof Uint8Array && value.length === HASH;
}

function same(one, other) {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function joined(parts) {
  let length = 0;
  for (let at = 0; at < parts.length; at++) length += parts[at].length;
  const whole = new Uint8Array(length);
  let from = 0;
  for (let at = 0; at < parts.length; at++) {
    whole.set(parts[at], from);
    from += parts[at].length;
  }
  return whole;
}

// Half a sign (a surrogate without its other half) cannot be written as UTF-8.
const HALF_SIGN = /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;

function utf8(text) {
  return new TextEncoder().encode(text);
}

// The text that bytes are in UTF-8, exactly, or null.
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (_) {
    return null;
  }
}

function hexOf(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at++) text += (bytes[at] < 16 ? "0" : "") + bytes[at].toString(16);
  return text;
}

function bytesOfHex(text) {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(text.substr(2 * at, 2), 16);
  return bytes;
}

function eightBytes(number) {
  const bytes = new Uint8Array(8);
  for (let at = 7; at >= 0; at--) {
    bytes[at] = number % 256;
    number = Math.floor(number / 256);
  }
  return bytes;
}

const COUNT = /^(?:0|[1-9][0-9]{0,15})$/;

function countOf(text, code) {
  demand(COUNT.test(text), code);
  const number = Number(text);
  demand(number <= MOST, code); // what lies above is rounded to 2^53 or more
  return number;
}

const SIXTY_FOUR = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const three = bytes[at] * 65536 + (bytes[at + 1] || 0) * 256 + (bytes[at + 2] || 0);
    text += SIXTY_FOUR[three >> 18] + SIXTY_FOUR[(three >> 12) & 63]
      + (at + 1 < bytes.length ? SIXTY_FOUR[(three >> 6) & 63] : "=")
      + (at + 2 < bytes.length ? SIXTY_FOUR[three & 63] : "=");
  }
  return text;
}

function bytesOf(text) {
  demand(BASE64.test(text), "base64");
  const padding = text.slice(-2) === "==" ? 2 : text.slice(-1) === "=" ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4) {
    let three = 0;
    for (let sign = at; sign < at + 4; sign++) three = three * 64 + Math.max(0, SIXTY_FOUR.indexOf(text[sign]));
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = (three >> shift) & 255;
  }
  demand(base64Of(bytes) === text, "base64"); // no bits left over
  return bytes;
}

function hashOf(text) {
  const bytes = bytesOf(text);
  demand(bytes.length === HASH, "hash");
  return bytes;
}
