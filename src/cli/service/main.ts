import {spawnSync} from 'node:child_process';
import {homedir} from 'node:os';
import {basename, resolve} from 'node:path';
import {ownCommand} from '../../app/own-command.ts';
import {profileFolder} from '../../app/profile-folder.ts';
import {cliTexts} from '../../lib/texts/cli.ts';
import {socketPlace} from '../../net/local/socket-folder.ts';
import {socketPath} from '../../net/local/socket-path.ts';
import {EXIT} from '../exit-codes.ts';
import type {Options} from '../options.ts';
import type {DaemonAction} from '../subcommand.ts';
import {serviceOf} from './service.ts';

/** Installs, removes or looks at the service that runs this profile; returns the exit code. */
export function manageService(
  action: Exclude<DaemonAction, 'run'>,
  options: Options,
  process: NodeJS.Process,
): number {
  const {stdout, env, platform} = process;
  const say = (text: string) => void stdout.write(`${text}\n`);
  const profile = resolve(profileFolder(options));
  const name = options.profile === undefined ? 'natter' : `natter-${nameOf(profile, env)}`;
  const service = serviceOf(name, {
    ...{platform, say},
    home: homedir(),
    configFolder: env['XDG_CONFIG_HOME'] || undefined,
    user: process.getuid?.(),
    run: (command, ...words) => spawnSync(command, words, {stdio: 'inherit'}).status === 0,
  });
  switch (action) {
    case 'install':
      service.install({
        command: [...ownCommand(process), 'daemon', '--profile', profile],
        profile,
        passphraseFile: env['NATTER_PASSPHRASE_FILE'] ? resolve(env['NATTER_PASSPHRASE_FILE']) : null,
      });
      return 0;
    case 'uninstall':
      service.uninstall();
      return 0;
    case 'status': {
      const isActive = service.isActive();
      say(isActive ? cliTexts.service.isRunning : cliTexts.service.isNotRunning);
      return isActive ? EXIT.ok : EXIT.inactive;
    }
  }
}

/** Profiles are told apart as their sockets are. */
function nameOf(profile: string, environment: NodeJS.ProcessEnv): string {
  return basename(socketPath(profile, socketPlace(environment)), '.sock');
}
