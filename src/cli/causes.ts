import type {Action, ActionResult, Core, EntryView, PeerView} from '../core/api/api.ts';
import type {JsonEvent} from '../scripting/json-answers.ts';
import {labelOf} from '../scripting/json-events.ts';
import type {Ref} from './input-commands.ts';

/** Delivery of so many own messages is tied to the lines that said them. */
const MAX_MESSAGES = 10_000;
const DELIVERY = ['queued', 'sent', 'delivered', 'read'];

/** Which line caused which event. */
export type Causes = {
  /** The core as a line sees it: what comes of its actions is noted. */
  readonly seenFrom: (core: Core, ref: Ref) => Core;
  /** An event with the reference of the line that caused it, if one did. */
  readonly withRef: (event: JsonEvent) => JsonEvent;
  /** The events of what was done so far are out: others of the same kind have other causes. */
  readonly settle: () => void;
};

/**
 * Notes what lines do. An action's events are handed out in the turn in which its answer comes, so they are to be
 * looked at after that turn.
 */
export function createCauses(): Causes {
  const passing = new Map<string, Ref>();
  const messages = new Map<string, Ref>();

  function note(action: Action, result: unknown, ref: Ref): void {
    switch (action.type) {
      case 'say': {
        const {id} = result as EntryView;
        passing.set(`message ${id}`, ref);
        messages.set(id, ref);
        const [oldest] = messages.keys();
        if (messages.size > MAX_MESSAGES && oldest !== undefined) {
          messages.delete(oldest);
        }
        return;
      }
      case 'edit':
      case 'delete':
      case 'react':
        passing.set(`changed ${(result as EntryView).id}`, ref);
        return;
      case 'expire':
        passing.set(`expiry ${labelOf(action.conversation)}`, ref);
        return;
      case 'rename':
        passing.set('self ', ref);
        return;
      case 'connect':
      case 'accept':
      case 'decline':
      case 'trust':
      case 'block':
      case 'unblock':
      case 'forget':
        notePeer(result as PeerView, ref);
        return;
      case 'disconnect':
        for (const peer of result as ActionResult['disconnect']) {
          notePeer(peer, ref);
        }
        return;
    }
  }

  function notePeer({id}: PeerView, ref: Ref): void {
    for (const event of ['peer-online', 'peer-offline', 'accepted', 'declined', 'forgotten', 'removed']) {
      passing.set(`${event} ${id}`, ref);
    }
  }

  return {
    seenFrom: (core, ref) => ({
      ...core,
      async perform(action) {
        const result = await core.perform(action);
        note(action, result, ref);
        return result;
      },
    }),
    withRef(event) {
      const ref = DELIVERY.includes(event.event)
        ? messages.get(String(event['id']))
        : passing.get(`${event.event} ${subjectOf(event)}`);
      return ref === undefined || 'ref' in event ? event : {...event, ref};
    },
    settle: () => passing.clear(),
  };
}

/** The subject of an event. */
function subjectOf({event, id, conversation, peer}: JsonEvent): string {
  if (event === 'self') {
    return '';
  }
  if (event === 'expiry' || event === 'removed') {
    return String(conversation);
  }
  return typeof peer === 'object' && peer !== null && 'id' in peer ? String(peer.id) : String(id);
}
