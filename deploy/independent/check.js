// A second opinion by npm @sigstore/verify: checkpoint signature, inclusion proofs over the entries' own bytes.
// Arguments: directory with node_modules, directory that check.sh filled.
const { createPublicKey } = require('crypto');
const fs = require('fs');
const path = require('path');
const [modules, dir] = process.argv.slice(2).map((each) => path.resolve(each));
const dist = path.join(modules, 'node_modules/@sigstore/verify/dist/tlog');
const { verifyCheckpoint } = require(path.join(dist, 'checkpoint.js'));
const { verifyMerkleInclusion } = require(path.join(dist, 'merkle.js'));

const read = (name) => fs.readFileSync(path.join(dir, name), 'utf8');
const logs = read('key').trim().split('\n').map((line) => { // two while the log's key is being replaced
  const [name, id, typed] = line.split(/\+([0-9a-f]{8})\+/);
  const raw = Buffer.from(typed, 'base64').subarray(1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
  return { logID: Buffer.from(id, 'hex'), baseURL: name, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) };
});

// RFC 8785 for what entries hold: strings, integers, arrays; members sorted by UTF-16 code units
const canonical = (o) =>
  Array.isArray(o) ? `[${o.map(canonical).join(',')}]`
    : o !== null && typeof o === 'object'
      ? `{${Object.keys(o).sort().map((k) => `${JSON.stringify(k)}:${canonical(o[k])}`).join(',')}}`
      : JSON.stringify(o);

function entryOf(file) {
  const [head, ...checkpoint] = read(`proof.${file}`).split('\n\n');
  const [, index, ...hashes] = head.split('\n');
  return {
    canonicalizedBody: Buffer.from(canonical(JSON.parse(read(`fields.${file}`)))),
    inclusionProof: {
      logIndex: index.replace('index ', ''),
      hashes: hashes.map((h) => Buffer.from(h, 'base64')),
      checkpoint: { envelope: checkpoint.join('\n\n') },
    },
  };
}

function refused(what, act) {
  try { act(); } catch { return 1; }
  throw new Error(`${what} was accepted`);
}

let checked = 0, tampered = 0;
for (const file of fs.readdirSync(dir).filter((f) => f.startsWith('proof.')).map((f) => f.slice(6))) {
  const entry = entryOf(file);
  verifyMerkleInclusion(entry, verifyCheckpoint(entry, logs));
  checked++;
  const other = entryOf(file);
  other.canonicalizedBody[20] ^= 1;
  tampered += refused('an edited entry', () => verifyMerkleInclusion(other, verifyCheckpoint(other, logs)));
  const forged = entryOf(file);
  forged.inclusionProof.checkpoint.envelope = forged.inclusionProof.checkpoint.envelope.replace(/\n(\d)/, (m, d) => `\n${(+d + 1) % 10}`);
  tampered += refused('an edited checkpoint', () => verifyCheckpoint(forged, logs));
}
if (checked === 0) throw new Error('nothing was checked');
console.log(`@sigstore/verify with ${logs.length} key(s): ${checked} checkpoints and inclusion proofs, ${tampered} tampered ones refused`);
