import type {ConversationId} from '../../lib/ids.ts';
import type {KeptLog} from '../../wire/room/act.ts';
import {isSame} from '../log/chain.ts';
import type {StoredMembership} from '../room-types.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {Spot} from '../sqlite/queries/pointers.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {Visibility} from './visibility.ts';

/** Makes what keeps the members of a room, as they follow from its acts. The caller wraps the call in a transaction. */
export function createMembershipWriter(
  {authors, conversations, hides, members}: Tables,
  visibility: Visibility,
): (room: ConversationId, membership: StoredMembership) => boolean {
  function saveMembers(room: ConversationRecord, next: StoredMembership['members']): boolean {
    const {conversation} = room;
    const before = new Map(members.records(conversation).map(record => [record.key, record]));
    const changed = new Set<number>();
    for (const {key, level, keeps} of next) {
      const known = before.get(key);
      before.delete(key);
      const author = known?.author ?? authors.ensure(key);
      const isCut = keeps === null ? 0 : 1;
      if (known?.level !== level || known.is_cut !== isCut) {
        members.save(conversation, {author, level, is_cut: isCut});
      }
      const haveKeepsChanged = !areSame(members.cuts(conversation, author), keeps ?? []);
      if (haveKeepsChanged) {
        members.replaceCuts(conversation, author, keeps ?? []);
      }
      if (known === undefined || known.is_cut !== isCut || haveKeepsChanged) {
        changed.add(author);
      }
    }
    for (const {author} of before.values()) {
      members.remove(conversation, author);
      changed.add(author);
    }
    return [...changed].filter(author => visibility.refreshAuthor(author, room)).length > 0;
  }

  function saveHidden({conversation}: ConversationRecord, next: StoredMembership['hidden']): boolean {
    const before = new Map(hides.all(conversation).map(spot => [nameOf(spot), spot]));
    let hasChanged = false;
    for (const {author: key, epoch, sequence} of next) {
      const spot = {conversation, author: authors.ensure(key), epoch, sequence};
      if (!before.delete(nameOf(spot))) {
        hides.add(spot);
        hasChanged = hides.apply(spot, true) || hasChanged;
      }
    }
    for (const spot of before.values()) {
      hides.remove(spot);
      hasChanged = hides.apply(spot, false) || hasChanged;
    }
    return hasChanged;
  }

  return (id, {members: next, hidden}) => {
    const room = conversations.ensure(id);
    const [byMembers, byHides] = [saveMembers(room, next), saveHidden(room, hidden)];
    return byMembers || byHides;
  };
}

function areSame(held: readonly KeptLog[], next: readonly KeptLog[]): boolean {
  const isHeld = (kept: KeptLog) =>
    held.some(
      one => one.epoch === kept.epoch && one.sequence === kept.sequence && isSame(one.chain, kept.chain),
    );
  return held.length === next.length && next.every(isHeld);
}

function nameOf({author, epoch, sequence}: Spot): string {
  return `${author} ${epoch} ${sequence}`;
}
