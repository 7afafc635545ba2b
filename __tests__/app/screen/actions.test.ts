import {describe, expect, test} from '@jest/globals';
import type {Entered} from '../../../components/base/actions.ts';
import {createBar} from '../../../components/input/input-line.ts';
import {createActions} from '../../../src/app/screen/actions.ts';
import {followDrafts} from '../../../src/app/screen/drafts.ts';
import {createHeldDeletions} from '../../../src/client/held-deletions.ts';
import type {Action, Core, Draft, Query} from '../../../src/core/api/api.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {createHistory} from '../../../src/store/history.ts';
import {project} from '../../../src/store/project.ts';
import {createSearch} from '../../../src/store/search.ts';
import {createAppStore} from '../../../src/store/store.ts';
import {conversation, ownEntry, snapshot, TEN_O_CLOCK, WITH_BOB, WITH_CAROL} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** Actions over a core that answers when it is told to; what it was asked is recorded. */
function setUp(
  answer: (action: Action) => Promise<unknown> = () => Promise.resolve(ownEntry(1, 'x')),
  saved: readonly Draft[] = [],
) {
  const performed: Action[] = [];
  const started = Promise.withResolvers<Core>();
  const core = {
    perform(action: Action) {
      performed.push(action);
      return answer(action);
    },
    query: ({type}: Query) => Promise.resolve(type === 'drafts' ? saved : {entries: [], more: false}),
  } as unknown as Core;
  const store = createAppStore();
  const bar = createBar({
    width: () => 80,
    complete: () => ({from: 0, to: 0, candidates: []}),
    hasShortcodes: () => true,
  });
  const failed = (error: unknown) => {
    throw error;
  };
  const history = createHistory({core: started.promise, store, flush: () => {}, failed});
  const nothing = () => {};
  const clock = manualClock(TEN_O_CLOCK);
  let sending: Promise<unknown> = Promise.resolve();
  const actions = createActions({
    ...{core: started.promise, store, history, bar},
    clock,
    sent(answered) {
      sending = answered;
    },
    flush() {},
    copy: nothing,
    openLink() {},
    editOutside: text => Promise.resolve(text),
    deletions: createHeldDeletions({
      clock,
      remove: ({conversation: where, id}) => core.perform({type: 'delete', conversation: where, entry: id}),
    }),
    search: createSearch({core: started.promise, store, failed}),
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
      checkTheme,
      edit: nothing,
      askToDelete: nothing,
      keys: () => [],
      askSecret: () => Promise.resolve(null),
      lock: nothing,
    },
    askForParts: nothing,
    answered: nothing,
    redraw: nothing,
    suspend: nothing,
    quit: nothing,
  });
  const drafts = followDrafts({
    ...{core: started.promise, store, bar, clock},
    isEditing: () => false,
    sending: () => sending,
    screen: 'here',
  });
  return {performed, drafts, clock, store, bar, actions, start: () => started.resolve(core)};
}

function checkTheme(name: string): void {
  if (name === 'broken') {
    throw new NatterError('SETTING_INVALID', 'broken is broken.');
  }
}

/** Nobody presses a key. */
const entered: Entered = {mayOpen: () => true, asks() {}};

const refusal = new NatterError('MESSAGE_TOO_LONG', 'Too long.');

describe('a deletion', () => {
  test('is told with the way to undo it, and made when that is over', async () => {
    const {performed, store, actions, clock, start} = setUp();
    start();
    actions.remove(ownEntry(1, 'x'));
    expect(store.getState().answer?.text).toBe('Deleted. /undo undoes it for five seconds.');
    clock.advance(4999);
    expect(performed).toEqual([]);
    clock.advance(1);
    expect(performed).toEqual([{type: 'delete', conversation: WITH_BOB, entry: ownEntry(1, 'x').id}]);
    expect(store.getState().answer).toBeNull();
  });

  test('that is undone is never made', async () => {
    const {performed, store, actions, clock, start} = setUp();
    start();
    actions.remove(ownEntry(1, 'x'));
    await actions.submit('/undo', entered);
    expect(store.getState().answer?.text).toBe('The message stays.');
    expect(actions.undoRemoval()).toBe(false);
    await actions.submit('/undo', entered);
    expect(store.getState().answer?.text).toBe('There is no deletion to undo.');
    clock.advance(60_000);
    expect(performed).toEqual([]);
  });
});

describe('a line that was entered', () => {
  test('waits for the core, and goes to the conversation that was open then', async () => {
    const {performed, actions, start} = setUp();
    actions.open(WITH_BOB);
    void actions.submit('hello', entered);
    actions.open(WITH_CAROL);
    expect(performed).toEqual([]);
    start();
    await settled();
    const said = {type: 'say', conversation: WITH_BOB, kind: 'text', text: 'hello'};
    expect(performed).toEqual([{...said, lifetime: null}]);
  });

  test('is to live as long as the screen says in this moment', async () => {
    const {store, performed, actions, start} = setUp();
    start();
    actions.open(WITH_BOB);
    const view = (expiry: number | null) =>
      store.change(state =>
        project(
          state,
          [{type: 'conversation-changed', conversation: conversation(WITH_BOB, {expiry})}],
          TEN_O_CLOCK,
        ),
      );
    view(60);
    void actions.submit('hello', entered);
    view(5); // it came while the line was on its way
    await settled();
    expect(performed).toMatchObject([{type: 'say', text: 'hello', lifetime: 60}]);
  });

  test('is put back when it was refused', async () => {
    const {store, bar, actions, start} = setUp(() => Promise.reject(refusal));
    start();
    actions.open(WITH_BOB);
    void actions.submit('far too long', entered);
    await settled();
    expect(bar.getState().editor).toMatchObject({text: 'far too long', cursor: 12});
    expect(store.getState().answer?.text ?? null).toBe('Too long.');
    expect(store.getState().notices.get(WITH_BOB)).toBeUndefined(); // only the log of natter keeps it
    expect(store.getState().notices.get('')?.at(-1)).toMatchObject({kind: 'error', text: 'Too long.'});
  });

  test('never lands in the bar of another conversation', async () => {
    const {bar, actions, start} = setUp(() => Promise.reject(refusal));
    actions.open(WITH_BOB);
    void actions.submit('for bob only', entered);
    actions.open(WITH_CAROL);
    start();
    await settled();
    expect(bar.getState().editor.text).toBe('');
    actions.open(WITH_BOB);
    expect(bar.getState().editor.text).toBe('for bob only');
  });

  test('does not cover what was typed meanwhile', async () => {
    const {bar, actions, start} = setUp(() => Promise.reject(refusal));
    start();
    actions.open(WITH_BOB);
    void actions.submit('refused', entered);
    bar.insert('next');
    await settled();
    expect(bar.getState().editor.text).toBe('next');
  });

  test('a command that cannot be done stays in the bar; what is typed next replaces it', async () => {
    const {bar, actions, start} = setUp();
    start();
    bar.insert('/nonsense');
    void actions.submit(bar.take(), entered);
    await settled();
    expect(bar.getState()).toMatchObject({editor: {text: '/nonsense', cursor: 9}, refused: true});
    bar.insert('h');
    expect(bar.getState()).toMatchObject({editor: {text: 'h'}, refused: false});
  });

  test('of nothing but spaces does nothing', async () => {
    const {performed, store, actions, start} = setUp();
    start();
    void actions.submit('   ', entered);
    await settled();
    expect([performed, store.getState().answer]).toEqual([[], null]);
  });
});

describe('drafts', () => {
  test('stay with their conversation', () => {
    const {bar, actions} = setUp();
    actions.open(WITH_BOB);
    bar.insert('to bob');
    actions.open(WITH_CAROL);
    expect(bar.getState().editor.text).toBe('');
    bar.insert('to carol');
    actions.open(WITH_BOB);
    expect(bar.getState().editor).toMatchObject({text: 'to bob', cursor: 6});
    actions.open(WITH_CAROL);
    expect(bar.getState().editor.text).toBe('to carol');
  });

  test('what is typed on the start page goes on in the conversation that opens', () => {
    const {bar, actions} = setUp();
    bar.insert('hello');
    actions.open(WITH_BOB);
    expect(bar.getState().editor.text).toBe('hello');
  });
});

test('what is composed tells whether it was sent, and says why not', async () => {
  const {actions, bar, store, start} = setUp(({type}) =>
    type === 'edit' ? Promise.reject(refusal) : Promise.resolve(null),
  );
  start();
  actions.open(WITH_BOB);
  const composing = {entry: ownEntry(1, 'x'), before: ''};
  expect(await actions.compose({kind: 'edit', ...composing}, 'y')).toBe(false);
  expect(store.getState().answer?.text ?? null).toBe('Too long.');
  expect(bar.getState().editor.text).toBe('');
  expect(await actions.compose({kind: 'reply', ...composing}, 'y')).toBe(true);
});

test('a name that is refused says why, one that is taken says nothing', async () => {
  const {actions, start} = setUp(action =>
    action.type === 'rename' && action.name === 'x'
      ? Promise.reject(new NatterError('NAME_INVALID', 'Too short.'))
      : Promise.resolve(null),
  );
  start();
  expect(await actions.rename('x')).toBe('Too short.');
  expect(await actions.rename('Ann')).toBeNull();
});

test('a theme that cannot be shown is not chosen on the page of settings either', async () => {
  const {performed, actions, start} = setUp(() => Promise.resolve(null));
  start();
  expect(await actions.set('theme', 'broken')).toBe('broken is broken.');
  expect(performed).toEqual([]);
  expect(await actions.set('theme', 'dark')).toBeNull();
  expect(await actions.set('notify', 'broken')).toBeNull();
  expect(performed).toMatchObject([{key: 'theme', value: 'dark'}, {key: 'notify'}]);
});

test('an invite has its page, or is told in words where its user went on to something else', async () => {
  const made = {id: 'kqmz', kind: 'link', text: 'natter:abc', uses: 1, created: 0, expires: 86_400_000};
  const {actions, start, store} = setUp(() => Promise.resolve(made));
  const told = () =>
    store
      .getState()
      .notices.get('')
      ?.map(({text}) => text) ?? [];
  start();
  await actions.submit('/invite', entered);
  expect(told()).toEqual([]);
  await actions.submit('/invite', {...entered, mayOpen: () => false});
  expect(told()).toEqual([
    expect.stringMatching(/^Invite kqmz, for one person, 1 day.*\nnatter:abc$/),
    expect.stringMatching(/^Invite kqmz, .* … \/natter shows all of it\.$/),
  ]);
});

test('an error leaves the status bar after a while, unless it is another one', async () => {
  const refuse = async (action: Action) => {
    if (action.type === 'say') {
      throw new NatterError('MESSAGE_TOO_LONG', `Too long, ${action.text}.`);
    }
  };
  const {actions, store, clock, start} = setUp(refuse);
  start();
  actions.open(WITH_BOB);
  void actions.submit('one', entered);
  await settled();
  clock.advance(15_000 - 1);
  expect(store.getState().answer?.text ?? null).toBe('Too long, one.');
  void actions.submit('two', entered);
  await settled();
  clock.advance(1);
  expect(store.getState().answer?.text ?? null).toBe('Too long, two.');
  clock.advance(15_000);
  expect(store.getState().answer?.text ?? null).toBeNull();
});

describe('drafts in the database', () => {
  const kept = (performed: readonly Action[]) => performed.filter(({type}) => type === 'keep-draft');

  test('are kept when their writer pauses, removed when they are sent', async () => {
    const {performed, clock, bar, actions, start} = setUp();
    start();
    actions.open(WITH_BOB);
    bar.insert('hel');
    bar.insert('lo');
    clock.advance(999);
    await settled();
    expect(kept(performed)).toEqual([]);
    clock.advance(1);
    await settled();
    expect(kept(performed)).toEqual([
      {type: 'keep-draft', conversation: WITH_BOB, text: 'hello', screen: 'here'},
    ]);
    bar.take();
    await settled();
    expect(kept(performed)[1]).toEqual({
      type: 'keep-draft',
      conversation: WITH_BOB,
      text: '',
      screen: 'here',
    });
  });

  test('go only once the message is stored, so that a kill loses neither', async () => {
    const said = Promise.withResolvers<unknown>();
    const {performed, clock, bar, actions, start} = setUp(({type}) =>
      type === 'say' ? said.promise : Promise.resolve(null),
    );
    start();
    actions.open(WITH_BOB);
    bar.insert('hello');
    clock.advance(1000);
    bar.insert('!');
    void actions.submit(bar.take(), entered);
    await settled();
    clock.advance(1000);
    actions.open(WITH_CAROL);
    await settled();
    expect(performed.map(({type}) => type)).toEqual(['keep-draft', 'say']);
    said.resolve(ownEntry(1, 'hello'));
    await settled();
    expect(performed.slice(2)).toEqual([
      {type: 'keep-draft', conversation: WITH_BOB, text: '', screen: 'here'},
    ]);
  });

  test('stay where the message was refused', async () => {
    const {performed, drafts, clock, bar, actions, start} = setUp(({type}) =>
      type === 'say' ? Promise.reject(refusal) : Promise.resolve(null),
    );
    start();
    actions.open(WITH_BOB);
    bar.insert('hello');
    clock.advance(1000);
    void actions.submit(bar.take(), entered);
    await settled();
    await drafts.close();
    expect(kept(performed)).toEqual([
      {type: 'keep-draft', conversation: WITH_BOB, text: 'hello', screen: 'here'},
    ]);
  });

  test('that could not be stored are stored when there is the next occasion', async () => {
    let isFull = true;
    const {performed, drafts, clock, bar, actions, start} = setUp(() =>
      isFull ? Promise.reject(new NatterError('DISK_FULL', 'Full.')) : Promise.resolve(null),
    );
    start();
    actions.open(WITH_BOB);
    bar.insert('hello');
    clock.advance(1000);
    await settled();
    isFull = false;
    await drafts.close();
    const draft = {type: 'keep-draft', conversation: WITH_BOB, text: 'hello', screen: 'here'};
    expect(kept(performed)).toEqual([draft, draft]);
  });

  test('are kept when another conversation is opened, and at the end', async () => {
    const {performed, drafts, bar, actions, start} = setUp();
    start();
    actions.open(WITH_BOB);
    bar.insert('to bob');
    actions.open(WITH_CAROL);
    bar.insert('to carol');
    await drafts.close();
    expect(kept(performed)).toEqual([
      {type: 'keep-draft', conversation: WITH_BOB, text: 'to bob', screen: 'here'},
      {type: 'keep-draft', conversation: WITH_CAROL, text: 'to carol', screen: 'here'},
    ]);
  });

  test('come back with their conversation', async () => {
    const {drafts, bar, actions, start} = setUp(undefined, [
      {conversation: WITH_BOB, text: 'from yesterday'},
    ]);
    start();
    await drafts.load();
    actions.open(WITH_CAROL);
    expect(bar.getState().editor.text).toBe('');
    actions.open(WITH_BOB);
    expect(bar.getState().editor.text).toBe('from yesterday');
  });

  const typedAt = (screen: string, text: string, log = WITH_BOB) =>
    [{type: 'draft-changed', conversation: log, text, screen}] as const;

  test('follow what is typed at another screen', async () => {
    const {drafts, bar, actions, store, performed, start} = setUp();
    start();
    await drafts.load();
    actions.open(WITH_BOB);
    drafts.hear(typedAt('there', 'hel'));
    drafts.hear(typedAt('there', 'hello'));
    drafts.hear(typedAt('there', 'to carol', WITH_CAROL));
    expect(bar.getState().editor.text).toBe('hello');
    actions.open(WITH_CAROL);
    expect(bar.getState().editor.text).toBe('to carol');
    drafts.hear(typedAt('there', '')); // it was sent there
    expect(store.getState().drafts.has(WITH_BOB)).toBe(false);
    await settled();
    expect(kept(performed)).toEqual([]);
  });

  test('do not go into a bar that is typed in, nor back into the one that they came from', async () => {
    const {drafts, bar, actions, clock, performed, start} = setUp();
    start();
    await drafts.load();
    actions.open(WITH_BOB);
    bar.insert('mine');
    drafts.hear(typedAt('there', 'theirs'));
    expect(bar.getState().editor.text).toBe('mine');
    clock.advance(1000);
    await settled();
    expect(kept(performed)).toMatchObject([{text: 'mine'}]);
    bar.insert('!');
    drafts.hear(typedAt('here', 'mine'));
    expect(bar.getState().editor.text).toBe('mine!');
  });

  test('are what the core has, after events were left out', async () => {
    const saved = [{conversation: WITH_BOB, text: 'before'}];
    const {drafts, bar, actions, start} = setUp(undefined, saved);
    start();
    await drafts.load();
    actions.open(WITH_BOB);
    saved.splice(0, 1, {conversation: WITH_CAROL, text: 'meanwhile'});
    drafts.hear([{type: 'ready', snapshot: snapshot()}]);
    await settled();
    expect(bar.getState().editor.text).toBe('');
    actions.open(WITH_CAROL);
    expect(bar.getState().editor.text).toBe('meanwhile');
  });
});
