import type {Core} from '../../core/api/api.ts';
import {answer} from '../../core/api/rpc.ts';
import {toPlainError} from '../../lib/errors.ts';
import {type LinkHandlers, type LocalLink, MAX_UNREAD_BYTES} from '../../net/local/local-socket.ts';
import type {EventSource} from '../../scripting/event-source.ts';
import type {EventLog, Numbered} from './event-log.ts';
import type {FromScreen, ToScreen} from './protocol.ts';

/** A core that is open, as screens are served from it. */
export type ServedCore = {
  readonly core: Core;
  readonly events: EventLog;
  readonly source: EventSource;
  /** The socket, and the file that tells a client of it. */
  readonly at: {readonly socket: string; readonly attach: string};
  /** Ends the core, for all. */
  readonly end: () => void;
};

/**
 * Serves one screen. It gets everything as it is now, then events with their numbers. A screen that does not read is left out
 * once too much waits for it, and gets everything again when it has read that: events are never repaired, only replaced.
 */
export function serveScreen({core, events, end}: ServedCore, link: LocalLink): LinkHandlers {
  let isBehind = true;
  let isClosed = false;
  const send = (line: ToScreen) => link.send(line);

  const attach = () => {
    const sequence = events.sequence();
    const missed: Numbered[] = [];
    const unsubscribe = events.subscribe(numbered => missed.push(numbered));
    core.query({type: 'snapshot'}).then(
      snapshot => {
        unsubscribe();
        if (!isClosed) {
          isBehind = false;
          send({type: 'attached', sequence, snapshot});
          missed.forEach(pass);
        }
      },
      () => link.destroy(), // the core is gone, and says so to everybody
    );
  };

  const pass = ({from, events: passed}: Numbered) => {
    if (!isBehind && link.unread() > MAX_UNREAD_BYTES) {
      isBehind = true;
    }
    if (!isBehind) {
      link.send({type: 'events', from, events: passed});
    }
  };

  const unsubscribe = events.subscribe(pass);
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
        case 'query':
          return answer(core, request).then(
            result => send({type: 'result', id: request.id, result}),
            error => send({type: 'error', id: request.id, ...toPlainError(error)}),
          );
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
    },
  };
}
