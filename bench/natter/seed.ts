/**
 * Fills a profile with contacts and messages through natter's own storage.
 * Parameters: folder, messages, contacts.
 */
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {directWith, peerOf} from '../../src/lib/conversation.ts';
import type {ConversationId} from '../../src/lib/ids.ts';
import {openProfile} from '../../src/storage/profile.ts';
import type {Database} from '../../src/storage/types.ts';
import {contactKey} from '../contacts.ts';
import {seededText, spread} from '../texts.ts';

/** Messages that one commit takes: more than in life, since this is not measured. */
const BATCH = 500;
/** Messages of a commit alternate in runs, as in a talk. */
const RUN = 5;
const EPOCH = 4711;
const SALT = new Uint8Array(16);
const BEGINNING = Date.UTC(2024, 0, 1);
const BETWEEN_MESSAGES = 30_000;

const [folder = '', messages = '0', contacts = '1'] = process.argv.slice(2);
const profile = openProfile(folder);
profile.saveConfig({name: 'bench'});
const database = profile.openDatabase(peerKeyOfSeed(profile.secrets.seed));
database.together(() => meet(database, Number(contacts)));
seed(database, Number(messages), Number(contacts));
while (database.isIndexBehind(1)) {
  database.indexNext(); // in life it follows while natter runs
}
database.close();
profile.close();

function meet(database: Database, count: number): void {
  for (let number = 0; number < count; number++) {
    database.savePeer({
      key: contactKey(number),
      name: `contact ${number}`,
      relation: 'contact',
      verified: false,
      address: null,
      lastSeen: BEGINNING,
      held: false,
    });
  }
}

function seed(database: Database, count: number, contacts: number): void {
  const nextContact = spread(contacts);
  const received = new Map<string, number>();
  for (let written = 0; written < count; written += BATCH) {
    const conversation = directWith(contactKey(nextContact()));
    database.together(() => write(conversation, written, Math.min(BATCH, count - written)));
  }

  function write(conversation: ConversationId, first: number, size: number): void {
    for (let done = 0; done < size; done += RUN) {
      const run = Array.from({length: Math.min(RUN, size - done)}, (_, offset) =>
        message(first + done + offset),
      );
      if ((done / RUN) % 2 === 0) {
        database.appendOwn(conversation, run);
      } else {
        receive(conversation, run);
      }
    }
  }

  function receive(conversation: ConversationId, run: readonly ReturnType<typeof message>[]): void {
    const before = received.get(conversation) ?? 0;
    const clock = (database.historyBefore(conversation, null, 1).entries[0]?.clock ?? 0) + 1;
    const entries = run.map((entry, index) => ({...entry, clock: clock + index, salt: SALT}));
    database.appendRemote(conversation, peerOf(conversation), EPOCH, before + 1, entries);
    received.set(conversation, before + run.length);
  }
}

function message(number: number) {
  return {
    kind: 'text',
    body: seededText(number),
    time: BEGINNING + number * BETWEEN_MESSAGES,
    target: null,
  } as const;
}
