import {expect, test} from '@jest/globals';
import {localTime} from '../../../src/commands/engine/describe.ts';
import {reachLines, whyLines, whyReport} from '../../../src/commands/engine/describe-why.ts';
import {reportText} from '../../../src/commands/engine/report.ts';
import type {Attempt, ReachView, RungView, WhyView} from '../../../src/core/api/api.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import {bob} from '../fake-core.ts';

const NOW = Date.UTC(2026, 5, 1, 14, 2);
const at = (minutes: number) => NOW + minutes * 60_000;
const time = (minutes: number) => localTime(at(minutes));

const reach: ReachView = {
  dht: {state: 'ready', nodes: 37, announcedAt: 3, host: null, nat: 'random'},
  lan: 'on',
  heard: [],
  clock: {contacts: 0, ahead: null, only: null},
  addresses: ['192.168.1.20:4242'],
};
const refused: Attempt = {
  rung: 'tcp',
  target: safeLine('84.10.3.7:4242'),
  at: at(-1),
  took: 12,
  result: 'DIAL_REFUSED',
  message: safeLine('Nothing is listening there. Check the port.'),
};
const rung = (more: Partial<RungView>): RungView => ({
  rung: 'tcp',
  target: null,
  provenance: null,
  isInUse: false,
  obstacle: null,
  last: null,
  next: null,
  ...more,
});
const why: WhyView = {
  peer: bob,
  path: null,
  since: null,
  isHeld: false,
  rungs: [
    rung({rung: 'lan', obstacle: 'no-beacon'}),
    rung({target: safeLine('84.10.3.7:4242'), last: refused}),
    rung({target: safeLine('[2001:db8::7]:4242')}),
    rung({rung: 'dht', obstacle: 'out-of-reach'}),
  ],
  attempts: [refused],
  next: at(10),
  clockAhead: 0,
};

test('somebody who is away: each way, what came of it, what to do, what comes next', () => {
  const blocked: ReachView = {...reach, dht: {...reach.dht, state: 'blocked'}};
  expect(whyLines(why, blocked, false).split('\n')).toEqual([
    `bob is offline. What you write waits. Next try: ${time(10)}.`,
    '  lan                      Not heard on this network in the last ten minutes: they are elsewhere, or the network keeps its guests apart.',
    `  tcp  84.10.3.7:4242      ${time(-1)}: Nothing is listening there. Check the port.`,
    '  tcp  [2001:db8::7]:4242  not tried yet',
    '  dht                      This network lets no UDP out, or no node is there. natter connects by addresses (TCP); another network may help.',
    'Last tries:',
    `  ${time(-1)}  tcp  Nothing is listening there. Check the port.`,
  ]);
});

test('somebody who is there: by which way, since when', () => {
  const online: WhyView = {
    ...why,
    ...{path: 'punched', since: at(0), attempts: [], next: null},
    rungs: [rung({rung: 'lan', obstacle: 'off'}), rung({rung: 'dht', isInUse: true})],
  };
  expect(whyLines(online, reach, false).split('\n')).toEqual([
    `bob is online directly, through the routers, since ${time(0)}.`,
    '  lan    Switched off. To use it: /set lan on.',
    '  dht    in use',
  ]);
});

test.each([
  [3_600_000 - 1, undefined],
  [
    -25 * 3_600_000,
    "The clock of bob is 25 hours behind yours. natter looks for them by both; whoever's is wrong should set it (date, time, time zone), since others may not find them.",
  ],
])('a clock that is ahead by %i ms', (clockAhead, words) => {
  const [, line] = whyLines({...why, clockAhead}, reach, false).split('\n');
  expect(line?.startsWith('The clock') === true ? line : undefined).toBe(words);
  expect(reportText(whyReport({...why, clockAhead}, reach)).includes('The clock of')).toBe(
    words !== undefined,
  );
});

test.each([
  [{isHeld: true}, /^bob is offline since one of you disconnected/],
  [{next: null}, /^bob is offline, and no next try is planned/],
  [{peer: {...bob, relation: 'declined'}}, /^bob is not one of your contacts/],
] as const)('what is so when %j', (more, words) => {
  expect(whyLines({...why, ...more}, reach, false)).toMatch(words);
});

test('of many tries the last five, and all of them for whoever asks', () => {
  const attempts = Array.from(
    {length: 50},
    (_, index): Attempt => ({
      ...refused,
      at: at(index),
      ...(index === 49 ? {result: 'linked', message: null} : {}),
    }),
  );
  const lines = whyLines({...why, rungs: [], attempts}, reach, false)
    .split('\n')
    .slice(2);
  expect(lines).toHaveLength(6);
  expect(lines[4]).toBe(`  ${time(49)}  tcp  worked, 12 ms`);
  expect(lines[5]).toBe('  … and 45 before that: /why <who> all');
  expect(whyLines({...why, rungs: [], attempts}, reach, true).split('\n')).toHaveLength(52);
});

test('the page has the same words, all tries with the newest first, and how to try now', () => {
  const attempts = [
    refused,
    {...refused, at: at(1), rung: 'dht' as const, target: null, result: 'linked' as const, message: null},
  ];
  expect(reportText(whyReport({...why, attempts}, reach)).split('\n')).toEqual([
    'The ways to bob',
    '',
    `    bob is offline. What you write waits. Next try: ${time(10)}.`,
    '',
    '  lan                      Not heard on this network in the last ten minutes: they are elsewhere, or the network keeps its guests apart.',
    `  tcp  84.10.3.7:4242      ${time(-1)}: Nothing is listening there. Check the port.`,
    '  tcp  [2001:db8::7]:4242  not tried yet',
    '  dht                      Announced: contacts find you wherever you are.',
    'Last tries:',
    `  ${time(1).slice(-5)}  dht: worked, 12 ms`,
    `  ${time(-1).slice(-5)}  tcp 84.10.3.7:4242: Nothing is listening there. Check the port.`,
    '',
    '    To try all of them now: /why bob retry',
  ]);
});

test('how others find us', () => {
  expect(reachLines(reach).split('\n')).toEqual([
    '  lan  On: contacts on this network find you by themselves.',
    '  tcp  192.168.1.20:4242',
    '  dht  Announced: contacts find you wherever you are.',
    '  nat  The router takes another port each time: a direct link needs someone whose router does not, or an address.',
  ]);
});
