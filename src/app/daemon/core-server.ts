import {timingSafeEqual} from 'node:crypto';
import type {Clock} from '../../lib/time/clock.ts';
import {
  type LinkHandlers,
  type LocalLink,
  type LocalServer,
  serveLocal,
} from '../../net/local/local-socket.ts';
import type {SocketPlace} from '../../net/local/socket-folder.ts';
import type {Door} from './door.ts';
import {serveLockedScreen, serveLockedScript} from './locked-client.ts';
import {
  ENDED,
  type Introduction,
  isServed,
  parseIntroduction,
  RPC_VERSION,
  SEAMS,
  type SeamRange,
} from './protocol.ts';
import {type ServedCore, serveScreen} from './screen-client.ts';
import {serveScriptClient} from './script-client.ts';

export type CoreServerOptions = {
  readonly path: string;
  readonly place: SocketPlace;
  /** The program's version. */
  readonly version: string;
  /** The greeting of a client. */
  readonly token: string;
  /** How clients get in as long as there is no core; absent if there is one before any of them comes. */
  readonly door?: Door;
  readonly clock: Pick<Clock, 'after'>;
  /** Those of this program if absent. */
  readonly seams?: SeamRange;
};

/** Serves clients at a socket. */
export type CoreServer = LocalServer & {
  /** From now on they get this core, those that wait for it as well. */
  readonly open: (served: ServedCore) => void;
};

/** A client that has not said what it is after this, milliseconds, is cut off. */
const PATIENCE = 5000;

/** Serves a core to screens and scripts of the same user. Throws SOCKET_UNSAFE or SOCKET_FAILED. */
export async function serveCoreLocally(options: CoreServerOptions): Promise<CoreServer> {
  const {path, place, version, token, door, clock, seams = SEAMS} = options;
  /** What goes on for each client once there is a core. */
  const waiting = new Map<LocalLink, (core: ServedCore) => void>();
  let served: ServedCore | null = null;

  const local = await serveLocal(path, place, link => {
    const state = served === null ? 'locked' : 'open';
    link.send({natter: version, seam: seams, rpc: RPC_VERSION, state});
    return greet(link);
  });

  /** Waits for the first line of a client, then hands it on. */
  function greet(link: LocalLink): LinkHandlers {
    let client: LinkHandlers | null = null;
    const cancel = clock.after(PATIENCE, () => link.destroy());

    function begin(value: unknown): void {
      const introduction = parseIntroduction(value);
      if (!introduction || !isSpoken(introduction, seams)) {
        link.destroy();
        return;
      }
      if (!isEqual(introduction.token, token)) {
        refuse(introduction);
        return;
      }
      cancel();
      const goOn = (core: ServedCore) => {
        client = serve(core, link, introduction);
      };
      if (served !== null) {
        goOn(served);
      } else if (door !== undefined) {
        client = 'rpc' in introduction ? serveLockedScript(door, link) : serveLockedScreen(door, link);
        waiting.set(link, goOn);
      }
    }

    /** A client with the token of an earlier core finds the new one when it tries again. */
    function refuse(introduction: Introduction): void {
      if ('rpc' in introduction) {
        link.send(ENDED);
        link.end();
      } else {
        link.destroy();
      }
    }

    let isIntroduced = false;
    return {
      onValue(value) {
        if (client !== null) {
          return client.onValue(value);
        }
        if (!isIntroduced) {
          isIntroduced = true;
          begin(value);
        }
        return undefined;
      },
      onDrain: () => client?.onDrain?.(),
      onEnding: () => client?.onEnding?.(),
      onSettled: () => client?.onSettled?.(),
      onClose() {
        waiting.delete(link);
        cancel();
        client?.onClose();
      },
    };
  }

  function serve(core: ServedCore, link: LocalLink, introduction: Introduction): LinkHandlers {
    return 'rpc' in introduction ? serveScriptClient(core, link, {version, clock}) : serveScreen(core, link);
  }

  return {
    ...local,
    open(core) {
      served = core;
      for (const goOn of waiting.values()) {
        goOn(core);
      }
      waiting.clear();
    },
  };
}

/** Whether we understand a client. */
function isSpoken(introduction: Introduction, seams: SeamRange): boolean {
  return 'rpc' in introduction ? introduction.rpc === RPC_VERSION : isServed(introduction.seam, seams);
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
