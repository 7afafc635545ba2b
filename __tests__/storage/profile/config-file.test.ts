import {readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {defaultLimits} from '../../../src/net/guard/limits.ts';
import {loadConfig, saveConfig, tellUnknownNames} from '../../../src/storage/profile/config-file.ts';
import {failure, temporaryFolder} from '../support.ts';

function configFile(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'config.json');
  writeFileSync(path, content);
  return path;
}

describe('loadConfig', () => {
  test('finds nothing in a profile without one', () => {
    expect(loadConfig(join(temporaryFolder(), 'config.json'))).toEqual({});
  });

  test('reads every key, and only those it knows', () => {
    const config = {
      ...{name: 'Ada', port: 0, host: '::1', requests: 'closed', receipts: false, typing: false, mouse: true},
      ...{sidebar: false, theme: 'my-own', time: 'iso', notify: 'osc9', quiet: '22:00-07:00'},
      keys: {search: ['ctrl-f', 'F3']},
      hinted: ['unread'],
    };
    expect(loadConfig(configFile(JSON.stringify({...config, colour: 'dark'})))).toEqual(config);
  });

  test('reads every limit of the network', () => {
    const config = {limits: {...defaultLimits, silence: 1}};
    expect(loadConfig(configFile(JSON.stringify(config)))).toEqual(config);
  });

  test.each([{silence: 0}, {silence: 1.5}, {silence: '1'}, {silence: null}, {silent: 1}, [], null, 1])(
    'names the limits there are instead of taking %j',
    limits => {
      const path = configFile(JSON.stringify({limits}));
      expect(failure('CONFIG_DAMAGED', () => loadConfig(path))).toBe(
        `${path}, line 1: "limits" must contain whole numbers above 0, named ${Object.keys(defaultLimits).join(', ')}. ` +
          'Fix the file or move it away, then start again.',
      );
    },
  );

  test('takes a byte order mark', () => {
    expect(loadConfig(configFile('\ufeff{"name": "Ada"}'))).toEqual({name: 'Ada'});
  });

  test.each([
    ['{', 1],
    ['', 1],
    ['{\n  "name": "Ada",\n}\n', 3],
    ['{\n  "name": "Ada"\n  "port": 1\n}', 3],
    ['{\n  "name": "Ada",\n  "port": 1,\n', 3],
    ['{\n  "name": Ada,\n  "port": 1\n}', 2],
    ['{\n  "name": "A\nda"\n}', 2],
    ["{\n  'name': 1\n}", 2],
    ['{}\n{}', 2],
  ])('names the line of what is no JSON in %j', (content, line) => {
    const path = configFile(content);
    expect(failure('CONFIG_DAMAGED', () => loadConfig(path))).toBe(
      `${path}, line ${line}: this is not valid JSON. Fix the file or move it away, then start again.`,
    );
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test.each([
    ['{\n  "receipts": true,\n  "port": 70000\n}', 'line 3: "port" must be a whole number from 0 to 65535.'],
    ['{"port": "4242"}', 'line 1: "port" must be a whole number from 0 to 65535.'],
    ['{"port": 1.5}', 'line 1: "port" must be a whole number from 0 to 65535.'],
    ['{\n"name" : " "}', 'line 2: "name" must be text that is not empty, such as "Ada".'],
    ['{"name": null}', 'line 1: "name" must be text that is not empty, such as "Ada".'],
    [`{"name": "${'x'.repeat(513)}"}`, 'line 1: "name" must be text that is not empty, such as "Ada".'],
    ['{"host": 1}', 'line 1: "host" must be an address of this machine, such as "0.0.0.0".'],
    ['{"requests": "none"}', 'line 1: "requests" must be "ask", "open" or "closed".'],
    ['{"receipts": "on"}', 'line 1: "receipts" must be true or false.'],
    ['{"time": "24H"}', 'line 1: "time" must be "24h", "12h", "seconds" or "iso".'],
    ['{"quiet": "22-7"}', 'line 1: "quiet" must be "off" or hours such as 22:00-07:00.'],
    ['{"hinted": ["unread", 7]}', 'line 1: "hinted" must be a list of names of hints.'],
    [
      '{"keys": {"search": "ctrl-f"}}',
      'line 1: "keys" must contain lists of keys by the name of what they do, such as {"search": ["ctrl-f", "f3"]}.',
    ],
  ])('names line and key of a wrong value in %j', (content, complaint) => {
    const path = configFile(content);
    expect(failure('CONFIG_DAMAGED', () => loadConfig(path))).toBe(
      `${path}, ${complaint} Fix the file or move it away, then start again.`,
    );
  });

  test.each(['[]', 'null', '"name"', '1'])('wants an object, not %s', content => {
    expect(failure('CONFIG_DAMAGED', () => loadConfig(configFile(content)))).toContain('one JSON object');
  });

  test('refuses bytes that are not UTF-8, and a symbolic link', () => {
    const path = configFile(Buffer.from([0x7b, 0xff, 0x7d]));
    expect(failure('CONFIG_DAMAGED', () => loadConfig(path))).toContain('is not UTF-8 text');
    symlinkSync(path, `${path}.link`);
    failure('PROFILE_UNSAFE', () => loadConfig(`${path}.link`));
  });

  test('finds the line quickly in a long file', () => {
    const path = configFile(`{\n${'\n'.repeat(60_000)}nonsense\n`);
    expect(failure('CONFIG_DAMAGED', () => loadConfig(path))).toContain('line 60002:');
  });
});

describe('tellUnknownNames', () => {
  test('names what natter does not know, and what may be meant', () => {
    const path = configFile(
      '{"name": "Ada", "thme": "dark", "__proto__": 1, "Port": 1, "zzzzzz\\u001b[2J": 2}',
    );
    expect(tellUnknownNames(path)).toEqual([
      `${path}: natter does not know "thme". Did you mean "theme"?`,
      `${path}: natter does not know "__proto__". It was left as it is.`,
      `${path}: natter does not know "Port". Did you mean "port"?`,
      expect.not.stringContaining('\u001b'),
    ]);
  });

  test('says nothing of what is known, or of no file', () => {
    expect(tellUnknownNames(configFile('{"name": "Ada", "port": 0, "keys": {}, "limits": {}}'))).toEqual([]);
    expect(tellUnknownNames(join(temporaryFolder(), 'config.json'))).toEqual([]);
  });
});

describe('saveConfig', () => {
  test('makes the file, of mode 0600', () => {
    const path = join(temporaryFolder(), 'config.json');
    saveConfig(path, {name: 'Ada', port: 4242});
    expect(readFileSync(path, 'utf8')).toBe('{\n  "name": "Ada",\n  "port": 4242\n}\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('keeps what it does not change, unknown keys too, whatever they are called', () => {
    const path = configFile('{"theme": {"dark": true}, "__proto__": 1, "name": "Ada", "port": 1}');
    saveConfig(path, {name: 'Bob', receipts: true});
    expect(readFileSync(path, 'utf8')).toBe(
      '{\n  "theme": {\n    "dark": true\n  },\n  "__proto__": 1,\n  "name": "Bob",\n  "port": 1,\n  "receipts": true\n}\n',
    );
  });

  test('removes a key', () => {
    const path = configFile('{"name": "Ada", "port": 1}');
    saveConfig(path, {port: undefined});
    expect(readFileSync(path, 'utf8')).toBe('{\n  "name": "Ada"\n}\n');
  });

  test('does not replace a file that cannot be read', () => {
    const path = configFile('{"name": "Ada"');
    failure('CONFIG_DAMAGED', () => saveConfig(path, {name: 'Bob'}));
    expect(readFileSync(path, 'utf8')).toBe('{"name": "Ada"');
  });
});
