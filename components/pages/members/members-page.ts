import type {ConversationId, PeerKey, RoomLevel} from '../../../src/core/api/api.ts';
import {safeLine, storedText} from '../../../src/lib/text/safe-text.ts';
import {roomTexts} from '../../../src/lib/texts/rooms.ts';
import type {AppState} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import {type Editor, emptyEditor} from '../../input/editor.ts';
import type {KeyAction} from '../../keys/key-map.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import {oneLine} from '../../text/fit.ts';
import type {Calendar} from '../../theme/time-format.ts';
import type {PageFacts} from '../list/draw.ts';
import {moveMark, type PageKeys} from '../list/page.ts';
import {isAllowed, type ListedMember, levelAfter, membersIn, type OnMember} from './listed-members.ts';

/** A room whose members are shown, the marked one, and what is being found or asked. */
export type MembersState = {
  readonly room: ConversationId;
  /** Members whose messages differ between members. */
  readonly forked: ReadonlySet<PeerKey>;
  /** Null marks the first one. */
  readonly at: PeerKey | null;
  /** A beginning of a name; only those who have one are shown. */
  readonly filter: string;
  /** The same while it is typed. */
  readonly field: Editor | null;
  /** What is done to the marked member once the user says yes. */
  readonly asked: OnMember | null;
};

export const MEMBERS: ModeKind<MembersState> = {
  name: 'members',
  level: LEVEL.page,
  coversLog: true,
  text: 'none',
};

/** Opens the page of the members of a room. */
export function openMembers(modes: Modes, room: ConversationId, forked: readonly PeerKey[]): void {
  modes.enter(MEMBERS, {room, forked: new Set(forked), at: null, filter: '', field: null, asked: null});
}

export type MembersPageOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  /** Runs a line as if it had been typed. */
  readonly enter: (line: string) => void;
};

const ASKS: Partial<Record<KeyAction, OnMember>> = {
  'member-kick': 'kick',
  'member-ban': 'ban',
  'member-raise': 'raise',
  'member-lower': 'lower',
};

/** The keys of the page: none does what the user may not do. */
export function createMembersPage({store, modes, enter}: MembersPageOptions): PageKeys {
  const change = (to: Partial<MembersState>) => modes.change(MEMBERS, page => ({...page, ...to}));

  /** The page with its list; null while it is not there. */
  function now() {
    const page = modes.stateOf(MEMBERS);
    if (page === null) {
      return null;
    }
    const members = membersIn(store.getState(), page);
    return {...page, members, marked: markedOf(members, page), own: ownLevel(store.getState(), page)};
  }

  function run(line: string): void {
    modes.leave(MEMBERS);
    enter(line);
  }

  function ask(what: OnMember): void {
    const page = now();
    if (page?.marked !== undefined && isAllowed(what, page.own, page.marked)) {
      change({asked: what, at: page.marked.key});
    }
  }

  function answer(isYes: boolean): void {
    const page = now();
    change({asked: null});
    if (isYes && page?.marked !== undefined && page.asked !== null) {
      enter(lineFor(page.asked, page.marked));
    }
  }

  function perform(action: KeyAction): boolean {
    const asked = ASKS[action];
    if (asked !== undefined) {
      ask(asked);
      return true;
    }
    switch (action) {
      case 'confirm-yes':
      case 'confirm-no':
        answer(action === 'confirm-yes');
        return true;
      case 'member-find':
        change({field: emptyEditor, filter: '', at: null});
        return true;
      case 'member-details': {
        const marked = now()?.marked;
        if (marked !== undefined) {
          run(marked.isSelf ? '/whoami' : `/whois ${marked.id}`);
        }
        return true;
      }
      default:
        return false;
    }
  }

  return {
    field: () => modes.stateOf(MEMBERS)?.field ?? null,
    change: field => change({field, filter: field.text.trim(), at: null}),
    move(by) {
      const {members = [], marked} = now() ?? {};
      const at = marked === undefined ? 0 : members.indexOf(marked);
      change({at: members[moveMark(at, by, members.length)]?.key ?? null, asked: null});
    },
    choose() {
      const page = now();
      if (page?.field !== null) {
        change({field: null});
      } else if (page.marked !== undefined && !page.marked.isSelf) {
        run(`/query ${page.marked.id}`);
      }
    },
    leave() {
      const page = now();
      if (page?.asked !== null) {
        change({asked: null});
      } else if (page.field !== null || page.filter !== '') {
        change({field: null, filter: ''});
      } else {
        modes.leave(MEMBERS);
      }
    },
    contexts: () => [modes.stateOf(MEMBERS)?.asked === null ? 'members' : 'confirm'],
    perform,
  };
}

function markedOf(
  members: readonly ListedMember[],
  {at}: Pick<MembersState, 'at'>,
): ListedMember | undefined {
  return members.find(({key}) => key === at) ?? members[0];
}

function ownLevel({conversations}: Pick<AppState, 'conversations'>, {room}: MembersState): RoomLevel | null {
  return conversations.get(room)?.room?.level ?? null;
}

function lineFor(what: OnMember, {id, level}: ListedMember): string {
  switch (what) {
    case 'kick':
    case 'ban':
      return `/${what} ${id}`;
    case 'raise':
    case 'lower':
      return `/role ${id} ${levelAfter(what, level)}`;
  }
}

/** What times are told with. */
export type MembersLook = {readonly calendar: Calendar; readonly now: number};

/** The view of the page. */
export function membersPage(state: AppState, page: MembersState, look: MembersLook): PageFacts {
  const texts = roomTexts.page;
  const members = membersIn(state, page);
  const marked = markedOf(members, page);
  const room = state.conversations.get(page.room);
  const count = (room?.participants.length ?? 0) + (ownLevel(state, page) === null ? 0 : 1);
  const here = (room?.room?.here.length ?? 0) + (ownLevel(state, page) === null ? 0 : 1);
  return {
    title: texts.title(safeLine(room?.room?.name ?? ''), count, here),
    field: page.field === null ? null : {label: texts.find, field: page.field},
    rows: members.map(member => ({
      left: `${member.isHere ? '●' : '○'}${member.peer?.verified ? '✓' : ' '} ${oneLine(member.name)}`,
      right: aboutMember(member, page, look),
      isName: true,
    })),
    at: marked === undefined ? 0 : members.indexOf(marked),
    nothing: texts.nobody,
    ...aboutMarked(marked, page),
    hint: hintFor(ownLevel(state, page), marked, page),
  };
}

/** What there is to know of somebody, what matters most first: the rest may be cut. */
function aboutMember(
  {key, level, isHere, isSelf, peer}: ListedMember,
  {forked}: MembersState,
  {calendar, now}: MembersLook,
): string {
  const texts = roomTexts.page;
  const seen = peer?.lastSeen ?? 0;
  const words = [
    ...(forked.has(key) ? [texts.fork] : []),
    ...(level === 'member' ? [] : [level]),
    ...(isSelf ? [texts.you] : []),
    ...(peer === null ? [] : [texts.relation[peer.relation]]),
    ...(isHere || seen === 0 ? [] : [texts.seen(storedText(calendar.glance(seen, now)))]),
  ];
  return words.join(' · ');
}

function aboutMarked(marked: ListedMember | undefined, {asked, forked}: MembersState): {about?: string} {
  if (marked === undefined) {
    return {};
  }
  const name = storedText(marked.name);
  switch (asked) {
    case 'kick':
      return {about: roomTexts.page.askKick(name)};
    case 'ban':
      return {about: roomTexts.page.askBan(name)};
    case 'raise':
    case 'lower':
      return {about: roomTexts.page.askRole(name, roomTexts.names.levels[levelAfter(asked, marked.level)])};
    case null:
      return forked.has(marked.key) ? {about: roomTexts.acts.forked(name)} : {};
  }
}

/** Only what is possible: with the marked member, and with the power that the user has. */
function hintFor(
  own: RoomLevel | null,
  marked: ListedMember | undefined,
  {asked, field}: MembersState,
): string {
  const texts = roomTexts.page.hints;
  if (asked !== null) {
    return texts.answer;
  }
  if (field !== null) {
    return texts.finding;
  }
  const possible =
    marked === undefined || marked.isSelf
      ? []
      : [
          texts.talk,
          ...(['kick', 'ban', 'raise', 'lower'] as const)
            .filter(what => isAllowed(what, own, marked))
            .map(what => texts[what]),
        ];
  return [...possible, texts.details, texts.find, texts.leave].join(' · ');
}
