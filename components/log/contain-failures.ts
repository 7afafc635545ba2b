import {screenTexts} from '../../src/lib/texts/screen.ts';
import {truncate} from '../text/fit.ts';
import type {LogItem} from './items.ts';
import {sourceOf} from './rows.ts';

type Draw<Style> = (item: LogItem, style: Style) => readonly string[];

const CANNOT_BE_SHOWN = screenTexts.log.entryFailed;

/**
 * Keeps a failure to draw one item to that item: it becomes one line that says so, and all others are drawn.
 * `onFailure` hears once of each entry or notice, however often it is drawn.
 */
export function containFailures(onFailure: (error: unknown) => void) {
  const known = new WeakSet<object>();
  return <Style extends {readonly width: number}>(draw: Draw<Style>): Draw<Style> =>
    (item, style) => {
      try {
        return draw(item, style);
      } catch (error) {
        const source = sourceOf(item) ?? onFailure;
        if (!known.has(source)) {
          known.add(source);
          onFailure(error);
        }
        return [truncate(CANNOT_BE_SHOWN, style.width)];
      }
    };
}
