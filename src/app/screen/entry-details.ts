import {localTime} from '../../commands/engine/describe.ts';
import type {EntryView, PeerKey} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {describeDuration} from '../../lib/time/duration.ts';
import type {AppState} from '../../store/state.ts';

function disappearing({lifetime, disappears}: EntryView): readonly SafeText[] {
  if (lifetime === null) {
    return [];
  }
  return disappears === null
    ? [appTexts.details.lifetime(describeDuration(lifetime))]
    : [appTexts.details.disappears(localTime(disappears))];
}

/** All that is known about a message, as an answer in the log. */
export function describeEntry({self, peers}: Pick<AppState, 'self' | 'peers'>, entry: EntryView): SafeText {
  const author = entry.outgoing ? self?.name : peers.get(entry.author)?.name;
  const reactions = entry.reactions.map(
    ({emoji, authors}) => safe`${emoji} ${joinSafe(authors.map(nameOf), safe`, `)}`,
  );
  const lines = [
    appTexts.details.id(safeLine(entry.id)),
    appTexts.details.author(author ?? appTexts.details.unknownAuthor),
    appTexts.details.written(localTime(entry.time)),
    ...(entry.arrived === entry.time || entry.outgoing
      ? []
      : [appTexts.details.came(localTime(entry.arrived))]),
    ...disappearing(entry),
    ...(entry.state === null ? [] : [appTexts.details.state(safeLine(entry.state))]),
    ...(entry.edited ? [appTexts.details.edited] : []),
    ...reactions.map(text => appTexts.details.reaction(text)),
  ];
  return joinSafe(lines, safe`\n`);

  function nameOf(key: PeerKey): SafeText {
    return key === self?.key ? self.name : (peers.get(key)?.name ?? safeLine(key.slice(0, 8)));
  }
}
