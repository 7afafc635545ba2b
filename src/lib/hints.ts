/**
 * What is told once of each feature, when it is first met. Names are stable: a profile keeps which of them were told. Their
 * words are in `texts/hints.ts`, what they begin with in `client/hints.ts` and `app/screen/hints.ts`.
 */
export const HINTS = [
  'unread',
  'request',
  'mention',
  'reply',
  'reaction',
  'link',
  'expiry',
  'waiting',
  'verify',
  'room',
  'list',
  'scroll',
  'search',
  'draft',
] as const;

export type HintName = (typeof HINTS)[number];

/** Names that a profile may keep, those of other versions too. */
const NAME = /^[a-z][a-z-]{0,39}$/;
const MOST = 100;

/** Whether a value of config.json tells which hints were told. */
export function areHintNames(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST &&
    value.every(name => typeof name === 'string' && NAME.test(name))
  );
}
