// SHA-256 and SHA-512, as FIPS 180-4 gives them.
// Both begin with the roots of the first primes: SHA-256 with the first 32 bits of what SHA-512 has 64 of.

const ROOTS = wordsOf(""
  + "428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc3956c25bf348b538"
  + "59f111f1b605d019923f82a4af194f9bab1c5ed5da6d8118d807aa98a303024212835b0145706fbe"
  + "243185be4ee4b28c550c7dc3d5ffb4e272be5d74f27b896f80deb1fe3b1696b19bdc06a725c71235"
  + "c19bf174cf692694e49b69c19ef14ad2efbe4786384f25e30fc19dc68b8cd5b5240ca1cc77ac9c65"
  + "2de92c6f592b02754a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5983e5152ee66dfab"
  + "a831c66d2db43210b00327c898fb213fbf597fc7beef0ee4c6e00bf33da88fc2d5a79147930aa725"
  + "06ca6351e003826f142929670a0e6e7027b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed"
  + "53380d139d95b3df650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353b"
  + "a2bfe8a14cf10364a81a664bbc423001c24b8b70d0f89791c76c51a30654be30d192e819d6ef5218"
  + "d69906245565a910f40e35855771202a106aa07032bbd1b819a4c116b8d2d0c81e376c085141ab53"
  + "2748774cdf8eeb9934b0bcb5e19b48a8391c0cb3c5c95a634ed8aa4ae3418acb5b9cca4f7763e373"
  + "682e6ff3d6b2b8a3748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec"
  + "90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915c67178f2e372532bca273eceea26619c"
  + "d186b8c721c0c207eada7dd6cde0eb1ef57d4f7fee6ed17806f067aa72176fba0a637dc5a2c898a6"
  + "113f9804bef90dae1b710b35131c471b28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc"
  + "431d67c49c100d4c4cc5d4becb3e42b6597f299cfc657e2a5fcb6fab3ad6faec6c44198c4a475817");
const FIRST = wordsOf(""
  + "6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d1"
  + "9b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179");

function wordsOf(hex) {
  const words = new Int32Array(hex.length / 8);
  for (let at = 0; at < words.length; at++) words[at] = parseInt(hex.substr(8 * at, 8), 16) | 0;
  return words;
}

// The message with a one, noughts and its length in bits behind it, in words of 32 bits.
function padded(message, block, lengthBytes) {
  const whole = Math.ceil((message.length + 1 + lengthBytes) / block) * block;
  const bytes = new Uint8Array(whole);
  bytes.set(message);
  bytes[message.length] = 128;
  bytes.set(eightBytes(message.length * 8), whole - 8);
  const words = new Int32Array(whole / 4);
  for (let at = 0; at < words.length; at++) {
    words[at] = (bytes[4 * at] << 24) | (bytes[4 * at + 1] << 16) | (bytes[4 * at + 2] << 8) | bytes[4 * at + 3];
  }
  return words;
}

function bytesOfWords(words) {
  const bytes = new Uint8Array(words.length * 4);
  for (let at = 0; at < bytes.length; at++) bytes[at] = words[at >> 2] >>> (24 - 8 * (at & 3));
  return bytes;
}

function sha256(message) {
  const words = padded(message, 64, 8);
  const state = new Int32Array(8);
  for (let at = 0; at < 8; at++) state[at] = FIRST[2 * at];
  const w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    for (let at = 0; at < 16; at++) w[at] = words[block + at];
    for (let at = 16; at < 64; at++) {
      const x = w[at - 15], y = w[at - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[at] = w[at - 16] + s0 + w[at - 7] + s1;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3];
    let e = state[4], f = state[5], g = state[6], h = state[7];
    for (let at = 0; at < 64; at++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROOTS[2 * at] + w[at]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    const next = [a, b, c, d, e, f, g, h];
    for (let at = 0; at < 8; at++) state[at] += next[at];
  }
  return bytesOfWords(state);
}

// A word of 64 bits is two of 32. The lower halves are added as numbers, whose carry goes to the upper ones.
function sha512(message) {
  const words = padded(message, 128, 16);
  const state = new Int32Array(FIRST);
  const w = new Int32Array(160);
  const sum = { high: 0, low: 0 };
  function add(pairs) {
    let high = 0, low = 0;
    for (let at = 0; at < pairs.length; at += 2) {
      high += pairs[at];
      low += pairs[at + 1] >>> 0;
    }
    sum.high = (high + Math.floor(low / 4294967296)) | 0;
    sum.low = low | 0;
  }
  for (let block = 0; block < words.length; block += 32) {
    for (let at = 0; at < 32; at++) w[at] = words[block + at];
    for (let at = 32; at < 160; at += 2) {
      const xh = w[at - 30], xl = w[at - 29], yh = w[at - 4], yl = w[at - 3];
      add([
        w[at - 32], w[at - 31], w[at - 14], w[at - 13],
        turned(xh, xl, 1) ^ turned(xh, xl, 8) ^ (xh >>> 7),
        turned(xl, xh, 1) ^ turned(xl, xh, 8) ^ ((xl >>> 7) | (xh << 25)),
        turned(yh, yl, 19) ^ turned(yl, yh, 29) ^ (yh >>> 6),
        turned(yl, yh, 19) ^ turned(yh, yl, 29) ^ ((yl >>> 6) | (yh << 26)),
      ]);
      w[at] = sum.high;
      w[at + 1] = sum.low;
    }
    const v = new Int32Array(state);
    for (let at = 0; at < 160; at += 2) {
      const ah = v[0], al = v[1], eh = v[8], el = v[9];
      add([
        v[14], v[15], ROOTS[at], ROOTS[at + 1], w[at], w[at + 1],
        turned(eh, el, 14) ^ turned(eh, el, 18) ^ turned(el, eh, 9),
        turned(el, eh, 14) ^ turned(el, eh, 18) ^ turned(eh, el, 9),
        (eh & v[10]) ^ (~eh & v[12]), (el & v[11]) ^ (~el & v[13]),
      ]);
      const th = sum.high, tl = sum.low;
      add([v[6], v[7], th, tl]);
      const dh = sum.high, dl = sum.low;
      add([
        th, tl,
        turned(ah, al, 28) ^ turned(al, ah, 2) ^ turned(al, ah, 7),
        turned(al, ah, 28) ^ turned(ah, al, 2) ^ turned(ah, al, 7),
        (ah & v[2]) ^ (ah & v[4]) ^ (v[2] & v[4]), (al & v[3]) ^ (al & v[5]) ^ (v[3] & v[5]),
      ]);
      v.copyWithin(2, 0, 14);
      v[0] = sum.high;
      v[1] = sum.low;
      v[8] = dh;
      v[9] = dl;
    }
    for (let at = 0; at < 16; at += 2) {
      add([state[at], state[at + 1], v[at], v[at + 1]]);
      state[at] = sum.high;
      state[at + 1] = sum.low;
    }
  }
  return bytesOfWords(state);
}

// The upper half of a word of 64 bits turned right by fewer than 32 bits; swap the halves for more.
function turned(high, low, bits) {
  return (high >>> bits) | (low << (32 - bits));
}
