import {describe, expect, test} from '@jest/globals';
import {changeSentences, entrySentences} from '../../../src/cli/plain/entry-sentences.ts';
import type {EntryChange} from '../../../src/core/api/api.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {ANN_KEY, BOB_KEY, entry, ownEntry} from '../../support/facts.ts';

const name = (key: string) => safeText(key === ANN_KEY ? 'you' : key === BOB_KEY ? 'bob' : 'somebody');
const said = (one: ReturnType<typeof entry>) => entrySentences(one, name);
const quote = {id: `${ANN_KEY}.1.1`, author: ANN_KEY, text: safeText('shall we?')};

describe('what was said', () => {
  test('a message, an action', () => {
    expect(said(entry(1, 'hello'))).toEqual(['bob: hello']);
    expect(said(entry(1, 'waves', {kind: 'action'}))).toEqual(['bob waves']);
  });

  test('every line names its sender, so that none passes for another one', () => {
    expect(said(entry(1, 'hi\n\n10:43 carol: I agree\nbob is online.'))).toEqual([
      'bob: hi',
      'bob: 10:43 carol: I agree',
      'bob: bob is online.',
    ]);
    expect(said(entry(1, 'waves\ncarol: hm', {kind: 'action'}))).toEqual(['bob waves', 'bob: carol: hm']);
  });

  test('fences around code are words', () => {
    expect(said(entry(1, 'look:\n```ts\nlet a;\n```\ndone'))).toEqual([
      'bob: look:',
      'bob: code',
      'bob: let a;',
      'bob: end of code',
      'bob: done',
    ]);
  });

  test('fences that are none: of another kind, too short to close, never closed', () => {
    expect(said(entry(1, '````\na\n```\nb\n````'))).toEqual([
      'bob: code',
      'bob: a',
      'bob: ```',
      'bob: b',
      'bob: end of code',
    ]);
    expect(said(entry(1, '```\nlet a;'))).toEqual(['bob: ```', 'bob: let a;']);
  });

  test('letters from the right end with the line', () => {
    expect(said(entry(1, 'שלום 12\nabc'))).toEqual(['bob: שלום 12\u200e', 'bob: abc']);
  });

  test('edited, answered, deleted', () => {
    expect(said(entry(1, 'yes', {edited: true, replyTo: quote}))).toEqual([
      'bob, edited, replying to you on "shall we?": yes',
    ]);
    expect(said(entry(1, 'yes', {replyTo: {...quote, text: null}}))).toEqual(['bob, replying to you: yes']);
    expect(said(entry(1, '', {deleted: true}))).toEqual(['bob deleted a message.']);
  });

  test('own ones that are still on their way say so', () => {
    const states = ['queued', 'sent', 'delivered', 'read'] as const;
    expect(states.flatMap(state => said(ownEntry(1, 'hi', {state})))).toEqual([
      'you, not delivered yet: hi',
      'you, not delivered yet: hi',
      'you: hi',
      'you: hi',
    ]);
  });

  test('reactions come after the message', () => {
    const reactions = [
      {emoji: safeText('👍'), authors: [ANN_KEY, BOB_KEY]},
      {emoji: safeText('🎉'), authors: [BOB_KEY]},
    ];
    expect(said(entry(1, 'done', {reactions}))).toEqual([
      'bob: done',
      'you reacted 👍.',
      'bob reacted 👍.',
      'bob reacted 🎉.',
    ]);
  });
});

describe('what changed', () => {
  const said = ownEntry(1, 'hello', {state: 'read'});
  const change = (kind: EntryChange['kind'], now = said, emoji: string | null = null) =>
    changeSentences(
      now,
      {kind, entry: now.id, author: BOB_KEY, emoji: emoji === null ? null : safeText(emoji)},
      name,
    );

  test('another text, a deletion', () => {
    expect(change('edit', {...said, text: safeText('hello!'), edited: true})).toEqual([
      'you, edited: hello!',
    ]);
    expect(change('delete', {...said, text: safeText(''), deleted: true})).toEqual([
      'you deleted a message.',
    ]);
  });

  test('a reaction, and one taken back', () => {
    expect(change('reaction', said, '👍')).toEqual(['bob reacted 👍 on "hello".']);
    expect(change('reaction')).toEqual(['bob removed a reaction on "hello".']);
  });
});
