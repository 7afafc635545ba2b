import {createHash} from 'node:crypto';

/** The key of the seeded contact with this number; the same in every run. Nobody has the secret to it. */
export function contactKey(number: number): string {
  return createHash('sha256').update(`contact ${number}`).digest('hex');
}
