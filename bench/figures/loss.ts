import {setTimeout as sleep} from 'node:timers/promises';
import {type Child, startChild} from '../child.ts';
import {NATTER_CORE} from '../core-stage.ts';
import type {CoreEnd} from '../natter/core.ts';
import type {UnframedEnd} from '../references/unframed.ts';
import {numberIn} from '../texts.ts';
import type {Figure, Row, Sample} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const UNFRAMED = 'unframed, unacknowledged';
const UNFRAMED_SCRIPT = new URL('../references/unframed.ts', import.meta.url);
/** Texts in each tick of a talk that is interrupted. */
const PER_TICK = 2;
/** When the receiver is killed, and how long it is away, milliseconds. */
const KILLED_AFTER = 300;
const AWAY = 300;
/** What the unframed socket has not brought by then it never brings, milliseconds. */
const GRACE = 1000;

/** What arrives of what was said. */
export const loss: Figure = {
  id: 'loss',
  title: 'texts that arrive',
  about: `the same numbered texts; the part that was shown by the other side as it was said, exactly once and in order. In a burst: all at once. Killed: the receiver ends with SIGKILL in the middle and is started again ${AWAY} ms later. The other way: each text is one unframed write, each \`data\` event one text, dialling again after a cut.`,
  rows: [
    rowOf('burst', 'texts that arrive, said in a burst'),
    rowOf('killed', 'texts that arrive, the receiver killed meanwhile'),
  ],
  rounds: {quick: 1, full: 3},
  warmUp: false,
  async stage(workspace) {
    const count = workspace.quick ? 2000 : 10_000;
    return {
      contestants: [
        {name: 'natter', part: 'natter', measure: () => natter(workspace, count)},
        {name: UNFRAMED, part: 'limit', measure: () => unframed(count)},
      ],
      missing: [],
      close: async () => {},
    };
  },
  growth: () => [],
};

function rowOf(metric: string, title: string): Row {
  return {
    metric,
    title,
    unit: 'percent',
    more: true,
    limit: {label: 'of all texts', value: () => 100},
    goal: 1,
  };
}

async function natter(workspace: Workspace, count: number): Promise<Sample> {
  const alice = startChild<CoreEnd>(NATTER_CORE);
  const folder = await workspace.folder('bob');
  let bob = startChild<CoreEnd>(NATTER_CORE);
  const {key} = await alice.call.open(await workspace.folder('alice'), 'alice');
  const {port} = await bob.call.open(folder, 'bob');
  const to = await alice.call.connect(port);
  await alice.call.sayAll(to, 0, count);
  const burst = arrived(await bob.call.texts(key), 0, count);

  const said = alice.call.sayPaced(to, count, count, PER_TICK * 1000);
  await sleep(KILLED_AFTER);
  await bob.kill();
  await sleep(AWAY);
  bob = startChild<CoreEnd>(NATTER_CORE);
  await bob.call.open(folder, 'bob', port);
  await said;
  const killed = arrived(await bob.call.texts(key), count, count);
  await Promise.all([alice.stop(), bob.stop()]);
  return {burst, killed};
}

async function unframed(count: number): Promise<Sample> {
  const alice = startChild<UnframedEnd>(UNFRAMED_SCRIPT);
  const bob = startChild<UnframedEnd>(UNFRAMED_SCRIPT);
  const port = await bob.call.listen(0);
  await alice.call.dial(port);
  await alice.call.say(0, count, 0);
  await sleep(GRACE);
  const burst = arrived(await bob.call.heard(), 0, count);

  const said = alice.call.say(count, count, PER_TICK);
  await sleep(KILLED_AFTER);
  const before = await bob.call.heard();
  await bob.kill();
  await sleep(AWAY);
  const again: Child<UnframedEnd> = startChild<UnframedEnd>(UNFRAMED_SCRIPT);
  await again.call.listen(port);
  await said;
  await sleep(GRACE);
  const killed = arrived([...before, ...(await again.call.heard())], count, count);
  await Promise.all([alice.stop(), again.stop()]);
  return {burst, killed};
}

/** The part, in per cent, of numbered texts that came whole, once and in order. */
function arrived(texts: readonly string[], first: number, count: number): number {
  let next = first;
  let good = 0;
  for (const number of texts.map(numberIn)) {
    if (number >= next && number < first + count) {
      good++;
      next = number + 1;
    }
  }
  return (good / count) * 100;
}
