import type {Core} from '../../core/api/api.ts';
import {connectCore, type Port, type RemoteCore, type Reply} from '../../core/api/rpc.ts';
import {fromPlainError, NatterError} from '../../lib/errors.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {connectLocal, type LocalLink} from '../../net/local/local-socket.ts';
import type {SocketPlace} from '../../net/local/socket-folder.ts';
import type {AttachPoint} from '../../storage/profile/attach-point.ts';
import {keepEvents} from '../event-buffer.ts';
import {type FromScreen, type Greeting, isServed, SEAM_VERSION} from './protocol.ts';

/** A core in another process. */
export type AttachedCore = Core & {
  /** Ends the core itself, for everybody. */
  readonly end: () => void;
};

/** A core in another process that waits for a passphrase. */
export type LockedCore = {
  readonly type: 'locked';
  /**
   * Tells the passphrase, one at a time; answers the core once it is open, also if somebody else has opened it. Rejects with
   * `PASSPHRASE_WRONG`, with what keeps the core from beginning, or with `CORE_GONE`.
   */
  readonly unlock: (passphrase: string) => Promise<AttachedCore>;
  readonly leave: () => void;
};

/** Why attaching did not work though somebody serves the profile. */
export type AttachFailure =
  /** The core is of a version whose screens cannot be served by, or serve, this one. */
  | {readonly type: 'other-version'; readonly version: string}
  /** It did not answer, or did not take our token. */
  | {readonly type: 'refused'};

/**
 * Attaches to whoever serves a profile, as a screen of a version of the seam: null if nobody does. What comes first is everything as it is, as a `ready` event; the
 * same event comes again when events were left out.
 */
export async function attachToCore(
  {socket, token}: AttachPoint,
  place: SocketPlace,
  seam = SEAM_VERSION,
): Promise<AttachedCore | LockedCore | AttachFailure | null> {
  const {promise, resolve} = Promise.withResolvers<AttachedCore | LockedCore | AttachFailure | null>();
  const unlocked = Promise.withResolvers<AttachedCore>();
  unlocked.promise.catch(() => {}); // told to whoever unlocks
  const listeners = new Set<(message: unknown) => void>();
  let remote: RemoteCore | null = null;
  let refused: (error: NatterError) => void = () => {};

  const begin = (link: LocalLink): AttachedCore => {
    const port: Port = {postMessage: link.send, on: (_, listener) => listeners.add(listener)};
    remote = connectCore(port);
    const end: FromScreen = {id: 0, type: 'end'};
    return {...remote, subscribe: keepEvents(remote.subscribe), end: () => link.send(end)};
  };

  const hear = (line: Reply, link: LocalLink) => {
    if (remote === null && line.type === 'events') {
      unlocked.resolve(begin(link));
    } else if (remote === null && line.type === 'error') {
      refused(fromPlainError(line));
    }
    for (const listener of listeners) {
      listener(line);
    }
  };

  const locked = (link: LocalLink): LockedCore => ({
    type: 'locked',
    unlock: passphrase =>
      new Promise((opened, reject) => {
        refused = reject;
        unlocked.promise.then(opened, reject);
        const unlock: FromScreen = {id: 0, type: 'unlock', passphrase};
        if (remote === null) {
          link.send(unlock);
        }
      }),
    leave: link.end,
  });

  let isGreeted = false;
  const link = await connectLocal(socket, place, opened => ({
    onValue(value) {
      if (isGreeted) {
        hear(value as Reply, opened);
        return;
      }
      isGreeted = true;
      const greeting = value as Greeting;
      const failure = judge(greeting, seam);
      if (failure) {
        resolve(failure);
        opened.destroy();
        return;
      }
      opened.send({seam, token});
      resolve(greeting.state === 'locked' ? locked(opened) : begin(opened));
    },
    onClose() {
      const gone = new NatterError('CORE_GONE', appTexts.background.ended);
      resolve({type: 'refused'});
      unlocked.reject(gone);
      remote?.abandon(gone);
    },
  }));
  return link ? await promise : null;
}

function judge(greeting: Greeting, seam: number): AttachFailure | null {
  if (!Array.isArray(greeting?.seam)) {
    return {type: 'refused'};
  }
  return isServed(seam, greeting.seam) ? null : {type: 'other-version', version: String(greeting.natter)};
}
