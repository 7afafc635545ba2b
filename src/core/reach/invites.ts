import {handshakeSecret, inviteSecret} from '../../identity/reach/invite-keys.ts';
import {formatInvite} from '../../identity/reach/invite-link.ts';
import {codeSecret, hourOf, newSpokenCode} from '../../identity/reach/spoken-code.ts';
import {NatterError} from '../../lib/errors.ts';
import {randomBytes} from '../../lib/random.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {SharedSecret} from '../../net/network.ts';
import type {Database, InviteRow} from '../../storage/types.ts';
import type {ByeReason} from '../../wire/chat/messages.ts';
import type {Action, ActionResult, InviteView, PeerKey} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {admitGuest, type InviteRecord, isOpen, newInvite} from './invite-book.ts';
import {toLinkAddresses} from './link-addresses.ts';

/** An invite that is over is told so for this long, milliseconds; after that nobody answers to it. */
const REMEMBERED = 7 * 24 * 3_600_000;
/** An invite is announced by then, milliseconds, or a little after it was shown. */
const ANNOUNCE_PATIENCE = 1000;
/** Letters that are hard to mistake for each other; ids are typed. */
const ID_LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const ID_LENGTH = 4;

export type InvitesOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly events: EventQueue;
  readonly peers: PeerBook;
  /** Our handshake key, which a link holds. */
  readonly deviceKey: Uint8Array;
  /** Where we can be dialled, best first, as `host:port`. */
  readonly reachableAt: () => readonly string[];
  /** Whether somebody finds us without being told an address, as far as that is known now. */
  readonly isFound: () => boolean;
  /** Resolves once it is known whether somebody finds us. */
  readonly judged: () => Promise<void>;
  /** There is one more, or one less; resolves when one more can be used. */
  readonly changed: () => Promise<void>;
};

/** Our invites: what is given away, and who may come by it. */
export type Invites = {
  readonly actions: {
    readonly [T in 'invite' | 'cancel-invite']: (
      action: Extract<Action, {type: T}>,
    ) => Promise<ActionResult[T]>;
  };
  readonly list: () => readonly InviteView[];
  /** Those that somebody may still come by, the newest first: also used ones, so that one more person who has them is noticed. */
  readonly announced: () => readonly Pick<InviteRow, 'id' | 'secret'>[];
  /** What somebody who has an invite of ours shows to know, in a handshake. */
  readonly secrets: () => readonly SharedSecret[];
  /**
   * What becomes of somebody who showed to know a secret: `welcome`, `known` if they came by it before and are what they
   * are now, or why they are turned away. Raises the alarm about one more than the invite is for.
   */
  readonly judge: (id: string, guest: PeerKey) => 'welcome' | 'known' | ByeReason;
  /**
   * Notes that somebody who is welcome comes by an invite, and in the same transaction whatever `meet` stores of them.
   * Throws what the database throws; nothing is stored then.
   */
  readonly use: (id: string, guest: PeerKey, meet: () => void) => void;
};

/** Keeps the invites of the database. */
export function createInvites(options: InvitesOptions): Invites {
  const {database, clock, events, peers} = options;
  /** Words are shown once: nothing can be computed from what is stored. */
  const words = new Map<string, SafeText>();

  function records(): readonly (InviteRecord & {readonly link: string | null})[] {
    return database.invites().map(row => ({...row, secret: inviteSecret(row.secret)}));
  }

  function find(id: string) {
    return records().find(record => record.id === id) ?? null;
  }

  function remove(id: string): void {
    database.deleteInvite(id);
    words.delete(id);
  }

  function removeOld(): void {
    for (const {id, expires} of records()) {
      if (clock.now() > expires + REMEMBERED) {
        remove(id);
      }
    }
  }

  async function invite({
    kind,
    lifetime,
    uses,
    withAddress,
  }: Extract<Action, {type: 'invite'}>): Promise<InviteView> {
    removeOld();
    const now = clock.now();
    const code = kind === 'code' ? newSpokenCode(bytes => bytes.set(randomBytes(bytes.byteLength))) : null;
    const secret = code === null ? inviteSecret(randomBytes(16)) : await codeSecret(code, hourOf(now));
    const record = newInvite(
      {
        ...{kind, secret, id: newId(records()), now},
        ...(lifetime === null ? {} : {lifetime}),
        ...(uses === null ? {} : {uses}),
      },
      records(),
    );
    await options.judged();
    const addresses = (withAddress ?? !options.isFound()) ? options.reachableAt() : [];
    const link =
      code === null
        ? formatInvite({
            secret,
            hostKey: Buffer.from(options.deviceKey),
            addresses: toLinkAddresses(addresses),
            nodes: [],
          })
        : null;
    database.saveInvite({...record, link});
    if (code !== null) {
      words.set(record.id, safeLine(code.join(' ')));
    }
    const made = view({...record, link});
    await isAnnounced();
    events.push({type: 'invite', invite: made});
    return made;
  }

  /** Anyone who is told at once finds it; a slow network is not waited for. */
  function isAnnounced(): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    const cancel = clock.after(ANNOUNCE_PATIENCE, resolve);
    void options.changed().then(resolve, resolve);
    return promise.finally(cancel);
  }

  function view(row: InviteRow): InviteView {
    const {id, kind, link, created, expires, uses, usedBy, hasSurplus} = row;
    return {
      ...{id, kind, created, expires, uses, usedBy, hasSurplus},
      text: link === null ? (words.get(id) ?? null) : safeLine(link),
      hasAddress: hasAddressIn(link),
      needsAddress: !hasAddressIn(link) && !options.isFound(),
      isOpen: isOpen({...row, secret: inviteSecret(row.secret)}, clock.now()),
    };
  }

  return {
    actions: {
      invite,
      async 'cancel-invite'({id}) {
        if (find(id) === null) {
          throw new NatterError('INVITE_UNKNOWN', coreTexts.invites.unknownHere);
        }
        remove(id);
        void options.changed();
        return null;
      },
    },

    list: () => database.invites().map(view),

    announced: () =>
      database
        .invites()
        .filter(({expires}) => clock.now() < expires)
        .sort((one, other) => other.created - one.created),

    secrets() {
      return database
        .invites()
        .filter(({expires}) => clock.now() <= expires + REMEMBERED)
        .map(({id, secret}) => ({id, psk: handshakeSecret(inviteSecret(secret))}));
    },

    judge(id, guest) {
      const record = find(id);
      if (record === null) {
        return 'invite-expired'; // cancelled a moment ago
      }
      const outcome = admitGuest(record, guest, clock.now());
      switch (outcome.type) {
        case 'accept':
          return 'welcome';
        case 'repeat':
          return 'known';
        case 'expired':
          return 'invite-expired';
        case 'surplus':
          if (outcome.isFirst) {
            database.saveInvite({...outcome.record, link: record.link});
            const usedBy = record.usedBy.flatMap(key =>
              key === null || peers.row(key) === null ? [] : peers.view(key),
            );
            events.push({type: 'invite-surplus', id, usedBy});
          }
          return 'invite-used';
      }
    },

    use(id, guest, meet) {
      const record = find(id);
      const outcome = record && admitGuest(record, guest, clock.now());
      database.together(() => {
        if (outcome?.type === 'accept') {
          database.saveInvite({...outcome.record, link: record?.link ?? null});
        }
        meet();
      });
    },
  };
}

function hasAddressIn(link: string | null): boolean {
  return link !== null && link.length > BARE_LENGTH;
}

/** Characters of a link without any address: `natter:` and 52 bytes in z-base-32. */
const BARE_LENGTH = 'natter:'.length + Math.ceil((52 * 8) / 5);

/** A short id that no other invite has. */
function newId(taken: readonly {readonly id: string}[]): string {
  for (;;) {
    const letters = [...randomBytes(ID_LENGTH)].map(byte => ID_LETTERS[byte % ID_LETTERS.length]);
    const id = letters.join('');
    if (!taken.some(other => other.id === id)) {
      return id;
    }
  }
}
