import {keyTexts} from '../../src/lib/texts/keys.ts';
/** A command line that a key runs. */
export type LineAction = `/${string}`;

/** A key action. */
export type KeyAction = NamedAction | LineAction;

/** What keys can do. Names are stable: a settings file may bind other keys to them. */
export type NamedAction =
  | 'submit'
  | 'newline'
  | 'complete'
  | 'complete-back'
  | 'move-left'
  | 'move-right'
  | 'move-word-left'
  | 'move-word-right'
  | 'move-line-start'
  | 'move-line-end'
  | 'delete-backward'
  | 'delete-forward'
  | 'kill-line-end'
  | 'kill-line-start'
  | 'kill-spaced-word'
  | 'kill-word-backward'
  | 'kill-word-forward'
  | 'yank'
  | 'undo'
  | 'line-up'
  | 'line-down'
  | 'history-search'
  | 'peer-up'
  | 'peer-down'
  | 'peer-open'
  | 'conversation-next'
  | 'conversation-previous'
  | 'conversation-unread'
  | 'conversation-last'
  | `conversation-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'conversation-pin'
  | 'conversation-archive'
  | 'scroll-up'
  | 'scroll-down'
  | 'scroll-top'
  | 'scroll-bottom'
  | 'first-unread'
  | 'edit-last'
  | 'leader'
  | 'conversation-mention'
  | 'message-up'
  | 'message-down'
  | 'message-reply'
  | 'message-edit'
  | 'message-delete'
  | 'message-react'
  | 'message-copy'
  | 'message-forward'
  | 'message-details'
  | 'message-open'
  | 'message-copy-link'
  | 'message-quoted'
  | 'message-back'
  | 'member-kick'
  | 'member-ban'
  | 'member-raise'
  | 'member-lower'
  | 'member-details'
  | 'member-find'
  | 'request-accept'
  | 'request-decline'
  | 'request-block'
  | 'request-command'
  | 'verify-same'
  | 'verify-different'
  | 'verify-block'
  | 'paste-edit'
  | 'confirm-yes'
  | 'confirm-no'
  | 'invite-copy'
  | 'search'
  | 'hit-next'
  | 'hit-previous'
  | 'palette'
  | 'settings'
  | 'sidebar'
  | 'edit-outside'
  | 'copy-view'
  | 'peer-filter'
  | 'help'
  | 'redraw'
  | 'suspend'
  | 'interrupt'
  | 'escape';

/**
 * When a binding counts: always; while the input line is empty, or has text; at a message that a search found; while a
 * message is chosen, after Ctrl-X, a request, words to compare, members, a long paste or an invite is looked at, something is asked.
 */
export type KeyContext =
  | 'always'
  | 'empty'
  | 'typing'
  | 'leader'
  | 'found'
  | 'message'
  | 'request'
  | 'verify'
  | 'members'
  | 'paste'
  | 'invite'
  | 'confirm';

/** Contexts of modes that take no text: there single characters can be keys. */
export const LETTER_CONTEXTS: ReadonlySet<KeyContext> = new Set([
  'leader',
  'message',
  'request',
  'verify',
  'members',
  'paste',
  'invite',
  'confirm',
]);

export type KeyBinding = {
  readonly chords: readonly string[];
  readonly action: KeyAction;
  readonly when: KeyContext;
  /** What the help says; bindings of one meaning share one line there. Null: not worth a line. */
  readonly help: {readonly keys: string; readonly text: string} | null;
};

const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Second keys, behind Ctrl-X: it gets through where Alt, F-keys and arrows with Ctrl do not. */
export const AFTER_LEADER: readonly (readonly [chord: string, action: NamedAction])[] = [
  ['m', 'message-up'],
  ['a', 'conversation-unread'],
  ['h', 'conversation-mention'],
  ['l', 'conversation-last'],
  ['g', 'palette'],
  ['f', 'search'],
  ['u', 'first-unread'],
  ['s', 'sidebar'],
  ['r', 'history-search'],
  ['z', 'undo'],
  ['?', 'help'],
  ['n', 'conversation-next'],
  ['p', 'conversation-previous'],
  ['t', 'conversation-pin'],
  ['w', 'conversation-archive'],
  ['e', 'edit-outside'],
  ['c', 'copy-view'],
  ['o', 'settings'],
  ['<', 'scroll-top'],
  ['>', 'scroll-bottom'],
  ['up', 'scroll-up'],
  ['down', 'scroll-down'],
  ['tab', 'complete-back'],
  ...NINE.map(number => [String(number), `conversation-${number}`] as const),
];

/** The keys as they come; the first binding that fits wins. */
export const defaultKeyMap: readonly KeyBinding[] = [
  bind(['up'], 'peer-up', 'empty', ['↑ ↓', keyTexts.help.peerUp]),
  bind(['down'], 'peer-down', 'empty'),
  bind(['enter'], 'peer-open', 'empty', ['Enter', keyTexts.help.peerOpen]),
  bind(['up'], 'line-up', 'typing', ['↑ ↓', keyTexts.help.lineUp]),
  bind(['down'], 'line-down', 'typing'),
  bind(['enter'], 'submit', 'typing'),
  bind(['ctrl-e'], 'edit-last', 'empty', ['Ctrl-E', keyTexts.help.editLast]),
  bind(['ctrl-r'], 'history-search', 'always', ['Ctrl-R', keyTexts.help.historySearch]),
  bind(['alt-enter', 'ctrl-j'], 'newline', 'always', ['Alt-Enter, Ctrl-J', keyTexts.help.newline]),
  bind(['tab'], 'complete', 'always', ['Tab, Shift-Tab', keyTexts.help.complete]),
  bind(['shift-tab'], 'complete-back', 'always'),
  bind(['pageup'], 'scroll-up', 'always', ['PgUp, PgDn', keyTexts.help.scroll]),
  bind(['pagedown'], 'scroll-down', 'always'),
  // Ctrl-↑ belongs to the system on macOS, where Option types letters; Ctrl-O belongs to nobody.
  bind(['ctrl-up', 'alt-m', 'ctrl-o', 'shift-up'], 'message-up', 'always', [
    'Ctrl-↑, Alt-M',
    keyTexts.help.messageChoose,
  ]),
  bind(['ctrl-down', 'shift-down'], 'message-down', 'always'),
  bind(['r', 'enter'], 'message-reply', 'message', ['r e d x c f i o l q b', keyTexts.help.messageActions]),
  bind(['e'], 'message-edit', 'message'),
  bind(['d'], 'message-delete', 'message'),
  bind(['x', '+'], 'message-react', 'message'),
  bind(['c'], 'message-copy', 'message'),
  bind(['f'], 'message-forward', 'message'),
  bind(['i'], 'message-details', 'message'),
  bind(['o'], 'message-open', 'message'),
  bind(['l'], 'message-copy-link', 'message'),
  bind(['q'], 'message-quoted', 'message'),
  bind(['b'], 'message-back', 'message'),
  bind(['up'], 'message-up', 'message'),
  bind(['down'], 'message-down', 'message'),
  bind(['enter'], 'request-accept', 'request', ['Enter, d, b', keyTexts.help.request]),
  bind(['d'], 'request-decline', 'request'),
  bind(['b'], 'request-block', 'request'),
  bind(['/'], 'request-command', 'request'),
  bind(['y'], 'verify-same', 'verify', ['y, n', keyTexts.help.verify]),
  bind(['n'], 'verify-different', 'verify'),
  bind(['b'], 'verify-block', 'verify'),
  bind(['y'], 'confirm-yes', 'confirm', ['y, n', keyTexts.help.confirm]),
  bind(['n'], 'confirm-no', 'confirm'),
  bind(['k'], 'member-kick', 'members', ['k b + - i /', keyTexts.help.members]),
  bind(['b'], 'member-ban', 'members'),
  bind(['+'], 'member-raise', 'members'),
  bind(['-'], 'member-lower', 'members'),
  bind(['i'], 'member-details', 'members'),
  bind(['/'], 'member-find', 'members'),
  bind(['e'], 'paste-edit', 'paste', ['e', keyTexts.help.pasteEdit]),
  bind(['enter'], 'submit', 'paste'),
  bind(['c'], 'invite-copy', 'invite', ['c', keyTexts.help.inviteCopy]),
  bind(['ctrl-f'], 'search', 'always', ['Ctrl-F', keyTexts.help.search]),
  bind(['f3', 'alt-n'], 'hit-next', 'found', ['F3, Alt-P', keyTexts.help.hits]),
  bind(['alt-p', 'shift-f3'], 'hit-previous', 'found'),
  bind(['alt-x'], 'palette', 'always', ['Ctrl-K, Alt-X', keyTexts.help.palette]),
  bind(['ctrl-k'], 'palette', 'empty'),
  bind(['alt-home'], 'scroll-top', 'always', ['Alt-Home, Alt-End', keyTexts.help.ends]),
  bind(['alt-end'], 'scroll-bottom', 'always'),
  bind(['alt-u'], 'first-unread', 'always', ['Alt-U', keyTexts.help.firstUnread]),
  bind(['ctrl-n', 'alt-right', 'alt-down', 'f6'], 'conversation-next', 'always', [
    'Ctrl-N, Ctrl-P',
    keyTexts.help.conversations,
  ]),
  bind(['ctrl-p', 'alt-left', 'alt-up', 'f5'], 'conversation-previous', 'always'),
  ...NINE.map(number =>
    bind(
      [`alt-${number}`],
      `conversation-${number}`,
      'always',
      number === 1 ? ['Alt-1 … Alt-9', keyTexts.help.conversationNumber] : undefined,
    ),
  ),
  bind(['alt-a'], 'conversation-unread', 'always', ['Alt-A, Alt-H', keyTexts.help.nextUnread]),
  bind(['alt-h'], 'conversation-mention', 'always'),
  bind(['alt-/', 'alt-<'], 'conversation-last', 'always', ['Alt-/', keyTexts.help.lastConversation]),
  bind(['alt-t'], 'conversation-pin', 'always', ['Alt-T, Alt-W', keyTexts.help.putting]),
  bind(['alt-w'], 'conversation-archive', 'always'),
  bind(['ctrl-a', 'home'], 'move-line-start', 'always', ['Ctrl-A, Ctrl-E', keyTexts.help.lineEnds]),
  bind(['ctrl-e'], 'move-line-end', 'typing'),
  bind(['end'], 'move-line-end', 'always'),
  bind(['alt-b', 'ctrl-left'], 'move-word-left', 'always', ['Alt-B, Alt-F', keyTexts.help.words]),
  bind(['alt-f', 'ctrl-right'], 'move-word-right', 'always'),
  bind(['ctrl-k'], 'kill-line-end', 'typing', ['Ctrl-K, Ctrl-U', keyTexts.help.cutLine]),
  bind(['ctrl-u'], 'kill-line-start', 'always'),
  bind(['ctrl-w'], 'kill-spaced-word', 'always', ['Ctrl-W, Alt-D', keyTexts.help.cutWord]),
  bind(['alt-backspace'], 'kill-word-backward', 'always'),
  bind(['alt-d'], 'kill-word-forward', 'always'),
  bind(['ctrl-y'], 'yank', 'always', ['Ctrl-Y', keyTexts.help.yank]),
  bind(['ctrl-_', 'ctrl-/'], 'undo', 'always', ['Ctrl-_', keyTexts.help.undo]),
  bind(['left', 'ctrl-b'], 'move-left', 'always'),
  bind(['right'], 'move-right', 'always'),
  bind(['backspace', 'ctrl-h'], 'delete-backward', 'always'),
  bind(['delete', 'ctrl-d'], 'delete-forward', 'always'),
  bind(['alt-c', 'alt-l'], 'copy-view', 'always', ['Alt-C', keyTexts.help.copyView]),
  bind(['ctrl-g'], 'peer-filter', 'always', ['Ctrl-G', keyTexts.help.filter]),
  bind(['alt-e'], 'edit-outside', 'always', ['Alt-E', keyTexts.help.editor]),
  bind(['ctrl-x'], 'leader', 'always', ['Ctrl-X', keyTexts.help.leader]),
  ...AFTER_LEADER.map(([chord, action]) => bind([chord], action, 'leader')),
  bind(['f1'], 'help', 'always', ['F1', keyTexts.help.help]),
  bind(['f2'], 'settings', 'always', ['F2', 'settings']),
  bind(['alt-s'], 'sidebar', 'always', ['Alt-S', keyTexts.help.sidebar]),
  bind(['ctrl-l'], 'redraw', 'always', ['Ctrl-L', keyTexts.help.redraw]),
  bind(['ctrl-z'], 'suspend', 'always', ['Ctrl-Z', keyTexts.help.suspend]),
  bind(['ctrl-c'], 'interrupt', 'always', ['Ctrl-C', keyTexts.help.interrupt]),
  bind(['escape'], 'escape', 'always', ['Esc', keyTexts.help.escape]),
];

/** The action of a chord in some contexts, or null if it has none: of the first context, then of the next ones. */
export function actionFor(
  keyMap: readonly KeyBinding[],
  chord: string,
  contexts: readonly KeyContext[],
): KeyAction | null {
  const rank = ({when}: KeyBinding) => (LAYERED.has(when) ? contexts.indexOf(when) : contexts.length);
  return (
    keyMap
      .filter(({chords, when}) => chords.includes(chord) && contexts.includes(when))
      .sort((one, other) => rank(one) - rank(other))[0]?.action ?? null
  );
}

/** Contexts of a mode go before those of typing; among the others the order of the key map counts. */
const LAYERED: ReadonlySet<KeyContext> = new Set([
  'leader',
  'found',
  'message',
  'request',
  'verify',
  'members',
  'paste',
  'invite',
  'confirm',
]);

function bind(
  chords: readonly string[],
  action: KeyAction,
  when: KeyContext,
  help?: readonly [keys: string, text: string],
): KeyBinding {
  return {chords, action, when, help: help === undefined ? null : {keys: help[0], text: help[1]}};
}
