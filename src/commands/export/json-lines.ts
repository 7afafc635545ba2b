import type {EntryView, PeerKey} from '../../core/api/api.ts';
import {type ZoneOffset, zonedTime} from '../../lib/time/zoned-time.ts';
import type {People} from './people.ts';

/**
 * A conversation as JSON lines: one object that says who talks, then one for each message, in display order.
 * `format` grows when a field changes its meaning; readers skip what they do not know.
 */
export async function* toJsonLines(
  people: People,
  entries: AsyncIterable<EntryView>,
  offset?: ZoneOffset,
): AsyncGenerator<string> {
  const {self, others, room} = people;
  const known = others.map(({key, id, name, verified}) => ({key, id, name, verified}));
  yield line({
    type: 'conversation',
    format: 1,
    self: {key: self.key, id: self.id, name: self.name},
    ...(room === null ? {peer: known[0]} : {room, members: known}),
  });
  for await (const entry of entries) {
    yield line(message(entry, people, offset));
  }
}

function message(entry: EntryView, people: People, offset?: ZoneOffset) {
  const {id, author, outgoing, kind, text, time, state, edited, deleted, replyTo, reactions} = entry;
  const named = (key: PeerKey) => ({key, name: people.name(key)});
  return {
    type: 'message',
    id,
    time: zonedTime(time, offset).stamp,
    from: named(author),
    outgoing,
    kind,
    text: deleted ? null : text,
    ...(state === null ? {} : {state}),
    ...(edited ? {edited} : {}),
    ...(deleted ? {deleted} : {}),
    ...(replyTo === null ? {} : {replyTo: {...replyTo, author: named(replyTo.author)}}),
    ...(reactions.length === 0
      ? {}
      : {reactions: reactions.map(({emoji, authors}) => ({emoji, from: authors.map(named)}))}),
  };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
