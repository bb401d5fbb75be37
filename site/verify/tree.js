// Trees of hashes: RFC 6962 section 2.1, and its proofs as RFC 9162 sections 2.1.3.2 and 2.1.4.2 verify them.

function leafHash(entry) {
  return sha256(joined([[0], entry]));
}

function nodeHash(left, right) {
  return sha256(joined([[1], left, right]));
}

// The root over leaf hashes. Only whole levels are kept; a node without right neighbour goes up as it is.
function rootOf(leaves) {
  if (!leaves.length) return sha256([]);
  let level = leaves;
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at < level.length; at += 2) {
      above.push(at + 1 < level.length ? nodeHash(level[at], level[at + 1]) : level[at]);
    }
    level = above;
  }
  return level[0];
}

function half(number) {
  return Math.floor(number / 2);
}

function demandHashes(values) {
  demand(values.every(isHash), "hash");
}

// Goes up a path of two counts, as both proofs do, and gives each hash of it to a function: whether it
// stands to the left.
function climb(first, last, hashes, take) {
  hashes.forEach(hash => {
    demand(last > 0, "long");
    const left = first % 2 === 1 || first === last;
    take(hash, left);
    if (left) {
      while (first % 2 === 0 && first > 0) {
        first = half(first);
        last = half(last);
      }
    }
    first = half(first);
    last = half(last);
  });
  demand(last === 0, "short");
}

function verifyInclusion(root, size, index, leaf, proof) {
  demand(isCount(size) && isCount(index) && index < size, "index");
  demandHashes([root, leaf].concat(proof));
  let node = leaf;
  climb(index, size - 1, proof, (hash, left) => {
    node = left ? nodeHash(hash, node) : nodeHash(node, hash);
  });
  demand(same(node, root), "root");
}

function verifyConsistency(oldRoot, oldSize, root, size, proof) {
  demand(isCount(oldSize) && isCount(size) && oldSize > 0 && oldSize <= size, "sizes");
  demandHashes([oldRoot, root].concat(proof));
  if (oldSize === size) {
    demand(!proof.length, "long");
    demand(same(oldRoot, root), "old-root");
    return;
  }
  demand(proof.length > 0, "short");
  const path = POWER.indexOf(oldSize) >= 0 ? [oldRoot].concat(proof) : proof;
  let first = oldSize - 1, last = size - 1;
  while (first % 2 === 1) {
    first = half(first);
    last = half(last);
  }
  let before = path[0], after = path[0];
  climb(first, last, path.slice(1), (hash, left) => {
    if (left) before = nodeHash(hash, before);
    after = left ? nodeHash(hash, after) : nodeHash(after, hash);
  });
  demand(same(before, oldRoot), "old-root");
  demand(same(after, root), "root");
}
