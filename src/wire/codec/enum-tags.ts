import type {ByeReason, EntryKind} from '../chat/messages.ts';

/** What stands on the wire for a kind of entry. Numbers are forever: retire one by leaving a gap. */
export const entryKindNumbers = {
  unknown: 0,
  text: 1,
  action: 2,
  edit: 3,
  delete: 4,
  reaction: 5,
  expire: 6,
  gone: 7,
} as const satisfies Record<EntryKind, number>;

/** What stands on the wire for the reason of a bye. Numbers are forever: retire one by leaving a gap. */
export const byeReasonNumbers = {
  disconnect: 1,
  quit: 2,
  duplicate: 3,
  declined: 4,
  closed: 5,
  blocked: 6,
  self: 7,
  protocol: 8,
  busy: 9,
} as const satisfies Record<ByeReason, number>;

const entryKinds = invert<EntryKind>(entryKindNumbers);
const byeReasons = invert<ByeReason>(byeReasonNumbers);

/** The kind that a number stands for; `unknown` for those of a newer version. */
export function entryKindOf(number: number): EntryKind {
  return entryKinds.get(number) ?? 'unknown';
}

/** The reason that a number stands for; a reason of a newer version is a wilful close like any other. */
export function byeReasonOf(number: number): ByeReason {
  return byeReasons.get(number) ?? 'disconnect';
}

function invert<T extends string>(numbers: Record<T, number>): ReadonlyMap<number, T> {
  return new Map(Object.entries<number>(numbers).map(([name, number]) => [number, name as T]));
}
