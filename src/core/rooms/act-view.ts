import type {PeerKey} from '../../lib/ids.ts';
import {safeLine, storedText} from '../../lib/text/safe-text.ts';
import type {Level} from '../../wire/room/act.ts';
import type {ActView, RoomLevel} from '../api/api.ts';
import type {DatedAct} from './charter.ts';

const NAMES: Readonly<Record<Level, RoomLevel>> = {1: 'member', 2: 'admin', 3: 'owner', 4: 'founder'};

/** What a level is called; null for nobody. */
export function levelName(level: Level | 0 | undefined): RoomLevel | null {
  return level === undefined || level === 0 ? null : NAMES[level];
}

/** The level of a name. */
export function levelOf(name: RoomLevel): Level {
  return ([1, 2, 3, 4] as const).find(level => NAMES[level] === name) ?? 1;
}

/** An act as people hear of it. */
export function viewAct({act, author, time}: DatedAct): ActView {
  const nothing = {
    by: author,
    about: [] as readonly PeerKey[],
    level: null,
    setting: null,
    value: null,
    time,
  };
  switch (act.type) {
    case 'found':
      return {...nothing, kind: 'founded', value: safeLine(act.name)};
    case 'add':
      return {...nothing, kind: 'added', about: act.targets, level: levelName(act.level)};
    case 'join':
      return {...nothing, kind: 'joined', about: [author]};
    case 'role':
      return {...nothing, kind: 'role', about: [act.target], level: levelName(act.level)};
    case 'remove':
      return {...nothing, kind: act.isBan ? 'banned' : 'removed', about: [act.target]};
    case 'unban':
      return {...nothing, kind: 'unbanned', about: [act.target]};
    case 'leave':
      return {...nothing, kind: 'left', about: [author]};
    case 'ticket':
      return {...nothing, kind: 'ticket'};
    case 'close':
      return {...nothing, kind: 'closed'};
    case 'set':
      return {...nothing, kind: 'set', setting: act.setting, value: safeLine(act.value)};
    case 'hide':
      return {...nothing, kind: 'hidden', about: [act.entry.author]};
  }
}

/** An act that came too late. */
export function viewVoid(act: DatedAct): ActView {
  return {...viewAct(act), kind: 'void', value: storedText('')};
}
