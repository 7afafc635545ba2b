import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {View} from '../../src/commands/engine/types.ts';
import type {Core, EntryView, Query, SearchPage} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {alice, bob, fakeContext, notices, self} from './fake-core.ts';

const NOON = new Date(2026, 0, 31, 12, 0).getTime();

function hit(row: number, text: string, more: Partial<EntryView> = {}): EntryView {
  return {
    ...{id: `e${row}`, conversation: directWith(bob.key), author: bob.key, outgoing: false, kind: 'text'},
    ...{text: safeText(text), time: NOON + row * 60_000, arrived: NOON + row * 60_000},
    ...{lifetime: null, disappears: null, unread: false, order: [row, 0, row], state: null},
    ...{replyTo: null, edited: false, deleted: false, reactions: [], mentionsUs: false},
    ...more,
  };
}

/** A command line over a core that answers searches with these pages, one after the other. */
function searching(line: string, pages: readonly SearchPage[], view: Partial<View> = {}) {
  const {context, happened} = fakeContext();
  const asked: Query[] = [];
  const core = {
    ...context.core,
    query: (query: Query) => {
      asked.push(query);
      return query.type === 'search'
        ? Promise.resolve(pages[asked.length - 1])
        : context.core.query({type: 'snapshot'});
    },
  } as Core;
  const done = runLine(line, {...context, core, view: {...context.view, ...view}});
  return {done, asked, happened};
}

describe('/search in words', () => {
  test('tells the newest hits, the newest last, with their people and times', async () => {
    const own = {author: self.key, conversation: directWith(alice.key), outgoing: true};
    const {done, asked, happened} = searching('/search noon', [
      {hits: [hit(2, 'me too\nat noon', own), hit(1, 'at noon')], next: null},
    ]);
    await done;
    expect(asked[0]).toEqual({type: 'search', text: 'noon', conversation: null, limit: 20});
    expect(notices(happened)).toEqual([
      '2026-01-31 12:01  bob: at noon\n2026-01-31 12:02  me myself to alice: me too at noon',
    ]);
  });

  test('goes on while pages are short, and says that there is more', async () => {
    const pages = [
      {hits: [], next: 90},
      {hits: Array.from({length: 20}, (_, index) => hit(20 - index, 'noon')), next: 7},
    ];
    const {done, asked, happened} = searching('/s @bob noon', pages);
    await done;
    expect(asked.slice(0, 2)).toEqual([
      {type: 'search', text: 'noon', conversation: bob.key, limit: 20},
      {type: 'search', text: 'noon', conversation: bob.key, limit: 20, before: 90},
    ]);
    expect(notices(happened)[0]).toMatch(/12:20 {2}bob: noon\nThese are the latest 20; there are more\.$/);
  });

  test('says that there is nothing', async () => {
    const {done, happened} = searching('/search \x1b[31mnothing', [{hits: [], next: null}]);
    await done;
    expect(notices(happened)).toEqual(['No message contains "␛[31mnothing".']);
  });

  test('a view that shows hits in its own way is asked to', async () => {
    const wanted: unknown[] = [];
    const search = (what: unknown) => void wanted.push(what);
    await searching('/search @"bob"', [], {search}).done.catch(error => wanted.push(error.code));
    await searching('/search "@bob" the "old plan"', [], {search}).done;
    expect(wanted).toEqual(['COMMAND_USAGE', {text: 'the "old plan"', conversation: bob.key}]);
  });
});
