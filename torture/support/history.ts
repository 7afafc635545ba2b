import {copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {isRoom} from '../../src/lib/conversation.ts';
import type {ConversationId} from '../../src/lib/ids.ts';
import {openProfile} from '../../src/storage/profile.ts';
import type {Database, EntryRow, OwnLog} from '../../src/storage/types.ts';

/** What a profile holds of one conversation, in display order. */
export type History = {readonly entries: readonly EntryRow[]; readonly ownLogs: readonly OwnLog[]};

const FILES = ['key', 'natter.db', 'natter.db-wal'];
const EVERYTHING = 1_000_000;

/**
 * What a profile that nobody has open holds of its only conversation, read through natter's own storage from
 * a copy: recovering what a kill left is up to the next natter, not to the one who looks.
 */
export function readHistory(profile: string): History {
  return lookInto(profile, database => {
    const conversation = database.conversations()[0]?.id;
    return conversation === undefined ? {entries: [], ownLogs: []} : historyOf(database, conversation);
  });
}

/** The same for all conversations, by their ids. Own logs are those of direct conversations. */
export function readHistories(profile: string): Map<string, History> {
  return lookInto(
    profile,
    database => new Map(database.conversations().map(({id}) => [id, historyOf(database, id)])),
  );
}

function historyOf(database: Database, conversation: ConversationId): History {
  const {entries} = database.historyBefore(conversation, null, EVERYTHING);
  return {entries, ownLogs: isRoom(conversation) ? [] : database.ownLogs(conversation)};
}

function lookInto<T>(original: string, look: (database: Database) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'natter-look-'));
  try {
    copyProfile(original, copy);
    const profile = openProfile(copy);
    const database = profile.openDatabase(peerKeyOfSeed(profile.secrets.seed));
    try {
      return look(database);
    } finally {
      database.close();
      profile.close();
    }
  } finally {
    rmSync(copy, {recursive: true, force: true});
  }
}

/** Copies what is on disk of a profile, as a backup would. */
export function copyProfile(from: string, to: string): void {
  mkdirSync(to, {recursive: true, mode: 0o700});
  for (const file of FILES) {
    if (existsSync(join(from, file))) {
      copyFileSync(join(from, file), join(to, file));
    }
  }
}
