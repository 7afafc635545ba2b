import {type SafeText, safe, safeLine} from '../text/safe-text.ts';
import {spokenName} from '../text/spoken-name.ts';
import {textGroups} from './text-groups.ts';

/** What `/why` says: what is so, and what to do about it. */
export const whyTexts = textGroups({
  answers: () => ({
    online: (name: SafeText, path: SafeText, since: SafeText) =>
      safe`${spokenName(name)} is online ${path}, since ${since}.`,
    path(path: string): SafeText {
      return PATHS.get(path) ?? safe`by ${safeLine(path)}`;
    },
    noContact: (name: SafeText) =>
      safe`${spokenName(name)} is not one of your contacts, so natter does not look for them. To connect: /connect <host:port>.`,
    held: (name: SafeText) =>
      safe`${spokenName(name)} is offline since one of you disconnected. natter tries again once you write, or with /connect.`,
    offline: (name: SafeText) =>
      safe`${spokenName(name)} is offline, and no next try is planned. What you write waits; /connect <host:port> tries at once.`,
    nextTry: (name: SafeText, at: SafeText) =>
      safe`${spokenName(name)} is offline. What you write waits. Next try: ${at}.`,
    tries: safe`Last tries:`,
    clock: (name: SafeText, by: SafeText, isAhead: boolean) =>
      safe`The clock of ${spokenName(name)} is ${by} ${isAhead ? safe`ahead of` : safe`behind`} yours. natter looks for them by both; whoever's is wrong should set it (date, time, time zone), since others may not find them.`,
    title: (name: SafeText) => safe`The ways to ${spokenName(name)}`,
    howToRetry: (name: SafeText) => safe`To try all of them now: /why ${name} retry`,
    retried: (name: SafeText) =>
      safe`All ways to ${spokenName(name)} are tried now. /why ${name} shows what comes of it.`,
    moreTries: (count: number) => safe`  … and ${count} before that: /why <who> all`,
    inUse: safe`in use`,
    untried: safe`not tried yet`,
    linked: (milliseconds: number) => safe`worked, ${milliseconds} ms`,
    lastTry: (at: SafeText, result: SafeText) => safe`${at}: ${result}`,
    nowhere: safe`No port is open, or this machine has no address. See /doctor.`,
  }),
  /** Why a way is not tried. */
  obstacle: () => ({
    off: safe`Switched off. To use it: /set dht on.`,
    missing: safe`This natter runs without it. See /doctor.`,
    'no-beacon': safe`Not heard on this network in the last ten minutes: they are elsewhere, or the network keeps its guests apart.`,
    'no-address': safe`No address of theirs is known. Ask for one, then /connect <host:port>.`,
    'no-key': safe`They have not told their reach key yet. It comes with the next link: connect once in another way.`,
    unconfirmed: safe`They have not confirmed your reach key yet. That comes with the next link: connect once in another way.`,
    'out-of-reach': safe`The hash table is not in reach. See /doctor.`,
  }),
  /** How the hash table does. */
  table: () => ({
    off: safe`Switched off, so contacts find you only by an address. To use it: /set dht on.`,
    missing: safe`This natter runs without it: there is no build of udx-native for this machine, or this is a demo. Contacts need an address.`,
    starting: safe`Starting. Look again in a few seconds.`,
    ready: safe`Announced: contacts find you wherever you are.`,
    alone: safe`Nodes answer, but none keeps the announcement, so contacts cannot find you by it. natter goes on trying.`,
    blocked: safe`This network lets no UDP out, or no node is there. natter connects by addresses (TCP); another network may help.`,
    offline: safe`There is no network. Connect this machine to one.`,
  }),
  lan: () => ({
    off: safe`Switched off. To use it: /set lan on.`,
    missing: safe`This natter runs without it.`,
    on: safe`On: contacts on this network find you by themselves.`,
    silent: safe`On, but no interface can send beacons. Contacts here go by an address, or the internet.`,
  }),
  nat: () => ({
    open: safe`No router in between: everyone can connect.`,
    cone: safe`The router keeps one port: direct links work with most people.`,
    random: safe`The router takes another port each time: a direct link needs someone whose router does not, or an address.`,
  }),
});

const PATHS: ReadonlyMap<string, SafeText> = new Map([
  ['lan', safe`on this network`],
  ['direct', safe`directly`],
  ['punched', safe`directly, through the routers`],
  ['relayed', safe`through a relay`],
]);
