/**
 * What is signed or hashed begins with a label that says what it is, so that nothing made for one purpose passes for
 * another. No label is the beginning of another one; a test compares all of them.
 */
export const labels = {
  /** Signed by a person: which devices are theirs. */
  devices: 'natter/devices/1',
  /** Signed by an author: how far a log goes. */
  head: 'natter/head/1',
  /** Signed by an author: where they can be reached. */
  hint: 'natter/hint/1',
  /** Signed by a ticket: who may join. */
  join: 'natter/join/1',
  /** Hashed: one entry, its log, and the chain of all entries before it. */
  content: 'natter/content/1',
  log: 'natter/log/1',
  chain: 'natter/chain/1',
  /** Hashed: the conversation of two people, in the place of a room. */
  direct: 'natter/direct/1',
  /** Hashed: the founding act of a room, which makes its id; an act; and what links know rooms and members by. */
  room: 'natter/room-id/1',
  act: 'natter/act/1',
  roomTag: 'natter/room-tag/1',
  memberTag: 'natter/member-tag/1',
  digest: 'natter/digest/1',
  /** Hashed: the key pair of a ticket, and what it shares with those who let its holder in. */
  ticket: 'natter/ticket/1',
  ticketSecret: 'natter/ticket-secret/1',
  /** Hashed with a kind of handshake: the prologue of a link. */
  link: 'natter/link/2',
  /** Hashed: the tag of a key in a trace. */
  trace: 'natter/trace/1',
  /** Hashed: the name of a profile's socket. */
  socket: 'natter/socket/1',
  /** Hashed with the key that a passphrase makes: what a backup is encrypted with, and what tells the passphrase. */
  backup: 'natter/backup/1',
  backupCheck: 'natter/backup-check/1',
  /** Hashed with a reach point: the scalar of a day, and the secret of its tags. */
  dayKey: 'natter/day-key/1',
  tags: 'natter/tags/1',
  /** Signed by a reach key: whose it is. */
  reachOwn: 'natter/reach/own/1',
  /** Hashed with the secret of an invite: a role follows behind it. */
  invite: 'natter/invite/1',
  /** Hashed: the sum behind an invite link, and the salt of spoken words. */
  linkSum: 'natter/link-sum/1',
  code: 'natter/code/1',
  /** Signed by the key of a day: a beacon on a LAN. */
  lan: 'natter/lan/1',
  /** Of the handshake by which the hash table is asked: its prologue, and the key for punching. */
  ring: 'natter/ring/1',
  punch: 'natter/punch/1',
} as const;

/** Labels of what is signed. A signature has a zero byte behind its label. */
export type SignedLabel = 'devices' | 'head' | 'hint' | 'join';
