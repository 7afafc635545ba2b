import {describe, expect, test} from '@jest/globals';
import {complete} from '../../src/commands/engine/completion.ts';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {KeyUse, View} from '../../src/commands/engine/types.ts';
import {commands} from '../../src/commands/registry.ts';
import type {Action} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {NatterError} from '../../src/lib/errors.ts';
import type {ConversationId} from '../../src/lib/ids.ts';
import {defaultSettings, SETTING_NAMES} from '../../src/lib/settings.ts';
import {bob, fakeContext, type Happening, notices} from './fake-core.ts';

async function run(
  line: string,
  view: Partial<View> = {},
  open: ConversationId | null = null,
): Promise<Happening[]> {
  const {context, happened} = fakeContext({}, open);
  const core = {
    ...context.core,
    async perform(action: Action) {
      const answer = await context.core.perform(action);
      return action.type === 'set' ? {...defaultSettings, theme: action.value ?? 'auto'} : answer;
    },
  } as typeof context.core;
  await runLine(line, {...context, core, view: {...context.view, ...view}});
  return happened;
}

describe('/set', () => {
  test('lists all settings where there is no page for them', async () => {
    const [text = ''] = notices(await run('/set'));
    expect(text.split('\n').map(line => line.split(/\s+/, 2))).toEqual([
      ['theme', 'auto'],
      ['time', '24h'],
      ['sidebar', 'on'],
      ['mouse', 'on'],
      ['notify', 'bell'],
      ['quiet', 'off'],
      ['typing', 'on'],
      ['shortcodes', 'on'],
      ['receipts', 'on'],
      ['requests', 'ask'],
      ['addresses', 'on'],
      ['dht', 'on'],
      ['lan', 'on'],
      ['background', 'off'],
      ['on-message', 'off'],
      ['marks', 'auto'],
    ]);
    expect(text.split('\n')).toHaveLength(SETTING_NAMES.length);
  });

  test('opens the page where there is one', async () => {
    let opened = 0;
    expect(await run('/set', {openSettings: () => void opened++})).toEqual([]);
    expect(opened).toBe(1);
  });

  test('explains one', async () => {
    expect(notices(await run('/set TIME'))).toEqual([
      'time is 24h. How times are shown.\nIt can be 24h, 12h, seconds or iso; 24h is the default.',
    ]);
  });

  test.each([
    ['/set theme dark', 'dark', 'Theme: dark.'],
    ['/set Theme default', null, 'Theme: auto.'],
    ['/theme light', 'light', 'Theme: light.'],
  ])('%s changes it', async (line, value, said) => {
    const happened = await run(line);
    expect(happened[0]).toMatchObject({type: 'set', value});
    expect(notices(happened)).toEqual([said]);
  });

  test.each(['/theme broken', '/set THEME broken'])('%s with a file that is, changes nothing', async line => {
    const checkTheme = (name: string) => {
      throw new NatterError('SETTING_INVALID', `${name}.json is not valid JSON.`);
    };
    const {context, happened} = fakeContext();
    await expect(runLine(line, {...context, view: {...context.view, checkTheme}})).rejects.toMatchObject({
      message: 'broken.json is not valid JSON.',
    });
    expect(happened).toEqual([]);
    expect(notices(await run('/theme default', {checkTheme}))).toEqual(['Theme: auto.']);
  });

  test('an unknown setting, and a value of several words, go to the core, which refuses them', async () => {
    expect((await run('/set colour blue green'))[0]).toEqual({
      type: 'set',
      key: 'colour',
      value: 'blue green',
    });
    expect((await run('/set colour'))[0]).toEqual({type: 'set', key: 'colour', value: null});
  });
});

describe('/theme alone', () => {
  test('shows the themes where they can be seen', async () => {
    let opened = 0;
    expect(await run('/theme', {openThemes: () => void opened++})).toEqual([]);
    expect(opened).toBe(1);
  });

  test('tells of them elsewhere', async () => {
    expect(notices(await run('/theme'))[1]?.split('\n')).toEqual([
      'auto: as the terminal is.',
      'dark: for dark terminals.',
      'light: for light terminals.',
      'high-contrast: for weak eyes, bright rooms.',
      'none: no colours.',
    ]);
  });
});

describe('/mute and /unmute', () => {
  test('take the open conversation, or that of whoever is named', async () => {
    expect((await run('/mute', {}, directWith(bob.key)))[1]).toEqual({
      type: 'mute',
      conversation: bob.key,
      muted: true,
    });
    const happened = await run('/unmute bob');
    expect(happened[1]).toEqual({type: 'mute', conversation: bob.key, muted: false});
    expect(notices(happened)).toEqual(['bob is no longer muted.']);
  });

  test('want one', async () => {
    await expect(run('/mute')).rejects.toMatchObject({code: 'NO_CONVERSATION'});
  });
});

describe('/keys', () => {
  const search: KeyUse = {
    ...{action: 'search', summary: 'search everything', chords: ['ctrl-f'], isChosen: false},
    ...{takesCharacters: false, taken: []},
  };
  const next: KeyUse = {
    ...{action: 'hit-next', summary: 'next hit', chords: ['n', 'f3'], isChosen: true, takesCharacters: true},
    taken: [{chord: 'f3', by: 'search'}],
  };
  const keys = () => [search, next];

  test('lists what keys do, and conflicts', async () => {
    expect(notices(await run('/keys', {keys}))).toEqual([
      [
        'search    Ctrl-F – search everything',
        'hit-next  n, F3 (your choice) – next hit',
        'Conflict: some keys of hit-next are taken: F3 does search instead.',
        'A key runs a command, as in: /keys alt-m /mute',
      ].join('\n'),
    ]);
  });

  test('shows one, with what it took from others', async () => {
    expect(notices(await run('/keys search', {keys}))).toEqual([
      'search: Ctrl-F – search everything\nConflict: some keys of hit-next are taken: F3 does search instead.',
    ]);
  });

  test.each([
    ['/keys search ctrl-f, F3', ['ctrl-f,', 'F3'].map(key => key.replace(',', ''))],
    ['/keys search default', null],
    ['/keys search none', []],
    ['/keys hit-next +', ['+']],
  ])('%s chooses', async (line, chords) => {
    expect((await run(line, {keys}))[0]).toMatchObject({type: 'bind', chords});
  });

  test.each([
    ['/keys serch x', 'Did you mean search?'],
    ['/keys search f', 'f alone is for typing. Add ctrl or alt: /keys search alt-f'],
  ])('%s is refused', async (line, message) => {
    await expect(run(line, {keys})).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      message: expect.stringContaining(message),
    });
  });

  describe('a key runs a command', () => {
    const mute: KeyUse = {
      ...{action: '/mute', summary: 'runs /mute', chords: ['alt-m', 'f9'], isChosen: true},
      ...{takesCharacters: false, taken: []},
    };
    const bound = async (line: string, ...uses: readonly KeyUse[]) =>
      (await run(line, {keys: () => [...keys(), ...uses]})).filter(
        happened => typeof happened === 'object' && 'type' in happened && happened.type === 'bind',
      );

    test.each([
      ['/keys alt-m /mute', [], [{action: '/mute', chords: ['alt-m']}]],
      ['/keys ALT-M /mute', [], [{action: '/mute', chords: ['alt-m']}]],
      ['/keys alt-m  /query Carol Smith ', [], [{action: '/query Carol Smith', chords: ['alt-m']}]],
      ['/keys f8 /mute', [mute], [{action: '/mute', chords: ['alt-m', 'f9', 'f8']}]],
      [
        '/keys alt-m /list',
        [mute],
        [
          {action: '/mute', chords: ['f9']},
          {action: '/list', chords: ['alt-m']},
        ],
      ],
      ['/keys alt-m none', [mute], [{action: '/mute', chords: ['f9']}]],
      ['/keys f9 default', [{...mute, chords: ['f9']}], [{action: '/mute', chords: null}]],
    ] as const)('%s', async (line, uses, wanted) => {
      expect(await bound(line, ...uses)).toEqual(wanted.map(bind => ({type: 'bind', ...bind})));
    });

    test.each([
      ['/keys m /mute', 'm alone is for typing. Add ctrl or alt: /keys alt-m /mute'],
      ['/keys alt-m mute', 'A key runs a command, as in: /keys alt-m /mute'],
      ['/keys alt-m //mute', 'A key runs a command, as in: /keys alt-m /mute'],
    ])('%s is refused', async (line, message) => {
      await expect(run(line, {keys})).rejects.toMatchObject({code: 'SETTING_INVALID', message});
    });

    test('shows what a key does', async () => {
      const uses = () => [...keys(), mute];
      expect(notices(await run('/keys alt-m', {keys: uses}))).toEqual(['Alt-M: runs /mute']);
      expect(notices(await run('/keys f3', {keys: uses}))).toEqual([
        'F3 does nothing. To make it run a command: /keys f3 /command',
      ]);
    });
  });

  test('says where there are none', async () => {
    await expect(run('/keys')).rejects.toMatchObject({code: 'COMMAND_USAGE'});
  });
});

describe('Tab', () => {
  function lines(line: string): string[] {
    const known = {keyActions: ['search', 'submit', 'help'], themes: ['mine']};
    const {from, candidates} = complete(line, line.length, {commands, peers: [bob], ...known});
    return candidates.map(candidate => line.slice(0, from) + candidate);
  }

  test.each([
    ['/set th', ['/set theme ']],
    ['/set theme d', ['/set theme dark', '/set theme default']],
    ['/set theme m', ['/set theme mine']],
    ['/set mouse ', ['/set mouse on', '/set mouse off', '/set mouse default']],
    ['/set nothing ', []],
    ['/notify o', ['/notify off', '/notify osc9', '/notify osc777']],
    ['/keys s', ['/keys search ', '/keys submit ']],
    ['/search @b', ['/search @bob ']],
    ['/mute b', ['/mute bob']],
  ])('%j becomes %j', (line, expected) => {
    expect(lines(line)).toEqual(expected);
  });
});
