import type {Action, ConversationId, Core, CoreEvent, EntryId} from '../../core/api/api.ts';
import {directWith} from '../../lib/conversation.ts';
import type {PastClock} from './clock.ts';
import type {Player} from './player.ts';
import type {Step, Story, Voice} from './story.ts';

export type StoryOptions = {
  readonly user: Player;
  /** The core of the user, started. */
  readonly userCore: Core;
  readonly friend: Player;
  /** What both tell the time by. */
  readonly clock: PastClock;
};

/** One side of a conversation. */
type Side = {
  readonly core: Core;
  /** With the other one. */
  readonly conversation: ConversationId;
  /** What the other one said and this one has not read. */
  unread: EntryId[];
};

/**
 * Lets a friend and the user say to each other what the story tells, over a real link between real cores, while the
 * clock shows the times of the story. Afterwards both have it in their histories, and the friend is offline.
 */
export async function playStory(story: Story, {user, userCore, friend, clock}: StoryOptions): Promise<void> {
  const friendCore = friend.core(clock);
  const sides: Readonly<Record<Voice, Side>> = {
    me: {core: userCore, conversation: directWith(friend.key), unread: []},
    friend: {core: friendCore, conversation: directWith(user.key), unread: []},
  };
  const named = new Map<string, EntryId>();
  let daysAgo = 0;
  let link = 'before' as 'before' | 'up' | 'gone';

  async function play(step: Step): Promise<void> {
    switch (step.type) {
      case 'day':
        daysAgo = step.daysAgo;
        break;
      case 'say':
        clock.goTo(daysAgo, step.at);
        await say(step);
        break;
      case 'edit': {
        const {conversation} = sides[step.by];
        await point(step.by, {type: 'edit', conversation, entry: entryOf(step.of), text: step.text});
        break;
      }
      case 'react': {
        const {conversation} = sides[step.by];
        await point(step.by, {type: 'react', conversation, entry: entryOf(step.to), emoji: step.emoji});
        break;
      }
      case 'read':
        await read(sides[step.by], sides[otherThan(step.by)]);
        break;
      case 'leave':
        await leave();
        break;
    }
  }

  async function say({by, text, kind, id, answers}: Extract<Step, {type: 'say'}>): Promise<void> {
    if (link === 'before') {
      await meet();
    }
    const [speaker, listener] = [sides[by], sides[otherThan(by)]];
    const heard = next(listener.core, 'entries-added');
    const said = await speaker.core.perform({
      type: 'say',
      conversation: speaker.conversation,
      kind,
      text,
      ...(answers === undefined ? {} : {replyTo: entryOf(answers)}),
    });
    if (id !== undefined) {
      named.set(id, said.id);
    }
    if (link === 'up') {
      await next(
        speaker.core,
        'delivery-changed',
        ({state, ids}) => state === 'delivered' && ids.includes(said.id),
      );
      listener.unread.push(...(await heard).entries.map(entry => entry.id));
    }
  }

  async function meet(): Promise<void> {
    await friendCore.start();
    const accepted = next(userCore, 'request-accepted');
    await userCore.perform({type: 'connect', address: friend.address});
    await accepted;
    link = 'up';
    if (story.isVerified === true) {
      await userCore.query({type: 'safety-code', who: friend.key});
      await userCore.perform({type: 'verify', who: friend.key, verified: true});
    }
  }

  async function point(by: Voice, action: Extract<Action, {type: 'edit' | 'react'}>): Promise<void> {
    const seen = next(sides[otherThan(by)].core, 'entries-changed');
    await sides[by].core.perform(action);
    await seen;
  }

  async function leave(): Promise<void> {
    const gone = next(userCore, 'peer-offline');
    await friendCore.stop();
    await gone;
    link = 'gone';
  }

  function entryOf(name: string): EntryId {
    const id = named.get(name);
    if (id === undefined) {
      throw new Error(`The story of ${story.name} points at "${name}" before it is said`);
    }
    return id;
  }

  for (const step of story.steps) {
    await play(step);
  }
  if (link === 'up') {
    await leave();
  }
}

async function read(reader: Side, author: Side): Promise<void> {
  if (reader.unread.length > 0) {
    const noticed = next(author.core, 'delivery-changed', ({state}) => state === 'read');
    await reader.core.perform({type: 'mark-read', conversation: reader.conversation, entries: reader.unread});
    await noticed;
    reader.unread = [];
  }
}

function otherThan(voice: Voice): Voice {
  return voice === 'me' ? 'friend' : 'me';
}

type EventOf<T extends CoreEvent['type']> = Extract<CoreEvent, {type: T}>;

/** Waits for the next event of a type that fits. */
export function next<T extends CoreEvent['type']>(
  core: Core,
  type: T,
  fits: (event: EventOf<T>) => boolean = () => true,
): Promise<EventOf<T>> {
  return new Promise(resolve => {
    const stop = core.subscribe(events => {
      const isWanted = (event: CoreEvent): event is EventOf<T> =>
        event.type === type && fits(event as EventOf<T>);
      const found = events.map((event): CoreEvent => event).find(isWanted);
      if (found !== undefined) {
        stop();
        resolve(found);
      }
    });
  });
}
