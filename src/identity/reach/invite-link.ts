import {NatterError} from '../../lib/errors.ts';
import {inputTexts} from '../../lib/texts/input.ts';
import {type InviteSecret, inviteSecret} from './invite-keys.ts';
import {formatLink, type LinkKind, type LinkPlaces, parseLink} from './link-code.ts';
import {SCHEME} from './link-text.ts';

/** What an invite link says. */
export type Invite = LinkPlaces & {
  readonly secret: InviteSecret;
  /** The host's handshake key: a thief of the link cannot pass for the host. */
  readonly hostKey: Buffer;
};

/** Behind a byte of flags. */
const SECRET_AT = 1;
const KEY_AT = SECRET_AT + 16;
const END = KEY_AT + 32;

const INVITE: LinkKind = {
  scheme: SCHEME,
  bytes: END,
  maxCharacters: 400,
  damaged: () => new NatterError('INVITE_DAMAGED', inputTexts.invites.damaged),
  newer: () => inputTexts.invites.newer,
};

/** The link of an invite. */
export function formatInvite({secret, hostKey, ...places}: Invite): string {
  return formatLink(INVITE, [Buffer.of(0), secret, hostKey], places);
}

/** Reads an invite link as people paste it. Throws INVITE_DAMAGED, or INVITE_NEWER for a later version of the format. */
export function parseInvite(text: string): Invite {
  const {bytes, ...places} = parseLink(text, INVITE);
  return {
    secret: inviteSecret(bytes.subarray(SECRET_AT, KEY_AT)),
    hostKey: bytes.subarray(KEY_AT, END),
    ...places,
  };
}
