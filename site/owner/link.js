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

const TYPED = 26; // signs

// The signs as somebody types them, full width or half. The alphabet has no 0, 1 and 8: whoever types one means a letter.
function typedSigns(text) {
  return text.normalize("NFKC").toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/0/g, "O").replace(/1/g, "I")
    .replace(/8/g, "B");
}

// What stands behind the # of a whole address, or null where it is none.
function pastedFragment(text) {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  return plain.indexOf("#") < 0 ? null : plain.slice(plain.indexOf("#") + 1);
}

// The secret as somebody types it, or as the whole address that she pastes, or null.
function typedToken(text) {
  const fragment = pastedFragment(text), signs = typedSigns(text);
  if (fragment !== null) return tokenOf(fragment);
  return signs.length === TYPED ? unpacked(signs, THIRTY_TWO, 5, TOKEN) : null;
}

// What a secret that somebody typed lacks at sight, which says nothing of any link; "" where it may be one.
function lackingWords(text) {
  const fragment = pastedFragment(text), signs = typedSigns(text), size = signs.length;
  if (!text.trim()) return "还没有填专用码。";
  if (fragment !== null) return tokenOf(fragment) ? "" : "链接没有复制全，请从 https 到最后一个字全部复制。";
  if (/https?:/i.test(text.normalize("NFKC"))) return "这个网址里没有专用码：专用链接里有一个 # 号，后面还有 22 个字。";
  if (size !== TYPED) {
    const told = size < TYPED ? "少了 " + (TYPED - size) : "多了 " + (size - TYPED);
    return "专用码有 26 个字，这里是 " + size + " 个，" + told + " 个。";
  }
  return signs.indexOf("9") < 0 ? "" : "专用码里没有数字 9，请再看一看是哪个字母。";
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
