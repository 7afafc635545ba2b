import type {PeerKey} from '../lib/ids.ts';
import {isShortId, shortId} from './short-id.ts';

/** What an entry is known by: its author as a short id, the epoch of the log, its sequence. */
export type EntryIdParts = {readonly author: string; readonly epoch: number; readonly sequence: number};

const NUMBER = /^(?:0|[1-9a-z][0-9a-z]{0,10})$/;

/** The id of an entry: short id of its author, epoch and sequence in base 36. Both sides make the same. */
export function entryId(author: PeerKey, epoch: number, sequence: number): string {
  return entryIdsIn(author, epoch)(sequence);
}

/** The ids of the entries of one log, by their sequence: what they begin with is made once. */
export function entryIdsIn(author: PeerKey, epoch: number): (sequence: number) => string {
  const beginning = `${shortId(author)}.${epoch.toString(36)}.`;
  return sequence => beginning + sequence.toString(36);
}

/** Takes an id apart; null if it has not the form of one. */
export function parseEntryId(text: string): EntryIdParts | null {
  const [author = '', epoch = '', sequence = '', ...more] = text.toLowerCase().split('.');
  const isId = isShortId(author) && NUMBER.test(epoch) && NUMBER.test(sequence) && more.length === 0;
  const parts = {author, epoch: Number.parseInt(epoch, 36), sequence: Number.parseInt(sequence, 36)};
  return isId && Number.isSafeInteger(parts.epoch) && Number.isSafeInteger(parts.sequence) ? parts : null;
}

/** Tells whether a text has the form of an entry's id. */
export function isEntryId(text: string): boolean {
  return parseEntryId(text) !== null;
}
