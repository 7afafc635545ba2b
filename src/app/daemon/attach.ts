import type {Core} from '../../core/api/api.ts';
import {connectCore, type Port, type RemoteCore} from '../../core/api/rpc.ts';
import {NatterError} from '../../lib/errors.ts';
import {connectLocal, type LocalLink} from '../../net/local/local-socket.ts';
import type {SocketPlace} from '../../net/local/socket-folder.ts';
import type {AttachPoint} from '../../storage/profile/attach-point.ts';
import {type Greeting, SEAM_VERSION} from './protocol.ts';

/** A core in another process. */
export type AttachedCore = Core & {
  /** Ends the core itself, for everybody. */
  readonly end: () => void;
};

/** Why attaching did not work though somebody serves the profile. */
export type AttachFailure =
  /** The core is of a version whose screens cannot be served by, or serve, this one. */
  | {readonly type: 'other version'; readonly version: string}
  | {readonly type: 'locked'}
  /** It did not answer, or did not take our token. */
  | {readonly type: 'refused'};

/**
 * Attaches to whoever serves a profile: null if nobody does. What comes first is everything as it is, as a `ready` event; the
 * same event comes again when events were left out.
 */
export async function attachToCore(
  {socket, token}: AttachPoint,
  place: SocketPlace,
): Promise<AttachedCore | AttachFailure | null> {
  const {promise, resolve} = Promise.withResolvers<AttachedCore | AttachFailure | null>();
  const listeners = new Set<(message: unknown) => void>();
  const tell = (message: unknown) => {
    for (const listener of listeners) {
      listener(message);
    }
  };
  let core: RemoteCore | null = null;

  const begin = (link: LocalLink) => {
    const port: Port = {postMessage: link.send, on: (_, listener) => listeners.add(listener)};
    const remote = connectCore(port);
    core = remote;
    resolve({...remote, end: () => link.send({id: 0, type: 'end'})});
  };

  const link = await connectLocal(socket, place, opened => ({
    onValue(value) {
      if (core) {
        tell(value);
        return;
      }
      const failure = judge(value as Greeting);
      if (failure) {
        resolve(failure);
        opened.destroy();
        return;
      }
      opened.send({seam: SEAM_VERSION, token});
      begin(opened);
    },
    onClose() {
      resolve({type: 'refused'});
      core?.abandon(new NatterError('CORE_GONE', 'natter in the background has ended.'));
    },
  }));
  return link ? await promise : null;
}

function judge(greeting: Greeting): AttachFailure | null {
  if (!Array.isArray(greeting?.seam)) {
    return {type: 'refused'};
  }
  const [oldest, newest] = greeting.seam;
  if (SEAM_VERSION < oldest || SEAM_VERSION > newest) {
    return {type: 'other version', version: String(greeting.natter)};
  }
  return greeting.state === 'locked' ? {type: 'locked'} : null;
}
