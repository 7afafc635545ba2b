import type {AppState} from '../../src/store/state.ts';
import type {Painter} from '../theme/theme.ts';
import type {KeyAction, KeyBinding, KeyContext} from './key-map.ts';
import type {ModeKind} from './modes.ts';

/** What a hint is drawn with. */
export type HintLook = {
  readonly width: number;
  readonly painter: Painter;
  readonly keyMap: readonly KeyBinding[];
  readonly state: AppState;
};

/** What input does while a mode is on. What it has no use for goes on to the mode below. */
export type Mode<S> = {
  readonly kind: ModeKind<S>;
  /** The parts of the key map that count, the first one first. */
  readonly contexts: (state: S) => readonly KeyContext[];
  /** Does what a key means here. False: that is none of its business. */
  readonly perform: (action: KeyAction, state: S) => boolean;
  /** Takes typed text. False: the mode below does, or single characters are keys, as the kind says. */
  readonly type?: (text: string, state: S) => boolean;
  /** The same of pasted text; without it, a paste is typed text. */
  readonly paste?: (text: string, state: S) => boolean;
  /** The only keys that get to the modes below. Absent: all do. */
  readonly lets?: ReadonlySet<KeyAction>;
  /** The row above the command bar; null for the usual one. */
  readonly hint?: (look: HintLook, state: S) => string | null;
};

/** Keys about the screen itself: no mode keeps them back. */
export const SCREEN_KEYS: ReadonlySet<KeyAction> = new Set(['interrupt', 'redraw', 'suspend']);
