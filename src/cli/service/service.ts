import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {cliTexts} from '../../lib/texts/cli.ts';
import {launchdPlist, type ServiceUnit, systemdUnit} from './units.ts';

/** Where services are kept, and how their manager is asked. */
export type ServicePlace = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** XDG_CONFIG_HOME. */
  readonly configFolder: string | undefined;
  readonly user: number | undefined;
  /** Runs a command; tells whether it succeeded. */
  readonly run: (command: string, ...words: readonly string[]) => boolean;
  readonly say: (text: string) => void;
};

/** A service of the user, by the name that its manager has for it. */
export type Service = {
  readonly install: (unit: ServiceUnit) => void;
  readonly uninstall: () => void;
  /** Whether it is installed and runs. */
  readonly isActive: () => boolean;
};

/** The service of a name on this system. Throws `FLAG_INVALID` where no manager is known. */
export function serviceOf(name: string, place: ServicePlace): Service {
  switch (place.platform) {
    case 'linux':
      return systemdService(name, place);
    case 'darwin':
      return launchdService(`chat.natter.${name}`, place);
    default:
      throw new NatterError('FLAG_INVALID', cliTexts.service.noManager);
  }
}

function systemdService(name: string, {home, configFolder, run, say}: ServicePlace): Service {
  const file = join(configFolder ?? join(home, '.config'), 'systemd', 'user', `${name}.service`);
  const unit = basename(file);
  return {
    install(described) {
      write(file, systemdUnit(described));
      say(cliTexts.service.written(file));
      if (
        !run('systemctl', '--user', 'daemon-reload') ||
        !run('systemctl', '--user', 'enable', '--now', unit)
      ) {
        throw failed(`systemctl --user enable --now ${unit}`);
      }
      say(cliTexts.service.runsSystemd);
    },
    uninstall() {
      run('systemctl', '--user', 'disable', '--now', unit);
      rmSync(file, {force: true});
      run('systemctl', '--user', 'daemon-reload');
      say(cliTexts.service.removed(file));
    },
    isActive: () => run('systemctl', '--user', '--quiet', 'is-active', unit),
  };
}

function launchdService(label: string, {home, user, run, say}: ServicePlace): Service {
  const file = join(home, 'Library', 'LaunchAgents', `${label}.plist`);
  const domain = `gui/${user ?? 0}`;
  return {
    install(described) {
      write(file, launchdPlist(label, described));
      say(cliTexts.service.written(file));
      run('launchctl', 'bootout', `${domain}/${label}`);
      if (!run('launchctl', 'bootstrap', domain, file)) {
        throw failed(`launchctl bootstrap ${domain} ${file}`);
      }
      say(cliTexts.service.runs);
    },
    uninstall() {
      run('launchctl', 'bootout', `${domain}/${label}`);
      rmSync(file, {force: true});
      say(cliTexts.service.removed(file));
    },
    isActive: () => run('launchctl', 'print', `${domain}/${label}`),
  };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text, {mode: 0o644});
}

function failed(command: string): NatterError {
  return new NatterError('FLAG_INVALID', cliTexts.service.failed(command));
}
