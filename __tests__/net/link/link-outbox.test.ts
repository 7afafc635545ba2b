import {beforeEach, describe, expect, test} from '@jest/globals';
import {createLinkOutbox, type LinkOutbox} from '../../../src/net/link/link-outbox.ts';

const BYTES = 10;
const HELLO = {type: 'typing', active: true} as const;

let waiting: number;
let sent: string[];
let outbox: LinkOutbox;

/** Each message takes ten bytes of a buffer whose high mark is a hundred. */
beforeEach(() => {
  waiting = 0;
  sent = [];
  outbox = createLinkOutbox({
    transport: {
      send({type}) {
        waiting += BYTES;
        sent.push(type);
      },
      buffered: () => waiting,
    },
    highWaterMark: 100,
    onSend: () => void sent.push(`${waiting} waiting`),
  });
});

describe('the outbox of a link', () => {
  test.each<[number, ReturnType<LinkOutbox['send']>, number]>([
    [0, 'room', 10],
    [89, 'room', 99],
    [90, 'full', 100],
    [199, 'full', 209],
    [200, 'stuck', 200],
  ])('with %i bytes waiting it answers %s', (before, answer, after) => {
    waiting = before;
    expect(outbox.send(HELLO)).toBe(answer);
    expect(waiting).toBe(after);
    expect(outbox.count()).toBe(answer === 'stuck' ? 0 : 1);
  });

  test('tells what goes out once it waits', () => {
    outbox.send(HELLO);
    expect(sent).toEqual(['typing', '10 waiting']);
  });

  test('stays full until half of the mark is left, and says once that there is room', () => {
    waiting = 90;
    outbox.send(HELLO);
    waiting = 60;
    expect(outbox.takeDrained()).toBe(false);
    expect(outbox.send(HELLO)).toBe('full');
    waiting = 51;
    expect(outbox.takeDrained()).toBe(false);
    waiting = 50;
    expect(outbox.takeDrained()).toBe(true);
    expect(outbox.takeDrained()).toBe(false);
    expect(outbox.send(HELLO)).toBe('room');
  });

  test('has nothing to say of room that was never missing', () => {
    outbox.send(HELLO);
    waiting = 0;
    expect(outbox.takeDrained()).toBe(false);
  });

  test('drops what is not worth a buffer', () => {
    waiting = 99;
    outbox.sendIfRoom({type: 'ping', nonce: 1});
    expect(sent).toEqual(['ping', '109 waiting']);
    waiting = 100;
    outbox.sendIfRoom({type: 'ping', nonce: 2});
    expect(outbox.count()).toBe(1);
    expect(waiting).toBe(100);
  });
});
