import {expect, test} from '@jest/globals';
import {createLinkInbox} from '../../../src/net/link/link-inbox.ts';
import type {ChatMessage} from '../../../src/wire/chat/messages.ts';

function setUp({isEnded = false} = {}) {
  const did: unknown[] = [];
  const inbox = createLinkInbox({
    listener: {
      countMessage: () => did.push('counted'),
      deliver: message => did.push(['for the listener', message.type]),
      isEnded: () => isEnded,
    },
    outbox: {sendIfRoom: message => did.push(['answered', message])},
    heartbeat: {stir: () => did.push('stirred')},
    ending: {fail: detail => did.push(['failed', detail]), finish: how => did.push(['finished', how])},
    hangUp: () => did.push('hung up'),
    onReceive: message => did.push(['came', message.type]),
  });
  return {inbox, did};
}

const bye: ChatMessage = {type: 'bye', reason: 'quit', detail: '', program: 'natter', release: '1.2'};

test.each<[string, ChatMessage, readonly unknown[]]>([
  ['a ping is answered here', {type: 'ping', nonce: 7}, [['answered', {type: 'pong', nonce: 7}]]],
  ['a pong says only that somebody is there', {type: 'pong', nonce: 7}, []],
  ['a bye ends it', bye, [['finished', {type: 'bye', bye}], 'hung up']],
  [
    'all else is for the listener',
    {type: 'typing', active: true} as ChatMessage,
    ['stirred', ['for the listener', 'typing']],
  ],
])('%s', (_, message, done) => {
  const {inbox, did} = setUp();
  inbox.take(message);
  expect(did).toEqual(['counted', ['came', message.type], ...done]);
  expect(inbox.count()).toBe(1);
});

test('a second hello is a breach', () => {
  const {inbox, did} = setUp();
  inbox.take({type: 'hello'} as ChatMessage);
  expect(did.at(-1)).toEqual(['failed', 'A second hello came']);
});

test('what comes after the end is counted, and nothing else', () => {
  const {inbox, did} = setUp({isEnded: true});
  inbox.take({type: 'ping', nonce: 7});
  expect(did).toEqual(['counted', ['came', 'ping']]);
  expect(inbox.count()).toBe(1);
});
