// Signed notes and the keys that sign them: C2SP signed-note v1.0.0, tlog-cosignature v1.0.1.

const NOTE = 1; // signs a text as it stands
const COSIGNATURE = 4; // signs a checkpoint and the second at which it was seen
const MOST_BYTES = 64 * 1024;
const MOST_SIGNATURES = 64;
// No blank of any kind (White_Space of Unicode, written out) and no plus.
const NAME = "[^+\\x00-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const KEY_TEXT = new RegExp("^(" + NAME + ")\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)$");
const SIGNATURE_LINE = new RegExp("^\u2014 (" + NAME + ") ([A-Za-z0-9+/=]+)$");
const CONTROL = /[\x00-\x09\x0b-\x1f]/;

function keyId(name, kind, key) {
  return hexOf(sha256(joined([utf8(name + "\n"), [kind], key])).subarray(0, 4));
}

function readKey(text) {
  const match = KEY_TEXT.exec(text);
  demand(match, "key");
  const data = bytesOf(match[3]);
  demand(data.length === 33 && (data[0] === NOTE || data[0] === COSIGNATURE), "key", match[1]);
  const key = { name: match[1], id: match[2], kind: data[0], bytes: data.subarray(1) };
  demand(keyId(key.name, key.kind, key.bytes) === key.id, "key", key.name);
  return key;
}

function isSameKey(one, other) {
  return one.name === other.name && one.kind === other.kind && same(one.bytes, other.bytes);
}

function readNote(data) {
  demand(data.length <= MOST_BYTES, "note-large");
  const whole = textOf(data);
  demand(whole !== null, "note-text");
  demand(!CONTROL.test(whole), "note-control");
  demand(whole.slice(-1) === "\n", "note-end");
  const blank = whole.lastIndexOf("\n\n");
  demand(blank >= 0, "note-form");
  const lines = whole.slice(blank + 2, -1).split("\n");
  demand(lines.length <= MOST_SIGNATURES, "note-many");
  return { text: whole.slice(0, blank + 1), signatures: lines.map(readSignature) };
}

function readSignature(line) {
  const match = SIGNATURE_LINE.exec(line);
  demand(match, "note-form");
  const signed = bytesOf(match[2]);
  demand(signed.length > 4, "note-form");
  return { name: match[1], id: hexOf(signed.subarray(0, 4)), signed: signed.subarray(4) };
}

// Which of the keys we know signed, each once, in order of their first lines. A false line in the name of a
// key we know spoils the whole note; lines of other keys do not count.
function signersOf(note, keys) {
  keys.forEach((key, at) => {
    keys.slice(0, at).forEach(other => {
      demand(other.name !== key.name || other.id !== key.id || isSameKey(other, key), "keys", key.name);
    });
  });
  const signers = [];
  note.signatures.forEach(signature => {
    const key = keys.find(one => one.name === signature.name && one.id === signature.id);
    if (!key) return;
    const seconds = secondsOf(note.text, key, signature.signed);
    if (!signers.some(signer => isSameKey(signer.key, key))) signers.push({ key: key, seconds: seconds });
  });
  demand(signers.length > 0, "unsigned");
  return signers;
}

// When a key signed, null for those that do not say.
function secondsOf(text, key, signed) {
  if (key.kind !== COSIGNATURE) {
    demand(isSignature(key.bytes, utf8(text), signed), "signature", key.name);
    return null;
  }
  let seconds = 0;
  signed.subarray(0, 8).forEach(byte => { seconds = seconds * 256 + byte; });
  demand(seconds <= MOST, "signature", key.name); // one above is rounded, but never to less than 2^53
  const message = utf8("cosignature/v1\ntime " + seconds + "\n" + text);
  demand(isSignature(key.bytes, message, signed.subarray(8)), "signature", key.name);
  return seconds;
}
