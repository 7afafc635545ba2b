import {commands} from '../../../src/commands/registry.ts';
import {generator, textNumber} from '../../texts.ts';
import type {Look} from '../emulator.ts';
import {seededPair} from '../pair.ts';
import type {Chat} from '../programs/chat.ts';
import {natterChat} from '../programs/natter.ts';
import {atMost, counted, pairOf, timeRows, timesOf} from '../rows.ts';
import type {Figure} from '../types.ts';

const SIZE = {columns: 200, rows: 50};
const COMMAND = 'search';
const SEARCHES = {quick: 15, full: 50};
const ESCAPE = '\x1b';
/** The page of results says how many there are. */
const COUNT = /\d\+? found/;

/** Finding words in everything that was said. */
export const search: Figure = {
  id: 'search',
  about: `/${COMMAND} with the number of a message, then with its second word (many are in thousands), each the beginning of others, too, from Enter until the first results are painted; ${SEARCHES.quick} of each (full: ${SEARCHES.full}) after one to warm up, all different. WeeChat searches only in the lines of one buffer.`,
  async measure({workspace, natter, many}) {
    const what = `search in ${counted(many)}, first results`;
    const limit = atMost(50, 'ms');
    if (!commands.some(({name}) => name === COMMAND)) {
      return {
        rows: [{what, unit: 'milliseconds', natter: null, bar: limit.text, pass: null, weechat: null}],
        notes: ['search: not there yet'],
      };
    }
    workspace.note('search');
    const chat = await natterChat(natter, await seededPair(workspace, many), SIZE);
    const count = workspace.quick ? SEARCHES.quick : SEARCHES.full;
    try {
      const [rare, common] = [await searchAll(chat, many, count, 0), await searchAll(chat, many, count, 1)];
      return {
        rows: timeRows(what, timesOf([...rare, ...common]), null, {p50: null, p99: limit}),
        notes: [`searches: for a number ${pairOf(timesOf(rare))}, for a word ${pairOf(timesOf(common))}`],
      };
    } finally {
      await chat.close();
    }
  },
};

/** `place`: which word of the messages is looked for. */
async function searchAll({terminal}: Chat, many: number, count: number, place: number): Promise<number[]> {
  const random = generator(place);
  const times: number[] = [];
  for (let number = 0; number <= count; number++) {
    const wanted = textNumber(Math.floor(random() * many)).split(' ')[place] ?? '';
    await terminal.press(`/${COMMAND} ${wanted}`);
    await terminal.review();
    const begin = terminal.write('\r');
    const shown = await terminal.waitFor(`results for ${wanted}`, look => showsResults(look, wanted));
    if (number > 0) {
      times.push(shown - begin);
    }
    await terminal.settle();
    terminal.write(ESCAPE);
    await terminal.waitUntil('the conversation again', look => !showsResults(look, ''));
    await terminal.settle();
  }
  return times;
}

function showsResults(look: Look, word: string): boolean {
  const rows = look.rows();
  return rows.some(row => COUNT.test(row)) && rows.slice(2, -3).some(row => row.includes(word));
}
