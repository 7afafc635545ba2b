import {describe, expect, test} from '@jest/globals';
import {namesOf} from '../../../src/commands/engine/find-command.ts';
import {HINTS} from '../../../src/commands/engine/foreign-commands.ts';
import {parseLine} from '../../../src/commands/engine/parse-line.ts';
import {commands} from '../../../src/commands/registry.ts';

const known = new Set(commands.flatMap(namesOf));

function failure(line: string): unknown {
  try {
    return parseLine(line, commands);
  } catch (error) {
    return error;
  }
}

describe('a word of another program', () => {
  test.each([
    [
      '/buffer 2',
      '/query <who> opens a conversation; on the screen also Ctrl-K, Alt-1 … Alt-9, Ctrl-N and Ctrl-P.',
    ],
    [
      '/window splitv',
      '/query <who> opens a conversation; on the screen also Ctrl-K, Alt-1 … Alt-9, Ctrl-N and Ctrl-P.',
    ],
    [
      '/PART #weechat',
      '/room new NAME founds a room, /join #room goes into one, /leave leaves it, /kick and /role decide about members.',
    ],
    ['/attach photo.jpg', 'Files cannot be sent.'],
    ['/names', '/list shows your contacts, and who is online.'],
  ])('%s says what to do here', (line, hint) => {
    const [word] = line.toLowerCase().split(' ');
    expect(failure(line)).toMatchObject({
      code: 'COMMAND_UNKNOWN',
      message: `There is no command ${word}. ${hint}`,
    });
  });

  test('is no command, and stands for one thing', () => {
    const words = HINTS.flatMap(([each]) => each.split(' '));
    expect(words.filter(word => known.has(word))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  test('leads to commands that there are', () => {
    const named = HINTS.flatMap(([, hint]) =>
      [...hint.matchAll(/(?<![\w:])\/([a-z]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(name => !known.has(name))).toEqual([]);
  });
});

describe('habits that work', () => {
  test.each([
    ['/ignore bob', 'block'],
    ['/unignore bob', 'unblock'],
    ['/exit', 'quit'],
    ['/q bob', 'query'],
  ])('%s is /%s', (line, name) => {
    expect(failure(line)).toMatchObject({type: 'command', command: {name}});
  });
});
