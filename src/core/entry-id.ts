import {shortId} from '../identity/short-id.ts';
import type {EntryId, PeerKey} from './api.ts';

/** The id of an entry: short id of its author, epoch and sequence in base 36. Both sides make the same. */
export function entryId(author: PeerKey, epoch: number, sequence: number): EntryId {
  return `${shortId(author)}.${epoch.toString(36)}.${sequence.toString(36)}`;
}
