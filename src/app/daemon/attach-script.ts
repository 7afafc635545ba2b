import {NatterError} from '../../lib/errors.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {connectLocal, type LocalLink} from '../../net/local/local-socket.ts';
import {socketPlace} from '../../net/local/socket-folder.ts';
import type {JsonEvent} from '../../scripting/json-answers.ts';
import {createRpcClient, type RpcClient} from '../../scripting/rpc-client.ts';
import {type AttachPoint, readAttachPoint} from '../../storage/profile/attach-point.ts';
import {lockedError} from './locked-client.ts';
import {type Greeting, RPC_VERSION} from './protocol.ts';

/** A script that is attached to a core. */
export type AttachedScript = {
  readonly call: RpcClient['call'];
  /** Resolves when the core is gone, or this has detached. */
  readonly closed: Promise<void>;
  readonly detach: () => void;
};

export type AttachScriptOptions = {
  readonly onEvent?: (event: JsonEvent) => void;
  /** Attaches where all that can be asked for is the end, too. */
  readonly evenLocked?: boolean;
};

/**
 * Attaches a script to whoever serves a profile; null if nobody does. Throws SOCKET_UNSAFE, `PASSPHRASE_NEEDED` where the
 * profile waits to be unlocked, `CORE_GONE` where natter there does not take us, `CORE_ENDED` where it just ends. What is
 * asked later fails with `CORE_ENDED` if natter ended without doing it, with `CORE_GONE` if nobody knows.
 */
export async function attachScript(
  profile: string,
  {onEvent = () => {}, evenLocked = false}: AttachScriptOptions = {},
): Promise<AttachedScript | null> {
  const point = readAttachPoint(profile);
  if (point === null) {
    return null;
  }
  const greeted = Promise.withResolvers<Greeting>();
  const closed = Promise.withResolvers<void>();
  let client: RpcClient | null = null;
  /** What was asked and is not answered was not done: nothing was asked, or natter said so. */
  let isUndone = true;
  const link = await connectLocal(point.socket, socketPlace(process.env), () => ({
    onValue(value) {
      if (client === null) {
        greeted.resolve(value as Greeting);
      } else {
        client.hear(value);
      }
    },
    onClose() {
      const error = isUndone ? endedError() : new NatterError('CORE_GONE', appTexts.daemon.ended);
      greeted.reject(error);
      client?.abandon(error);
      closed.resolve();
    },
  }));
  if (link === null) {
    return null;
  }
  try {
    introduce(point, link, await greeted.promise, evenLocked);
    isUndone = false;
    client = createRpcClient({
      ...{send: link.send, onEvent},
      onEnded() {
        isUndone = true;
      },
    });
    return {call: client.call, closed: closed.promise, detach: link.end};
  } catch (error) {
    link.destroy();
    throw error;
  }
}

function endedError(): NatterError {
  return new NatterError('CORE_ENDED', appTexts.daemon.endedBefore);
}

function introduce(
  {token}: AttachPoint,
  link: LocalLink,
  {natter, rpc, state}: Greeting,
  evenLocked: boolean,
): void {
  if (rpc !== RPC_VERSION) {
    throw new NatterError('CORE_GONE', appTexts.daemon.incompatible(natter));
  }
  if (state === 'locked' && !evenLocked) {
    throw lockedError();
  }
  link.send({rpc: RPC_VERSION, token});
}
