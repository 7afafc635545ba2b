import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {createScreenModel, type ScreenModel} from '../../../components/app/model.ts';
import {CONFIRM} from '../../../components/dialogs/confirm.ts';
import {createActions} from '../../../src/app/screen/actions.ts';
import {followDrafts} from '../../../src/app/screen/drafts.ts';
import type {Action, Core, PeerView} from '../../../src/core/api/api.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {MAX_BODY_BYTES} from '../../../src/lib/limits.ts';
import {createEventFeed} from '../../../src/store/feed.ts';
import {createHistory} from '../../../src/store/history.ts';
import {createSearch} from '../../../src/store/search.ts';
import {createAppStore} from '../../../src/store/store.ts';
import {conversation, ownEntry, peer, snapshot, TEN_O_CLOCK} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';
import {bareTheme} from '../../support/screen.tsx';

const NAMES = ['ann', 'ben', 'cleo'] as const;
type Name = (typeof NAMES)[number];
const keyOf = (name: string) => peerKey(name.charCodeAt(0).toString(16).repeat(32));
const nameOf = (key: string) => NAMES.find(name => keyOf(name) === key) ?? key;
const people = NAMES.map(name => peer(keyOf(name), name, {presence: 'online'}));

/** The screen without its terminal over a core that answers when it is let. */
function setUp({requests = []}: {readonly requests?: readonly string[]} = {}) {
  const said: string[] = [];
  const waiting: (() => void)[] = [];
  const clock = manualClock(TEN_O_CLOCK);
  const core = {
    perform(action: Action) {
      if (action.type === 'say') {
        if (action.text.length > MAX_BODY_BYTES) {
          return Promise.reject(new NatterError('MESSAGE_TOO_LONG', 'Too long.'));
        }
        said.push(`${nameOf(action.conversation)}: ${action.text}`);
        return Promise.resolve(ownEntry(1, action.text));
      }
      return new Promise((resolve, reject) => {
        waiting.push(() => {
          try {
            const answered = answer(action);
            if (action.type === 'accept' && answered !== null) {
              feed.push([{type: 'peer-changed', peer: answered}]);
            }
            resolve(answered);
          } catch (error) {
            reject(error);
          }
        });
      });
    },
    query: () => Promise.resolve({entries: [], more: false}),
  } as unknown as Core;
  const store = createAppStore();
  const feed = createEventFeed(store, clock);
  const failed = (error: unknown) => {
    throw error;
  };
  let sending: Promise<unknown> = Promise.resolve();
  const nothing = () => {};
  const model: ScreenModel = createScreenModel({
    ...{store, clock, theme: bareTheme},
    actions: bar =>
      createActions({
        core: Promise.resolve(core),
        ...{store, clock, bar},
        history: createHistory({core: Promise.resolve(core), store, flush: nothing, failed}),
        search: createSearch({core: Promise.resolve(core), store, failed}),
        flush: feed.flush,
        sent(answered) {
          sending = answered;
        },
        copy: nothing,
        openLink() {},
        editOutside: text => Promise.resolve(text),
        deletions: {hold: nothing, undo: () => null},
        pages: {
          search: nothing,
          showInvite: nothing,
          showMembers: nothing,
          showReport: nothing,
          checkTerminal: () => [],
          openSettings: nothing,
          openThemes: nothing,
          openHelp: nothing,
          openCopyView: nothing,
          openOwnLog: nothing,
          confirm: () => Promise.resolve(true),
          showSafetyCode: nothing,
          checkTheme: nothing,
          edit: nothing,
          askToDelete: nothing,
          keys: () => [],
          askSecret: () => Promise.resolve(null),
          lock: nothing,
        },
        askForParts: overLong => model.askForParts(overLong),
        answered: nothing,
        redraw: nothing,
        suspend: nothing,
        quit: nothing,
      }),
  });
  followDrafts({
    core: Promise.resolve(core),
    ...{store, clock, bar: model.bar},
    isEditing: () => false,
    sending: () => sending,
    screen: 'here',
  });
  const peers = people.map(
    known => ({...known, relation: requests.includes(known.name) ? 'request' : known.relation}) as PeerView,
  );
  const snapshotOfAll = snapshot({
    peers,
    conversations: people.map(({key}) => conversation(directWith(key))),
  });
  feed.push([{type: 'ready', snapshot: snapshotOfAll}]);

  return {
    model,
    store,
    said,
    clock,
    open: () => (store.getState().open === null ? null : nameOf(store.getState().open ?? '')),
    bar: () => model.bar.getState().editor.text,
    /** Lets the core answer what it was asked, and what it is asked then. */
    async answer() {
      for (let quiet = 0; quiet < 3; quiet += 1) {
        await settled();
        for (const next of waiting.splice(0)) {
          next();
          quiet = 0;
        }
      }
    },
    type(text: string) {
      for (const piece of text.match(/\r|[^\r]+/g) ?? []) {
        model.press(piece === '\r' ? {name: 'enter'} : {text: piece});
      }
    },
  };
}

function answer(action: Action): PeerView | null {
  switch (action.type) {
    case 'resolve':
    case 'accept': {
      const found = people.find(({name, key}) => [name, key].some(known => known === action.who));
      if (found === undefined) {
        throw new NatterError('WHO_UNKNOWN', 'Nobody is called that.');
      }
      return found;
    }
    case 'connect':
      return people[action.address.port - 1] ?? null;
    default:
      return null;
  }
}

describe('text behind a command goes where the command led', () => {
  const openings: readonly (readonly [line: string, to: Name])[] = [
    ['/query ben', 'ben'],
    ['/q ben', 'ben'],
    ['/accept cleo', 'cleo'],
    ['/connect 127.0.0.1:2', 'ben'],
  ];
  for (const [line, to] of openings) {
    test(line, async () => {
      const screen = setUp();
      screen.model.actions.open(directWith(keyOf('ann')));
      screen.type(`${line}\rsecret\r`);
      await screen.answer();
      expect([screen.said, screen.open(), screen.bar()]).toEqual([[`${to}: secret`], to, '']);
    });
  }

  test('also if that was a request: its page, whose letters are keys, is gone before the text comes', async () => {
    const screen = setUp({requests: ['cleo']});
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.type('/accept cleo\rdear cleo\r');
    await screen.answer();
    expect([screen.said, screen.open(), screen.bar()]).toEqual([['cleo: dear cleo'], 'cleo', '']);
  });

  test('a click behind it opens what stood under the mouse, wherever that stands then', async () => {
    const screen = setUp({requests: ['cleo']});
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.type('/accept cleo\r');
    screen.model.mouse({type: 'press', x: 3, y: 4}); // below Requests, cleo, Contacts, ann
    screen.type('hi\r');
    await screen.answer();
    expect([screen.said, screen.open()]).toEqual([['ben: hi'], 'ben']);
  });

  test('also text that is not entered yet', async () => {
    const screen = setUp();
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.type('/query ben\rhel');
    await screen.answer();
    screen.type('lo');
    expect([screen.open(), screen.bar()]).toEqual(['ben', 'hello']);
  });

  test('from the palette', async () => {
    const screen = setUp();
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.model.press({name: 'alt-x'});
    screen.type('cleo\rsecret\r');
    await screen.answer();
    expect(screen.said).toEqual(['cleo: secret']);
  });
});

describe('a text that is too long for one message', () => {
  const long = `//${'word '.repeat(4000).trim()}`;

  async function refused() {
    const screen = setUp();
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.model.paste(long);
    screen.type('\r');
    await screen.answer();
    return screen;
  }

  test('is offered in parts, and stays in the bar meanwhile', async () => {
    const screen = await refused();
    expect(screen.model.modes.stateOf(CONFIRM)?.text).toBe('This is too long for one message. Send it as 2?');
    expect([screen.said, screen.bar() === long]).toEqual([[], true]);
  });

  test('goes out in parts after a yes', async () => {
    const screen = await refused();
    screen.type('y');
    await screen.answer();
    expect(screen.said.map(line => line.length)).toEqual(['ann: '.length + 16_381, 'ann: '.length + 3_619]);
    expect(screen.said.map(line => line.slice('ann: '.length)).join('')).toBe(long.slice(1));
    expect(screen.bar()).toBe('');
  });

  test('stays after a no, and where another conversation is open by then', async () => {
    const screen = await refused();
    screen.type('n');
    await screen.answer();
    expect([screen.said, screen.bar() === long]).toEqual([[], true]);
    const other = await refused();
    other.model.actions.open(directWith(keyOf('ben')));
    other.type('y');
    await other.answer();
    expect(other.said).toEqual([]);
  });

  test('is not asked about by somebody who types on', async () => {
    const screen = setUp();
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.model.paste(long);
    screen.type('\rand yes');
    await screen.answer();
    expect([screen.model.modes.stateOf(CONFIRM), screen.said]).toEqual([null, []]);
  });
});

describe('a command that fails', () => {
  test('leaves what was typed behind it in the bar, whatever it was', async () => {
    for (const line of ['/query nobody', '/qeury ben', '/mute nobody']) {
      const screen = setUp();
      screen.model.actions.open(directWith(keyOf('ann')));
      screen.type(`${line}\rsecret\rmore\r`);
      await screen.answer();
      expect([screen.said, screen.open(), screen.bar()]).toEqual([[], 'ann', 'secret\nmore']);
      const {answer} = screen.store.getState();
      expect(answer?.text).toContain(`What you typed after ${line.split(' ')[0]} was not sent.`);
      expect(answer?.text).toMatch(/^(Nobody is called that|There is no command)/);
    }
  });

  test('and who was in the middle of a sentence sends it by two Enters in a row only', async () => {
    const screen = setUp();
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.type('/query nobody\rhel');
    await screen.answer();
    screen.type('lo\rthere\r');
    expect([screen.said, screen.bar()]).toEqual([[], 'hellothere']);
    screen.type('\r');
    await screen.answer();
    expect([screen.said, screen.bar()]).toEqual([['ann: hellothere'], '']);
    screen.type('next\r');
    await screen.answer();
    expect(screen.said).toEqual(['ann: hellothere', 'ann: next']);
  });

  test('stays in the bar if nothing was typed behind it, and gives way to what is typed then', async () => {
    const screen = setUp();
    screen.type('/query nobody\r');
    await screen.answer();
    expect(screen.bar()).toBe('/query nobody');
    screen.type('/query ben\r');
    await screen.answer();
    expect([screen.open(), screen.bar()]).toEqual(['ben', '']);
  });
});

describe('nothing but the user changes the open conversation while something is typed', () => {
  async function dialled(meanwhile: (screen: ReturnType<typeof setUp>) => void) {
    const screen = setUp();
    screen.model.actions.open(directWith(keyOf('ann')));
    screen.type('/connect 127.0.0.1:2\r');
    screen.clock.advance(5000);
    await settled();
    meanwhile(screen);
    await screen.answer();
    return screen;
  }

  test('a dial that took long offers its conversation', async () => {
    const screen = await dialled(({type}) => type('Ann, the '));
    screen.type('password\r');
    await screen.answer();
    expect([screen.said, screen.open()]).toEqual([['ann: Ann, the password'], 'ann']);
    expect(screen.store.getState().offered).toBe(keyOf('ben'));
    screen.type('\r');
    expect([screen.open(), screen.store.getState().offered]).toEqual(['ben', null]);
  });

  test('so it does while a message is chosen, a page is open, or anything was pressed at all', async () => {
    const meanwhile: readonly ((screen: ReturnType<typeof setUp>) => void)[] = [
      ({model}) => model.press({name: 'f2'}),
      ({model}) => model.press({name: 'f1'}),
      ({model}) => model.press({name: 'ctrl-g'}),
      ({model}) => model.press({name: 'up'}),
      ({type}) => type('to ann\r'),
    ];
    for (const press of meanwhile) {
      expect((await dialled(press)).open()).toBe('ann');
    }
  });

  test('whoever only waits is taken there', async () => {
    expect((await dialled(() => {})).open()).toBe('ben');
  });

  test('Esc declines the offer', async () => {
    const screen = await dialled(({type}) => type('x'));
    screen.type('\r');
    screen.model.press({name: 'escape'});
    screen.type('\r');
    expect([screen.open(), screen.store.getState().offered]).toEqual(['ann', null]);
  });
});

type Step = {
  readonly press?: string;
  readonly chord?: string;
  /** The row of the list that is clicked. */
  readonly click?: number;
  readonly opens?: Name;
  readonly by?: number;
  readonly text?: string;
};

test('every text of a burst goes to the conversation that was open when the line before it had ended', async () => {
  const step = fc.oneof(
    fc.constantFrom(...NAMES).map(name => ({press: `/query ${name}\r`, opens: name})),
    fc.constantFrom(...NAMES).map(name => ({press: `/accept ${name}\r`, opens: name})),
    fc.constantFrom(1, 2, 3).map(port => ({press: `/connect 127.0.0.1:${port}\r`, opens: NAMES[port - 1]})),
    fc.constantFrom(1, 2, 3).map(number => ({chord: `alt-${number}`, opens: NAMES[number - 1]})),
    fc.constantFrom('ctrl-n', 'ctrl-p').map(chord => ({chord, by: chord === 'ctrl-n' ? 1 : -1})),
    fc.constantFrom(1, 2, 3).map(row => ({click: row - 1, opens: NAMES[row - 1]})),
    fc.constant({press: '/mute\r'}),
    fc.constantFrom('one', 'two', '//three', 'four five').map(text => ({press: `${text}\r`, text})),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, {minLength: 1, maxLength: 12}),
      fc.array(fc.nat(80), {maxLength: 6}),
      async (steps, pauses) => {
        const screen = setUp();
        screen.model.actions.open(directWith(keyOf('ann')));
        const events = (steps as readonly Step[]).flatMap(({press = '', chord, click}) => [
          ...[...press].map(key => (key === '\r' ? {name: 'enter'} : {text: key})),
          ...(chord === undefined ? [] : [{name: chord}]),
          ...(click === undefined ? [] : [{click}]),
        ]);
        for (const [index, event] of events.entries()) {
          if ('click' in event) {
            screen.model.mouse({type: 'press', x: 3, y: event.click});
          } else {
            screen.model.press(event);
          }
          if (pauses.includes(index)) {
            await screen.answer();
          }
        }
        await screen.answer();
        let open: string = 'ann';
        const expected: string[] = [];
        for (const {opens, by = 0, text} of steps as readonly Step[]) {
          open = opens ?? NAMES[(NAMES.indexOf(open as Name) + by + NAMES.length) % NAMES.length] ?? open;
          if (text !== undefined) {
            expected.push(`${open}: ${text.replace('//', '/')}`);
          }
        }
        expect(screen.said).toEqual(expected);
      },
    ),
    {numRuns: 60},
  );
});
