import type {ScreenModel} from '../../../components/app/model.ts';
import {isLogVisible} from '../../../components/base/shown.ts';
import type {Sight} from '../../store/reading.ts';
import type {Focus} from './focus.ts';

/** What somebody in front of the terminal sees of the log. */
export function sightOf(
  model: Pick<ScreenModel, 'store' | 'ui' | 'unreadInView'>,
  focus: Pick<Focus, 'isAway' | 'subscribe'>,
  isOutputTaken: Sight['isOutputTaken'],
): Sight {
  const {store, ui} = model;
  const isVisible = () => isLogVisible(store.getState(), ui.getState());
  return {
    isOnLog: () => !focus.isAway() && isVisible(),
    unreadInView: model.unreadInView,
    isOutputTaken,
    subscribe(listener) {
      const ends = [focus.subscribe(listener), ui.subscribe(listener)];
      return () => {
        for (const end of ends) {
          end();
        }
      };
    },
  };
}
