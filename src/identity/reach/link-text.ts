/** What an invite link begins with; the rest is z-base-32. */
export const SCHEME = 'natter:';

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
