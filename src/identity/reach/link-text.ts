/** What an invite link begins with; the rest is z-base-32. */
export const SCHEME = 'natter:';

/** What the link of a ticket to a room begins with. */
export const TICKET_SCHEME = 'natter:room/';

/** Tells whether a text is meant as a ticket to a room. */
export function isTicketLink(text: string): boolean {
  return normaliseLink(text).startsWith(TICKET_SCHEME);
}

/**
 * Tells whether a text is meant as an invite link, be it damaged. Apart from what reads one: to look at the words of
 * the command line loads no cryptography.
 */
export function isInviteLink(text: string): boolean {
  return normaliseLink(text).startsWith(SCHEME);
}

/** A link without what mail programs, chats and people put into and around it. */
export function normaliseLink(text: string): string {
  return text
    .replace(/[\s\u200b<>()"'`\u201c\u201d]/gu, '')
    .replace(/[.,;]+$/u, '')
    .toLowerCase();
}

/** At least as many characters as the shortest link has behind the scheme. */
const WHOLE_LINK = /^natter:(?:room\/)?[ybndrfg8ejkmcpqxot1uwisza345h769]{80,}$/u;

/**
 * Tells whether a text is an invite link, or a ticket to a room, and nothing else. Typed by itself it is meant to be used: as a message it would give
 * its secret to whoever the conversation is with.
 */
export function isBareInviteLink(text: string): boolean {
  return WHOLE_LINK.test(normaliseLink(text));
}
