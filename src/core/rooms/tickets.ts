import {handshakeSecret} from '../../identity/reach/invite-keys.ts';
import {proveTicket, ticketKeys, ticketSecret} from '../../identity/room/ticket.ts';
import {parseTicket} from '../../identity/room/ticket-link.ts';
import {roomIdOf, roomOf} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {deviceKeyOf} from '../../lib/ids.ts';
import {storedText} from '../../lib/text/safe-text.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {SharedSecret} from '../../net/network.ts';
import type {Action, Address, ConversationView} from '../api/api.ts';
import type {Conversations} from '../conversations/conversations.ts';
import {fromLinkAddresses} from '../reach/link-addresses.ts';
import {newRow} from './room-actions.ts';
import type {Rooms} from './rooms.ts';

/** What `link.secret` begins with where somebody comes by a ticket; the room and the key of the ticket follow. */
const BY_TICKET = 'ticket ';
/** The same where we are the guest. */
export const TICKET_GUEST = 'ticket-guest';
/** Nobody answers to a ticket that is over by more than this, milliseconds. */
const GRACE = 60_000;

export type TicketsOptions = {
  readonly rooms: Rooms;
  readonly conversations: Conversations;
  readonly clock: Pick<Clock, 'now'>;
  readonly selfKey: PeerKey;
  /** Nobody waits for an answer: a ticket turned out to be worth nothing. */
  readonly failed: (error: unknown) => void;
  /** Reaches somebody who knows a secret, at one of these addresses or wherever they are found, and takes the link over. */
  readonly visit: (
    secret: ReturnType<typeof ticketSecret>,
    name: string,
    addresses: readonly Address[],
    device: ReturnType<typeof deviceKeyOf>,
  ) => Promise<void>;
};

/** Ways into rooms for people whom nobody there knows. */
export type Tickets = {
  readonly actions: {
    readonly 'use-ticket': (action: Extract<Action, {type: 'use-ticket'}>) => Promise<ConversationView>;
  };
  /** We came closer to a room that we want into: shows the ticket once its acts are here. */
  readonly present: (room: ConversationId) => void;
};

/** The tickets that we use. */
export function createTickets(options: TicketsOptions): Tickets {
  const {rooms, conversations, selfKey} = options;

  return {
    actions: {
      async 'use-ticket'({ticket}) {
        const {room: id, seed, hostKey, addresses} = parseTicket(ticket);
        const room = roomOf(id);
        const row = rooms.row(room) ?? newRow(room, storedText(''));
        if (row.state !== 'member') {
          rooms.save({...row, state: 'joining', entrance: seed});
        }
        if (rooms.level(room, selfKey) === 0) {
          const secret = ticketSecret(id, ticketKeys(seed).publicKey);
          await options.visit(secret, TICKET_GUEST, fromLinkAddresses(addresses), deviceKeyOf(hostKey));
          rooms.review();
        }
        conversations.changed(room);
        return conversations.conversation(room);
      },
    },
    present(room) {
      const row = rooms.row(room);
      const known = rooms.membership(room);
      if (row?.state !== 'joining' || row.entrance === null || known === null || known.levels.has(selfKey)) {
        return;
      }
      const keys = ticketKeys(row.entrance);
      if (!known.tickets.has(Buffer.from(keys.publicKey).toString('hex'))) {
        return;
      }
      rooms.save({...row, entrance: null});
      const proof = proveTicket(roomIdOf(room), selfKey, keys);
      rooms.write(room, [{type: 'join', key: keys.publicKey, proof}]);
      if (rooms.level(room, selfKey) === 0) {
        options.failed(new NatterError('NOT_A_MEMBER', roomTexts.errors.notMember(storedText(row.name))));
      }
    },
  };
}

/** What holders of open tickets of our rooms show to know, in a handshake. */
export function ticketSecrets(rooms: Rooms, selfKey: PeerKey, now: number): SharedSecret[] {
  return rooms.all().flatMap(({id, state}) => {
    const known = state === 'member' ? rooms.membership(id) : null;
    return known === null || !known.levels.has(selfKey)
      ? []
      : [...known.tickets]
          .filter(([, {until, uses, joins}]) => until * 1000 + GRACE > now && joins.length < uses)
          .map(([key]) => ({
            id: `${BY_TICKET}${id} ${key}`,
            psk: handshakeSecret(ticketSecret(roomIdOf(id), Buffer.from(key, 'hex'))),
          }));
  });
}

/** The room whose ticket somebody came by over a link; null if they came another way. */
export function roomOfTicket(secret: string | null): ConversationId | null {
  const [room] = secret?.startsWith(BY_TICKET) ? secret.slice(BY_TICKET.length).split(' ') : [];
  return (room as ConversationId | undefined) ?? null;
}

/** Whether a link was made with a ticket, on either side. */
export function isByTicket({secret}: Pick<Link, 'secret'>): boolean {
  return secret === TICKET_GUEST || roomOfTicket(secret) !== null;
}
