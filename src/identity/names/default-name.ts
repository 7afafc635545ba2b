import {type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';

/** The name of somebody who has not chosen one: neutral, and told apart by the start of the short id. */
export function defaultName(id: string): SafeText {
  return safe`guest-${safeLine(id.slice(0, 4))}`;
}
