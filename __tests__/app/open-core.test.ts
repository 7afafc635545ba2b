import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import {type CoreFlags, openCore} from '../../src/app/open-core.ts';
import {cleanUp, temporaryFolder} from '../support/headless.ts';

afterEach(cleanUp);

const flags: Omit<CoreFlags, 'profile'> = {
  name: undefined,
  port: 0,
  host: '127.0.0.1',
  requests: undefined,
  log: undefined,
  passphrase: null,
};

test('a name in config.json that nobody may have is told with its file, and what to do', async () => {
  const profile = temporaryFolder();
  const config = join(profile, 'config.json');
  writeFileSync(config, '{"name": "you"}', {mode: 0o600});
  const open = () => openCore({...flags, profile});
  expect(open).toThrow(
    expect.objectContaining({
      code: 'CONFIG_DAMAGED',
      message: `${config}: "name": "you" is a word that natter uses itself. Fix the file, or start with --name.`,
    }),
  );
  expect(open).toThrow(expect.objectContaining({code: 'CONFIG_DAMAGED'})); // the profile is not locked by the first try
  expect(readFileSync(config, 'utf8')).toBe('{"name": "you"}');
  await openCore({...flags, profile, name: 'Ann'}).stop();
});

test('a name in config.json that means nothing is told once natter is ready', async () => {
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'config.json'), '{"name": "Ann", "prot": 1}', {mode: 0o600});
  const core = openCore({...flags, profile});
  const texts: string[] = [];
  core.subscribe(events => texts.push(...events.flatMap(one => (one.type === 'notice' ? [one.text] : []))));
  await core.start();
  await core.stop();
  expect(texts).toContainEqual(expect.stringContaining('natter does not know "prot". Did you mean "port"?'));
});

test('what is asked to be logged goes to a file of the profile, for its owner alone', async () => {
  const profile = temporaryFolder();
  const core = openCore({...flags, profile, log: 'net'});
  await core.start();
  await core.stop();
  const file = join(profile, 'trace.log');
  expect(readFileSync(file, 'utf8')).toMatch(
    /^\S+ natter \S+ node=\S+ system=\S+ log=net\n\S+ net listen port=\d+\n/,
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('without that there is no such file; what is wrong with it is told, and the profile is free again', async () => {
  const profile = temporaryFolder();
  expect(() => openCore({...flags, profile, log: 'nets'})).toThrow(
    expect.objectContaining({code: 'FLAG_INVALID'}),
  );
  await openCore({...flags, profile}).stop();
  expect(existsSync(join(profile, 'trace.log'))).toBe(false);
});
