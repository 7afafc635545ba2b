import {toPlainError} from '../lib/errors.ts';
import type {PlainError} from './api/api.ts';
import type {Base} from './build/base.ts';
import type {Connections} from './build/connections.ts';
import type {Reach} from './build/reach.ts';
import type {RoomParts} from './build/rooms.ts';
import type {Talk} from './build/talk.ts';

/** How long quitting waits for peers to confirm what they were sent, milliseconds. */
const SETTLE_TIME = 2000;

/** The end of a core. */
export type Shutdown = {
  /** Ends all, once: says goodbye, keeps what is still to be kept, closes the database. */
  readonly stop: () => Promise<void>;
  /** Destroys the key of the profile, ends, deletes the rest. Rejects if the key cannot be destroyed. */
  readonly wipe: () => Promise<void>;
};

/** How these parts end. */
export function createShutdown(
  base: Base,
  talk: Talk,
  connections: Connections,
  reach: Reach,
  roomParts: RoomParts,
): Shutdown {
  const {options, events} = base;
  const {links, network, comingBack, writer} = connections;
  let stopping: Promise<void> | null = null;
  let wiping = false;

  /** Gives peers that are here a moment to confirm what was just said to them. */
  function settle(): Promise<void> {
    const isSettled = () => links.all().every(session => session.isSettled());
    return new Promise(resolve => {
      if (isSettled()) {
        resolve();
        return;
      }
      options.clock.after(SETTLE_TIME, resolve);
      events.subscribe(() => {
        if (isSettled()) {
          resolve();
        }
      });
    });
  }

  async function end(): Promise<void> {
    comingBack.stop();
    talk.disappearing.stop();
    talk.muteEnds.stop();
    talk.cleaning.stop();
    talk.indexing.stop();
    roomParts.memberLinks.stop();
    roomParts.typists.stop();
    if (!wiping) {
      writer.flush();
      await settle();
    }
    await Promise.all([network.close(), reach.stop()]);
    links.stop();
    roomParts.rooms.stop();
    keepAcknowledgements();
    options.database.close();
    events.push({type: 'stopped', error: wiping ? eraseRest() : null});
    events.flush();
  }

  function keepAcknowledgements(): void {
    try {
      if (!wiping) {
        talk.delivery.flush();
      }
    } catch {
      // they come again with the next link
    }
  }

  /** The key is gone already: what cannot be deleted of the rest is not to be read any more. */
  function eraseRest(): PlainError | null {
    try {
      options.erase?.rest();
      return null;
    } catch (error) {
      return toPlainError(error);
    }
  }

  function stop(): Promise<void> {
    stopping ??= end();
    return stopping;
  }

  return {
    stop,
    async wipe() {
      options.erase?.key();
      wiping = true;
      await stop();
    },
  };
}
