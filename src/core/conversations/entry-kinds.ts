import {parseExpiry} from '../../lib/time/expiry.ts';
import type {EntryRow} from '../../storage/types.ts';

/** Whether an entry has a place of its own on the screen. */
export function isMessage({kind}: Pick<EntryRow, 'kind'>): boolean {
  return kind === 'text' || kind === 'action';
}

/** Whether an entry sets how long new messages stay. */
export function isSetting({kind, body}: Pick<EntryRow, 'kind' | 'body'>): boolean {
  return kind === 'expire' && parseExpiry(body) !== null;
}
