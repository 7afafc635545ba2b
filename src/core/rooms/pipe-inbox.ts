import type {Link} from '../../net/link/link.ts';
import type {RoomEntries} from '../../wire/room/messages.ts';
import type {Scheduler} from '../sync/scheduler.ts';

/** Entries that wait for the disk: over it, the link is not read; under the other one it is again. */
const MANY_WAITING = 1024;
const FEW_WAITING = 512;

/** Entries of a link that wait to be stored, one message at each turn of the scheduler. */
export type PipeInbox<T> = {
  readonly push: (log: T, message: RoomEntries) => void;
  readonly end: () => void;
};

/** An inbox in which nothing waits. `commit` must not throw. */
export function createPipeInbox<T>(
  link: Link,
  scheduler: Scheduler,
  commit: (log: T, message: RoomEntries) => void,
): PipeInbox<T> {
  const inbox: {readonly log: T; readonly message: RoomEntries}[] = [];
  const job = {turn};
  let waiting = 0;
  let isPaused = false;

  function turn(): boolean {
    const next = inbox.shift();
    if (next === undefined) {
      return false;
    }
    waiting -= next.message.entries.length;
    commit(next.log, next.message);
    if (isPaused && waiting < FEW_WAITING) {
      isPaused = false;
      link.resume();
    }
    return inbox.length > 0;
  }

  return {
    push(log, message) {
      inbox.push({log, message});
      waiting += message.entries.length;
      if (waiting > MANY_WAITING && !isPaused) {
        isPaused = true;
        link.pause();
      }
      scheduler.request(job);
    },
    end() {
      inbox.length = 0;
      scheduler.remove(job);
    },
  };
}
