/**
 * Fills two profiles with one conversation between them, through natter's own storage on both sides.
 * Parameters: folder, messages.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {toWire} from '../../src/core/sync/entry-transfer.ts';
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {directWith} from '../../src/lib/conversation.ts';
import type {PeerKey} from '../../src/lib/ids.ts';
import {openProfile} from '../../src/storage/profile.ts';
import type {Database} from '../../src/storage/types.ts';
import {contactKey} from '../contacts.ts';
import {textNumber} from '../texts.ts';
import {NEIGHBOURS, neighbourName, PARTNER} from './pair.ts';

/** Messages that one commit takes: more than in life, since this is not measured. */
const BATCH = 1000;
/** Messages of one side before the other answers. */
const RUN = 5;
const BEGINNING = Date.UTC(2024, 0, 1);
const BETWEEN_MESSAGES = 30_000;

type Side = {readonly key: PeerKey; readonly database: Database; readonly close: () => void};

const [folder = '', messages = '0'] = process.argv.slice(2);
mkdirSync(folder, {mode: 0o700});
const own = openSide('own', 'bench');
const partner = openSide(PARTNER, PARTNER);
writeFileSync(join(folder, 'own-key'), own.key);
meet(own, partner.key, PARTNER);
meet(partner, own.key, 'bench');
for (let number = 0; number < NEIGHBOURS; number++) {
  meet(own, contactKey(number), neighbourName(number));
}
talk(Number(messages));
catchUp(own, partner);
catchUp(partner, own);
own.close();
partner.close();

function openSide(name: string, shown: string): Side {
  const profile = openProfile(join(folder, name));
  profile.saveConfig({name: shown});
  const key = peerKeyOfSeed(profile.secrets.seed);
  const database = profile.openDatabase(key);
  return {
    key,
    database,
    close() {
      database.close();
      profile.close();
    },
  };
}

function meet({database}: Side, key: PeerKey, name: string): void {
  database.savePeer({
    ...{key, name, relation: 'contact', verified: false},
    ...{address: null, lastSeen: BEGINNING, held: false},
  });
}

function talk(count: number): void {
  for (let written = 0; written < count; written += BATCH) {
    const end = Math.min(written + BATCH, count);
    own.database.together(() =>
      partner.database.together(() => {
        for (let first = written; first < end; first += RUN) {
          const [from, to] = (first / RUN) % 2 === 0 ? [own, partner] : [partner, own];
          say(from, to, first, Math.min(RUN, end - first));
        }
      }),
    );
  }
}

/** One side writes, the other side receives just that. */
function say(from: Side, to: Side, first: number, count: number): void {
  const rows = from.database.appendOwn(
    directWith(to.key),
    Array.from({length: count}, (_, offset) => message(first + offset)),
  );
  const head = rows[0];
  if (head !== undefined) {
    to.database.appendRemote(directWith(from.key), from.key, head.epoch, head.sequence, rows.map(toWire));
  }
}

/** Everything is delivered and read. */
function catchUp({database}: Side, other: Side): void {
  for (const {epoch, sequence: last} of database.positions(directWith(other.key), other.key)) {
    const name = {author: other.key, epoch};
    database.markRead(
      directWith(other.key),
      Array.from({length: last}, (_, index) => ({...name, sequence: index + 1})),
    );
  }
  for (const {epoch, last: sequence} of database.ownLogs(directWith(other.key))) {
    database.acknowledge(directWith(other.key), other.key, {epoch, sequence});
    database.markPeerRead(directWith(other.key), other.key, {epoch, sequence});
  }
}

function message(number: number) {
  return {
    kind: 'text',
    body: textNumber(number),
    time: BEGINNING + number * BETWEEN_MESSAGES,
    target: null,
  } as const;
}
