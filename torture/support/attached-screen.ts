import {SEAM_VERSION} from '../../src/app/daemon/protocol.ts';
import type {ConversationId, NumberedEvent} from '../../src/core/api/api.ts';
import {connectCore, type RemoteCore} from '../../src/core/api/rpc.ts';
import {NatterError} from '../../src/lib/errors.ts';
import {connectLocal} from '../../src/net/local/local-socket.ts';
import {socketPlace} from '../../src/net/local/socket-folder.ts';
import {readAttachPoint} from '../../src/storage/profile/attach-point.ts';
import {createHistory} from '../../src/store/history.ts';
import {project} from '../../src/store/project.ts';
import {createAppStore} from '../../src/store/store.ts';
import {openConversation} from '../../src/store/view.ts';
import {until} from './patience.ts';

/** All that a screen knows, without the terminal: attached to a core, and once more whenever that is gone. */
export type AttachedScreen = {
  /** Says something; null if nobody answered. */
  readonly say: (text: string) => Promise<string | null>;
  /** What is shown, as text that is equal for equal screens. */
  readonly shown: () => string;
  /** Cuts it off in the middle of anything, as SIGKILL would. */
  readonly kill: () => void;
};

/** So long a core may take to begin, milliseconds. */
const PATIENCE = 30_000;

/** Opens a screen for a profile, with one conversation open. */
export async function openScreen(profile: string, conversation: ConversationId): Promise<AttachedScreen> {
  const store = createAppStore();
  let isKilled = false;
  let current = Promise.withResolvers<RemoteCore>();
  let cut = () => {};
  const core = {query: (async query => await (await current.promise).query(query)) as RemoteCore['query']};
  const history = createHistory({core: Promise.resolve(core), store, flush() {}, failed() {}});

  function hear(events: readonly NumberedEvent[]): void {
    store.change(state => project(state, events, 0));
    if (events.some(({type}) => type === 'ready')) {
      store.change(state => openConversation(state, conversation));
      history.again(conversation);
    }
  }

  async function attach(): Promise<boolean> {
    const point = readAttachPoint(profile);
    let remote: RemoteCore | null = null;
    const listeners = new Set<(message: unknown) => void>();
    const attached =
      point &&
      (await connectLocal(point.socket, socketPlace(process.env), link => ({
        onValue(value) {
          if (remote === null) {
            link.send({seam: SEAM_VERSION, token: point.token});
            remote = connectCore({postMessage: link.send, on: (_, listener) => listeners.add(listener)});
            remote.subscribe(hear);
            current.resolve(remote);
          } else {
            for (const listener of listeners) {
              listener(value);
            }
          }
        },
        onClose() {
          remote?.abandon(new NatterError('CORE_GONE', 'The core was killed.'));
          current = Promise.withResolvers();
          if (!isKilled) {
            attachAgain().catch(() => {}); // what it shows then is not what others show
          }
        },
      })));
    cut = attached?.destroy ?? cut;
    return attached !== null;
  }

  async function attachAgain(): Promise<void> {
    await until('a core serves the profile', async () => isKilled || (await attach()), PATIENCE);
  }

  await attachAgain();
  return {
    async say(text) {
      try {
        const remote = await current.promise;
        return (await remote.perform({type: 'say', conversation, kind: 'text', text})).id;
      } catch {
        return null; // the core was killed: nobody knows
      }
    },
    shown() {
      const {self, peers, conversations, settings, windows} = store.getState();
      const entries = windows.get(conversation)?.entries.slice(-100) ?? [];
      return JSON.stringify({self, peers: [...peers], conversations: [...conversations], settings, entries});
    },
    kill() {
      isKilled = true;
      cut();
    },
  };
}
