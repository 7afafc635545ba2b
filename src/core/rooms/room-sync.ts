import type {PeerKey} from '../../lib/ids.ts';
import type {RoomLogName} from '../../storage/room-types.ts';
import {
  keyOf,
  type LinkId,
  type LogEnd,
  type Missing,
  type RoomInput,
  type RoomLink,
  type RoomOutput,
  type RoomState,
} from './room-sync-types.ts';

/**
 * How what is said in a room spreads (docs/PROTOCOL.md, "How a room spreads"): a function without I/O of what is known
 * and what happens, at a time in milliseconds. Few members send what they write to everybody. Of many, each asks three of its
 * links for what is new and is told by the others that it is there. Whatever is told of and does not come is asked for.
 */

/** In a room of many, what is new is asked of so many links; the others tell. */
const EAGER_LINKS = 3;
/** Ends of logs are told together after this, milliseconds: in a room of many, and where everybody hears the author. */
const TELL_AFTER = 100;
const TELL_AFTER_IN_MESH = 1000;
/** What was told of is asked for when it has not come by itself after this, milliseconds. */
const ASK_AFTER = 400;
/** And of the next link when the one that was asked sends nothing more for so long. */
const ASK_NEXT_AFTER = 600;
/** Where each of those who told of it was asked so often and sent nothing, they are asked so seldom. */
const ASKS_IN_VAIN = 3;
const ASK_IN_VAIN_AFTER = 30_000;
/** Where a link is asked for as much as it may be, the rest waits so long at most. */
const ASK_LATER = 100;
/** A new link is asked at once: what it tells is what we missed. */
const CATCH_UP = 3000;
/** Logs that are asked of one link at a time. */
const MAX_ASKED = 32;

/** A room without links, of which these logs are here. */
export function beginRoom(self: PeerKey, ours: readonly LogEnd[]): RoomState {
  return {
    self,
    isMesh: true,
    authors: new Set([self]),
    ours: new Map(ours.map(({log, sequence}) => [keyOf(log), {log, sequence}])),
    links: new Map(),
    missing: new Map(),
    tellAt: null,
  };
}

/** Takes in what happened, and answers what is to be done, in order. */
export function stepRoom(state: RoomState, input: RoomInput, now: number): readonly RoomOutput[] {
  const link = 'link' in input ? state.links.get(input.link) : undefined;
  switch (input.type) {
    case 'link-up':
      return linkUp(state, input, now);
    case 'link-down':
      return linkDown(state, input.link, now);
    case 'standing':
      return link === undefined ? [] : changeStanding(state, link, input.standing, now);
    case 'members':
      state.authors = input.authors;
      state.isMesh = input.isMesh;
      return [...state.links.values()].flatMap(each => sayLane(state, each)).concat(ask(state, now));
    case 'compared':
      return link === undefined ? [] : compare(state, link, input.unequal);
    case 'have':
      return link === undefined ? [] : hear(state, link, input.ends, now);
    case 'want':
      return link === undefined ? [] : answerWant(state, link, input);
    case 'lane':
      return link === undefined ? [] : takeLane(state, link, input.isEager, now);
    case 'stored':
      return store(state, input, now);
    case 'parted':
      return part(state, input.ends);
    case 'refused':
      return refuse(state, input, now);
    case 'tick':
      return [...tellAll(state, now), ...ask(state, now)];
  }
}

/** When the next tick is due, milliseconds; null if nothing waits for one. */
export function nextTick(state: RoomState): number | null {
  const due = [...state.missing.values()].filter(isAskable(state)).map(missing => missing.due);
  const times = state.tellAt === null ? due : [...due, state.tellAt];
  return times.length === 0 ? null : Math.min(...times);
}

function linkUp(
  state: RoomState,
  {link: id, peer, standing}: Extract<RoomInput, {type: 'link-up'}>,
  now: number,
): RoomOutput[] {
  const link: RoomLink = {
    ...{id, peer, standing, since: now, isReady: false, wantsEager: false, isEager: false},
    theirs: new Map(),
    told: new Map(),
    untold: new Set(),
  };
  state.links.set(id, link);
  return standing === 'none' ? [] : [{type: 'send-digest', link: id}];
}

function linkDown(state: RoomState, id: LinkId, now: number): RoomOutput[] {
  state.links.delete(id);
  for (const missing of state.missing.values()) {
    const at = missing.tellers.indexOf(id);
    if (at >= 0) {
      missing.tellers.splice(at, 1);
    }
    if (missing.asked === id) {
      missing.asked = null;
      missing.due = now;
    }
  }
  dropUntold(state);
  return [...[...state.links.values()].flatMap(link => sayLane(state, link)), ...ask(state, now)];
}

/** Whoever became a member is told everything from then on, whoever ceased to be one nothing. */
function changeStanding(
  state: RoomState,
  link: RoomLink,
  standing: RoomLink['standing'],
  now: number,
): RoomOutput[] {
  const before = link.standing;
  link.standing = standing;
  if (standing === before) {
    return [];
  }
  if (standing === 'none') {
    link.isReady = false;
    return linkDownFor(state, link, now);
  }
  tellUntold(state, link, now); // a guest was told of acts alone, also of what was said since their digest
  return [{type: 'send-digest', link: link.id}];
}

function linkDownFor(state: RoomState, link: RoomLink, now: number): RoomOutput[] {
  const outputs = linkDown(state, link.id, now);
  state.links.set(link.id, link);
  link.theirs.clear();
  link.told.clear();
  link.untold.clear();
  link.wantsEager = false;
  link.isEager = false;
  return outputs;
}

/** Logs that are equal need no word; the lane says that all others were named. */
function compare(state: RoomState, link: RoomLink, unequal: readonly LogEnd[]): RoomOutput[] {
  const differing = new Set(unequal.map(({log}) => keyOf(log)));
  for (const [key, {sequence}] of state.ours) {
    if (!differing.has(key)) {
      noteUpTo(link.theirs, key, sequence);
    }
  }
  return [...tell(link, unequal), ...sayLane(state, link, true)];
}

function tell(link: RoomLink, ends: readonly LogEnd[]): RoomOutput[] {
  const told = ends.filter(({log, sequence}) => sequence > 0 && isFor(link, log));
  for (const {log, sequence} of told) {
    link.untold.delete(keyOf(log));
    noteUpTo(link.told, keyOf(log), sequence);
  }
  return told.length === 0 ? [] : [{type: 'send-have', link: link.id, ends: told}];
}

/** Which links what is new is asked of. The answer to a digest always says it: it ends what is told before. */
function sayLane(state: RoomState, link: RoomLink, isAnswer = false): RoomOutput[] {
  if (link.standing === 'none' || !(isAnswer || link.isReady)) {
    return [];
  }
  const eager = [...state.links.values()].filter(each => isEagerLink(each) && each !== link).length;
  const wanted = state.isMesh || (eager < EAGER_LINKS && !link.wantsEager);
  if (wanted === link.isEager && !isAnswer) {
    return [];
  }
  link.isEager = wanted;
  return [{type: 'send-lane', link: link.id, isEager: wanted}];
}

/** From now on the peer hears what is new; it is told what came while it was not. */
function takeLane(state: RoomState, link: RoomLink, isEager: boolean, now: number): RoomOutput[] {
  const isFirst = !link.isReady;
  link.isReady = true;
  link.wantsEager = isEager;
  if (isFirst) {
    tellUntold(state, link, now);
  }
  return [];
}

function tellUntold(state: RoomState, link: RoomLink, now: number): void {
  for (const [key, {log, sequence}] of state.ours) {
    if (isBehind(link, log, sequence) && (link.told.get(key) ?? 0) < sequence) {
      tellLater(state, link, log, now);
    }
  }
}

function hear(
  state: RoomState,
  link: RoomLink,
  ends: readonly (LogEnd & {readonly isSame: boolean})[],
  now: number,
): RoomOutput[] {
  const outputs: RoomOutput[] = [];
  for (const {log, sequence, isSame} of ends) {
    const ours = state.ours.get(keyOf(log))?.sequence ?? 0;
    if (isSame) {
      noteUpTo(link.theirs, keyOf(log), sequence);
    } else {
      // From the beginning: where the two part is found when the entries come again.
      outputs.push({type: 'send-want', link: link.id, log, after: 0, upTo: sequence});
    }
    if (isSame && sequence > ours) {
      noteMissing(state, link, {log, sequence}, now);
    }
  }
  return [...outputs, ...ask(state, now)];
}

/** What a new link tells is what was missed; of what it tells later most comes by itself. */
function noteMissing(state: RoomState, link: RoomLink, {log, sequence}: LogEnd, now: number): void {
  const key = keyOf(log);
  const isComing = !state.isMesh && now - link.since > CATCH_UP;
  const known = state.missing.get(key);
  if (known === undefined) {
    const due = isComing ? now + ASK_AFTER : now;
    state.missing.set(key, {log, upTo: sequence, tellers: [link.id], asked: null, due, asks: 0});
    return;
  }
  known.upTo = Math.max(known.upTo, sequence);
  if (!known.tellers.includes(link.id)) {
    known.tellers.push(link.id);
  }
}

/** Asks for what is due. Acts go first: they say whose talk is taken. */
function ask(state: RoomState, now: number): RoomOutput[] {
  const outputs: RoomOutput[] = [];
  const asked = askedOf(state, now);
  const isReady = isAskable(state);
  for (const missing of [...state.missing.values()].sort((one, other) => other.log.lane - one.log.lane)) {
    if (missing.due > now || !isReady(missing)) {
      continue;
    }
    const key = keyOf(missing.log);
    const after = state.ours.get(key)?.sequence ?? 0;
    const able = inTurn(missing)
      .flatMap(id => state.links.get(id) ?? [])
      .filter(isAhead(key, after));
    const link = able.find(({id}) => (asked.get(id) ?? 0) < MAX_ASKED);
    if (able.length === 0) {
      state.missing.delete(key);
    } else if (link === undefined) {
      missing.due = now + ASK_LATER;
    } else {
      asked.set(link.id, (asked.get(link.id) ?? 0) + 1);
      noteAsked(missing, link.id, now);
      const upTo = Math.min(missing.upTo, link.theirs.get(key) ?? 0);
      outputs.push({type: 'send-want', link: link.id, log: missing.log, after, upTo});
    }
  }
  return outputs;
}

/** The one that was asked last comes again behind all others. */
function inTurn({tellers, asked}: Missing): LinkId[] {
  return [...tellers.filter(id => id !== asked), ...tellers.filter(id => id === asked)];
}

/** Whoever is asked goes to the end of the line. */
function noteAsked(missing: Missing, id: LinkId, now: number): void {
  missing.asked = id;
  missing.asks++;
  missing.due = now + (isInVain(missing) ? ASK_IN_VAIN_AFTER : ASK_NEXT_AFTER);
  missing.tellers.splice(missing.tellers.indexOf(id), 1);
  missing.tellers.push(id);
}

/** Somebody tells of what they do not send: nothing waits for it. */
function isInVain({asks, tellers}: Missing): boolean {
  return asks > ASKS_IN_VAIN * tellers.length;
}

/** How many logs each link is asked for and still may send. */
function askedOf(state: RoomState, now: number): Map<LinkId, number> {
  const asked = new Map<LinkId, number>();
  for (const {asked: id, due} of state.missing.values()) {
    if (id !== null && due > now && due <= now + ASK_NEXT_AFTER) {
      asked.set(id, (asked.get(id) ?? 0) + 1);
    }
  }
  return asked;
}

function isAhead(key: string, sequence: number): (link: RoomLink) => boolean {
  return ({theirs}) => (theirs.get(key) ?? 0) > sequence;
}

/** Talk waits until its author is known for a member, and while acts are on their way. */
function isAskable(state: RoomState): (missing: Missing) => boolean {
  const areActsMissing = [...state.missing.values()].some(
    missing => missing.log.lane === 1 && missing.tellers.length > 0 && !isInVain(missing),
  );
  return ({log, tellers}) =>
    tellers.length > 0 && (log.lane === 1 || (!areActsMissing && state.authors.has(log.author)));
}

function answerWant(
  state: RoomState,
  link: RoomLink,
  {log, after, upTo}: Extract<RoomInput, {type: 'want'}>,
): RoomOutput[] {
  const ours = state.ours.get(keyOf(log))?.sequence ?? 0;
  return serve(link, log, after, Math.min(upTo, ours));
}

function store(
  state: RoomState,
  {log, sequence, from, isNew}: Extract<RoomInput, {type: 'stored'}>,
  now: number,
): RoomOutput[] {
  const key = keyOf(log);
  const ours = state.ours.get(key);
  state.ours.set(key, {log, sequence: Math.max(sequence, ours?.sequence ?? 0)});
  const source = from === null ? undefined : state.links.get(from);
  if (source !== undefined) {
    noteUpTo(source.theirs, key, sequence);
  }
  settle(state, {key, sequence, isProgress: sequence > (ours?.sequence ?? 0)}, from, now);
  const outputs = ask(state, now);
  if (!isNew) {
    return outputs;
  }
  for (const link of state.links.values()) {
    if (link.id !== from && link.isReady && isFor(link, log) && isBehind(link, log, sequence)) {
      outputs.push(...spread(state, link, log, sequence, now));
    }
  }
  return source === undefined ? outputs : [...outputs, ...acknowledge(state, source, {log, sequence}, now)];
}

/** Whoever has one of the parts finds the other by its name or by its hash, and asks for it. */
function part(state: RoomState, ends: readonly LogEnd[]): RoomOutput[] {
  for (const {log, sequence} of ends) {
    state.ours.set(keyOf(log), {log, sequence});
  }
  return [...state.links.values()].flatMap(link => (link.isReady ? tell(link, ends) : []));
}

/** What is not taken is not asked for again, of the link that brought it. */
function refuse(
  state: RoomState,
  {log, from, sequence}: Extract<RoomInput, {type: 'refused'}>,
  now: number,
): RoomOutput[] {
  const missing = state.missing.get(keyOf(log));
  const at = missing?.tellers.indexOf(from) ?? -1;
  if (missing !== undefined && at >= 0 && state.authors.has(log.author)) {
    missing.tellers.splice(at, 1);
    missing.due = now;
  }
  const link = state.links.get(from);
  if (link !== undefined) {
    noteUpTo(link.theirs, keyOf(log), sequence);
  }
  if (missing?.tellers.length === 0) {
    state.missing.delete(keyOf(log));
  }
  return ask(state, now);
}

/** What came is no longer missing; whoever sent it is at work, and need not be given up. */
function settle(
  state: RoomState,
  {key, sequence, isProgress}: {key: string; sequence: number; isProgress: boolean},
  from: LinkId | null,
  now: number,
): void {
  const wanted = state.missing.get(key);
  if (wanted !== undefined && sequence >= wanted.upTo) {
    state.missing.delete(key);
  } else if (wanted !== undefined && isProgress) {
    wanted.asks = 0;
  }
  if (from !== null) {
    for (const missing of state.missing.values()) {
      if (missing.asked === from && !isInVain(missing)) {
        missing.due = now + ASK_NEXT_AFTER;
      }
    }
  }
}

/** Hands what is new to a link, or tells it that it is there. */
function spread(
  state: RoomState,
  link: RoomLink,
  log: RoomLogName,
  sequence: number,
  now: number,
): RoomOutput[] {
  const isPushed = state.isMesh ? isOwn(state, log) : isEagerLink(link);
  if (!isPushed) {
    return tellLater(state, link, log, now);
  }
  return serve(link, log, link.theirs.get(keyOf(log)) ?? 0, sequence);
}

function serve(link: RoomLink, log: RoomLogName, after: number, upTo: number): RoomOutput[] {
  if (after >= upTo || !isFor(link, log)) {
    return [];
  }
  noteUpTo(link.theirs, keyOf(log), upTo);
  return [{type: 'serve', link: link.id, log, after, upTo}];
}

function tellLater(state: RoomState, link: RoomLink, log: RoomLogName, now: number): RoomOutput[] {
  link.untold.add(keyOf(log));
  state.tellAt ??= now + (state.isMesh ? TELL_AFTER_IN_MESH : TELL_AFTER);
  return [];
}

/** An author is told at once that its entry is kept here, whoever else brought it later. */
function acknowledge(state: RoomState, source: RoomLink, end: LogEnd, now: number): RoomOutput[] {
  if (source.peer === end.log.author) {
    source.untold.delete(keyOf(end.log));
    return [{type: 'send-have', link: source.id, ends: [end]}];
  }
  const author = [...state.links.values()].find(({peer, isReady}) => peer === end.log.author && isReady);
  return author === undefined ? [] : tellLater(state, author, end.log, now);
}

function tellAll(state: RoomState, now: number): RoomOutput[] {
  if (state.tellAt === null || state.tellAt > now) {
    return [];
  }
  state.tellAt = null;
  return [...state.links.values()].flatMap(link => {
    const ends = [...link.untold].flatMap(key => state.ours.get(key) ?? []);
    link.untold.clear();
    return link.isReady
      ? tell(
          link,
          ends.filter(({log, sequence}) => isWorthTelling(link, log, sequence)),
        )
      : [];
  });
}

/** Whoever has an entry need not be told of it, but for its author, who hears that it is kept. */
function isWorthTelling(link: RoomLink, log: RoomLogName, sequence: number): boolean {
  return link.peer === log.author || isBehind(link, log, sequence);
}

function dropUntold(state: RoomState): void {
  if ([...state.links.values()].every(({untold}) => untold.size === 0)) {
    state.tellAt = null;
  }
}

function noteUpTo(known: Map<string, number>, key: string, sequence: number): void {
  known.set(key, Math.max(sequence, known.get(key) ?? 0));
}

function isBehind(link: RoomLink, log: RoomLogName, sequence: number): boolean {
  return (link.theirs.get(keyOf(log)) ?? 0) < sequence;
}

/** Talk is for members; whoever may still come in gets the acts. */
function isFor({standing}: RoomLink, {lane}: RoomLogName): boolean {
  return standing === 'member' || (standing === 'guest' && lane === 1);
}

/** What is new goes both ways as soon as one side wants it. */
function isEagerLink({isEager, wantsEager}: RoomLink): boolean {
  return isEager || wantsEager;
}

function isOwn(state: RoomState, log: RoomLogName): boolean {
  return log.author === state.self;
}
