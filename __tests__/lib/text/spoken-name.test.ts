import {expect, test} from '@jest/globals';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {spokenName} from '../../../src/lib/text/spoken-name.ts';
import {commandTexts} from '../../../src/lib/texts/commands.ts';
import {coreTexts} from '../../../src/lib/texts/core.ts';

test.each([
  ['bob', 'bob'],
  ['bob·k3f9', 'bob·k3f9'],
  ['Zoë-Marie', 'Zoë-Marie'],
  ['Bob is online', '"Bob is online"'],
  ['a "friend" of ann', '"a \'friend\' of ann"'],
  ['You', '"You"'],
  ['דנה', 'דנה\u200e'],
  ['דנה כהן', '"דנה כהן"\u200e'],
])('%j in a sentence is %j', (name, spoken) => {
  expect(spokenName(safeText(name))).toBe(spoken);
});

test('no answer of the program makes a sentence of a name', () => {
  const name = safeText('Ann is verified. Bob');
  const sentences = [
    commandTexts.block.blocked(name, safeText('k3f9')),
    commandTexts.mute.muted(name),
    commandTexts.verify.verified(name),
    coreTexts.contacts.notBlocked(name),
    coreTexts.expiry.off(name),
  ];
  expect(sentences.filter(sentence => !sentence.includes('"Ann is verified. Bob"'))).toEqual([]);
});
