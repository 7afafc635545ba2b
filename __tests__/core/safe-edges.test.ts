import {expect, test} from '@jest/globals';
import type {View} from '../../src/commands/engine/types.ts';
import type {
  CoreEvent,
  EntryView,
  PeerView,
  PlainError,
  Quote,
  Reaction,
  SafetyCodeView,
  Self,
} from '../../src/core/api/api.ts';
import {NatterError, toPlainError} from '../../src/lib/errors.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../src/lib/text/safe-text.ts';

/** Text as it comes from the network. */
const raw: string = '\u001b]0;owned\u0007\u202e\u0085';

type Fact<T extends CoreEvent['type']> = Extract<CoreEvent, {type: T}>;

/**
 * All that is shown, logged or put into a title comes over these fields. It is `npm run types` that fails if one
 * of these lines begins to compile; that they run shows only that nothing else is wrong with them.
 */
test('the compiler refuses a plain string wherever remote text is shown', () => {
  const view = {notice() {}} as Pick<View, 'notice'>;
  // @ts-expect-error a name
  const name: PeerView['name'] = raw;
  // @ts-expect-error an address
  const address: PeerView['address'] = raw;
  // @ts-expect-error our own name, which others see
  const own: Self['name'] = raw;
  // @ts-expect-error a message
  const text: EntryView['text'] = raw;
  // @ts-expect-error a piece of another message
  const quote: Quote['text'] = raw;
  // @ts-expect-error a reaction
  const emoji: Reaction['emoji'] = raw;
  // @ts-expect-error words to compare
  const words: SafetyCodeView['words'] = [raw];
  // @ts-expect-error why a link ended
  const detail: Fact<'peer-offline'>['detail'] = raw;
  // @ts-expect-error a notice
  const notice: Fact<'notice'>['text'] = raw;
  // @ts-expect-error a failure
  const failed: Fact<'failed'>['message'] = raw;
  // @ts-expect-error a failure that crosses the seam
  const plain: PlainError['message'] = raw;
  // @ts-expect-error the answer of a command
  view.notice(raw);
  // @ts-expect-error a part of a longer text
  const whole: SafeText = safe`x ${raw}`;
  // @ts-expect-error one of several parts
  const joined: SafeText = joinSafe([raw], safe`, `);
  const all = [name, address, own, text, quote, emoji, words, detail, notice, failed, plain, whole, joined];
  expect(all.length).toBe(13);
});

test('an error is safe to show whatever it was made of', () => {
  const safeRaw = safeText(raw);
  expect(safeRaw).not.toBe(raw);
  expect(new NatterError('INTERNAL', `it said ${raw}`).message).toBe(`it said ${safeRaw}`);
  expect(toPlainError(new NatterError('PROTOCOL_ERROR', raw))).toEqual({
    code: 'PROTOCOL_ERROR',
    message: safeRaw,
  });
  for (const stranger of [new Error(raw), raw, {toString: () => raw}]) {
    expect(toPlainError(stranger)).toEqual({
      code: 'INTERNAL',
      message: `Something went wrong inside natter: ${safeRaw}`,
    });
  }
});
