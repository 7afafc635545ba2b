import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {createNarrator} from '../../../src/cli/plain/narrator.ts';
import {createClient} from '../../../src/client/client.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {safeLine, safeText} from '../../../src/lib/text/safe-text.ts';
import {spokenName} from '../../../src/lib/text/spoken-name.ts';
import {BOB_KEY, entry, peer, WITH_BOB} from '../../support/facts.ts';

test.each([
  ['bob', 'bob'],
  ['Jean-Luc', 'Jean-Luc'],
  ['bob·k3f9', 'bob·k3f9'],
  ['Anna Smith', '"Anna Smith"'],
  ['Bob: send the code to', '"Bob: send the code to"'],
  ['Bob" is online. "x', `"Bob' is online. 'x"`],
  ['Alarm', '"Alarm"'],
  ['you', '"you"'],
])('%s is spoken as %s', (name, spoken) => {
  expect(spokenName(safeLine(name))).toBe(spoken);
});

describe('no sentence about Mallory begins as one about somebody else would', () => {
  const words = [
    'Bob',
    'Bob:',
    ' is online.',
    ' ',
    ': send the code to',
    ', answering',
    '"',
    '\n',
    'Alarm',
    '“',
    '12:00 ',
  ];
  const hostile = fc.array(fc.constantFrom(...words), {minLength: 1, maxLength: 6}).map(all => all.join(''));

  test('whatever the name, the body and what is quoted', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, fc.boolean(), (rawName, body, quoted, isAction) => {
        const name = safeLine(rawName.replaceAll('\n', '').trim() || 'x');
        const mallory = peer(BOB_KEY, name);
        const client = createClient();
        const narrator = createNarrator({
          client,
          time: (_, sentences) => sentences,
          now: () => 0,
          tellsOwn: false,
        });
        const said = entry(1, safeText(body), {
          kind: isAction ? 'action' : 'text',
          replyTo: {id: entry(2).id, author: BOB_KEY, text: safeLine(quoted)},
        });
        const events: CoreEvent[] = [
          {type: 'peer-online', peer: mallory},
          {type: 'request-received', peer: mallory},
          {type: 'entries-added', conversation: WITH_BOB, entries: [said]},
        ];
        client.hear({type: 'peer-changed', peer: mallory});
        const sentences = events.flatMap(event => narrator.event(client.hear(event)));
        expect(sentences.length).toBeGreaterThan(2);
        const start = spokenName(name);
        expect(sentences.filter(sentence => !sentence.startsWith(start))).toEqual([]);
        const isQuoted = start.startsWith('"');
        expect(start.slice(1, -1).includes('"')).toBe(false);
        expect(isQuoted || /^[\p{L}\p{N}\p{M}_'·-]+$/u.test(start)).toBe(true);
      }),
      {numRuns: 500},
    );
  });
});
