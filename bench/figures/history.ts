import {directWith} from '../../src/lib/conversation.ts';
import {startChild} from '../child.ts';
import {contactKey} from '../contacts.ts';
import {NATTER_CORE} from '../core-stage.ts';
import {stopAll} from '../link-stage.ts';
import type {CoreEnd} from '../natter/core.ts';
import {CONTACTS, seededProfile, seededReference} from '../profiles.ts';
import type {SqliteEnd} from '../references/sqlite.ts';
import {median} from '../statistics.ts';
import {ABSENT_WORD, COMMON_WORD, EMOJI, INNER_CHARACTERS, INNER_DIGITS} from '../texts.ts';
import type {Figure, Row} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const SQLITE = 'SQLite alone';
const PAGE = 50;
const TIMES = 200;
/** The first results of any search come within this, milliseconds. */
const SEARCH_ALLOWED = 50;

/** Reading in a long history. */
export const history: Figure = {
  id: 'history',
  title: 'history',
  about: `queries of a natter with ${CONTACTS} contacts, the largest conversation with two fifths of all messages; the median of ${TIMES} each. A page has ${PAGE} messages; the conversation list is the snapshot that the screen begins with: all peers and conversations. SQLite alone reads rows of the same shape.`,
  rows: [
    rowOf('newest', 'page of history, the newest'),
    rowOf('far', 'page of history, far back'),
    rowOf('list', 'conversation list'),
    rowOf('search', 'search for a common beginning'),
    searchRow('search-characters', 'search for two characters without spaces'),
    searchRow('search-emoji', 'search for an emoji'),
    searchRow('search-digits', 'search for digits within a number'),
    searchRow('search-nothing', 'search for what is not there'),
  ],
  rounds: {quick: 3, full: 7},
  warmUp: true,
  async stage(workspace) {
    const messages = workspace.quick ? 100_000 : 1_000_000;
    const own = await natter(workspace, messages);
    const reference = await sqlite(workspace, messages);
    return {contestants: [own, reference], missing: [], close: () => stopAll([own, reference])};
  },
  growth: workspace => [
    {
      title: 'newest page of n messages',
      unit: 'milliseconds',
      sizes: workspace.quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000],
      measure: size => measureOnce(workspace, size, CONTACTS, 'newest'),
      excuse: null,
    },
    {
      title: 'search in n messages',
      unit: 'milliseconds',
      sizes: workspace.quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000],
      measure: size => measureOnce(workspace, size, CONTACTS, 'search'),
      excuse: null,
    },
    {
      title: 'conversation list of n contacts',
      unit: 'milliseconds',
      sizes: [50, 500, 5000],
      measure: size => measureOnce(workspace, size * 2, size, 'list'),
      excuse: null,
    },
  ],
};

/** A search that SQLite's full-text index cannot make. */
function searchRow(metric: string, title: string): Row {
  return {
    ...{metric, title: `${title} (a million; quick: 100,000)`, unit: 'milliseconds', more: false, goal: 1},
    limit: {label: 'allowed', value: () => SEARCH_ALLOWED},
  };
}

function rowOf(metric: string, title: string): Row {
  return {
    metric,
    title: `${title} (a million; quick: 100,000)`,
    unit: 'milliseconds',
    more: false,
    limit: {label: SQLITE, value: medianOf => medianOf(SQLITE, metric)},
    goal: 2,
  };
}

async function natter(workspace: Workspace, messages: number, contacts = CONTACTS) {
  const child = startChild<CoreEnd>(NATTER_CORE);
  await child.call.open(await seededProfile(workspace, messages, contacts), 'bench');
  const conversation = contactKey(0);
  const far = await child.call.placeFromEnd(conversation, Math.min(10_000, messages / 10));
  const time = async (query: Parameters<CoreEnd['timeQuery']>[0]) =>
    median(await child.call.timeQuery(query, TIMES));
  const search = (text: string) => time({type: 'search', text, conversation: null, limit: PAGE});
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      return {
        newest: await time({
          type: 'history',
          conversation: directWith(conversation),
          before: null,
          limit: PAGE,
        }),
        far: await time({type: 'history', conversation: directWith(conversation), before: far, limit: PAGE}),
        list: await time({type: 'snapshot'}),
        search: await search(COMMON_WORD),
        'search-characters': await search(INNER_CHARACTERS),
        'search-emoji': await search(EMOJI),
        'search-digits': await search(INNER_DIGITS),
        'search-nothing': await search(ABSENT_WORD),
      };
    },
    async stop() {
      await child.call.close();
      await child.stop();
    },
  } as const;
}

async function sqlite(workspace: Workspace, messages: number) {
  const child = startChild<SqliteEnd>(new URL('../references/sqlite.ts', import.meta.url));
  await child.call.open(await seededReference(workspace, messages));
  return {
    name: SQLITE,
    part: 'limit',
    async measure() {
      return {
        newest: median(await child.call.pages(TIMES, 0)),
        far: median(await child.call.pages(TIMES, Math.min(10_000, messages / 10))),
        list: median(await child.call.lists(TIMES)),
        search: median(await child.call.searches(TIMES)),
      };
    },
    stop: child.stop,
  } as const;
}

async function measureOnce(
  workspace: Workspace,
  messages: number,
  contacts: number,
  metric: 'newest' | 'list' | 'search',
): Promise<number> {
  const own = await natter(workspace, messages, contacts);
  await own.measure(); // warm-up
  const sample = await own.measure();
  await own.stop();
  return sample[metric];
}
