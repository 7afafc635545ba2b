import {median} from '../../statistics.ts';
import type {Look} from '../emulator.ts';
import {neighbourName, PARTNER, seededPair} from '../pair.ts';
import {inkHello} from '../programs/ink-hello.ts';
import {weechatProgram} from '../programs/weechat.ts';
import {atMostTimes, counted} from '../rows.ts';
import {type Program, startTerminal} from '../terminal.ts';
import type {Bench, Figure, Row} from '../types.ts';

const SIZE = {columns: 80, rows: 24};
const ROUNDS = {quick: 7, full: 21};

/** From starting the process until it is of use. */
export const start: Figure = {
  id: 'start',
  about: `from starting the process until its first frame (anything on the screen), and until it is of use ("F1 help" in the status line and its contacts in the list, so the core has answered), 80×24; medians of ${ROUNDS.quick} rounds (full: ${ROUNDS.full}) by turns after one to warm up, which fills the compile cache. Ink's hello world is bundled and launched as natter is. Both profiles have a key, a name and 41 contacts.`,
  async measure(bench) {
    const runners = await prepare(bench);
    const times = new Map<string, number[]>();
    const rounds = bench.workspace.quick ? ROUNDS.quick : ROUNDS.full;
    bench.workspace.note('start');
    for (let round = 0; round <= rounds; round++) {
      for (const runner of runners) {
        for (const [name, time] of Object.entries(await runner())) {
          if (round > 0) {
            times.set(name, [...(times.get(name) ?? []), time]);
          }
        }
      }
    }
    const of = (name: string) => median(times.get(name) ?? []);
    const weechat = bench.hasWeechat ? of('weechat first') : null;
    const many = `${counted(bench.many)} messages`;
    const usable = atMostTimes(1.3, of('empty usable'), 'empty');
    const first = atMostTimes(1.5, of('hello first'), 'Ink hello world');
    const row = (
      what: string,
      name: string,
      bar: typeof usable | null,
      other: number | null = null,
    ): Row => ({
      ...{what, unit: 'milliseconds', natter: of(name), weechat: other},
      ...{bar: bar?.text ?? null, pass: bar?.holds(of(name)) ?? null},
    });
    return {
      rows: [
        row('first frame, empty profile', 'empty first', first, weechat),
        row(`first frame, ${many}`, 'many first', first, weechat),
        row('start → usable, empty profile', 'empty usable', null),
        row(`start → usable, ${many}`, 'many usable', usable),
        row(`open the conversation of ${many}`, 'many open', null),
      ],
      notes: [`first frame of Ink's hello world: ${of('hello first').toFixed(0)} ms`],
    };
  },
};

type Runner = () => Promise<Readonly<Record<string, number>>>;

async function prepare({workspace, natter, hasWeechat, many}: Bench): Promise<readonly Runner[]> {
  const [empty, full] = [await seededPair(workspace, 0), await seededPair(workspace, many)];
  const hello = await inkHello(workspace);
  return [
    async () => {
      const {first, usable} = await timeNatter(natter.program(empty.own), null);
      return {'empty first': first, 'empty usable': usable};
    },
    async () => {
      const {first, usable, open} = await timeNatter(natter.program(full.own), many);
      return {'many first': first, 'many usable': usable, 'many open': open};
    },
    async () => ({'hello first': await timeFirst(hello)}),
    ...(hasWeechat
      ? [async () => ({'weechat first': await timeFirst(weechatProgram(await workspace.folder('home')))})]
      : []),
  ];
}

async function timeFirst(program: Program): Promise<number> {
  const terminal = startTerminal(program, SIZE);
  const first = await terminal.waitFor('anything', isDrawn);
  await terminal.end('SIGKILL');
  return first - terminal.started;
}

/** With messages, opens the conversation that has them, too. */
async function timeNatter(program: Program, messages: number | null) {
  const terminal = startTerminal(program, SIZE);
  let first: number | null = null;
  const usable = await terminal.waitFor('its contacts', (look, at) => {
    first ??= isDrawn(look) ? at : null;
    return isUsable(look);
  });
  const open = messages === null ? 0 : await timeOpening();
  await terminal.end('SIGTERM');
  return {first: (first ?? usable) - terminal.started, usable: usable - terminal.started, open};

  async function timeOpening(): Promise<number> {
    await terminal.press(`/query ${PARTNER}`);
    const begin = terminal.write('\r');
    const shown = await terminal.waitFor('the newest message', look =>
      look.rows().some(row => row.includes(`n${(messages ?? 0) - 1} `)),
    );
    return shown - begin;
  }
}

function isDrawn(look: Look): boolean {
  return look.rows().some(row => row !== '');
}

function isUsable(look: Look): boolean {
  const rows = look.rows();
  return (
    rows.slice(-3).some(row => row.includes('F1 help')) && rows.some(row => row.includes(neighbourName(1)))
  );
}
