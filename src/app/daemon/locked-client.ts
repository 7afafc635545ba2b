import type {Reply} from '../../core/api/rpc.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {LinkHandlers, LocalLink} from '../../net/local/local-socket.ts';
import {errorOf, parseRequest, resultOf} from '../../scripting/json-rpc.ts';
import type {Door} from './door.ts';
import {ENDED, type FromScreen} from './protocol.ts';

/** Serves a screen while the profile is locked: it can tell the passphrase, or end natter. */
export function serveLockedScreen(door: Door, link: LocalLink): LinkHandlers {
  let isTrying = false;
  const unlock = async (id: number, passphrase: string) => {
    isTrying = true;
    try {
      await door.unlock(passphrase);
    } catch (error) {
      const refused: Reply = {type: 'error', id, ...toPlainError(error)};
      link.send(refused);
    } finally {
      isTrying = false;
    }
  };
  return {
    onValue(value) {
      const request = value as FromScreen;
      switch (request.type) {
        case 'unlock':
          if (isTrying || typeof request.passphrase !== 'string') {
            break;
          }
          return unlock(request.id, request.passphrase);
        case 'stop':
          link.end();
          return undefined;
        case 'end':
          door.end();
          return undefined;
        default:
          break;
      }
      link.destroy(); // none of ours says anything else
      return undefined;
    },
    onClose() {},
  };
}

/** Serves a script while the profile is locked: it can end natter, and is refused all else in words. */
export function serveLockedScript(door: Door, link: LocalLink): LinkHandlers {
  return {
    onValue(value) {
      const request = parseRequest(value);
      if (request?.method === 'command' && isEnd(request.params)) {
        link.send(resultOf(request.id ?? null, {events: []}));
        door.end();
        return;
      }
      link.send(errorOf(request?.id ?? null, lockedError()));
    },
    onSettled: () => link.send(ENDED),
    onClose() {},
  };
}

/** What is said wherever natter is needed, and locked. */
export function lockedError(): NatterError {
  return new NatterError('PASSPHRASE_NEEDED', appTexts.daemon.lockedScript);
}

function isEnd(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'line' in params && params.line === '/quit all';
}
