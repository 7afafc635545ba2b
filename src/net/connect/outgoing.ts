import type {PeerKey} from '../../lib/ids.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import {createDialAttempts, type DialTarget} from '../link/dial-attempts.ts';
import {cancelledDial, explainDial, nobodyAnswered, noKindLeft} from '../link/dial-errors.ts';
import type {KnownPeers, OwnOpener} from '../link/handshake.ts';
import type {Link} from '../link/link.ts';
import {failureWord} from '../link/link-failure.ts';
import type {Connection} from '../transport/transport.ts';
import type {OpenLinks} from './open-links.ts';

/** A way to somebody, over whatever transport. */
export type Way = {
  /** What stands for an address in errors, as in "nobody answered at …". */
  readonly name: string;
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  /** From the first step to the peer's hello, milliseconds. */
  readonly deadline: number;
};

export type DialOptions = {
  /** The person that must answer; left out, anybody may. */
  readonly expectedKey?: PeerKey;
  /** Dials by a shared secret, such as that of an invite. */
  readonly bySecret?: NonNullable<DialTarget['bySecret']>;
  readonly signal?: AbortSignal;
};

export type OutgoingOptions = {
  readonly links: OpenLinks;
  readonly known: KnownPeers;
  readonly clock: Clock;
  readonly tracer: Tracer;
};

/** Dials of ours. */
export type Outgoing = {
  /**
   * Dials, authenticates and says hello, all within the deadline of the way. Throws what `Network.dial` says.
   * `mayBeLegacy`: a natter 0.1 may be at the end of the way.
   */
  readonly dial: (way: Way, mayBeLegacy: boolean, options: DialOptions) => Promise<Link>;
  /** Cancels every dial, and whatever is dialled afterwards. */
  readonly close: () => void;
};

/** One dial: until when, and what ends it sooner. */
type Dial = {readonly way: Way; readonly ends: number; readonly signal: AbortSignal};

/** The dials of a network, none yet. */
export function createOutgoing({links, known, clock, tracer}: OutgoingOptions): Outgoing {
  const dials = new Set<AbortController>();
  let isClosed = false;

  async function dial(way: Way, mayBeLegacy: boolean, options: DialOptions): Promise<Link> {
    const {signal} = options;
    const controller = new AbortController();
    const cancel = () => controller.abort();
    if (isClosed || signal?.aborted) {
      throw cancelledDial(way.name);
    }
    signal?.addEventListener('abort', cancel);
    dials.add(controller);
    tracer.note?.('dial', {to: tracer.body(way.name), deadline: way.deadline});
    try {
      const ends = clock.monotonic() + way.deadline;
      return await tryAll({way, ends, signal: controller.signal}, mayBeLegacy, options);
    } finally {
      signal?.removeEventListener('abort', cancel);
      dials.delete(controller);
    }
  }

  /** One handshake after the other, until there is a link or none is left to try. */
  async function tryAll(
    running: Dial,
    mayBeLegacy: boolean,
    {expectedKey, bySecret}: DialOptions,
  ): Promise<Link> {
    const {name, deadline} = running.way;
    const device = expectedKey === undefined ? null : known.deviceOf(expectedKey);
    const attempts = createDialAttempts({expectedKey, bySecret, known: device, mayBeLegacy});
    for (let opener = attempts.next(); opener !== null; opener = attempts.next()) {
      const began = clock.monotonic();
      try {
        return await tryOnce(running, opener);
      } catch (error) {
        tracer.note?.('no link', {to: tracer.body(name), why: failureWord(error)});
        attempts.onFailure(error, clock.monotonic() - began);
      }
    }
    const error = attempts.error();
    throw error === null ? noKindLeft(name) : explainDial(error, name, {expectedKey, deadline});
  }

  /** One connection, and one handshake on it. */
  async function tryOnce(running: Dial, opener: OwnOpener): Promise<Link> {
    const {signal, ends} = running;
    tracer.note?.('handshake', {pattern: opener.kind.pattern, hybrid: opener.kind.isHybrid});
    const connection = await connect(running);
    const deadline = Math.max(0, ends - clock.monotonic());
    const opening = links.begin({connection, opener, deadline, closed() {}});
    signal.addEventListener('abort', opening.abandon, {once: true});
    if (signal.aborted) {
      opening.abandon();
    }
    return await opening.linked;
  }

  async function connect({way, ends, signal}: Dial): Promise<Connection> {
    const late = new AbortController();
    const stop = clock.after(Math.max(0, ends - clock.monotonic()), () => late.abort());
    try {
      return await way.connect(AbortSignal.any([signal, late.signal]));
    } catch (error) {
      throw late.signal.aborted && !signal.aborted ? nobodyAnswered(way.name, way.deadline, error) : error;
    } finally {
      stop();
    }
  }

  return {
    dial,
    close() {
      isClosed = true;
      for (const controller of dials) {
        controller.abort();
      }
    },
  };
}
