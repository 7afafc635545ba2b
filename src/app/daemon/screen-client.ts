import type {Core, NumberedEvent} from '../../core/api/api.ts';
import {answer, type Reply, type Request} from '../../core/api/rpc.ts';
import {toPlainError} from '../../lib/errors.ts';
import {onceFor} from '../../lib/once-for.ts';
import {type LinkHandlers, type LocalLink, MAX_UNREAD_BYTES} from '../../net/local/local-socket.ts';
import type {EventSource} from '../../scripting/event-source.ts';
import type {FromScreen} from './protocol.ts';

/** A core that is open, as screens are served from it. */
export type ServedCore = {
  readonly core: Core;
  readonly source: EventSource;
  /** The socket, and the file that tells a client of it. */
  readonly at: {readonly socket: string; readonly attach: string};
  /** Ends the core, for all. */
  readonly end: () => void;
};

/** The same for all screens that get these events. */
const replyWith = onceFor((events: readonly NumberedEvent[]): Reply => ({type: 'events', events}));

/**
 * Serves one screen. It gets everything as it is now as `ready`, then events. A screen that does not read is left out
 * once too much waits for it, and gets everything again when it has read that: events are never repaired, only replaced.
 */
export function serveScreen({core, end}: ServedCore, link: LocalLink): LinkHandlers {
  let isBehind = true;
  let isClosed = false;
  /** What this screen calls itself: it cannot say itself that it was killed. */
  let name: string | null = null;
  const send = (line: Reply) => link.send(line);

  const attach = () => {
    const meanwhile: NumberedEvent[] = [];
    const unsubscribe = core.subscribe(events => meanwhile.push(...events));
    core.query({type: 'snapshot'}).then(
      snapshot => {
        unsubscribe();
        if (!isClosed) {
          isBehind = false;
          const {sequence} = snapshot;
          const missed = meanwhile.filter(event => event.sequence > sequence);
          pass([{type: 'ready', snapshot, sequence}, ...missed]);
        }
      },
      () => link.destroy(), // the core is gone, and says so to everybody
    );
  };

  const pass = (events: readonly NumberedEvent[]) => {
    if (!isBehind && link.unread() > MAX_UNREAD_BYTES) {
      isBehind = true;
    }
    if (!isBehind) {
      link.sendShared(replyWith(events));
    }
  };

  const ask = (request: Request): Promise<void> =>
    answer(core, request).then(
      result => send({type: 'result', id: request.id, result}),
      error => send({type: 'error', id: request.id, ...toPlainError(error)}),
    );

  const unsubscribe = core.subscribe(pass);
  attach();
  return {
    onValue(value) {
      const request = value as FromScreen;
      switch (request.type) {
        case 'stop':
          link.end();
          break;
        case 'end':
          end();
          break;
        case 'perform':
          name = request.action.type === 'attend' ? request.action.screen : name;
          return ask(request);
        case 'query':
          return ask(request);
        default:
          link.destroy(); // none of ours says anything else
      }
      return undefined;
    },
    onDrain() {
      if (isBehind) {
        attach();
      }
    },
    onClose() {
      isClosed = true;
      unsubscribe();
      if (name !== null) {
        core.perform({type: 'attend', screen: name, isThere: false}).catch(() => {}); // the core is gone, too
      }
    },
  };
}
