import {relationOf} from '../../../src/commands/engine/describe.ts';
import {usageOf} from '../../../src/commands/engine/usage.ts';
import {commands} from '../../../src/commands/registry.ts';
import type {ConversationId} from '../../../src/core/api/api.ts';
import {chordLabel} from '../../../src/lib/chords.ts';
import {SETTING_NAMES, type SettingName, settingOf, writeValue} from '../../../src/lib/settings.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {allIn, type ListedFace, peerSections} from '../../../src/store/peer-list.ts';
import type {AppState} from '../../../src/store/state.ts';
import {isBarAction} from '../../input/edits.ts';
import {defaultKeyMap, type KeyBinding, type NamedAction} from '../../keys/key-map.ts';
import {SUMMARIES} from '../../keys/summaries.ts';
import {oneLine} from '../../text/fit.ts';
import {fuzzyScore} from './fuzzy.ts';

/** Something to go to: how it is called, and a word about it. */
export type PaletteItem = {readonly label: string; readonly detail: string} & (
  | {readonly kind: 'conversation'; readonly conversation: ConversationId}
  /** What stands in the bar then, and whether it can be run as it is. */
  | {readonly kind: 'command'; readonly line: string; readonly isComplete: boolean}
  | {readonly kind: 'setting'; readonly name: SettingName}
  | {readonly kind: 'action'; readonly action: NamedAction}
);

/** Keys that only make sense as keys. */
const ONLY_KEYS: ReadonlySet<string> = new Set(['palette', 'leader', 'interrupt', 'escape', 'message-down']);

const ACTIONS: readonly NamedAction[] = [
  ...new Set(
    defaultKeyMap.flatMap(({action, when}) =>
      (when === 'always' || when === 'empty') && !isBarAction(action) && isAction(action) ? [action] : [],
    ),
  ),
];

function isAction(action: string): action is NamedAction {
  return !ONLY_KEYS.has(action) && !/^\/|^conversation-\d$/.test(action);
}

type Facts = Pick<AppState, 'peers' | 'conversations' | 'mentioned' | 'settings'>;

/** What fits the letters that were typed, the best first; all there is if none were. */
export function paletteItems(
  facts: Facts,
  keyMap: readonly KeyBinding[],
  typed: string,
): readonly PaletteItem[] {
  const all = [...conversationItems(facts), ...COMMANDS, ...actionItems(keyMap), ...settingItems(facts)];
  if (typed.trim() === '') {
    return all;
  }
  return all
    .flatMap(item => {
      const score = scoreItem(item, typed);
      return score === null ? [] : [{item, score}];
    })
    .sort((one, other) => other.score - one.score)
    .map(({item}) => item);
}

function scoreItem({kind, label, detail}: PaletteItem, typed: string): number | null {
  if (kind === 'action') {
    return hasWords(label, typed) ? -label.length / 100 : null;
  }
  const name = kind === 'command' ? label.slice(0, label.search(/ |$/)) : label; // without what may follow it
  return fuzzyScore(typed, name) ?? (hasWords(detail, typed) ? -detail.length / 100 : null);
}

/** In a sentence, letters far apart mean nothing. */
function hasWords(sentence: string, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every(word => sentence.toLowerCase().includes(word));
}

function conversationItems(facts: Facts): readonly PaletteItem[] {
  return allIn(peerSections(facts)).map(({peer, conversation, unread, listing}) => ({
    kind: 'conversation',
    conversation,
    label: oneLine(peer.name),
    detail: [
      standingOf(peer),
      ...(listing === 'normal' ? [] : [listing]),
      ...(unread === 0 ? [] : [screenTexts.status.unread(unread)]),
    ].join(', '),
  }));
}

/** Whether a contact is here; of everybody else what they are. */
function standingOf(peer: ListedFace): string {
  return peer.relation === 'contact' ? peer.presence : relationOf(peer);
}

/** What is done by keys that do not edit text: whoever does not know the key finds it here. */
function actionItems(keyMap: readonly KeyBinding[]): readonly PaletteItem[] {
  return ACTIONS.map(action => {
    const chords = keyMap
      .filter(binding => binding.action === action && binding.when !== 'leader')
      .flatMap(binding => binding.chords);
    const label = SUMMARIES[action];
    return {
      kind: 'action',
      action,
      label,
      detail: [...new Set(chords)].slice(0, 2).map(chordLabel).join(', '),
    };
  });
}

const COMMANDS: readonly PaletteItem[] = commands.map(command => ({
  kind: 'command',
  label: usageOf(command),
  detail: command.summary,
  line: `/${command.name}${command.parameters.length === 0 ? '' : ' '}`,
  isComplete: command.parameters.length === 0,
}));

function settingItems({settings}: Facts): readonly PaletteItem[] {
  return SETTING_NAMES.map(name => ({
    kind: 'setting',
    name,
    label: `set ${name}: ${writeValue(settings[name])}`,
    detail: settingOf(name).summary,
  }));
}
