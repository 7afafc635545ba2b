import {createStore, type StoreApi} from 'zustand/vanilla';
import type {Settings} from '../src/lib/settings.ts';
import type {AppStore} from '../src/store/store.ts';
import {chooseKeys} from './keys/chosen-keys.ts';
import {defaultKeyMap, type KeyBinding} from './keys/key-map.ts';
import {type Calendar, createCalendar} from './log/calendar.ts';
import {createLogView, type LogView} from './log/log-view.ts';
import {createPainter, type Painter, type Theme} from './theme.ts';

/** What the settings make of the screen. */
export type Looks = {
  readonly painter: Painter;
  readonly calendar: Calendar;
  readonly keyMap: readonly KeyBinding[];
  readonly logView: LogView;
};

/** Makes the looks; they follow the settings in the store. `themeOf` gives the theme of a name. */
export function createLooks(store: AppStore, themeOf: (name: string) => Theme): StoreApi<Looks> {
  let {settings} = store.getState();
  const looks = createStore<Looks>()(() => make(settings, null));

  function make(wanted: Settings, before: Looks | null): Looks {
    const isKept = (name: keyof Settings) => before !== null && wanted[name] === settings[name];
    const painter = isKept('theme') && before ? before.painter : createPainter(themeOf(wanted.theme));
    const calendar = isKept('time') && before ? before.calendar : createCalendar(wanted.time);
    const keyMap = isKept('keys') && before ? before.keyMap : chooseKeys(defaultKeyMap, wanted.keys);
    const isSame = before !== null && painter === before.painter && calendar === before.calendar;
    const logView = isSame ? before.logView : createLogView(painter, calendar);
    return {painter, calendar, keyMap, logView};
  }

  store.subscribe(state => {
    if (state.settings !== settings) {
      looks.setState(make(state.settings, looks.getState()));
      settings = state.settings;
    }
  });
  return looks;
}
