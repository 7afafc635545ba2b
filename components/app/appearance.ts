import {createStore, type StoreApi} from 'zustand/vanilla';
import {BUILT_IN_THEMES, type Settings} from '../../src/lib/settings.ts';
import type {AppStore} from '../../src/store/store.ts';
import {chooseKeys} from '../keys/chosen-keys.ts';
import {defaultKeyMap, type KeyBinding} from '../keys/key-map.ts';
import {createLogView, type LogView} from '../log/log-view.ts';
import {createPainter, type Painter, type Theme} from '../theme/theme.ts';
import {type Calendar, createCalendar} from '../theme/time-format.ts';

/** What the settings make of the screen. */
export type Looks = {
  readonly painter: Painter;
  readonly calendar: Calendar;
  readonly keyMap: readonly KeyBinding[];
  readonly logView: LogView;
};

type Options = {
  readonly store: AppStore;
  /** The theme of a name. */
  readonly themeOf: (name: string) => Theme;
  /** Hears of an item of the log that cannot be drawn. */
  readonly onFailure: (error: unknown) => void;
  /** The terminal knows links (OSC 8). */
  readonly hasLinks: boolean;
};

/**
 * Creates the looks; they follow the settings in the store. `renew` is for when a name stands for another theme;
 * `preview` shows a theme in the place of the one that is set, until it is called with null.
 */
export function createLooks({store, themeOf, onFailure, hasLinks}: Options): {
  readonly looks: StoreApi<Looks>;
  readonly renew: () => void;
  readonly preview: (theme: string | null) => void;
} {
  const logViewOf = (painter: Painter, calendar: Calendar) => createLogView(painter, calendar, onFailure);
  const painterOf = (name: string) => createPainter(themeOf(name), {hasLinks});
  let previewed: string | null = null;
  let {settings} = store.getState();
  const looks = createStore<Looks>()(() => makeLooks(settings, painterOf, logViewOf));

  function follow(): void {
    const set = store.getState().settings;
    const wanted = previewed === null || previewed === set.theme ? set : {...set, theme: previewed};
    const before = settings;
    settings = wanted; // first: what is said of a broken theme changes the store again
    looks.setState(changeLooks(looks.getState(), before, wanted, painterOf, logViewOf));
  }

  store.subscribe((state, before) => {
    if (state.settings !== before.settings) {
      follow();
    }
  });
  return {
    looks,
    renew: () => looks.setState(makeLooks(settings, painterOf, logViewOf)),
    preview(theme) {
      if (theme !== previewed) {
        previewed = theme;
        follow();
      }
    },
  };
}

type LogViewOf = (painter: Painter, calendar: Calendar) => LogView;

function makeLooks(
  {theme, time, keys}: Settings,
  painterOf: (name: string) => Painter,
  logViewOf: LogViewOf,
): Looks {
  const painter = painterOf(theme);
  const calendar = createCalendar(time);
  const keyMap = chooseKeys(defaultKeyMap, keys);
  return {painter, calendar, keyMap, logView: logViewOf(painter, calendar)};
}

/** What did not change stays the same object, and the finished rows of the log with it. */
function changeLooks(
  looks: Looks,
  before: Settings,
  {theme, time, keys}: Settings,
  painterOf: (name: string) => Painter,
  logViewOf: LogViewOf,
): Looks {
  const isFile = !(BUILT_IN_THEMES as readonly string[]).includes(theme); // it may have changed: read it again
  const painter = theme === before.theme && !isFile ? looks.painter : painterOf(theme);
  const calendar = time === before.time ? looks.calendar : createCalendar(time);
  const keyMap = keys === before.keys ? looks.keyMap : chooseKeys(defaultKeyMap, keys);
  const isSame = painter === looks.painter && calendar === looks.calendar;
  return {painter, calendar, keyMap, logView: isSame ? looks.logView : logViewOf(painter, calendar)};
}
