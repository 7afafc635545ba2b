import {isWanted} from '../../client/facts.ts';
import type {ConversationId, CoreEvent, EntryView} from '../../core/api/api.ts';
import {quietHours} from '../../lib/settings.ts';
import {excerpt} from '../../lib/text/excerpt.ts';
import {type SafeText, safe, safeLine, storedText} from '../../lib/text/safe-text.ts';
import {shortName} from '../../lib/text/short-name.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {atMostEvery} from '../../lib/time/throttle.ts';
import {peerIn} from '../../store/state.ts';
import type {AppStore} from '../../store/store.ts';

/** The user is told at most so often, milliseconds. */
const INTERVAL = 5000;
/** Graphemes of a name in a notification. */
const MAX_NAME = 24;

/** What the user is told of: who, and what. Both on one line. */
export type Notification = {readonly title: SafeText; readonly body: SafeText};

export type NotifierOptions = {
  readonly store: AppStore;
  readonly clock: Clock;
  /** Nobody looks at the terminal. */
  readonly isAway: () => boolean;
  /** The screen is locked: not even a name is shown. */
  readonly hidesText: () => boolean;
  /** The ways to tell. */
  readonly bell: () => void;
  readonly toTerminal: (form: 'osc9' | 'osc777', notification: Notification) => void;
  readonly toSystem: (notification: Notification) => void;
};

/** What is told while nothing may be read. */
const HIDDEN: Notification = {title: safe`natter`, body: appTexts.notifications.something};

/** Tells somebody who does not look of what comes in. */
export type Notifier = {readonly hear: (events: readonly CoreEvent[]) => void};

/** Creates the notifier; it keeps to the settings: how, in which hours, and what is muted. */
export function createNotifier(options: NotifierOptions): Notifier {
  const {store, clock} = options;
  const tell = atMostEvery(clock, INTERVAL, (notification: Notification) => {
    if (options.isAway() && !isQuiet(store.getState().settings.quiet, clock.now())) {
      send(options.hidesText() ? HIDDEN : notification);
    }
  });

  function send(notification: Notification): void {
    const {notify} = store.getState().settings;
    switch (notify) {
      case 'off':
        break;
      case 'bell':
        options.bell();
        break;
      case 'osc9':
      case 'osc777':
        options.toTerminal(notify, notification);
        break;
      case 'system':
        options.toSystem(notification);
        break;
    }
  }

  function notificationOf(event: CoreEvent): Notification | null {
    switch (event.type) {
      case 'entries-added': {
        const state = store.getState();
        const wanted = event.entries.filter(entry => !entry.outgoing && isWanted(state, entry));
        return wanted.length === 0 ? null : ofMessages(event.conversation, wanted);
      }
      case 'request-received':
        return {title: safe`natter`, body: appTexts.notifications.request(nameIn(event.peer.name))};
      case 'invite-used':
        return {title: safe`natter`, body: appTexts.notifications.inviteUsed(nameIn(event.peer.name))};
      case 'invite-surplus':
        return {title: safe`natter`, body: appTexts.notifications.inviteSurplus};
      case 'key-alarm':
        return {title: safe`natter`, body: appTexts.notifications.alarm(nameIn(event.peer.name))};
      default:
        return null;
    }
  }

  function ofMessages(conversation: ConversationId, entries: readonly EntryView[]): Notification {
    const name = peerIn(store.getState(), conversation)?.name ?? safe`somebody`;
    const [first] = entries;
    const body =
      entries.length === 1 && first !== undefined
        ? excerpt(first.text)
        : appTexts.notifications.messages(entries.length);
    return {title: appTexts.notifications.title(nameIn(name)), body};
  }

  return {
    hear(events) {
      if (store.getState().settings.notify === 'off' || !options.isAway()) {
        return;
      }
      for (const event of events) {
        const notification = notificationOf(event);
        if (notification !== null) {
          tell(notification);
        }
      }
    },
  };
}

/** Systems cut long titles, and would cut what tells two people apart. */
function nameIn(name: SafeText): SafeText {
  return storedText(shortName(safeLine(name), MAX_NAME, (text, room) => shorten(storedText(text), room)));
}

/** Whether a moment lies in quiet hours, which may go over midnight. */
export function isQuiet(setting: string, milliseconds: number): boolean {
  const hours = quietHours(setting);
  if (hours === null) {
    return false;
  }
  const {from, to} = hours;
  const date = new Date(milliseconds);
  const minute = date.getHours() * 60 + date.getMinutes();
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * The sequence that asks a terminal for a notification. What stands in it is text of strangers: it is safe already,
 * and must not be taken for another field (OSC 777) or a number that means something else (OSC 9).
 */
export function notificationSequence(form: 'osc9' | 'osc777', {title, body}: Notification): string {
  const fields = form === 'osc9' ? `9;${title}: ${body}` : `777;notify;${title.replaceAll(';', ',')};${body}`;
  return `\x1b]${fields}\x07`;
}
