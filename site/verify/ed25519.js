// Ed25519: whether a signature is a key's (RFC 8032 section 5.1.7).
// A number below 2^255 - 19 is 16 limbs of 16 bits, which may run over until they are carried; a product of two
// and the sums of such products stay far below 2^53. Nothing here is secret, so nothing need take equal time.
// As OpenSSL does: S below the order, R compared as bytes, and a key's y taken modulo the prime.

const LIMBS = 16;
const INVERSE_LIMB = 1 / 65536; // exact
const D = limbsOf("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");
const D_TWICE = limbsOf("59f1b226949bd6eb56b183829a14e00030d1f3eef2808e19e7fcdf56dcd90624");
const ROOT_OF_MINUS_ONE = limbsOf("b0a00e4a271beec478e42fad0618432fa7d7fb3d99004d2b0bdfc14f8024832b");
const BASE_X = limbsOf("1ad5258f602d56c9b2a7259560c72c695cdcd6fd31e2a4c0fe536ecdd3366921");
const BASE_Y = limbsOf("5866666666666666666666666666666666666666666666666666666666666666");
const ORDER = bytesOfHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"); // low byte first

function limbsOf(hex) {
  return limbsOfBytes(bytesOfHex(hex));
}

function limbsOfBytes(bytes) {
  const a = new Float64Array(LIMBS);
  for (let at = 0; at < LIMBS; at++) a[at] = bytes[2 * at] + 256 * bytes[2 * at + 1];
  a[15] %= 32768;
  return a;
}

function small(number) {
  const a = new Float64Array(LIMBS);
  a[0] = number;
  return a;
}

function carry(a) {
  for (let round = 0; round < 2; round++) {
    let over = 0;
    for (let at = 0; at < LIMBS; at++) {
      const limb = a[at] + over;
      over = Math.floor(limb * INVERSE_LIMB);
      a[at] = limb - over * 65536;
    }
    a[0] += 38 * over; // 2^256 is 38
  }
  return a;
}

function plus(a, b) {
  const sum = new Float64Array(LIMBS);
  for (let at = 0; at < LIMBS; at++) sum[at] = a[at] + b[at];
  return sum;
}

function minus(a, b) {
  const rest = new Float64Array(LIMBS);
  for (let at = 0; at < LIMBS; at++) rest[at] = a[at] - b[at];
  return rest;
}

const whole = new Float64Array(2 * LIMBS); // of the product at hand

// Nine tenths of the time are spent here, so the inner loop is written out.
function times(a, b) {
  const b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7];
  const b8 = b[8], b9 = b[9], b10 = b[10], b11 = b[11], b12 = b[12], b13 = b[13], b14 = b[14], b15 = b[15];
  whole.fill(0);
  for (let at = 0; at < LIMBS; at++) {
    const limb = a[at];
    whole[at] += limb * b0;
    whole[at + 1] += limb * b1;
    whole[at + 2] += limb * b2;
    whole[at + 3] += limb * b3;
    whole[at + 4] += limb * b4;
    whole[at + 5] += limb * b5;
    whole[at + 6] += limb * b6;
    whole[at + 7] += limb * b7;
    whole[at + 8] += limb * b8;
    whole[at + 9] += limb * b9;
    whole[at + 10] += limb * b10;
    whole[at + 11] += limb * b11;
    whole[at + 12] += limb * b12;
    whole[at + 13] += limb * b13;
    whole[at + 14] += limb * b14;
    whole[at + 15] += limb * b15;
  }
  const product = new Float64Array(LIMBS);
  for (let at = 0; at < LIMBS; at++) product[at] = whole[at] + 38 * whole[at + LIMBS];
  return carry(product);
}

function squared(a, often) {
  for (let round = 0; round < often; round++) a = times(a, a);
  return a;
}

// The bytes of the one number from 0 to 2^255 - 20 that this is, low byte first.
function packed(a) {
  const limbs = carry(carry(new Float64Array(a)));
  for (let round = 0; round < 2; round++) {
    const less = new Float64Array(LIMBS);
    let borrowed = 0;
    for (let at = 0; at < LIMBS; at++) {
      const prime = at === 0 ? 65517 : at === 15 ? 32767 : 65535;
      const limb = limbs[at] - prime - borrowed;
      borrowed = limb < 0 ? 1 : 0;
      less[at] = limb + borrowed * 65536;
    }
    if (!borrowed) limbs.set(less);
  }
  const bytes = new Uint8Array(32);
  for (let at = 0; at < LIMBS; at++) {
    bytes[2 * at] = limbs[at] % 256;
    bytes[2 * at + 1] = Math.floor(limbs[at] / 256);
  }
  return bytes;
}

// a^(2^250 - 1), from which both powers below are a few steps, and a^11.
function powers(a) {
  const two = squared(a, 1);
  const nine = times(squared(two, 2), a);
  const eleven = times(nine, two);
  const to5 = times(squared(eleven, 1), nine);
  const to10 = times(squared(to5, 5), to5);
  const to20 = times(squared(to10, 10), to10);
  const to50 = times(squared(times(squared(to20, 20), to20), 10), to10);
  const to100 = times(squared(to50, 50), to50);
  return { eleven: eleven, to250: times(squared(times(squared(to100, 100), to100), 50), to50) };
}

function inverse(a) {
  const known = powers(a);
  return times(squared(known.to250, 5), known.eleven);
}

// Points of the curve -x^2 + y^2 = 1 + D x^2 y^2, as X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z.
// The sums are complete: they hold for equal, opposite and neutral points.

const NEUTRAL = [small(0), small(1), small(1), small(0)];

// A point as it is added: Y - X, Y + X, 2Z, 2DT.
function summand(p) {
  return [minus(p[1], p[0]), plus(p[1], p[0]), plus(p[2], p[2]), times(p[3], D_TWICE)];
}

function added(p, q) {
  const a = times(minus(p[1], p[0]), q[0]), b = times(plus(p[1], p[0]), q[1]);
  const c = times(p[3], q[3]), d = times(p[2], q[2]);
  const e = minus(b, a), f = minus(d, c), g = plus(d, c), h = plus(b, a);
  return [times(e, f), times(g, h), times(f, g), times(e, h)];
}

// Without T where the sum is only doubled again, which does not need it.
function doubled(p, withT) {
  const a = times(p[0], p[0]), b = times(p[1], p[1]), zz = times(p[2], p[2]);
  const xy = plus(p[0], p[1]);
  const e = minus(minus(times(xy, xy), a), b);
  const g = minus(b, a);
  const f = minus(g, plus(zz, zz));
  const h = minus(small(0), plus(a, b));
  return [times(e, f), times(g, h), times(f, g), withT ? times(e, h) : null];
}

// A point's multiples from 0 to 15, as they are added.
function multiplesOf(p) {
  const once = summand(p), list = [NEUTRAL, p];
  while (list.length < 16) list.push(added(list[list.length - 1], once));
  return list.map(summand);
}

// The opposite of the point that a key is, or null where no point has this y.
function oppositeOfKey(key) {
  const y = limbsOfBytes(key);
  const yy = times(y, y);
  const u = minus(yy, small(1)), v = carry(plus(times(D, yy), small(1)));
  const v3 = times(times(v, v), v);
  const power = times(times(times(v3, v3), v), u);
  let x = times(times(u, v3), times(squared(powers(power).to250, 2), power));
  const check = times(times(x, x), v);
  if (!same(packed(check), packed(u))) {
    if (!same(packed(check), packed(minus(small(0), u)))) return null;
    x = times(x, ROOT_OF_MINUS_ONE);
  }
  if ((packed(x)[0] & 1) === key[31] >> 7) x = minus(small(0), x);
  return [x, y, small(1), times(x, y)];
}

// 64 bytes, low byte first, modulo the order of the base point, as 32 bytes: bit by bit.
function moduloOrder(bytes) {
  const rest = new Uint8Array(33), less = new Uint8Array(33);
  for (let bit = 8 * bytes.length - 1; bit >= 0; bit--) {
    let over = (bytes[bit >> 3] >> (bit & 7)) & 1;
    let borrowed = 0;
    for (let at = 0; at < 33; at++) {
      const twice = 2 * rest[at] + over;
      rest[at] = twice;
      over = twice >> 8;
      const limb = rest[at] - (at < 32 ? ORDER[at] : 0) - borrowed;
      less[at] = limb;
      borrowed = limb < 0 ? 1 : 0;
    }
    if (!borrowed) rest.set(less);
  }
  return rest.subarray(0, 32);
}

function isBelowOrder(bytes) {
  for (let at = 31; at >= 0; at--) if (bytes[at] !== ORDER[at]) return bytes[at] < ORDER[at];
  return false;
}

let multiplesOfBase = null;

// Whether 64 bytes are a key's signature over a message.
function isSignature(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const r = signature.subarray(0, 32), s = signature.subarray(32);
  if (!isBelowOrder(s)) return false;
  const opposite = oppositeOfKey(key);
  if (!opposite) return false;
  const h = moduloOrder(sha512(joined([r, key, message])));
  multiplesOfBase = multiplesOfBase || multiplesOf([BASE_X, BASE_Y, small(1), times(BASE_X, BASE_Y)]);
  const multiples = multiplesOf(opposite);
  let sum = NEUTRAL;
  for (let at = 63; at >= 0; at--) {
    for (let round = 0; round < 4; round++) sum = doubled(sum, round === 3);
    const shift = 4 * (at & 1);
    sum = added(sum, multiplesOfBase[(s[at >> 1] >> shift) & 15]);
    sum = added(sum, multiples[(h[at >> 1] >> shift) & 15]);
  }
  const z = inverse(sum[2]);
  const found = packed(times(sum[1], z));
  found[31] |= (packed(times(sum[0], z))[0] & 1) << 7;
  return same(found, r);
}
