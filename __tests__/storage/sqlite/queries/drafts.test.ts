import {expect, test} from '@jest/globals';
import {conversationId, peerOf} from '../../../../src/lib/conversation.ts';
import {peerKey} from '../../../../src/lib/ids.ts';
import {openDatabase} from '../../../../src/storage/database.ts';

const SELF = peerKey('a'.repeat(64));
const BOB = conversationId('b'.repeat(64));
const CAROL = conversationId('c'.repeat(64));

const open = () => openDatabase({path: ':memory:', key: new Uint8Array(32).fill(7), selfKey: SELF});

test('a draft is kept until it is replaced or emptied', () => {
  const database = open();
  database.saveDraft(BOB, 'hel');
  database.saveDraft(BOB, 'hello\n日本');
  database.saveDraft(CAROL, 'x');
  database.saveDraft(CAROL, '');
  expect(database.drafts()).toEqual([{conversation: BOB, text: 'hello\n日本'}]);
  database.close();
});

test('a draft goes with its conversation, and with its peer', () => {
  const database = open();
  database.saveDraft(BOB, 'x');
  database.forgetPeer(peerOf(BOB));
  expect(database.drafts()).toEqual([]);
  database.saveDraft(BOB, 'x');
  database.forgetPeer(peerOf(BOB));
  expect(database.drafts()).toEqual([]);
  database.close();
});
