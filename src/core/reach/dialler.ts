import {parseAddress} from '../../lib/address.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {Network, Way} from '../../net/network.ts';
import {isBetterPath, type Path, pathTo} from '../../net/transport/path.ts';
import type {PeerKey} from '../api/api.ts';
import type {Attempt} from '../api/reach.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {ladder, type Step, targetOf, type WaysTo} from './ladder.ts';

export type DiallerOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  /** Made later than this. */
  readonly network: () => Network;
  readonly waysTo: (key: PeerKey) => WaysTo;
  /** The way by the hash table; null if it is not in reach after all. */
  readonly wayByTable: (key: PeerKey) => Way | null;
  /** Whether somebody is still to be dialled: asked before each step. */
  readonly isMeant: (key: PeerKey) => boolean;
  readonly onAttempt: (key: PeerKey, attempt: Attempt) => void;
  /** A dial to an address failed: whoever answered there may want to pass for the contact. */
  readonly onMissed: (key: PeerKey, address: string, error: unknown) => void;
};

/** A link, and the step that led to it. */
export type Found = {readonly link: Link; readonly step: Step};

/** Which steps are taken. */
export type Choice = {
  /** Whether the hash table is asked, which costs packets. */
  readonly asksTable: boolean;
  /** Only what may lead to a better path than this one; null for all. */
  readonly betterThan: Path | null;
  /** Only the hash table is asked. */
  readonly skipsAddresses?: boolean;
};

/** Reaches contacts: tries all that may lead to one, and keeps the first link with the proven key. */
export type Dialler = {
  /** The first link. Rejects with what the first step failed with, with a failed punch before all else, or that there is no step. */
  readonly dial: (key: PeerKey, choice: Choice) => Promise<Found>;
  /** Ends all dials to somebody who is not to be reached any more: they reject with `DIAL_CANCELLED`. */
  readonly abandon: (key: PeerKey) => void;
  /** Whether there is any step to take. */
  readonly hasSteps: (key: PeerKey, choice: Choice) => boolean;
};

/** The dialler of one natter. */
export function createDialler(options: DiallerOptions): Dialler {
  const {clock} = options;
  /** What ends the dials that are under way. */
  const dials = options.state.slot<Set<() => void>>({name: 'dials', dispose: endAll});

  function stepsTo(key: PeerKey, {asksTable, betterThan, skipsAddresses}: Choice): readonly Step[] {
    const {addresses, dht} = options.waysTo(key);
    const ways = {addresses: skipsAddresses === true ? [] : addresses, dht: dht && asksTable};
    return ladder(ways, clock.now()).filter(
      step => betterThan === null || isBetterPath(likelyPath(step), betterThan),
    );
  }

  async function take(key: PeerKey, step: Step, signal: AbortSignal): Promise<Link> {
    if (step.rung !== 'dht') {
      return await options.network().dial(parseAddress(step.address), {expectedKey: key, signal});
    }
    const way = options.wayByTable(key);
    if (way === null) {
      throw new NatterError('DHT_UNREACHABLE', coreTexts.invites.tableOutOfReach);
    }
    return await options.network().dial(way, {expectedKey: key, signal});
  }

  function dial(key: PeerKey, choice: Choice): Promise<Found> {
    const {promise, resolve, reject} = Promise.withResolvers<Found>();
    const won = new AbortController();
    const waiting = [...stepsTo(key, choice)];
    const errors: unknown[] = [];
    const began = clock.monotonic();
    /** Why a link is closed that comes too late. */
    let surplus: 'duplicate' | 'disconnect' = 'duplicate';
    let underWay = 0;
    let stop: Cancel = () => {};

    /** A peer that answers from now on is told that the link is not wanted. */
    function end(): void {
      stop();
      surplus = 'disconnect';
      won.abort();
      reject(new NatterError('DIAL_CANCELLED', connectTexts.reach.cancelled));
    }

    /** Begins the next step when its time has come, or at once if nothing else is under way. */
    function goOn(): void {
      stop();
      const [next] = waiting;
      if (won.signal.aborted || (next === undefined && underWay > 0)) {
        return;
      }
      if (next === undefined || !options.isMeant(key)) {
        waiting.length = 0;
        if (underWay === 0) {
          reject(errors.find(isPunchFailure) ?? errors[0] ?? noWay());
        }
        return;
      }
      const wait = underWay === 0 ? 0 : next.delay - (clock.monotonic() - began);
      if (wait > 0) {
        stop = clock.after(wait, goOn);
        return;
      }
      waiting.shift();
      void attempt(next);
      goOn();
    }

    async function attempt(step: Step): Promise<void> {
      const at = clock.now();
      const started = clock.monotonic();
      const tell = (error: unknown) => {
        const took = Math.round(clock.monotonic() - started);
        options.onAttempt(key, toAttempt(step, {at, took}, error));
      };
      underWay++;
      try {
        const link = await take(key, step, won.signal);
        if (won.signal.aborted) {
          await link.close(surplus);
          return;
        }
        won.abort();
        tell(null);
        resolve({link, step});
      } catch (error) {
        if (!won.signal.aborted) {
          errors.push(error);
          tell(error);
          if (step.rung !== 'dht') {
            options.onMissed(key, step.address, error);
          }
        }
      } finally {
        underWay--;
        goOn();
      }
    }

    const others = dials.get(key) ?? new Set();
    dials.set(key, others.add(end));
    goOn();
    return promise.finally(() => {
      others.delete(end);
      if (others.size === 0 && dials.get(key) === others) {
        dials.delete(key);
      }
    });
  }

  return {
    dial,
    abandon: key => endAll(dials.get(key) ?? new Set()),
    hasSteps: (key, choice) => stepsTo(key, choice).length > 0,
  };
}

function endAll(dials: ReadonlySet<() => void>): void {
  for (const end of [...dials]) {
    end();
  }
}

/** It says that somebody is there, which no other failure does. */
function isPunchFailure(error: unknown): boolean {
  return error instanceof NatterError && error.code === 'PUNCH_FAILED';
}

function noWay(): NatterError {
  return new NatterError('HOST_UNREACHABLE', coreTexts.invites.noWay);
}

function toAttempt(step: Step, time: {at: number; took: number}, error: unknown): Attempt {
  const {rung, address} = targetOf(step);
  const told = {rung, target: address === null ? null : safeLine(address), ...time};
  if (error === null) {
    return {...told, result: 'linked', message: null};
  }
  const {code, message} = toPlainError(error);
  return {...told, result: code, message: safeLine(message)};
}

/** The path that a step leads to, as far as that can be known before. */
function likelyPath(step: Step): Path {
  return step.rung === 'dht' ? 'punched' : pathTo(parseAddress(step.address).host);
}
