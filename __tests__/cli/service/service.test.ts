import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {type ServicePlace, serviceOf} from '../../../src/cli/service/service.ts';
import {launchdPlist, systemdUnit} from '../../../src/cli/service/units.ts';

const unit = {
  command: [
    '/usr/bin/node',
    '/opt/my "natter"/100%/$x\\bin.js',
    'daemon',
    '--profile',
    '/home/ann/my profile',
  ],
  profile: '/home/ann/my profile',
  passphraseFile: null,
};

describe('units', () => {
  test('of systemd: words are quoted, little may be written, and no debugger of a path', () => {
    expect(systemdUnit(unit).split('\n')).toEqual(
      expect.arrayContaining([
        'ExecStart="/usr/bin/node" "/opt/my \\"natter\\"/100%%/$$x\\\\bin.js" "daemon" "--profile" "/home/ann/my profile"',
        'Type=exec',
        'Restart=on-failure',
        'RestartPreventExitStatus=4',
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'ReadWritePaths="/home/ann/my profile" %t -%C',
        'WantedBy=default.target',
      ]),
    );
    expect(systemdUnit(unit)).not.toContain('Credential');
  });

  test('of systemd: a passphrase is a credential', () => {
    const lines = systemdUnit({...unit, passphraseFile: '/home/ann/secret%1'}).split('\n');
    expect(lines).toContain('LoadCredential=passphrase:/home/ann/secret%%1');
    expect(lines).toContain('Environment=NATTER_PASSPHRASE_FILE=%d/passphrase');
  });

  const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;
  (hasAnalyze ? test : test.skip)('systemd itself finds nothing wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'natter-unit-'));
    const file = join(folder, 'natter.service');
    const plain = {command: [process.execPath, 'daemon'], profile: folder, passphraseFile: '/etc/hostname'};
    spawnSync('tee', [file], {input: systemdUnit(plain)});
    const {stderr, status} = spawnSync('systemd-analyze', ['verify', '--user', file], {
      encoding: 'utf8',
      env: {...process.env, XDG_RUNTIME_DIR: folder},
    });
    rmSync(folder, {recursive: true});
    expect([status, stderr.split('\n').filter(line => line.includes('natter.service'))]).toEqual([0, []]);
  });

  test('of launchd: nothing in a path is markup', () => {
    const plist = launchdPlist('chat.natter.x', {
      ...unit,
      command: ['/a&b/<node>', 'daemon'],
      passphraseFile: '/p&q',
    });
    expect(plist).toContain('<array><string>/a&amp;b/&lt;node&gt;</string><string>daemon</string></array>');
    expect(plist).toContain('<string>/p&amp;q</string>');
  });
});

describe('a service', () => {
  let home: string;
  const ran: string[] = [];
  const said: string[] = [];
  let works = true;
  const place = (platform: NodeJS.Platform): ServicePlace => ({
    ...{platform, home, user: 1000},
    configFolder: undefined,
    run(...words) {
      ran.push(words.join(' '));
      return works;
    },
    say: text => void said.push(text),
  });
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'natter-service-'));
    ran.length = said.length = 0;
    works = true;
  });
  afterEach(() => rmSync(home, {recursive: true, force: true}));

  test('of systemd is written, started, and removed', () => {
    const service = serviceOf('natter', place('linux'));
    const file = join(home, '.config/systemd/user/natter.service');
    service.install(unit);
    expect(readFileSync(file, 'utf8')).toBe(systemdUnit(unit));
    expect(said.join()).toContain('loginctl enable-linger');
    expect(service.isActive()).toBe(true);
    service.uninstall();
    expect(existsSync(file)).toBe(false);
    expect(ran).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable --now natter.service',
      'systemctl --user --quiet is-active natter.service',
      'systemctl --user disable --now natter.service',
      'systemctl --user daemon-reload',
    ]);
  });

  test('of launchd likewise', () => {
    const service = serviceOf('natter', place('darwin'));
    service.install(unit);
    expect(existsSync(join(home, 'Library/LaunchAgents/chat.natter.natter.plist'))).toBe(true);
    expect(ran.at(-1)).toBe(
      `launchctl bootstrap gui/1000 ${home}/Library/LaunchAgents/chat.natter.natter.plist`,
    );
  });

  test('that does not start is said to be there, with what to run', () => {
    works = false;
    expect(() => serviceOf('natter', place('linux')).install(unit)).toThrow('systemctl --user');
    expect(() => serviceOf('natter', place('win32'))).toThrow('natter daemon');
  });
});
