// Before anything is judged, what judges is tried on answers that are known.

const ABC = [97, 98, 99];

function refuses(check, code) {
  try {
    check();
  } catch (failure) {
    return failure instanceof Failed && failure.code === code;
  }
  return false;
}

// RFC 8032 section 7.1, test 2.
function triesSignatures() {
  const key = bytesOfHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const signature = bytesOfHex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
  );
  const bent = new Uint8Array(signature);
  bent[40] ^= 1;
  return isSignature(key, [114], signature) && !isSignature(key, [115], signature) && !isSignature(key, [114], bent);
}

function triesHashes() {
  const long = new Uint8Array(1000);
  return hexOf(sha256(ABC)) === "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    && hexOf(sha512(ABC)).slice(0, 32) === "ddaf35a193617abacc417349ae204131"
    && hexOf(sha256(long)).slice(0, 16) === "541b3e9daa09b20b"
    && hexOf(sha512(long)).slice(0, 16) === "ca3dff61bb23477a";
}

// A whole pack that holds; the same of another room, with a fen moved, and with another signature.
function triesPack() {
  const policy = readPolicy(TRIED_POLICY);
  const bent = (from, to) => utf8(TRIED_PACK.replace(from, to));
  const good = verifyPack(utf8(TRIED_PACK), policy, "3-101");
  return good.statement.closing === 900 && good.enough
    && refuses(() => verifyPack(utf8(TRIED_PACK), policy, "3-102"), "room")
    && refuses(() => verifyPack(bent("closing 900", "closing 901"), policy, "3-101"), "statement-sum")
    && refuses(() => verifyPack(bent("paid 0\\ninterest 7", "paid 7\\ninterest 0"), policy, "3-101"), "root")
    && refuses(() => verifyPack(bent("edition 1", "edition 2"), policy, "3-101"), "root");
}

function selfTest() {
  try {
    return triesHashes() && triesSignatures() && triesPack();
  } catch (_) {
    return false;
  }
}
