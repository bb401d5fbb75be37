// The coin line: every fen of a total is a leaf, and a household owns an interval of them.

function coinHash(column, commitment) {
  return leafHash(joined([utf8("jjledger/coin/v1\n" + column + "\n"), commitment]));
}

function sealOf(column, total, treeRoot) {
  return sha256(joined([[2], utf8("jjledger/line/v1\n" + column + "\n"), eightBytes(total), treeRoot]));
}

function heightOf(total) {
  let height = 0;
  while (POWER[height] < total) height++;
  return height;
}

// Checks that the fens from `start` on, `amount` of them, around the ring, belong to a commitment.
function verifyInterval(root, column, total, commitment, interval) {
  const start = interval.start, amount = interval.amount, proof = interval.proof;
  demand(isCount(total) && isCount(start) && isCount(amount), "amount");
  demand(amount > 0 && amount <= total && start < total, "interval");
  demandHashes([root, commitment].concat(proof));
  const beyond = amount - (total - start); // without a sum above 2^53
  const end = beyond > 0 ? total : start + amount;
  const over = Math.max(0, beyond); // fens from 0 on are owned too
  const ladder = [coinHash(column, commitment)];
  let used = 0;

  function allOf(level) {
    while (ladder.length <= level) ladder.push(nodeHash(ladder[ladder.length - 1], ladder[ladder.length - 1]));
    return ladder[level];
  }

  function walk(level, place) {
    const low = place * POWER[level], high = (place + 1) * POWER[level];
    if ((high <= start || low >= end) && low >= over) {
      demand(used < proof.length, "short");
      return proof[used++];
    }
    if (high <= total && ((start <= low && high <= end) || high <= over)) return allOf(level);
    const left = walk(level - 1, 2 * place);
    if ((2 * place + 1) * POWER[level - 1] >= total) return left;
    return nodeHash(left, walk(level - 1, 2 * place + 1));
  }

  const treeRoot = walk(heightOf(total), 0);
  demand(used === proof.length, "long");
  demand(same(sealOf(column, total, treeRoot), root), "line-root");
}
