import type {ScreenModel} from '../../../components/app/model.ts';
import {coversLog} from '../../../components/keys/modes.ts';
import type {Sight} from '../../store/reading.ts';
import type {Focus} from './focus.ts';

/** What somebody in front of the terminal sees of the log. */
export function sightOf(
  model: Pick<ScreenModel, 'unreadInView'> & {
    readonly modes: Pick<ScreenModel['modes'], 'getState' | 'subscribe'>;
  },
  focus: Pick<Focus, 'isAway' | 'subscribe'>,
  isOutputTaken: Sight['isOutputTaken'],
): Sight {
  const {modes} = model;
  return {
    isOnLog: () => !focus.isAway() && !coversLog(modes.getState()),
    unreadInView: model.unreadInView,
    isOutputTaken,
    subscribe(listener) {
      const ends = [focus.subscribe(listener), modes.subscribe(listener)];
      return () => {
        for (const end of ends) {
          end();
        }
      };
    },
  };
}
