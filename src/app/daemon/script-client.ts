import type {Clock} from '../../lib/time/clock.ts';
import {type LinkHandlers, type LocalLink, MAX_UNREAD_BYTES} from '../../net/local/local-socket.ts';
import {type ScriptOptions, serveScript} from '../../scripting/serve-script.ts';
import {userFiles} from '../user-files.ts';
import {ENDED} from './protocol.ts';
import type {ServedCore} from './screen-client.ts';

/** Beyond so many unread bytes nothing more is read from the database for a script. */
const ENOUGH = 2 ** 20;

export type ScriptClientOptions = {readonly version: string; readonly clock: Pick<Clock, 'after'>};

/** Serves one script over a link. One that does not read is cut off: it can begin again where it was. */
export function serveScriptClient(
  {core, source, at, end}: ServedCore,
  link: LocalLink,
  {version, clock}: ScriptClientOptions,
): LinkHandlers {
  let drained: (() => void) | null = null;
  const options: ScriptOptions = {
    ...{core, source, at, version, clock},
    files: userFiles,
    quit: whose => (whose === 'all' ? end() : link.end()),
    send: value => withinBound(() => link.send(value)),
    sendShared: value => withinBound(() => link.sendShared(value)),
    ready() {
      return link.unread() < ENOUGH
        ? Promise.resolve()
        : new Promise(resolve => {
            drained = resolve;
          });
    },
    cutOff: link.destroy,
  };
  const script = serveScript(options);

  function withinBound(send: () => void): void {
    if (link.unread() > MAX_UNREAD_BYTES) {
      link.destroy();
    } else {
      send();
    }
  }

  return {
    onValue: script.hear,
    onDrain: () => drained?.(),
    onEnding: script.settle,
    onSettled: () => link.send(ENDED),
    onClose: script.close,
  };
}
