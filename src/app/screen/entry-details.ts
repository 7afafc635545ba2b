import type {EntryView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import type {AppState} from '../../store/state.ts';

/** All that is known about a message, as an answer in the log. */
export function describeEntry({self, peers}: Pick<AppState, 'self' | 'peers'>, entry: EntryView): SafeText {
  const author = entry.outgoing ? self?.name : peers.get(entry.author)?.name;
  const reactions = entry.reactions.map(
    ({emoji, authors}) => safe`${emoji} ${joinSafe(authors.map(nameOf), safe`, `)}`,
  );
  const lines = [
    safe`Message  ${safeLine(entry.id)}`,
    safe`From     ${author ?? safe`somebody`}`,
    safe`Time     ${safeLine(new Date(entry.time).toString())}`,
    ...(entry.state === null ? [] : [safe`State    ${safeLine(entry.state)}`]),
    ...(entry.edited ? [safe`Edited   yes`] : []),
    ...reactions.map(text => safe`Reaction ${text}`),
  ];
  return joinSafe(lines, safe`\n`);

  function nameOf(key: string): SafeText {
    return key === self?.key ? self.name : (peers.get(key)?.name ?? safeLine(key.slice(0, 8)));
  }
}
