import {commands} from '../../../src/commands/registry.ts';
import {textNumber} from '../../texts.ts';
import {seededPair} from '../pair.ts';
import {natterChat} from '../programs/natter.ts';
import {atMost, counted, timeRows, timesOf} from '../rows.ts';
import type {Figure} from '../types.ts';

const SIZE = {columns: 200, rows: 50};
const COMMAND = 'search';
const SEARCHES = {quick: 10, full: 40};
/** Keys that lead back from the results to the end of the conversation. */
const BACK = '\x1b';

/** Finding words in everything that was said. */
export const search: Figure = {
  id: 'search',
  about: `/${COMMAND} with the number of a message and, by turns, a word that about every twentieth has, from Enter until the results are painted; ${SEARCHES.quick} searches (full: ${SEARCHES.full}) after one to warm up. WeeChat searches only in the lines of one buffer.`,
  async measure({workspace, natter, many}) {
    const what = `search in ${counted(many)}, first results`;
    const limit = atMost(50, 'ms');
    if (!commands.some(({name}) => name === COMMAND)) {
      return {
        rows: [{what, unit: 'milliseconds', natter: null, bar: limit.text, pass: null, weechat: null}],
        notes: ['search: not there yet'],
      };
    }
    const chat = await natterChat(natter, await seededPair(workspace, many), SIZE);
    const times: number[] = [];
    try {
      const count = workspace.quick ? SEARCHES.quick : SEARCHES.full;
      for (let number = 0; number <= count; number++) {
        const [wanted = ''] = textNumber(Math.floor((number / (count + 1)) * many)).split(' ');
        const line = `/${COMMAND} ${wanted}`;
        for (const letter of line) {
          await chat.terminal.press(letter);
        }
        await chat.terminal.review();
        const begin = chat.terminal.write('\r');
        const shown = await chat.terminal.waitFor(`results for ${wanted}`, look =>
          look
            .rows()
            .slice(0, -2)
            .some(row => row.includes(`${wanted} `)),
        );
        if (number > 0) {
          times.push(shown - begin);
        }
        chat.terminal.write(BACK);
        await chat.terminal.settle();
      }
    } finally {
      await chat.close();
    }
    return {rows: timeRows(what, timesOf(times), null, {p50: null, p99: limit}), notes: []};
  },
};
