import {beforeEach, describe, expect, test} from '@jest/globals';
import {createLinkListener, type LinkListener} from '../../../src/net/link/link-listener.ts';

let told: string[];
let faults: unknown[];
let listener: LinkListener;

beforeEach(() => {
  told = [];
  faults = [];
  listener = createLinkListener(error => void faults.push(error));
});

/** Listens; a name that is said throws. */
function attach(sayings: {readonly onTyping?: () => void} = {}): void {
  listener.attach({
    frame: () => void told.push('frame'),
    message(message) {
      told.push(message.type);
      if (message.type === 'typing') {
        sayings.onTyping?.();
      }
    },
    drained: () => void told.push('drained'),
    ended: end => void told.push(`ended: ${end.type}`),
  });
}

function typing(active = true): void {
  listener.deliver({type: 'typing', active});
}

function rename(): void {
  listener.deliver({type: 'rename', name: 'a'});
}

describe('a listener of a link', () => {
  test('hears in its order what came before it was there, frames first', () => {
    listener.onFrame();
    listener.countMessage();
    rename();
    listener.countMessage();
    typing();
    expect(listener.isListening()).toBe(false);
    attach();
    expect(told).toEqual(['frame', 'frame', 'rename', 'typing']);
    expect(listener.isListening()).toBe(true);
  });

  test('hears nothing twice', () => {
    rename();
    listener.onFrame();
    attach();
    attach();
    expect(told).toEqual(['frame', 'rename']);
  });

  test.each<[string, number, number]>([
    ['a frame without a message', 0, 1],
    ['a frame with one', 1, 1],
    ['a frame with three: two more', 3, 3],
  ])('counts %s', (_, messages, frames) => {
    attach();
    listener.onFrame();
    for (let index = 0; index < messages; index++) {
      listener.countMessage();
    }
    expect(told).toEqual(new Array(frames).fill('frame'));
  });

  test('hears the end, and nothing after it', () => {
    attach();
    listener.end({type: 'lost', detail: ''});
    rename();
    listener.onFrame();
    listener.onDrained();
    expect(told).toEqual(['ended: lost']);
    expect([listener.isEnded(), listener.isListening()]).toEqual([true, false]);
  });

  test('that comes after the end hears what the peer said before, and the end last', () => {
    rename();
    listener.onFrame();
    listener.end({type: 'lost', detail: ''});
    attach();
    expect(told).toEqual(['rename', 'ended: lost']);
  });

  test.each([
    {type: 'closed', reason: 'quit'},
    {type: 'protocol', detail: ''},
  ] as const)('hears nothing that came before an end of ours: $type', end => {
    rename();
    listener.end(end);
    attach();
    expect(told).toEqual([`ended: ${end.type}`]);
  });

  test('that closes while it hears what was kept hears no more of it, and the end once', () => {
    typing();
    rename();
    attach({onTyping: () => listener.end({type: 'closed', reason: 'quit'})});
    expect(told).toEqual(['typing', 'ended: closed']);
  });

  test('that loses the link while it hears what was kept hears the rest of it', () => {
    typing();
    rename();
    attach({onTyping: () => listener.end({type: 'lost', detail: ''})});
    expect(told).toEqual(['typing', 'ended: lost', 'rename']);
  });

  test('may do without frames', () => {
    listener.attach({message: () => told.push('message'), drained() {}, ended() {}});
    listener.onFrame();
    rename();
    expect([told, faults]).toEqual([['message'], []]);
  });

  test('is told of room only while it listens', () => {
    listener.onDrained();
    attach();
    expect(told).toEqual([]);
    listener.onDrained();
    expect(told).toEqual(['drained']);
  });

  test('that throws is no fault of whoever called', () => {
    const error = new Error('a mistake of ours');
    attach({
      onTyping() {
        throw error;
      },
    });
    typing();
    rename();
    expect(faults).toEqual([error]);
    expect(told).toEqual(['typing', 'rename']);
  });
});
