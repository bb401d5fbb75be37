// The owner's link: from its secret the folder's name and the key, and what lies there, opened.

const TOKEN = 16; // bytes
const THIRTY_TWO = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// Bytes out of signs of some bits each, or null where bits are left over or a sign is none of them.
function unpacked(text, signs, bits, size) {
  const bytes = new Uint8Array(size);
  let held = 0, count = 0, to = 0;
  for (let at = 0; at < text.length; at++) {
    const value = signs.indexOf(text[at]);
    if (value < 0) return null;
    held = held * (1 << bits) + value;
    count += bits;
    while (count >= 8 && to < size) {
      count -= 8;
      bytes[to++] = Math.floor(held / (1 << count));
      held %= 1 << count;
    }
  }
  return to === size && held === 0 ? bytes : null;
}

// The secret as it stands behind the #, or null.
function tokenOf(fragment) {
  return /^[A-Za-z0-9_-]{22}$/.test(fragment)
    ? unpacked(fragment.replace(/-/g, "+").replace(/_/g, "/"), SIXTY_FOUR, 6, TOKEN) : null;
}

// The secret as somebody types it, or null. The alphabet has no 0, 1 and 8: whoever types one means a letter.
function typedToken(text) {
  const signs = text.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/0/g, "O").replace(/1/g, "I").replace(/8/g, "B");
  return signs.length === 26 ? unpacked(signs, THIRTY_TWO, 5, TOKEN) : null;
}

async function derived(secret, info, size) {
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8("jjledger/link/v1 " + info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, secret, 8 * size));
}

async function linkOf(token) {
  const secret = await crypto.subtle.importKey("raw", token, "HKDF", false, ["deriveBits"]);
  const key = await crypto.subtle.importKey("raw", await derived(secret, "key", 32), "AES-GCM", false, ["decrypt"]);
  return { id: hexOf(await derived(secret, "id", 16)), key: key };
}

// What was sealed, without what it was filled up with, or null where it is not for this link.
async function openedFile(link, data) {
  try {
    const how = { name: "AES-GCM", iv: data.subarray(0, 12), additionalData: utf8(link.id) };
    const framed = new Uint8Array(await crypto.subtle.decrypt(how, link.key, data.subarray(12)));
    const size = new DataView(framed.buffer).getUint32(0);
    return 4 + size <= framed.length ? framed.slice(4, 4 + size) : null;
  } catch (_) {
    return null;
  }
}

function Offline() {}

// A file of the link's folder: null where there is none, or none for this link; the two look alike to whoever asks.
async function fetched(link, name) {
  const asked = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };
  let answer = null;
  try {
    answer = await fetch(link.id + "/" + name + ".bin", asked);
    if (answer.ok) return await openedFile(link, new Uint8Array(await answer.arrayBuffer()));
  } catch (_) {
    throw new Offline();
  }
  if (answer.status >= 500) throw new Offline();
  return null;
}

const LISTED = /^[0-9A-Za-z-]{1,40}(?:\.public-housing)?$/;

// The names of the statements behind a link, newest first, or null.
async function listed(link) {
  const data = await fetched(link, "list");
  try {
    const names = JSON.parse(textOf(data));
    return names.length && names.every(name => LISTED.test(name)) ? names : null;
  } catch (_) {
    return null;
  }
}
