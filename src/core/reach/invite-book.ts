import {type InviteSecret, inviteSecret} from '../../identity/reach/invite-keys.ts';
import {NatterError} from '../../lib/errors.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {PeerKey} from '../api/api.ts';

/** `link`: pasted or scanned. `code`: five spoken words. */
export type InviteKind = 'link' | 'code';

/** An invite as it is stored. Times are wall times in milliseconds. */
export type InviteRecord = {
  readonly id: string;
  readonly kind: InviteKind;
  readonly secret: InviteSecret;
  readonly created: number;
  readonly expires: number;
  /** How many people may come by it. */
  readonly uses: number;
  /** The people who came, in order; null in the place of one who was forgotten. */
  readonly usedBy: readonly (PeerKey | null)[];
  /** Set once somebody with the right proof came too late: the link was given on, or stolen. */
  readonly hasSurplus: boolean;
};

/** What becomes of somebody who proved to know the secret. */
export type ProofOutcome =
  /** The first proof of this key: store `record` and the contact in one transaction, then answer with our proof. */
  | {readonly type: 'accept'; readonly record: InviteRecord}
  /** The same key again, whose answer was lost: answer with our proof. */
  | {readonly type: 'repeat'}
  /** One more than the invite is for. `isFirst`: tell the user, once, that another person had the link. */
  | {readonly type: 'surplus'; readonly record: InviteRecord; readonly isFirst: boolean}
  | {readonly type: 'expired'};

/** Each open invite is announced by itself, which costs half a megabyte an hour. */
export const MAX_OPEN_INVITES = 4;
/** People that one invite may be for. */
export const MAX_USES = 50;
export const DEFAULT_LIFETIME = 24 * 3_600_000;
export const CODE_LIFETIME = 10 * 60_000;
const MAX_LIFETIME = 30 * 24 * 3_600_000;

/** What an invite is asked for with. `random` fills an array with random bytes. */
export type InviteWish = {
  readonly kind: InviteKind;
  readonly secret: InviteSecret;
  readonly id: string;
  readonly now: number;
  readonly lifetime?: number;
  readonly uses?: number;
};

/** A new invite. Throws INVITES_FULL or INVITE_INVALID. */
export function newInvite(wish: InviteWish, open: readonly InviteRecord[]): InviteRecord {
  const {kind, id, now, secret} = wish;
  const lifetime = kind === 'code' ? CODE_LIFETIME : (wish.lifetime ?? DEFAULT_LIFETIME);
  const uses = kind === 'code' ? 1 : (wish.uses ?? 1);
  if (open.filter(record => isOpen(record, now)).length >= MAX_OPEN_INVITES) {
    throw new NatterError('INVITES_FULL', coreTexts.invites.tooMany(MAX_OPEN_INVITES));
  }
  if (!(lifetime > 0 && lifetime <= MAX_LIFETIME)) {
    throw new NatterError('INVITE_INVALID', coreTexts.invites.lifetime);
  }
  if (!(Number.isInteger(uses) && uses >= 1 && uses <= MAX_USES)) {
    throw new NatterError('INVITE_INVALID', coreTexts.invites.uses(MAX_USES));
  }
  return {
    id,
    kind,
    secret: inviteSecret(secret),
    created: now,
    expires: now + lifetime,
    uses,
    usedBy: [],
    hasSurplus: false,
  };
}

/** Tells whether somebody may still come by an invite. */
export function isOpen({uses, usedBy, expires}: InviteRecord, now: number): boolean {
  return now < expires && usedBy.length < uses;
}

/**
 * Tells whether the host still listens for an invite: until its end also once it is used up, so that a second person who has
 * the link is noticed.
 */
export function isAnnounced({expires}: InviteRecord, now: number): boolean {
  return now < expires;
}

/** Decides about somebody with the right proof. */
export function admitGuest(record: InviteRecord, guest: PeerKey, now: number): ProofOutcome {
  if (record.usedBy.includes(guest)) {
    return {type: 'repeat'};
  }
  if (now >= record.expires) {
    return {type: 'expired'};
  }
  if (record.usedBy.length >= record.uses) {
    return {type: 'surplus', isFirst: !record.hasSurplus, record: {...record, hasSurplus: true}};
  }
  return {type: 'accept', record: {...record, usedBy: [...record.usedBy, guest]}};
}
