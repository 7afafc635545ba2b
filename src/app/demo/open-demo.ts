import type {Core, NumberedEvent, Query} from '../../core/api/api.ts';
import type {LocalCore} from '../../core/core.ts';
import {createEmitter} from '../../lib/emitter.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createMemoryNetwork} from '../../net/transport/memory.ts';
import {answerLikeAFriend} from './chatter.ts';
import {pastClock} from './clock.ts';
import {next, playStory} from './past.ts';
import {createPlayer, type Player} from './player.ts';
import {OPEN_DOOR, STORIES, STRANGER, USER} from './story.ts';

/** Said when the demo begins. */
export const DEMO_NOTICE = appTexts.demo.greeting;

export type DemoOptions = {
  /** The name of the user; null takes one of the demo. */
  readonly name: string | null;
  readonly clock: Clock;
};

/**
 * Creates a core for the demo: a real one, on a network in memory with the cores of made-up friends. Its history is
 * made by letting them talk before it starts; nothing touches the disk or the network. Everything in it is the same
 * at every start.
 */
export function openDemo({name, clock}: DemoOptions): LocalCore {
  const network = createMemoryNetwork();
  const player = (who: {name: string; host: string}, requests: 'ask' | 'open') =>
    createPlayer({...who, network, requests});
  const user = player({...USER, name: name ?? USER.name}, 'ask');
  const friends = STORIES.map(story => ({story, player: player(story, 'open')}));
  const stranger = player(STRANGER, 'open');
  const openDoor = player(OPEN_DOOR, 'open');
  const emitter = createEmitter<readonly NumberedEvent[]>();
  const present = Promise.withResolvers<LocalCore>();
  let running: LocalCore | null = null;
  const others: LocalCore[] = [];
  let starting: Promise<void> | null = null;
  let stopping: Promise<void> | null = null;

  /** The core of the present knows what happened in the past: it can only be made afterwards. */
  async function begin(): Promise<void> {
    await livePast();
    const here = friends.filter(({story}) => story.steps.every(({type}) => type !== 'leave'));
    for (const one of [...here.map(friend => friend.player), stranger, openDoor]) {
      await join(one);
    }
    const core = user.core(clock);
    running = core;
    core.subscribe(emitter.emit);
    await core.start();
    present.resolve(core);
    core.tell({type: 'notice', text: DEMO_NOTICE, conversation: null});
  }

  async function livePast(): Promise<void> {
    const past = pastClock();
    const userCore = user.core(past);
    await userCore.start();
    for (const friend of friends) {
      await playStory(friend.story, {user, userCore, friend: friend.player, clock: past});
    }
    past.goTo(0, '14:05');
    const asking = stranger.core(past);
    await asking.start();
    const asked = next(userCore, 'request-received');
    await asking.perform({type: 'connect', address: user.address});
    await asked;
    await asking.stop();
    await userCore.stop();
  }

  async function join(friend: Player): Promise<void> {
    const core = friend.core(clock);
    others.push(core);
    answerLikeAFriend(core, clock);
    await core.start();
  }

  async function stop(): Promise<void> {
    await starting?.then(
      async () => (await present.promise).stop(),
      () => {},
    );
    await Promise.all(others.map(other => other.stop()));
    for (const {close} of [user, stranger, openDoor, ...friends.map(friend => friend.player)]) {
      close();
    }
  }

  return {
    start() {
      starting ??= begin();
      return starting;
    },
    perform: async action => (await present.promise).perform(action),
    // Headless mode asks before the demo begins how far it printed: nothing, and the made-up past is no news.
    query: (async (query: Query) =>
      query.type === 'cursor'
        ? {row: null, newest: 0}
        : (await present.promise).query(query)) as Core['query'],
    subscribe: emitter.subscribe,
    tell(event) {
      if (running === null) {
        emitter.emit([{...event, sequence: 1}]);
      } else {
        running.tell(event);
      }
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
