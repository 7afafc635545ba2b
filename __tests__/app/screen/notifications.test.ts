import {beforeEach, describe, expect, test} from '@jest/globals';
import {
  createNotifier,
  isQuiet,
  type Notification,
  type Notifier,
  notificationSequence,
} from '../../../src/app/screen/notifications.ts';
import {createSystemNotifier} from '../../../src/app/screen/system-notifier.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {defaultSettings, type Settings} from '../../../src/lib/settings.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {project} from '../../../src/store/project.ts';
import {type AppStore, createAppStore} from '../../../src/store/store.ts';
import {
  BOB_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const bob = peer(BOB_KEY, 'bob');
let store: AppStore;
let clock: ManualClock;
let isAway: boolean;
let isLocked: boolean;
let told: (Notification | 'bell' | string)[];
let notifier: Notifier;

function start(settings: Partial<Settings> = {}, muted = false): void {
  store = createAppStore();
  clock = manualClock(TEN_O_CLOCK);
  told = [];
  isAway = true;
  isLocked = false;
  const ready: CoreEvent = {
    type: 'ready',
    snapshot: snapshot({
      ...{peers: [bob], conversations: [conversation(WITH_BOB, {muted})]},
      settings: {...defaultSettings, ...settings},
    }),
  };
  store.change(state => project(state, [ready], clock.now()));
  notifier = createNotifier({
    ...{store, clock, isAway: () => isAway, hidesText: () => isLocked},
    bell: () => told.push('bell'),
    toTerminal: (form, notification) => told.push(form, notification),
    toSystem: notification => told.push(notification),
  });
}

const said = (text: string): CoreEvent => ({
  type: 'entries-added',
  conversation: WITH_BOB,
  entries: [entry(1, text)],
});

beforeEach(() => start());

describe('a notification', () => {
  test('rings when something comes in and nobody looks, once in five seconds', () => {
    notifier.hear([said('one'), said('two')]);
    notifier.hear([said('three')]);
    expect(told).toEqual(['bell']);
    clock.advance(4999);
    expect(told).toEqual(['bell']);
    clock.advance(1);
    expect(told).toEqual(['bell', 'bell']);
    clock.advance(60_000);
    expect(told).toEqual(['bell', 'bell']);
  });

  test('does not come while somebody looks, nor after they came back', () => {
    isAway = false;
    notifier.hear([said('one')]);
    isAway = true;
    notifier.hear([said('two'), said('three')]);
    isAway = false;
    clock.advance(10_000);
    expect(told).toEqual(['bell']);
  });

  test('does not come for what is our own, read, or about presence', () => {
    notifier.hear([
      {type: 'entries-added', conversation: WITH_BOB, entries: [ownEntry(1, 'mine')]},
      {type: 'peer-online', peer: bob},
      {type: 'entries-changed', changes: [], conversation: WITH_BOB, entries: [entry(1)]},
    ]);
    expect(told).toEqual([]);
  });

  test('does not come from a muted conversation', () => {
    start({}, true);
    notifier.hear([said('psst')]);
    expect(told).toEqual([]);
  });

  test('does not come in quiet hours, nor where it is off', () => {
    start({quiet: '09:30-10:30'});
    notifier.hear([said('psst')]);
    start({notify: 'off'});
    notifier.hear([said('psst')]);
    expect(told).toEqual([]);
  });

  test('tells who and what, to the terminal or the desktop', () => {
    start({notify: 'osc9'});
    notifier.hear([said('lunch?\nnow')]);
    expect(told).toEqual(['osc9', {title: 'natter: bob', body: 'lunch? now'}]);
    start({notify: 'system'});
    const two = {type: 'entries-added', conversation: WITH_BOB, entries: [entry(1), entry(2)]} as const;
    notifier.hear([two]);
    expect(told).toEqual([{title: 'natter: bob', body: '2 messages'}]);
  });

  test('tells of requests and alarms', () => {
    start({notify: 'system'});
    notifier.hear([{type: 'request-received', peer: bob}]);
    clock.advance(5000);
    notifier.hear([{type: 'key-alarm', peer: bob, contact: bob, why: 'name'}]);
    expect(told).toEqual([
      {title: 'natter', body: 'bob wants to talk to you'},
      {title: 'natter', body: 'Key warning: bob has a different key'},
    ]);
  });

  test('tells nothing of it while the screen is locked', () => {
    start({notify: 'system'});
    isLocked = true;
    notifier.hear([said('secret')]);
    expect(told).toEqual([{title: 'natter', body: 'Something new'}]);
  });
});

describe('quiet hours', () => {
  const at = (hour: number, minute: number) => new Date(2025, 2, 4, hour, minute).getTime();

  test.each([
    ['22:00-07:00', 21, 59, false],
    ['22:00-07:00', 22, 0, true],
    ['22:00-07:00', 6, 59, true],
    ['22:00-07:00', 7, 0, false],
    ['12:00-13:30', 13, 29, true],
    ['12:00-13:30', 13, 30, false],
    ['12:00-12:00', 12, 0, false],
    ['off', 3, 0, false],
  ])('%s at %i:%i: %s', (hours, hour, minute, expected) => {
    expect(isQuiet(hours, at(hour, minute))).toBe(expected);
  });
});

describe('sequences', () => {
  const notification = {title: safeText('natter: 4;1;50'), body: safeText('a;b \x1b]0;evil\x07 c')};

  test('keep what strangers write in its field, and never end early', () => {
    expect(notificationSequence('osc9', notification)).toBe('\x1b]9;natter: 4;1;50: a;b ␛]0;evil␇ c\x07');
    expect(notificationSequence('osc777', notification)).toBe(
      '\x1b]777;notify;natter: 4,1,50;a;b ␛]0;evil␇ c\x07',
    );
  });
});

describe('the notifier of the system', () => {
  const notification = {title: safeText('natter: $(reboot)'), body: safeText('<b>"; rm -rf ~ & \'')};

  /** Shows two notifications; `happens` tells what becomes of the program, as Node does. */
  function run(
    platform: NodeJS.Platform,
    happens: readonly (readonly [event: string, ...facts: unknown[]])[] = [],
  ) {
    const spawned: unknown[][] = [];
    const instead: string[] = [];
    const failures: string[] = [];
    const listeners = new Map<string, (...facts: unknown[]) => void>();
    const spawn = (...call: unknown[]) => {
      spawned.push(call);
      return {
        on(event: string, listener: (...facts: unknown[]) => void) {
          listeners.set(event, listener);
        },
        unref() {},
      };
    };
    const notify = createSystemNotifier({
      platform,
      spawn: spawn as never,
      failed: ({code, message}) => void failures.push(`${code} ${message}`),
      instead: () => void instead.push('bell'),
    });
    for (let count = 0; count < 2; count++) {
      notify(notification);
      for (const [event, ...facts] of happens) {
        listeners.get(event)?.(...facts);
      }
    }
    return {spawned, instead, failures};
  }

  test('that shows it leaves the bell alone', () => {
    expect(run('linux', [['exit', 0, null]])).toMatchObject({instead: [], failures: []});
  });

  test('gets the text as arguments, without a shell', () => {
    expect(run('linux').spawned[0]).toEqual([
      'notify-send',
      ['--app-name=natter', '--', 'natter: $(reboot)', '&lt;b&gt;"; rm -rf ~ &amp; \''],
      {stdio: 'ignore', shell: false, timeout: 10_000},
    ]);
    expect(run('darwin').spawned[0]?.slice(0, 2)).toEqual([
      'osascript',
      [
        ...['-e', 'on run argv'],
        ...['-e', 'display notification (item 2 of argv) with title (item 1 of argv)'],
        ...['-e', 'end run', 'natter: $(reboot)', '<b>"; rm -rf ~ & \''],
      ],
    ]);
    const [program, args, {env, shell}] = run('win32').spawned[0] as unknown as [
      string,
      readonly string[],
      {readonly env: NodeJS.ProcessEnv; readonly shell: boolean},
    ];
    expect([program, shell, env['NATTER_TITLE'], env['NATTER_BODY']]).toEqual([
      ...['powershell.exe', false, 'natter: $(reboot)', '<b>"; rm -rf ~ & \''],
    ]);
    expect(args.join(' ')).not.toContain('reboot');
  });

  test.each([
    ['linux', 'notify-send could not be started.', [['error', new Error('ENOENT')]]],
    [
      'linux',
      'notify-send could not be started.',
      [
        ['error', new Error('ENOENT')],
        ['exit', -2, null],
      ],
    ],
    ['linux', 'notify-send did not show it: exit code 1.', [['exit', 1, null]]],
    ['linux', 'notify-send did not show it: it took too long.', [['exit', null, 'SIGTERM']]],
    ['aix', 'natter knows no notifier for this system.', []],
  ] as const)(
    'on %s, where there is none, the bell rings and it is said once: %s',
    (platform, why, happens) => {
      const {instead, failures} = run(platform, happens);
      expect(instead).toEqual(['bell', 'bell']);
      expect(failures).toEqual([
        `NOTIFIER_FAILED ${why} The bell rings instead; /notify chooses another way.`,
      ]);
    },
  );
});
