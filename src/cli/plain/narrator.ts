import type {Change, Client} from '../../client/client.ts';
import {newExpiry} from '../../client/facts.ts';
import {actIn, invitationText} from '../../client/room-words.ts';
import {newsSentences} from '../../commands/engine/describe-news.ts';
import type {
  AlarmReason,
  ConversationId,
  CoreEvent,
  EntryChange,
  EntryId,
  EntryView,
  PeerKey,
  PeerView,
  Self,
  Snapshot,
} from '../../core/api/api.ts';
import {partnerOf} from '../../lib/conversation.ts';
import {toPlainError} from '../../lib/errors.ts';
import {type SafeText, safeLine, storedText} from '../../lib/text/safe-text.ts';
import {spokenName} from '../../lib/text/spoken-name.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {noticeTexts} from '../../lib/texts/notices.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import {describeDuration} from '../../lib/time/duration.ts';
import {inviteSurplusText, inviteUsedText, offlineText, renamedText} from '../../store/notices.ts';
import {changeSentences, entrySentences} from './entry-sentences.ts';
import {nameInSentences} from './name-in-sentences.ts';
import type {SpokenTime} from './time-announcer.ts';

/** Entries that are remembered, so that those that disappear can be counted. */
const REMEMBERED = 500;

export type NarratorOptions = {
  readonly client: Client;
  readonly time: SpokenTime;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** Whether own messages are told: not on a terminal, where the typed line stands already. */
  readonly tellsOwn: boolean;
};

/** Turns facts into sentences to be read aloud: the sender first, one thing in each, no signs. */
export type Narrator = {
  readonly event: (change: Change) => readonly SafeText[];
  /** Entries of the past, in their order. */
  readonly history: (entries: readonly EntryView[]) => readonly SafeText[];
};

/** It expects the events in their order, from `ready` on. */
export function createNarrator({client, time, now, tellsOwn}: NarratorOptions): Narrator {
  const told = new Set<EntryId>();
  const nameOf = (key: PeerKey) => nameInSentences(client.state(), key);

  function event(change: Change): readonly SafeText[] {
    const happened = withSpokenNames(change.event);
    switch (happened.type) {
      case 'ready':
        return greeting(happened.snapshot);
      case 'peer-online':
        return atOnce(plainTexts.people.online(happened.peer.name));
      case 'peer-offline':
        return atOnce(offlineText(happened.peer, happened.reason, happened.detail));
      case 'peer-renamed':
        return atOnce(renamedText(happened.peer, happened.before));
      case 'request-received':
        return atOnce(requestSentence(happened.peer));
      case 'request-accepted':
        return atOnce(plainTexts.people.accepted(happened.peer.name));
      case 'request-declined':
        return atOnce(plainTexts.people.declined(happened.peer.name));
      case 'key-alarm':
        return atOnce(alarmSentence(happened.peer, happened.contact, happened.why));
      case 'invite-used':
        return atOnce(inviteUsedText(happened.peer, happened.id));
      case 'invite-surplus':
        return atOnce(inviteSurplusText(happened.id, happened.usedBy));
      case 'conversation-changed':
        return expirySentences(happened.conversation.id, newExpiry(change));
      case 'entries-added':
        return entries(happened.entries);
      case 'entries-changed':
        return happened.changes.flatMap(done => changed(happened.entries, done));
      case 'entries-removed':
        return removed(happened.ids);
      case 'room-invitation':
        return atOnce(invitationText(client.state(), happened.peer, happened.conversation.id));
      case 'act':
        return atOnce(actIn(client.state(), happened.conversation, happened.act));
      case 'fork':
        return atOnce(roomTexts.acts.forked(nameOf(happened.author)));
      case 'notice':
        return happened.text.split('\n').map(storedText);
      case 'failed':
        return [plainTexts.errors.error(happened.message)];
      case 'stopped':
        return happened.error === null ? [] : [plainTexts.errors.ended(safeLine(happened.error.message))];
      case 'invite':
      case 'attempt':
      case 'reach':
      case 'path':
      case 'self-changed':
      case 'peer-changed':
      case 'peer-forgotten':
      case 'room-forgotten':
      case 'entries-read':
      case 'settings-changed':
      case 'draft-changed':
      case 'attention-changed':
      case 'typing-changed':
      case 'delivery-changed':
        return [];
    }
  }

  function atOnce(sentence: SafeText): readonly SafeText[] {
    return time(now(), [sentence]);
  }

  function entries(some: readonly EntryView[]): readonly SafeText[] {
    return some.flatMap(entry => {
      remember(entry);
      if (entry.outgoing && !tellsOwn) {
        return []; // the typed line stands there
      }
      const fresh = entry.outgoing ? {...entry, state: null} : entry; // how it gets on is told elsewhere
      return time(entry.time, sentencesOf(fresh));
    });
  }

  /** Whatever it happened to: an own message, one of long ago. Nobody else would tell. */
  function changed(entries: readonly EntryView[], change: EntryChange): readonly SafeText[] {
    const entry = entries.find(({id}) => id === change.entry);
    return entry === undefined
      ? []
      : time(
          now(),
          contained(entry, () => changeSentences(entry, change, nameOf)),
        );
  }

  function sentencesOf(entry: EntryView): readonly SafeText[] {
    return contained(entry, () => entrySentences(entry, nameOf));
  }

  /** A failure to tell one entry stays with it: it is written down, and all others are told. */
  function contained({author}: EntryView, tell: () => readonly SafeText[]): readonly SafeText[] {
    try {
      return tell();
    } catch (error) {
      return [plainTexts.errors.cannotBeShown(nameOf(author), safeLine(toPlainError(error).message))];
    }
  }

  function removed(ids: readonly EntryId[]): readonly SafeText[] {
    const count = ids.filter(id => told.delete(id)).length;
    if (count === 0) {
      return [];
    }
    return atOnce(count === 1 ? plainTexts.expiry.oneDisappeared : plainTexts.expiry.disappeared(count));
  }

  function remember(entry: EntryView): void {
    told.delete(entry.id);
    told.add(entry.id);
    const [oldest] = told;
    if (told.size > REMEMBERED && oldest !== undefined) {
      told.delete(oldest);
    }
  }

  function expirySentences(
    conversation: ConversationId,
    seconds: number | null | undefined,
  ): readonly SafeText[] {
    if (seconds === undefined) {
      return [];
    }
    const partner = partnerOf(conversation);
    if (partner === null) {
      return []; // an act tells it
    }
    const name = nameOf(partner);
    return atOnce(
      seconds === null ? plainTexts.expiry.off(name) : plainTexts.expiry.on(name, describeDuration(seconds)),
    );
  }

  return {
    event,
    history: some =>
      some.flatMap(entry => {
        remember(entry);
        return time(entry.time, sentencesOf(entry));
      }),
  };
}

/** The same event, with names as sentences have them. */
function withSpokenNames(event: CoreEvent): CoreEvent {
  const called = (peer: PeerView): PeerView => ({...peer, name: spokenName(peer.name)});
  if (event.type === 'key-alarm') {
    return {...event, peer: called(event.peer), contact: called(event.contact)};
  }
  if (event.type === 'invite-surplus') {
    return {...event, usedBy: event.usedBy.map(called)};
  }
  return 'peer' in event ? {...event, peer: called(event.peer)} : event;
}

function greeting(snapshot: Snapshot): readonly SafeText[] {
  const {self, peers} = snapshot;
  return [
    plainTexts.start.self(self.name),
    reachable(self),
    ...newsSentences(snapshot),
    peers.length === 0 ? plainTexts.start.noContacts : plainTexts.start.howToTalk,
    plainTexts.start.help,
  ];
}

function reachable({reachableAt}: Self): SafeText {
  const [best] = reachableAt;
  return best === undefined ? plainTexts.start.noPort : plainTexts.start.reachable(safeLine(best));
}

function requestSentence({name, id}: PeerView): SafeText {
  return commandTexts.news.request(name, safeLine(id));
}

function alarmSentence(peer: PeerView, contact: PeerView, why: AlarmReason): SafeText {
  const [id, known] = [safeLine(peer.id), safeLine(contact.id)];
  const warn = why === 'name' ? noticeTexts.people.impostor : noticeTexts.people.otherKey;
  return warn(id, contact.name, known);
}
