import {type SafeText, safe} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What happened, in the log of a conversation. */
export const noticeTexts = textGroups({
  offline: () => ({
    disconnected: safe`disconnected.`,
    left: safe`left.`,
    declined: safe`declined.`,
    lost: safe`is gone: the connection was lost.`,
    duplicate: safe`is connected another way.`,
    closed: safe`takes no requests.`,
    blocked: safe`refuses to talk.`,
    self: safe`is you.`,
    protocol: safe`was disconnected: the connection broke the protocol.`,
    busy: safe`has no room for another connection right now.`,
    version: safe`runs a version of natter that is not compatible with yours.`,
    inviteUsed: safe`says that the invite was already used.`,
    inviteExpired: safe`says that the invite has expired.`,
  }),
  invites: () => ({
    used: (name: SafeText, id: SafeText, invite: SafeText) =>
      safe`${name} (${id}) came with your invite ${invite}. If the person you invited says that it was already used, this is someone else: /block ${id}`,
    first: safe`the person who came first`,
    surplus: (invite: SafeText, who: SafeText) =>
      safe`WARNING: another person had your invite ${invite} and was turned away. It was passed on, or stolen. Ask the person you invited another way whether they are ${who}; if not, /block them.`,
  }),
  people: () => ({
    impostor: (id: SafeText, name: SafeText, known: SafeText) =>
      safe`WARNING: someone using the name of ${name} has a different key (${id}, expected ${known}). This could be an attack. Nothing is sent to them. Check with ${name} by phone or in person; then /trust ${id} or /block ${id}.`,
    otherKey: (id: SafeText, name: SafeText, known: SafeText) =>
      safe`WARNING: someone at the address of ${name} has a different key (${id}, expected ${known}). This could be an attack. Nothing is sent to them. Check with ${name} by phone or in person; then /trust ${id} or /block ${id}.`,
    renamed: (before: SafeText, name: SafeText) => safe`${before} is now called ${name}.`,
    calledThemselves: (name: SafeText, ownName: SafeText, before: SafeText) =>
      safe`${name} now calls themselves ${ownName}, no longer ${before}.`,
    accepted: (name: SafeText) => safe`${name} accepted. You can talk now.`,
    declined: (name: SafeText) => safe`${name} declined to talk.`,
    online: (name: SafeText) => safe`${name} is online.`,
    onlineFrom: (name: SafeText, address: SafeText) => safe`${name} is online, from ${address}.`,
  }),
});
