import {spawn as spawnProcess} from 'node:child_process';

export type OpenLinkOptions = {
  readonly platform: NodeJS.Platform;
  /** The keyboard is far away: a browser here would open in front of nobody. */
  readonly isRemote: boolean;
  readonly spawn?: typeof spawnProcess;
  /** Called if there is nothing that opens links, or it failed. */
  readonly instead: (target: string) => void;
};

/**
 * Creates what opens http and https addresses in the user's browser. They go as an argument of a program; no shell ever
 * sees them.
 */
export function createLinkOpener(options: OpenLinkOptions): (target: string) => void {
  const {platform, isRemote, spawn = spawnProcess, instead} = options;
  return target => {
    if (isRemote || !/^https?:\/\/[\x21-\x7e]+$/i.test(target)) {
      instead(target);
      return;
    }
    const [program, ...args] = OPENERS.get(platform) ?? ['xdg-open'];
    const opener = spawn(program, [...args, target], {stdio: 'ignore', detached: true});
    opener.once('error', () => instead(target));
    opener.once('exit', code => {
      if (code !== 0 && code !== null) {
        instead(target);
      }
    });
    opener.unref();
  };
}

const OPENERS: ReadonlyMap<NodeJS.Platform, readonly [string, ...string[]]> = new Map([
  ['darwin', ['open']],
  ['win32', ['rundll32', 'url.dll,FileProtocolHandler']],
]);
