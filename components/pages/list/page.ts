import type {Editor} from '../../input/editor.ts';
import type {KeyAction, KeyContext} from '../../keys/key-map.ts';

/** What keys mean on a page over the log. */
export type PageKeys = {
  /** What is typed on it; null if nothing can be typed. */
  readonly field: () => Editor | null;
  readonly change: (field: Editor) => void;
  /** Moves the mark in its list by so many rows. */
  readonly move: (by: number) => void;
  /** Enter. */
  readonly choose: () => void;
  /** ← and →. */
  readonly step?: (by: 1 | -1) => void;
  /** Tab. */
  readonly turn?: () => void;
  readonly leave: () => void;
  /** Parts of the key map that are of this page alone. */
  readonly contexts?: () => readonly KeyContext[];
  /** Does what such a key means. False: it is none of them. */
  readonly perform?: (action: KeyAction) => boolean;
};

/** Where the mark stands after a move in a list of `count` rows: it stops at the ends. */
export function moveMark(at: number, by: number, count: number): number {
  return Math.max(0, Math.min(at + by, count - 1));
}

/** The first row of a list of `count` to show in `height` rows so that the mark is in view. */
export function firstShown(at: number, count: number, height: number): number {
  return Math.max(0, Math.min(at - Math.floor(height / 2), count - height));
}
