/** A command line that a key runs. */
export type LineAction = `/${string}`;

/** What a key does. */
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
  | 'scroll-up'
  | 'scroll-down'
  | 'scroll-top'
  | 'scroll-bottom'
  | 'first-unread'
  | 'message-up'
  | 'message-down'
  | 'message-reply'
  | 'message-edit'
  | 'message-delete'
  | 'message-react'
  | 'message-copy'
  | 'message-forward'
  | 'message-details'
  | 'message-quoted'
  | 'message-back'
  | 'request-accept'
  | 'request-decline'
  | 'request-block'
  | 'request-command'
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
 * message is chosen, a request, a long paste or an invite is looked at, something is asked.
 */
export type KeyContext =
  | 'always'
  | 'empty'
  | 'typing'
  | 'found'
  | 'message'
  | 'request'
  | 'paste'
  | 'invite'
  | 'confirm';

/** Contexts of modes that take no text: there single characters can be keys. */
export const LETTER_CONTEXTS: ReadonlySet<KeyContext> = new Set([
  'message',
  'request',
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

/** The keys as they come; the first binding that fits wins. */
export const defaultKeyMap: readonly KeyBinding[] = [
  bind(['up'], 'peer-up', 'empty', ['↑ ↓', 'choose a peer, while the bar is empty']),
  bind(['down'], 'peer-down', 'empty'),
  bind(['enter'], 'peer-open', 'empty', ['Enter', 'open the chosen peer; send what is typed']),
  bind(['up'], 'line-up', 'typing', ['↑ ↓', 'lines you entered before, while there is text in the bar']),
  bind(['down'], 'line-down', 'typing'),
  bind(['enter'], 'submit', 'typing'),
  bind(['ctrl-r'], 'history-search', 'always', ['Ctrl-R', 'search in the lines you entered']),
  bind(['alt-enter', 'ctrl-j'], 'newline', 'always', ['Alt-Enter, Ctrl-J', 'a new line in the message']),
  bind(['tab'], 'complete', 'always', ['Tab, Shift-Tab', 'complete commands and names; cycle']),
  bind(['shift-tab'], 'complete-back', 'always'),
  bind(['pageup'], 'scroll-up', 'always', ['PgUp, PgDn', 'scroll the log']),
  bind(['pagedown'], 'scroll-down', 'always'),
  bind(['ctrl-up'], 'message-up', 'always', [
    'Ctrl-↑, Ctrl-↓',
    'choose a message: reply, edit, delete, react, copy …',
  ]),
  bind(['ctrl-down'], 'message-down', 'always'),
  bind(['r', 'enter'], 'message-reply', 'message', [
    'r e d x c f i q b',
    'with a message chosen: reply, edit, delete, react, copy, forward, details, what it quotes, back from there',
  ]),
  bind(['e'], 'message-edit', 'message'),
  bind(['d'], 'message-delete', 'message'),
  bind(['x', '+'], 'message-react', 'message'),
  bind(['c'], 'message-copy', 'message'),
  bind(['f'], 'message-forward', 'message'),
  bind(['i'], 'message-details', 'message'),
  bind(['q'], 'message-quoted', 'message'),
  bind(['b'], 'message-back', 'message'),
  bind(['up'], 'message-up', 'message'),
  bind(['down'], 'message-down', 'message'),
  bind(['enter'], 'request-accept', 'request', [
    'Enter, d, b',
    'on the page of a request: accept, decline, block',
  ]),
  bind(['d'], 'request-decline', 'request'),
  bind(['b'], 'request-block', 'request'),
  bind(['/'], 'request-command', 'request'),
  bind(['y'], 'confirm-yes', 'confirm', ['y, n', 'yes, no, where natter asks']),
  bind(['n'], 'confirm-no', 'confirm'),
  bind(['e'], 'paste-edit', 'paste', ['e', 'put a long paste into the input line']),
  bind(['enter'], 'submit', 'paste'),
  bind(['c'], 'invite-copy', 'invite', ['c', 'copy the link of the invite that is shown']),
  bind(['ctrl-f'], 'search', 'always', ['Ctrl-F', 'search in all messages']),
  bind(['f3', 'alt-n'], 'hit-next', 'found', [
    'F3, Alt-P',
    'next, previous message that was found; Alt-N too',
  ]),
  bind(['alt-p', 'shift-f3'], 'hit-previous', 'found'),
  bind(['alt-x'], 'palette', 'always', [
    'Ctrl-K, Alt-X',
    'go to anything by a few letters; Ctrl-K while the bar is empty',
  ]),
  bind(['ctrl-k'], 'palette', 'empty'),
  bind(['alt-home'], 'scroll-top', 'always', ['Alt-Home, Alt-End', 'first message; last message']),
  bind(['alt-end'], 'scroll-bottom', 'always'),
  bind(['alt-u'], 'first-unread', 'always', ['Alt-U', 'first unread message of this conversation']),
  bind(['ctrl-n', 'alt-right', 'alt-down', 'f6'], 'conversation-next', 'always', [
    'Ctrl-N, Ctrl-P',
    'next, previous conversation; Alt-→ and Alt-← too',
  ]),
  bind(['ctrl-p', 'alt-left', 'alt-up', 'f5'], 'conversation-previous', 'always'),
  ...NINE.map(number =>
    bind(
      [`alt-${number}`],
      `conversation-${number}`,
      'always',
      number === 1 ? ['Alt-1 … Alt-9', 'conversation 1 to 9 of the list'] : undefined,
    ),
  ),
  bind(['alt-a'], 'conversation-unread', 'always', [
    'Alt-A',
    'next conversation with something unread, or a request',
  ]),
  bind(['alt-/', 'alt-<'], 'conversation-last', 'always', ['Alt-/', 'the conversation before']),
  bind(['ctrl-a', 'home'], 'move-line-start', 'always', ['Ctrl-A, Ctrl-E', 'start, end of the line']),
  bind(['ctrl-e', 'end'], 'move-line-end', 'always'),
  bind(['alt-b', 'ctrl-left'], 'move-word-left', 'always', ['Alt-B, Alt-F', 'a word back, forth']),
  bind(['alt-f', 'ctrl-right'], 'move-word-right', 'always'),
  bind(['ctrl-k'], 'kill-line-end', 'typing', ['Ctrl-K, Ctrl-U', 'cut to the end, to the start of the line']),
  bind(['ctrl-u'], 'kill-line-start', 'always'),
  bind(['ctrl-w'], 'kill-spaced-word', 'always', ['Ctrl-W, Alt-D', 'cut the word before, after the cursor']),
  bind(['alt-backspace'], 'kill-word-backward', 'always'),
  bind(['alt-d'], 'kill-word-forward', 'always'),
  bind(['ctrl-y'], 'yank', 'always', ['Ctrl-Y', 'put back what was cut']),
  bind(['left', 'ctrl-b'], 'move-left', 'always'),
  bind(['right'], 'move-right', 'always'),
  bind(['backspace', 'ctrl-h'], 'delete-backward', 'always'),
  bind(['delete', 'ctrl-d'], 'delete-forward', 'always'),
  bind(['alt-c', 'alt-l'], 'copy-view', 'always', [
    'Alt-C',
    'the log alone over the whole width, to copy from it',
  ]),
  bind(['ctrl-g'], 'peer-filter', 'always', ['Ctrl-G', 'find somebody in the list by a part of the name']),
  bind(['alt-e'], 'edit-outside', 'always', ['Alt-E', 'write in your editor ($VISUAL or $EDITOR)']),
  bind(['f1'], 'help', 'always', ['F1', 'this page']),
  bind(['f2'], 'settings', 'always', ['F2', 'settings']),
  bind(['alt-s'], 'sidebar', 'always', ['Alt-S', 'show or hide the list of conversations']),
  bind(['ctrl-l'], 'redraw', 'always', ['Ctrl-L', 'draw the screen again']),
  bind(['ctrl-z'], 'suspend', 'always', ['Ctrl-Z', 'suspend; fg comes back']),
  bind(['ctrl-c'], 'interrupt', 'always', ['Ctrl-C', 'empty the bar; twice: quit']),
  bind(['escape'], 'escape', 'always', ['Esc', 'leave the help; go to the end of the log']),
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
  'found',
  'message',
  'request',
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
