import {type PeerKey, peerKey} from '../../../lib/ids.ts';
import type {KeptLog} from '../../../wire/room/act.ts';
import type {MemberRow} from '../../room-types.ts';
import type {Connection} from '../connection.ts';

/** What the acts of a room say of somebody. */
export type MemberRecord = {
  readonly author: number;
  /** 0 for who is not in it any more. */
  readonly level: number;
  /** 1: of their talk counts only what the cuts tell. */
  readonly is_cut: number;
};

/** Everybody who is or was in a room, and what counts of what they wrote. */
export type MemberTable = {
  readonly all: (conversation: number) => MemberRow[];
  readonly told: (conversation: number, author: number) => MemberRow | null;
  /** The same as they stand in the table. */
  readonly records: (conversation: number) => (MemberRecord & {readonly key: PeerKey})[];
  readonly remove: (conversation: number, author: number) => void;
  readonly find: (conversation: number, author: number) => MemberRecord | null;
  readonly save: (conversation: number, member: MemberRecord) => void;
  readonly setName: (conversation: number, author: number, name: string) => void;
  /** Passes over a hint whose number is not higher than the one that is there. */
  readonly setHint: (conversation: number, author: number, number: number, bytes: Uint8Array) => void;
  readonly setSeen: (conversation: number, author: number, seen: number) => void;
  readonly cuts: (conversation: number, author: number) => KeptLog[];
  readonly replaceCuts: (conversation: number, author: number, keeps: readonly KeptLog[]) => void;
};

type Told = {
  readonly key: string;
  readonly level: number;
  readonly name: string;
  readonly hint: Uint8Array | null;
  readonly hint_number: number;
  readonly seen: number;
};

/** Prepares the statements on members. */
export function createMemberTable(connection: Connection): MemberTable {
  const TOLD = `SELECT lower(hex(a.key)) AS key, m.level, m.name, m.hint, m.hint_number, m.seen
     FROM members m CROSS JOIN authors a ON a.author = m.author WHERE m.conversation = ?`;
  const all = connection.prepare<[number], Told>(`${TOLD} ORDER BY m.author`);
  const told = connection.prepare<[number, number], Told>(`${TOLD} AND m.author = ?`);
  const records = connection.prepare<[number], MemberRecord & {readonly key: string}>(
    `SELECT lower(hex(a.key)) AS key, m.author, m.level, m.is_cut
     FROM members m CROSS JOIN authors a ON a.author = m.author WHERE m.conversation = ?`,
  );
  const find = connection.prepare<[number, number], MemberRecord>(
    'SELECT author, level, is_cut FROM members WHERE conversation = ? AND author = ?',
  );
  const save = connection.prepare<[number, number, number, number]>(
    `INSERT INTO members (conversation, author, level, is_cut) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET level = excluded.level, is_cut = excluded.is_cut`,
  );
  const OF_MEMBER = 'WHERE conversation = ? AND author = ?';
  const setName = connection.prepare<[string, number, number]>(`UPDATE members SET name = ? ${OF_MEMBER}`);
  const setHint = connection.prepare<[Uint8Array, number, number, number, number]>(
    `UPDATE members SET hint = ?, hint_number = ? ${OF_MEMBER} AND hint_number < ?`,
  );
  const setSeen = connection.prepare<[number, number, number]>(
    `UPDATE members SET seen = max(seen, ?) ${OF_MEMBER}`,
  );
  const remove = connection.prepare<[number, number]>(`DELETE FROM members ${OF_MEMBER}`);
  const cuts = connection.prepare<[number, number], KeptLog>(
    `SELECT epoch, last AS sequence, chain FROM cuts ${OF_MEMBER} ORDER BY epoch, last`,
  );
  const clearCuts = connection.prepare<[number, number]>(`DELETE FROM cuts ${OF_MEMBER}`);
  const addCut = connection.prepare<[number, number, number, number, Uint8Array]>(
    'INSERT OR IGNORE INTO cuts (conversation, author, epoch, last, chain) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    all: conversation => all.all(conversation).map(toRow),
    told(conversation, author) {
      const row = told.get(conversation, author);
      return row === undefined ? null : toRow(row);
    },
    records: conversation => records.all(conversation).map(record => ({...record, key: peerKey(record.key)})),
    remove(conversation, author) {
      clearCuts.run(conversation, author);
      remove.run(conversation, author);
    },
    find: (conversation, author) => find.get(conversation, author) ?? null,
    save: (conversation, {author, level, is_cut: isCut}) => void save.run(conversation, author, level, isCut),
    setName: (conversation, author, name) => void setName.run(name, conversation, author),
    setHint: (conversation, author, number, bytes) =>
      void setHint.run(bytes, number, conversation, author, number),
    setSeen: (conversation, author, seen) => void setSeen.run(seen, conversation, author),
    cuts: (conversation, author) => cuts.all(conversation, author),
    replaceCuts(conversation, author, next) {
      clearCuts.run(conversation, author);
      for (const {epoch, sequence, chain} of next) {
        addCut.run(conversation, author, epoch, sequence, chain);
      }
    },
  };
}

function toRow({key, hint_number: hintNumber, ...told}: Told): MemberRow {
  return {...told, key: peerKey(key), hintNumber};
}
