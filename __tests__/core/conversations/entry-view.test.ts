import {expect, test} from '@jest/globals';
import {createEntryViews} from '../../../src/core/conversations/entry-view.ts';
import {BOB, memoryDatabase, NOW, texts, WITH_BOB} from '../../storage/support.ts';

const DAY = 86_400_000;

/** The views of what Bob wrote with a clock that is so far ahead, at each of some looks. */
function viewsOf(ahead: number, looks: readonly number[]) {
  let now = NOW;
  const {database} = memoryDatabase(() => now);
  const [entry] = texts(1);
  database.appendRemote(WITH_BOB, BOB, 5, 1, entry === undefined ? [] : [{...entry, time: NOW + ahead}]);
  const views = createEntryViews(database, () => 'queued');
  return looks.map(later => {
    now = NOW + later;
    return views.now(database.historyBefore(WITH_BOB, null, 1).entries)[0];
  });
}

test('a time from the future is that of the arrival, at every look', () => {
  const views = viewsOf(7 * DAY, [0, 60_000, DAY, 30 * DAY]);
  expect(views.map(view => view?.time)).toEqual([NOW, NOW, NOW, NOW]);
});

test('what was written before it came says both', () => {
  const [view] = viewsOf(-DAY, [0]);
  expect(view).toMatchObject({time: NOW - DAY, arrived: NOW, unread: true});
});
