import {localTime} from '../../commands/engine/describe.ts';
import type {EntryView, PeerKey} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {describeDuration} from '../../lib/time/duration.ts';
import type {AppState} from '../../store/state.ts';

function disappearing({lifetime, disappears}: EntryView): readonly SafeText[] {
  if (lifetime === null) {
    return [];
  }
  return disappears === null
    ? [safe`Disappears ${describeDuration(lifetime)} after it is delivered`]
    : [safe`Disappears ${localTime(disappears)}`];
}

/** All that is known about a message, as an answer in the log. */
export function describeEntry({self, peers}: Pick<AppState, 'self' | 'peers'>, entry: EntryView): SafeText {
  const author = entry.outgoing ? self?.name : peers.get(entry.author)?.name;
  const reactions = entry.reactions.map(
    ({emoji, authors}) => safe`${emoji} ${joinSafe(authors.map(nameOf), safe`, `)}`,
  );
  const lines = [
    safe`Message  ${safeLine(entry.id)}`,
    safe`From     ${author ?? safe`somebody`}`,
    safe`Written  ${localTime(entry.time)}`,
    ...(entry.arrived === entry.time || entry.outgoing ? [] : [safe`Came     ${localTime(entry.arrived)}`]),
    ...disappearing(entry),
    ...(entry.state === null ? [] : [safe`State    ${safeLine(entry.state)}`]),
    ...(entry.edited ? [safe`Edited   yes`] : []),
    ...reactions.map(text => safe`Reaction ${text}`),
  ];
  return joinSafe(lines, safe`\n`);

  function nameOf(key: PeerKey): SafeText {
    return key === self?.key ? self.name : (peers.get(key)?.name ?? safeLine(key.slice(0, 8)));
  }
}
