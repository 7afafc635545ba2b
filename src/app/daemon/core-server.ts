import {timingSafeEqual} from 'node:crypto';
import type {Clock} from '../../lib/time/clock.ts';
import {
  type LinkHandlers,
  type LocalLink,
  type LocalServer,
  serveLocal,
} from '../../net/local/local-socket.ts';
import type {SocketPlace} from '../../net/local/socket-folder.ts';
import {OLDEST_SEAM, parseIntroduction, RPC_VERSION, SEAM_VERSION} from './protocol.ts';
import {type ServedCore, serveScreen} from './screen-client.ts';
import {serveScriptClient} from './script-client.ts';

export type CoreServerOptions = {
  readonly path: string;
  readonly place: SocketPlace;
  /** The program's version. */
  readonly version: string;
  /** What a client has to show. */
  readonly token: string;
  readonly served: ServedCore;
  readonly clock: Pick<Clock, 'after'>;
};

/** A client that has not said what it is after this, milliseconds, is cut off. */
const PATIENCE = 5000;

/** Serves a core to screens and scripts of the same user. Throws SOCKET_UNSAFE or SOCKET_FAILED. */
export function serveCoreLocally(options: CoreServerOptions): Promise<LocalServer> {
  const {path, place, version} = options;
  return serveLocal(path, place, link => {
    link.send({natter: version, seam: [OLDEST_SEAM, SEAM_VERSION], rpc: RPC_VERSION, state: 'open'});
    return greet(options, link);
  });
}

/** Waits for the first line of a client, then hands it on. */
function greet({token, served, clock, version}: CoreServerOptions, link: LocalLink): LinkHandlers {
  let client: LinkHandlers | null = null;
  const cancel = clock.after(PATIENCE, () => link.destroy());
  const begin = (value: unknown): LinkHandlers | null => {
    const introduction = parseIntroduction(value);
    if (!introduction || !isEqual(introduction.token, token)) {
      return null;
    }
    if ('rpc' in introduction) {
      return introduction.rpc === RPC_VERSION ? serveScriptClient(served, link, {version, clock}) : null;
    }
    const {seam} = introduction;
    return seam >= OLDEST_SEAM && seam <= SEAM_VERSION ? serveScreen(served, link) : null;
  };
  return {
    onValue(value) {
      if (client) {
        return client.onValue(value);
      }
      cancel();
      client = begin(value);
      if (!client) {
        link.destroy();
      }
      return undefined;
    },
    onDrain: () => client?.onDrain?.(),
    onClose() {
      cancel();
      client?.onClose();
    },
  };
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
