import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import sodium from 'sodium-native';
import {
  changePassphrase,
  createKeyFile,
  isProtected,
  readKeyFile,
} from '../../../src/storage/profile/key-file.ts';
import {decodeKeyFile, encodeKeyFile} from '../../../src/storage/profile/key-format.ts';
import {PASSPHRASE_COST} from '../../../src/storage/profile/passphrase.ts';
import {counting, failure, fingerprint, temporaryFolder} from '../support.ts';

/** The least that libsodium takes, so that a test is quick. */
const cost = {operations: 1, memory: 8192};
const SEED = `${'00'.repeat(31)}01`;
const DATABASE_KEY = `${'00'.repeat(31)}02`;
const DEVICE_SEED = `${'00'.repeat(31)}03`;
const PLAIN_HEADER = '6e617474726b65790200'; // "nattrkey", version 2, no passphrase
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function keyFile(): {folder: string; path: string} {
  const folder = temporaryFolder();
  const path = join(folder, 'key');
  createKeyFile(path, counting());
  return {folder, path};
}

function withChecksum(content: Buffer): Buffer {
  const hash = Buffer.alloc(32);
  sodium.crypto_generichash(hash, content);
  return Buffer.concat([content, hash]);
}

describe('a key file', () => {
  test('holds both seeds and the database key behind a header, and a checksum', () => {
    const {path} = keyFile();
    const content = Buffer.from(PLAIN_HEADER + SEED + DATABASE_KEY + DEVICE_SEED, 'hex');
    expect(readFileSync(path)).toEqual(withChecksum(content));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('gives the secrets back', () => {
    const {path} = keyFile();
    const secrets = readKeyFile(path, null);
    expect(hex(secrets.seed)).toBe(SEED);
    expect(hex(secrets.databaseKey)).toBe(DATABASE_KEY);
    expect(hex(secrets.deviceSeed)).toBe(DEVICE_SEED);
    expect(isProtected(path)).toBe(false);
  });

  test('of natter 0.1 has one seed, of which person and device are made', () => {
    const first = `6e617474726b65790100${SEED}${DATABASE_KEY}688c97835eebd21ee9099ee24b83f7a016de38cebc8f9ac3b26f26e8c61de820`;
    const {protection, ...rest} = decodeKeyFile(Buffer.from(first, 'hex'), 'key');
    expect([protection, rest]).toEqual([
      'none',
      {
        secrets: {
          seed: new Uint8Array(Buffer.from(SEED, 'hex')),
          databaseKey: new Uint8Array(Buffer.from(DATABASE_KEY, 'hex')),
          deviceSeed: new Uint8Array(Buffer.from(SEED, 'hex')),
        },
      },
    ]);
  });

  test('of natter 0.1 keeps its one key when a passphrase is set', () => {
    const {path} = keyFile();
    const secrets = {
      seed: Buffer.from(SEED, 'hex'),
      databaseKey: Buffer.from(DATABASE_KEY, 'hex'),
    };
    const content = Buffer.concat([
      Buffer.from('6e617474726b65790100', 'hex'),
      secrets.seed,
      secrets.databaseKey,
    ]);
    writeFileSync(path, withChecksum(content));
    changePassphrase(path, {current: null, next: 'a'}, counting(), cost);
    expect(isProtected(path)).toBe(true);
    const unlocked = readKeyFile(path, 'a');
    expect([hex(unlocked.seed), hex(unlocked.deviceSeed)]).toEqual([SEED, SEED]);
  });

  test('is never replaced by a new one', () => {
    const {folder, path} = keyFile();
    const before = fingerprint(folder);
    failure('KEY_DAMAGED', () => createKeyFile(path, counting()));
    expect(fingerprint(folder)).toEqual(before);
  });

  test('that is gone is told, and not made anew', () => {
    const folder = temporaryFolder();
    expect(failure('KEY_DAMAGED', () => readKeyFile(join(folder, 'key'), null))).toContain('is gone');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('may not be a symbolic link, and loses the rights of others', () => {
    const {folder, path} = keyFile();
    symlinkSync(path, join(folder, 'link'));
    failure('PROFILE_UNSAFE', () => readKeyFile(join(folder, 'link'), null));
    chmodSync(path, 0o640);
    readKeyFile(path, null);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('damage', () => {
  const locked = {
    protection: 'passphrase',
    locked: {...cost, salt: Buffer.alloc(16, 1), nonce: Buffer.alloc(24, 2), box: Buffer.alloc(112, 3)},
  } as const;
  const plain = {
    protection: 'none',
    secrets: {seed: Buffer.alloc(32, 1), databaseKey: Buffer.alloc(32, 2), deviceSeed: Buffer.alloc(32, 4)},
  } as const;

  test.each([
    ['without a passphrase', plain],
    ['with one', locked],
  ])('of any single bit is found, %s', (_, file) => {
    const bytes = encodeKeyFile(file);
    decodeKeyFile(bytes, 'key');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      failure('KEY_DAMAGED', () => decodeKeyFile(damaged, 'key'));
    }
  });

  test('of the length is found', () => {
    const bytes = encodeKeyFile(plain);
    for (let length = 0; length < bytes.length; length++) {
      failure('KEY_DAMAGED', () => decodeKeyFile(bytes.subarray(0, length), 'key'));
    }
    failure('KEY_DAMAGED', () => decodeKeyFile(Buffer.concat([bytes, Buffer.alloc(1)]), 'key'));
  });

  test('is found behind a right checksum too', () => {
    for (const content of [
      '6e617474726b657901',
      '6e617474726b65790102',
      '6e617474726b6579010000',
      '6e617474726b6579020000',
      '00',
    ]) {
      failure('KEY_DAMAGED', () => decodeKeyFile(withChecksum(Buffer.from(content, 'hex')), 'key'));
    }
  });

  test('leaves the file as it is and says what to do', () => {
    const {folder, path} = keyFile();
    writeFileSync(path, readFileSync(path).fill(0xff, 40, 41));
    const before = fingerprint(folder);
    expect(failure('KEY_DAMAGED', () => readKeyFile(path, null))).toBe(
      `The key file ${path} is damaged. It was left as it is; without it no one can be you or read your history. ` +
        'Put back a copy of it, or start over with another --profile.',
    );
    const change = {current: null, next: 'new'};
    failure('KEY_DAMAGED', () => changePassphrase(path, change, counting(), cost));
    expect(fingerprint(folder)).toEqual(before);
  });

  test('is not what a later version is', () => {
    const later = withChecksum(Buffer.from('6e617474726b65790300', 'hex'));
    expect(failure('PROFILE_NEWER', () => decodeKeyFile(later, 'key'))).toMatch(
      /newer natter than this one \(\d+\.\d+\.\d+\S*\)\. Update natter/,
    );
  });
});

describe('a passphrase', () => {
  function lockedKeyFile(passphrase: string): string {
    const {path} = keyFile();
    changePassphrase(path, {current: null, next: passphrase}, counting(), cost);
    return path;
  }

  test('is set: the secrets are the same, and in the file no longer', () => {
    const path = lockedKeyFile('correct horse');
    expect(isProtected(path)).toBe(true);
    expect(readFileSync(path).includes(Buffer.from(SEED, 'hex'))).toBe(false);
    expect(readFileSync(path).includes(Buffer.from(DATABASE_KEY, 'hex'))).toBe(false);
    const secrets = readKeyFile(path, 'correct horse');
    expect([hex(secrets.seed), hex(secrets.databaseKey)]).toEqual([SEED, DATABASE_KEY]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that is missing or wrong is told from damage', () => {
    const path = lockedKeyFile('correct horse');
    failure('PASSPHRASE_NEEDED', () => readKeyFile(path, null));
    failure('PASSPHRASE_WRONG', () => readKeyFile(path, 'Correct horse'));
    failure('PASSPHRASE_WRONG', () => readKeyFile(path, ''));
  });

  test('is the same however the keyboard composes its letters', () => {
    const path = lockedKeyFile('caf\u00e9');
    expect(hex(readKeyFile(path, 'cafe\u0301').seed)).toBe(SEED);
  });

  test('is changed only with the one that is set', () => {
    const path = lockedKeyFile('first');
    const before = readFileSync(path);
    failure('PASSPHRASE_WRONG', () =>
      changePassphrase(path, {current: 'x', next: 'second'}, counting(), cost),
    );
    failure('PASSPHRASE_NEEDED', () => changePassphrase(path, {current: null, next: null}, counting(), cost));
    expect(readFileSync(path)).toEqual(before);
    changePassphrase(path, {current: 'first', next: 'second'}, counting(), cost);
    failure('PASSPHRASE_WRONG', () => readKeyFile(path, 'first'));
    expect(hex(readKeyFile(path, 'second').databaseKey)).toBe(DATABASE_KEY);
  });

  test('is removed: the file is as it was at first', () => {
    const {path} = keyFile();
    const before = readFileSync(path);
    changePassphrase(path, {current: null, next: 'first'}, counting(), cost);
    changePassphrase(path, {current: 'first', next: null}, counting(), cost);
    expect(readFileSync(path)).toEqual(before);
    expect(hex(readKeyFile(path, null).seed)).toBe(SEED);
  });

  test('may not be empty', () => {
    const {path} = keyFile();
    failure('PASSPHRASE_NEEDED', () => changePassphrase(path, {current: null, next: ''}, counting(), cost));
    expect(isProtected(path)).toBe(false);
  });

  test('overwrites the unprotected file once the new one is in place', () => {
    const {path} = keyFile();
    const old = openSync(path, 'r');
    changePassphrase(path, {current: null, next: 'first'}, counting(), cost);
    expect(readFileSync(old)).toEqual(Buffer.alloc(138));
    closeSync(old);
  });

  test('costs a guesser three passes over 256 MiB unless told otherwise', () => {
    expect(PASSPHRASE_COST).toEqual({operations: 3, memory: 268_435_456});
  });
});
