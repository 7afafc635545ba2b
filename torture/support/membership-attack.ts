import {
  add,
  ban,
  beginStory,
  close,
  type Deed,
  hide,
  join,
  keyOf,
  kick,
  leave,
  parentsOf,
  role,
  type Story,
  set,
  ticket,
  unban,
} from '../../__tests__/support/room-story.ts';
import type {KnownAct} from '../../src/core/rooms/act-graph.ts';
import {evaluate, type Membership} from '../../src/core/rooms/membership.ts';

/** What came of an attack. All but the first three are violations. */
export type AttackReport = {
  histories: number;
  acts: number;
  /** Acts that somebody without power wrote behind an old past. */
  backdated: number;
  /** Another state from the same acts in another order. */
  order: number;
  /** The founder lost their level. */
  founder: number;
  /** A backdated act of somebody without power, or several of them together, changed somebody else. */
  power: number;
  /** Somebody who was removed is back by an act that does not know of it, or one who was banned by any. */
  returned: number;
  /** An act holds whose author never had the level for it. */
  warrant: number;
};

const PEOPLE = ['F', 'A', 'B', 'C', 'D', 'E'];
const OUTSIDERS = ['X', 'Y'];
const EVERYBODY = [...PEOPLE, ...OUTSIDERS];

/**
 * Random histories of a room in which everybody knows another part of what was done, and people without power then write
 * acts as if they were long past. `random` is a number from 0 up to 1.
 */
export function attackMembership(random: () => number, backdated: number): AttackReport {
  const report = {
    histories: 0,
    acts: 0,
    backdated: 0,
    order: 0,
    founder: 0,
    power: 0,
    returned: 0,
    warrant: 0,
  };
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const idOf = () =>
    Array.from({length: 4}, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
      .join('')
      .padStart(64, '0');

  while (report.backdated < backdated) {
    report.histories++;
    const story = tellStory();
    const state = evaluated(story.acts);
    const shuffled = evaluated([...story.acts].sort(() => random() - 0.5));
    report.order += Number(looks(shuffled) !== looks(state));
    report.founder += Number(state.levels.get(keyOf('F')) !== 4);
    report.warrant += withoutWarrant(state, story.acts);
    attack(story, state);
    attackTogether(story, state);
  }
  return report;

  function tellStory(): Story {
    const story = beginStory(idOf);
    story.act('F', add(3, 'A', 'B'));
    story.act('F', add(2, 'C', 'D'));
    story.act('F', add(1, 'E'));
    const views = new Map(EVERYBODY.map(person => [person, new Set(story.acts.map(({id}) => id))]));
    const count = 6 + Math.floor(random() * 20);
    for (let step = 0; step < count; step++) {
      const person = pick(EVERYBODY);
      const view = views.get(person) ?? new Set();
      const seen = random() < 0.3 ? partOf(story, view) : view;
      const id = story.act(person, deed(person, story, seen), newestOf(story, seen));
      report.acts++;
      for (const known of pastOf(story, id)) {
        view.add(known);
      }
      for (const other of EVERYBODY.filter(() => random() < 0.4)) {
        for (const known of view) {
          views.get(other)?.add(known);
        }
      }
    }
    return story;
  }

  function attack(story: Story, state: Membership): void {
    for (const person of EVERYBODY.filter(letter => (state.levels.get(keyOf(letter)) ?? 0) < 2)) {
      const before = looksWithout([person], state);
      for (let attempt = 0; attempt < 3; attempt++) {
        const seen = partOf(story, new Set(story.acts.map(({id}) => id)));
        const done = deed(person, story, seen);
        if (done.type === 'leave' || done.type === 'join') {
          continue; // these are about nobody but themselves
        }
        report.backdated++;
        story.act(person, done, newestOf(story, seen));
        report.power += Number(looksWithout([person], evaluated(story.acts)) !== before);
        story.undo();
      }
    }
  }

  /** Some of those without power conspire. Tickets may make members of them, and nothing more. */
  function attackTogether(story: Story, state: Membership): void {
    const powerless = EVERYBODY.filter(letter => (state.levels.get(keyOf(letter)) ?? 0) < 2);
    if (powerless.length === 0) {
      return;
    }
    const before = looksWithout(powerless, state);
    const count = 2 + Math.floor(random() * 4);
    let written = 0;
    for (let attempt = 0; attempt < count; attempt++) {
      const person = pick(powerless);
      const seen = partOf(story, new Set(story.acts.map(({id}) => id)));
      const id = story.act(person, deed(person, story, seen), newestOf(story, seen));
      if (isReturn(id, story, state)) {
        story.undo();
      } else {
        written++;
        report.backdated++;
      }
    }
    const after = evaluated(story.acts);
    const gained = powerless.filter(letter => (after.levels.get(keyOf(letter)) ?? 0) > 1);
    report.power += Number(looksWithout(powerless, after) !== before) + gained.length;
    report.returned += [...state.departures].filter(
      ([key, {how}]) => how !== 'left' && after.levels.has(key),
    ).length;
    for (; written > 0; written--) {
      story.undo();
    }
  }

  /** Whoever was removed may use a ticket afterwards, and whoever was banned once the ban is taken back. */
  function isReturn(id: string, story: Story, state: Membership): boolean {
    const {act, author} = story.acts.at(-1) as KnownAct;
    const past = pastOf(story, id);
    const wanted = state.departures.get(author)?.how === 'banned' ? 'unban' : 'remove';
    return (
      act.type === 'join' &&
      story.acts.some(other => other.act.type === wanted && other.act.target === author && past.has(other.id))
    );
  }

  function deed(person: string, story: Story, seen: ReadonlySet<string>): Deed {
    const target = pick(EVERYBODY);
    const level = pick([1, 2, 3] as const);
    const kind = random();
    if (kind < 0.2) {
      return add(level, target);
    }
    if (kind < 0.45) {
      return role(target, level);
    }
    if (kind < 0.7) {
      return random() < 0.5 ? kick(target) : ban(target);
    }
    if (kind < 0.75) {
      return unban(target);
    }
    if (kind < 0.82) {
      return ticket;
    }
    if (kind < 0.9) {
      return join;
    }
    if (kind < 0.94) {
      const joins = story.acts.filter(({id, act}) => act.type === 'join' && seen.has(id)).map(({id}) => id);
      return close(...joins.filter(() => random() < 0.5));
    }
    if (kind < 0.96) {
      return hide(target);
    }
    if (kind < 0.98 || person === 'F') {
      return set('topic', String(random()));
    }
    return leave;
  }

  /** Some of what is known, with all that it follows from. */
  function partOf(story: Story, known: ReadonlySet<string>): Set<string> {
    const ids = story.acts.map(({id}) => id).filter(id => known.has(id));
    const chosen = ids.slice(0, 1 + Math.floor(random() * ids.length));
    return new Set(chosen.flatMap(id => [...pastOf(story, id)]));
  }
}

function evaluated(acts: readonly KnownAct[]): Membership {
  const state = evaluate(acts);
  if (state === null) {
    throw new Error('the founding act is gone');
  }
  return state;
}

function looks(state: Membership): string {
  return looksWithout([], state);
}

/** All that follows from the acts, but for the levels of some and for what they did. */
function looksWithout(persons: readonly string[], {levels, settings, tickets, hidden}: Membership): string {
  const others = EVERYBODY.filter(letter => !persons.includes(letter));
  return JSON.stringify([
    others.map(letter => levels.get(keyOf(letter)) ?? 0),
    settings,
    [...tickets].map(([key, {id}]) => [key, id]).sort(),
    hidden,
  ]);
}

/** Acts that hold though their author had less than the level that they need, whatever else is known. */
function withoutWarrant({holds, founder}: Membership, acts: readonly KnownAct[]): number {
  const able = new Set([founder]);
  for (const {act, id} of acts) {
    if (holds.has(id) && (act.type === 'add' || act.type === 'role') && act.level >= 2) {
      for (const key of act.type === 'add' ? act.targets : [act.target]) {
        able.add(key);
      }
    }
  }
  return acts.filter(
    ({act, author, id}) => holds.has(id) && act.type !== 'leave' && act.type !== 'join' && !able.has(author),
  ).length;
}

function pastOf(story: Story, id: string): Set<string> {
  const byId = new Map(story.acts.map(act => [act.id, act]));
  const past = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!past.has(next)) {
      past.add(next);
      const act = byId.get(next);
      open.push(...(act === undefined ? [] : parentsOf(act)));
    }
  }
  return past;
}

function newestOf(story: Story, seen: ReadonlySet<string>): string[] {
  const acts = story.acts.filter(({id}) => seen.has(id));
  const named = new Set(acts.flatMap(parentsOf));
  return acts.map(({id}) => id).filter(id => !named.has(id));
}
