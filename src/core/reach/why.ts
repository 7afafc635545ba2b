import {safeLine} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {PeerKey, WhyView} from '../api/api.ts';
import type {Attempt, Provenance, Rung, RungObstacle, RungView} from '../api/reach.ts';
import type {ComingBack} from '../connections/auto-dialer.ts';
import type {Links} from '../connections/links.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {AttemptLog} from './attempt-log.ts';
import type {ContactClocks} from './contact-clocks.ts';
import type {HashTable} from './hash-table.ts';
import {ladder} from './ladder.ts';
import type {Neighbours} from './neighbours.ts';
import type {Ways} from './ways.ts';

export type WhyOptions = {
  readonly clock: Clock;
  readonly peers: PeerBook;
  readonly links: Links;
  readonly comingBack: ComingBack;
  readonly ways: Ways;
  readonly attempts: AttemptLog;
  readonly clocks: Pick<ContactClocks, 'aheadOf'>;
  readonly neighbours: Pick<Neighbours, 'obstacle'>;
  readonly table: Pick<HashTable, 'obstacle'>;
};

/** Answers why somebody is, or is not, in reach. Throws `WHO_UNKNOWN`, `WHO_AMBIGUOUS`. */
export function createWhy(options: WhyOptions): (who: string) => WhyView {
  const {clock, peers, links, comingBack, ways, attempts, neighbours, table} = options;

  function explain(who: string): WhyView {
    const key = peers.resolve(who);
    const session = links.session(key);
    const next = comingBack.next(key);
    return {
      peer: peers.view(key),
      path: session?.link.path ?? null,
      since: links.since(key),
      isHeld: peers.row(key)?.held === true,
      rungs: rungsOf(key, next === null ? null : toWallTime(next)),
      attempts: attempts.of(key),
      next: next === null ? null : toWallTime(next),
      clockAhead: options.clocks.aheadOf(key),
    };
  }

  function rungsOf(key: PeerKey, next: number | null): readonly RungView[] {
    const known = ways.to(key);
    const steps = ladder(known, clock.now());
    const tried = attempts.of(key);
    const current = links.session(key)?.link ?? null;
    const make = (
      rung: Rung,
      place: {readonly target: string; readonly provenance: Provenance} | null,
      obstacle: RungObstacle | null,
    ): RungView => {
      const target = place === null ? null : safeLine(place.target);
      return {
        ...{rung, target, obstacle, provenance: place?.provenance ?? null},
        isInUse: current !== null && isOn(rung, target, current),
        last: lastOf(tried, rung, target),
        next: obstacle === null ? next : null,
      };
    };
    const placed = (rung: 'lan' | 'tcp', obstacle: RungObstacle) => {
      const here = steps.flatMap(step =>
        step.rung === rung ? [make(rung, {target: step.address, provenance: step.provenance}, null)] : [],
      );
      return here.length === 0 ? [make(rung, null, obstacle)] : here;
    };
    return [
      ...placed('lan', neighbours.obstacle()),
      ...placed('tcp', 'no-address'),
      make('dht', null, table.obstacle(key)),
    ];
  }

  function toWallTime(monotonic: number): number {
    return Math.round(clock.now() + monotonic - clock.monotonic());
  }

  return explain;
}

function lastOf(attempts: readonly Attempt[], rung: Rung, target: string | null): Attempt | null {
  return attempts.findLast(attempt => attempt.rung === rung && attempt.target === target) ?? null;
}

/** A link that came in shows another port than the one that is dialled. */
function isOn(
  rung: Rung,
  target: string | null,
  {path, remoteAddress}: {readonly path: string; readonly remoteAddress: string},
): boolean {
  const isPunched = path === 'punched' || path === 'relayed';
  if (rung === 'dht') {
    return isPunched;
  }
  return !isPunched && target !== null && hostOf(target) === hostOf(remoteAddress);
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'));
}
