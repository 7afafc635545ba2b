import type {PeerKey} from '../../lib/ids.ts';
import type {EntryRef} from '../../wire/chat/messages.ts';
import type {Act, KeptLog, Level, RoomSetting} from '../../wire/room/act.ts';
import {type ActGraph, graphOf, type KnownAct, type PlacedAct} from './act-graph.ts';

/** Somebody who was a member, and how far what they wrote counts. */
export type Departure =
  | {readonly how: 'left'; readonly clock: number}
  | {
      readonly how: 'removed' | 'banned';
      readonly by: PeerKey;
      readonly keeps: readonly KeptLog[];
      readonly clock: number;
    };

export type OpenTicket = {
  /** Of its act. */
  readonly id: string;
  readonly issuer: PeerKey;
  readonly uses: number;
  readonly until: number;
  /** Ids of the joins that hold. */
  readonly joins: readonly string[];
};

/** What follows from a set of acts. */
export type Membership = {
  readonly founder: PeerKey;
  readonly levels: ReadonlyMap<PeerKey, Level>;
  /** Lamport clock of the act by which each member came: what newcomers get may begin there. */
  readonly since: ReadonlyMap<PeerKey, number>;
  readonly departures: ReadonlyMap<PeerKey, Departure>;
  readonly settings: Readonly<Record<RoomSetting, string>>;
  readonly hidden: readonly EntryRef[];
  /** By the key of the ticket in hex. */
  readonly tickets: ReadonlyMap<string, OpenTicket>;
  /** Ids of the acts that hold. */
  readonly holds: ReadonlySet<string>;
  /** Ids of all acts whose past is known. */
  readonly known: ReadonlySet<string>;
  /** Ids of the newest acts, for the `after` of the next one. */
  readonly heads: readonly string[];
};

/** An act that holds, and the level of its author. */
type Weighed = {readonly act: PlacedAct; readonly weight: number};

/** What an act makes of one person: a level, or 0. */
type Effect = {
  readonly act: PlacedAct;
  readonly about: PeerKey;
  readonly gives: Level | 0;
  /** The level of its author; a leave counts as more than any, a join as less. */
  readonly weight: number;
};

const LEAVE_WEIGHT = 5;
const JOIN_WEIGHT = 0;
const FOUNDER_LEVEL = 4;

/**
 * The members of a room: a function of the set of acts, whatever the order in which they came. Levels are strict: whoever
 * does something to somebody stands above them, so nobody can take the power of those who decide about them. It is
 * computed from the top level down: whether an act holds follows from acts of higher levels, from those in its own past,
 * and from nothing else. Acts whose past is not known yet wait. Null without a founding act.
 */
export function evaluate(acts: readonly KnownAct[]): Membership | null {
  const graph = graphOf(acts);
  const founding = graph.acts.find(({act}) => act.type === 'found');
  if (founding?.act.type !== 'found' || founding.act.founder !== founding.author) {
    return null;
  }
  const {founder, name, history} = founding.act;
  const evaluation = createEvaluation(graph, founder);
  evaluation.hold(founding, [{about: founder, gives: FOUNDER_LEVEL}], FOUNDER_LEVEL);
  evaluation.takeLeaves();
  for (const level of [4, 3, 2] as const) {
    evaluation.takeLevel(level);
  }
  evaluation.takeJoins();
  return evaluation.result({name, topic: '', expiry: '0', history});
}

function createEvaluation(graph: ActGraph, founder: PeerKey) {
  const {acts, isBefore} = graph;
  const effects = new Map<PeerKey, Effect[]>();
  const holding = new Map<string, Weighed>();
  const tickets = new Map<string, Weighed[]>();
  const closes = new Map<string, Weighed[]>();
  const leaves = new Map<PeerKey, PlacedAct[]>();
  const bans = new Map<PeerKey, Weighed[]>();
  const unbans = new Map<PeerKey, Weighed[]>();

  function hold(
    act: PlacedAct,
    about: readonly {readonly about: PeerKey; readonly gives: Level | 0}[],
    weight: number,
  ): void {
    holding.set(act.id, {act, weight});
    for (const effect of about) {
      pushTo(effects, effect.about, {...effect, act, weight});
    }
  }

  /** To leave needs no power, and nobody can undo it. */
  function takeLeaves(): void {
    for (const act of acts) {
      if (act.act.type === 'leave' && act.author !== founder) {
        pushTo(leaves, act.author, act);
        hold(act, [{about: act.author, gives: 0}], LEAVE_WEIGHT);
      }
    }
  }

  function takeLevel(level: 4 | 3 | 2): void {
    for (const act of acts) {
      if (!holding.has(act.id) && isDoneAt(act, level)) {
        takePower(act, level);
      }
    }
  }

  /** Last, since a ban of any level stands in the way of a join, and a join gives nobody power. */
  function takeJoins(): void {
    for (const act of acts) {
      if (act.act.type === 'join') {
        takeJoin(act, hex(act.act.key));
      }
    }
  }

  /** Whether its author had this level when it was written, and nothing took it away that the act did not know. */
  function isDoneAt(act: PlacedAct, level: number): boolean {
    const warrant = countingBefore(act.author, act);
    if (warrant?.gives !== level || isBesideOwnLeave(act)) {
      return false;
    }
    return !(effects.get(act.author) ?? []).some(
      other =>
        other !== warrant &&
        other.act !== act &&
        other.gives < level &&
        !isBefore(other.act, act) &&
        !isBefore(act, other.act) &&
        beats(other, warrant),
    );
  }

  /** Whoever leaves takes along what they did meanwhile in another place. */
  function isBesideOwnLeave(act: PlacedAct): boolean {
    return (leaves.get(act.author) ?? []).some(leave => !isBefore(act, leave) && !isBefore(leave, act));
  }

  function takeJoin(join: PlacedAct, key: string): void {
    const {author} = join;
    const isOpen = (tickets.get(key) ?? []).some(
      ticket => isBefore(ticket.act, join) && !isClosedFor(join, key, ticket),
    );
    if (isOpen && !isBesideOwnLeave(join) && levelBefore(author, join) === 0 && !isBanned(author, join, 0)) {
      hold(join, [{about: author, gives: 1}], JOIN_WEIGHT);
    }
  }

  /** A join that the one who closed the ticket neither knew nor named came too late. */
  function isClosedFor(join: PlacedAct, key: string, ticket: Weighed): boolean {
    return closesOf(key, ticket).some(
      ({act: close}) =>
        close.act.type === 'close' &&
        !isBefore(join, close) &&
        !close.act.joins.some(id => hex(id) === join.id),
    );
  }

  /** A ticket is closed by those who stand as high as whoever made it. */
  function closesOf(key: string, ticket: Weighed): Weighed[] {
    return (closes.get(key) ?? []).filter(close => close.weight >= ticket.weight);
  }

  function takePower(placed: PlacedAct, level: number): void {
    const {act, author} = placed;
    switch (act.type) {
      case 'add':
        takeAdd(placed, act, level);
        break;
      case 'role':
        if (isBelow(act.target, placed, level) && act.level < level && !isBanned(act.target, placed, level)) {
          hold(placed, [{about: act.target, gives: act.level}], level);
        }
        break;
      case 'remove':
        takeRemoval(placed, act, level);
        break;
      case 'unban':
        if (act.target !== author) {
          pushTo(unbans, act.target, {act: placed, weight: level});
          hold(placed, [], level);
        }
        break;
      case 'ticket':
        pushTo(tickets, hex(act.key), {act: placed, weight: level});
        hold(placed, [], level);
        break;
      case 'close':
        pushTo(closes, hex(act.key), {act: placed, weight: level});
        hold(placed, [], level);
        break;
      case 'set':
        hold(placed, [], level);
        break;
      case 'hide':
        if (isBelow(act.entry.author, placed, level)) {
          hold(placed, [], level);
        }
        break;
      default:
    }
  }

  function takeAdd(placed: PlacedAct, act: Extract<Act, {type: 'add'}>, level: number): void {
    if (act.level >= level) {
      return;
    }
    // Somebody who was removed by a lower level is still what they were here: that is not looked at yet.
    const added = act.targets.filter(
      target => isBelow(target, placed, level) && !isBanned(target, placed, level),
    );
    if (added.length > 0) {
      hold(
        placed,
        added.map(about => ({about, gives: act.level})),
        level,
      );
    }
  }

  function takeRemoval(placed: PlacedAct, act: Extract<Act, {type: 'remove'}>, level: number): void {
    if (!isBelow(act.target, placed, level)) {
      return;
    }
    hold(placed, [{about: act.target, gives: 0}], level);
    if (act.isBan) {
      pushTo(bans, act.target, {act: placed, weight: level});
    }
  }

  /** Whether a ban in the past of an act is by somebody above this level, and was not taken back. */
  function isBanned(target: PeerKey, act: PlacedAct, level: number): boolean {
    return (bans.get(target) ?? []).some(
      ban => ban.weight > level && isBefore(ban.act, act) && !isLifted(target, ban, act),
    );
  }

  function isLifted(target: PeerKey, ban: Weighed, act: PlacedAct): boolean {
    return (unbans.get(target) ?? []).some(
      unban => unban.weight >= ban.weight && isBefore(ban.act, unban.act) && isBefore(unban.act, act),
    );
  }

  /** What lower levels did to somebody gives them no level as high as this one: it need not be known yet. */
  function isBelow(target: PeerKey, act: PlacedAct, level: number): boolean {
    return target !== act.author && levelBefore(target, act) < level;
  }

  function levelBefore(person: PeerKey, act: PlacedAct): Level | 0 {
    return countingBefore(person, act)?.gives ?? 0;
  }

  /** What counts about somebody in the past of an act. */
  function countingBefore(person: PeerKey, act: PlacedAct): Effect | null {
    return counting((effects.get(person) ?? []).filter(effect => isBefore(effect.act, act)));
  }

  /** Of what nothing later replaces, that with the most weight, then the stricter. What came last is looked at first. */
  function counting(known: readonly Effect[]): Effect | null {
    let newest: Effect[] = [];
    for (const one of known.filter(isUnbeaten(known)).toReversed()) {
      if (!newest.some(other => isBefore(one.act, other.act))) {
        newest = [...newest.filter(other => !isBefore(other.act, one.act)), one];
      }
    }
    return newest.reduce<Effect | null>(
      (best, one) => (best === null || beats(one, best) ? one : best),
      null,
    );
  }

  /** What a departure beat that it did not know stays beaten: whoever comes back begins anew. */
  function isUnbeaten(known: readonly Effect[]): (one: Effect) => boolean {
    const departures = known.filter(({gives}) => gives === 0);
    return one =>
      one.gives === 0 || !departures.some(departure => isBeside(one, departure) && beats(departure, one));
  }

  function isBeside(one: Effect, other: Effect): boolean {
    return !isBefore(one.act, other.act) && !isBefore(other.act, one.act);
  }

  function beats(one: Effect, other: Effect): boolean {
    if (isBefore(other.act, one.act)) {
      return true;
    }
    if (isBefore(one.act, other.act)) {
      return false;
    }
    if (one.weight !== other.weight) {
      return one.weight > other.weight;
    }
    return one.gives === other.gives ? one.act.id < other.act.id : one.gives < other.gives;
  }

  /** Whether a ban was taken back, so that it is a removal like any other. */
  function isTakenBack({about, act, weight}: Effect): boolean {
    return (unbans.get(about) ?? []).some(unban => unban.weight >= weight && isBefore(act, unban.act));
  }

  function result(founded: Readonly<Record<RoomSetting, string>>): Membership {
    const levels = new Map<PeerKey, Level>();
    const since = new Map<PeerKey, number>();
    const departures = new Map<PeerKey, Departure>();
    for (const [person, known] of effects) {
      const effect = counting(known);
      if (effect !== null && effect.gives > 0) {
        levels.set(person, effect.gives as Level);
        since.set(person, arrivalOf(known));
      } else if (effect !== null) {
        departures.set(person, departureOf(effect, isTakenBack(effect)));
      }
    }
    return {
      founder,
      levels,
      since,
      departures,
      settings: settingsOver(founded),
      hidden: hidden(),
      tickets: openTickets(),
      holds: new Set(holding.keys()),
      known: new Set(acts.map(({id}) => id)),
      heads: graph.heads,
    };
  }

  /** The clock of the first act that made somebody a member, of those behind which they did not go. */
  function arrivalOf(known: readonly Effect[]): number {
    const ends = known.filter(({gives}) => gives === 0);
    const stays = known.filter(({gives, act}) => gives > 0 && !ends.some(end => isBefore(act, end.act)));
    return Math.min(...stays.map(({act}) => act.clock));
  }

  function settingsOver(founded: Readonly<Record<RoomSetting, string>>): Record<RoomSetting, string> {
    const settings = {...founded};
    for (const setting of Object.keys(settings) as RoomSetting[]) {
      const made = [...holding.values()].flatMap(({act, weight}) =>
        act.act.type === 'set' && act.act.setting === setting
          ? [{act, about: act.author, gives: 0 as const, weight, value: act.act.value}]
          : [],
      );
      const effect = counting(made) as (typeof made)[number] | null;
      settings[setting] = effect?.value ?? settings[setting];
    }
    return settings;
  }

  function hidden(): EntryRef[] {
    return [...holding.values()].flatMap(({act}) => (act.act.type === 'hide' ? [act.act.entry] : []));
  }

  function openTickets(): Map<string, OpenTicket> {
    const open = new Map<string, OpenTicket>();
    for (const [key, [ticket]] of tickets) {
      if (ticket?.act.act.type !== 'ticket' || closesOf(key, ticket).length > 0) {
        continue;
      }
      const {uses, until} = ticket.act.act;
      open.set(key, {
        ...{id: ticket.act.id, issuer: ticket.act.author, uses, until},
        joins: [...holding.values()].flatMap(({act}) =>
          act.act.type === 'join' && hex(act.act.key) === key ? [act.id] : [],
        ),
      });
    }
    return open;
  }

  return {hold, takeLeaves, takeLevel, takeJoins, result};
}

function departureOf({act}: Effect, isTakenBack: boolean): Departure {
  if (act.act.type !== 'remove') {
    return {how: 'left', clock: act.clock};
  }
  const {isBan, keeps} = act.act;
  const how = isBan && !isTakenBack ? 'banned' : 'removed';
  return {how, by: act.author, keeps, clock: act.clock};
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, [value]);
  } else {
    known.push(value);
  }
}
