import {unknownActions} from '../../../components/keys/chosen-keys.ts';
import {defaultKeyMap} from '../../../components/keys/key-map.ts';
import {joinSafe, safe, safeLine} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {showAnswer} from '../../store/answers.ts';
import type {AppStore} from '../../store/store.ts';

/** Tells the user, once the core is there, of chosen keys for what keys cannot do, such as a mistyped name. */
export function checkKeys(store: AppStore, now: () => number): void {
  let told = '';
  store.subscribe(({phase, settings}) => {
    const unknown = unknownActions(defaultKeyMap, settings.keys);
    const names = unknown.join();
    if (phase !== 'ready' || names === told) {
      return;
    }
    told = names;
    if (unknown.length > 0) {
      const list = joinSafe(unknown.map(safeLine), safe`, `);
      const text = appTexts.screen.unknownKeyActions(list);
      store.change(state => showAnswer(state, 'error', text, now()));
    }
  });
}
