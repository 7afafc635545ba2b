import {createOwnActions, HEADLESS} from './actions.ts';
import type {Action, ActionResult, Core, CoreEvent, Query, QueryResult} from './api/api.ts';
import {createAttention} from './attention.ts';
import {type Base, buildBase} from './build/base.ts';
import {buildConnections} from './build/connections.ts';
import {buildPeople, type People} from './build/people.ts';
import {buildReach, type Reach} from './build/reach.ts';
import {buildRooms, type RoomParts} from './build/rooms.ts';
import {buildTalk} from './build/talk.ts';
import {checkCore} from './check-up.ts';
import {createDebug} from './connections/debug.ts';
import type {Links} from './connections/links.ts';
import {createContacts} from './contacts/contacts.ts';
import {createTrust} from './contacts/trust.ts';
import {isMessage} from './conversations/entry-kinds.ts';
import {createMessages} from './conversations/messages.ts';
import type {CoreOptions} from './options.ts';
import {createPreferences, type Preferences} from './preferences.ts';
import {createJoining} from './reach/joining.ts';
import {toLinkAddresses} from './reach/link-addresses.ts';
import {createWhy} from './reach/why.ts';
import {createRoomActions} from './rooms/room-actions.ts';
import {createTickets} from './rooms/tickets.ts';
import {createShutdown} from './shutdown.ts';

/** The core of this thread: it can also be started. */
export type LocalCore = Core & {
  /** Opens the port and emits `ready`. Throws `PORT_TAKEN`, `LISTEN_FAILED`. */
  readonly start: () => Promise<void>;
  /** Adds an event of whoever holds the core to its stream. */
  readonly tell: (event: CoreEvent) => void;
};

type Actions = {
  readonly [T in Action['type']]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
};
/** What takes more than a look into the database. */
type SlowQuery = 'checks';
type Queries = {
  readonly [T in Query['type']]: (
    query: Extract<Query, {type: T}>,
  ) => T extends SlowQuery ? Promise<QueryResult[T]> : QueryResult[T];
};

/** Joins the networking core: everything that natter does, without a screen. */
export function createCore(options: CoreOptions): LocalCore {
  const {database, clock} = options;
  const base = buildBase(options);
  const {self, events, identity} = base;
  const links = (): Links => connections.links;
  const preferences = buildPreferences(base, () => ({
    ...{reach, ...people, ...connections, ...roomParts},
  }));
  const people = buildPeople(base, preferences, links, {
    isFound: () => reach.table.view().state === 'ready',
    judged: () => reach.table.judged(),
    changed: () => reach.invitesChanged(),
  });
  const talk = buildTalk(base, people.peers, links, () => roomParts.rooms);
  const reach = buildReach(base, people, preferences, () => ({...connections, ...roomParts}));
  const roomParts: RoomParts = buildRooms(base, people, talk, preferences, () => ({
    ...{connections, reach},
    present: room => tickets.present(room),
  }));
  const {rooms} = roomParts;
  const connections = buildConnections(base, people, talk, preferences, reach, roomParts);
  const shutdown = createShutdown(base, talk, connections, reach, roomParts);
  const {peers, alarms, invites} = people;
  const {conversations} = talk;

  const trust = createTrust({
    ...{database, peers, alarms, events, state: base.peerState, links: links(), self: self.view},
    dialAgain: connections.comingBack.release,
    letGo: connections.comingBack.drop,
    cutOff: reach.cutOff,
    cleanUp: talk.cleaning.noted,
    wipe: shutdown.wipe,
  });
  const deviceKey = identity.device.publicKey;
  const roomActions = createRoomActions({
    ...{...connections, rooms, database, clock, peers, conversations, selfKey: self.key},
    forgotten(room) {
      base.conversationState.forget(room);
      events.push({type: 'room-forgotten', conversation: room});
      talk.cleaning.noted();
    },
    host: () => ({hostKey: deviceKey, addresses: toLinkAddresses(self.view().reachableAt)}),
  });
  const contacts = createContacts({...connections, peers, trust, checkMember: roomActions.checkMember});
  const joining = createJoining({
    ...{...connections, ...reach, ...{peers, trust, clock, events, deviceKey}},
    ownSecrets: () => invites.announced().map(({secret}) => secret),
    ownAddresses: () => self.view().reachableAt,
  });
  const tickets = createTickets({
    ...{rooms, conversations, clock, selfKey: self.key, failed: base.reportError},
    visit: joining.visit,
  });
  const why = createWhy({...connections, ...reach, peers, clock});
  const attention = createAttention(screen => events.push({type: 'attention-changed', screen}));
  const debug = createDebug({...base, ...talk, ...connections, peers, clock, database});
  const {checkRecipient} = contacts;
  const actions: Actions = {
    ...contacts.actions,
    ...invites.actions,
    ...joining.actions,
    ...createMessages({
      ...{writer: connections.writer, conversations, now: clock.now, checkRecipient},
      mentionsIn: roomParts.mentionsIn,
      expireRoom: roomActions.expire,
    }),
    ...createOwnActions(base, {...people, ...talk, ...connections, ...roomParts, preferences, attention}),
    ...roomActions.actions,
    ...tickets.actions,
    ...trust.actions,
    ...preferences.actions,
  };
  const queries: Queries = {
    snapshot: () => ({
      sequence: events.sequence(),
      self: self.view(),
      peers: peers.views(),
      conversations: conversations.views(),
      settings: preferences.get(),
      attended: attention.screen(),
    }),
    'safety-code': ({who}) => trust.safetyCode(who),
    history: ({conversation, before, limit}) => conversations.before(conversation, before, limit),
    'history-after': ({conversation, after, limit}) => conversations.after(conversation, after, limit),
    'arrived-after': ({row, limit}) => conversations.arrivedAfter(row, limit),
    cursor: () => ({row: database.cursor(HEADLESS), newest: database.newestRow()}),
    entry({conversation, entry}) {
      const row = conversations.find(conversation, entry);
      return row === null || !isMessage(row) ? null : conversations.view(row);
    },
    search: conversations.search,
    receipts: ({conversation, entry}) => conversations.receipts(conversation, entry),
    drafts: database.drafts,
    invites: invites.list,
    members: ({room}) => roomActions.members(room),
    why: ({who}) => why(who),
    debug: ({who}) => debug(who),
    reach: reach.view,
    checks: async () => [
      ...((await options.checkUp?.()) ?? []),
      ...checkCore(self.view(), peers.views(), reach.view(), await reach.neighbours.probe()),
    ],
  };

  return {
    async start() {
      talk.muteEnds.replan();
      await self.listen(connections.network, options.settings);
      events.push({type: 'ready', snapshot: queries.snapshot({type: 'snapshot'})});
      for (const text of options.notices ?? []) {
        events.push({type: 'notice', text, conversation: null});
      }
      alarms.remind();
      talk.disappearing.start();
      talk.cleaning.start();
      talk.indexing.noteStored();
      connections.comingBack.wake(peers.rows().map(row => row.key));
      reach.followSettings();
    },
    perform: (async (action: Action) => await actions[action.type](action as never)) as Core['perform'],
    query: (async (query: Query) => queries[query.type](query as never)) as Core['query'],
    subscribe: events.subscribe,
    tell: events.push,
    stop: shutdown.stop,
  };
}

function buildPreferences(
  {options, events}: Base,
  later: () => Pick<People, 'statuses'> &
    Pick<RoomParts, 'hints'> & {readonly reach: Reach; readonly links: Links},
): Preferences {
  return createPreferences({
    given: options.settings,
    themes: options.themes ?? (() => []),
    save: options.saveSettings ?? (() => {}),
    changed(settings, name) {
      events.push({type: 'settings-changed', settings});
      if (name === 'dht' || name === 'lan') {
        later().reach.followSettings();
      }
      if (name === 'dht' || name === 'addresses') {
        later().hints.tellAll();
      }
      if (name === 'status') {
        later().statuses.tellAll();
      }
      if (name === 'receipts') {
        for (const session of later().links.all()) {
          session.sayRead();
        }
      }
    },
  });
}
