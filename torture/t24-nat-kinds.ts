import {inLab, judged, type Meeting, meet, type Nodes, startPerson} from './support/lab-people.ts';
import {type Barrier, type NatLab, noNatLab} from './support/nat-lab.ts';
import type {Figure, Run} from './types.ts';

/** Nothing may hang longer, milliseconds. */
const LONGEST = 20_000;

type Pair = {
  readonly host: Barrier;
  readonly guest: Barrier | 'same';
  /** Whether a link is possible. */
  readonly links: boolean;
  /** What is wanted of the time until the link, milliseconds. */
  readonly wanted: number;
};

const PAIRS: readonly Pair[] = [
  {host: 'open', guest: 'open', links: true, wanted: 300},
  {host: 'open', guest: 'random', links: true, wanted: 300},
  {host: 'cone', guest: 'cone', links: true, wanted: 300},
  {host: 'cone', guest: 'double', links: true, wanted: 300},
  {host: 'cone', guest: 'random', links: true, wanted: 2000},
  {host: 'random', guest: 'cone', links: true, wanted: 2000},
  {host: 'cone', guest: 'double-random', links: true, wanted: 2000},
  {host: 'random', guest: 'random', links: false, wanted: 10_000},
  {host: 'cone', guest: 'same', links: true, wanted: 300},
  {host: 'no-udp', guest: 'cone', links: false, wanted: 10_000},
  {host: 'cone', guest: 'no-udp', links: false, wanted: 10_000},
];

export const natKinds: Figure = {
  id: 'T24',
  title: 'two new users meet by an invite through routers (NAT lab)',
  bar: 'a link where one is possible, else words within 20 s',
  async run(run) {
    const missing = noNatLab();
    if (missing !== null) {
      return {skipped: missing};
    }
    return await inLab(async (lab, nodes) => {
      const rows: {readonly pair: Pair; readonly meeting: Meeting}[] = [];
      for (const pair of run.quick ? PAIRS.slice(0, 4) : PAIRS) {
        rows.push({pair, meeting: await meetAcross(run, lab, nodes, pair)});
      }
      const right = rows.filter(({pair, meeting}) => isRight(pair, meeting));
      const quick = right.filter(({pair, meeting}) => meeting.took <= pair.wanted);
      return {
        result: `${right.length} of ${rows.length} as they should be, ${quick.length} in the time that is wanted`,
        pass: right.length === rows.length,
        notes: rows.map(({pair, meeting}) => describe(pair, meeting)),
      };
    });
  },
};

/** One pair of homes, with everything in it new. */
async function meetAcross(run: Run, lab: NatLab, nodes: Nodes, {host, guest}: Pair): Promise<Meeting> {
  run.note(`${host} / ${guest}`);
  const first = lab.home(host);
  const second = guest === 'same' ? first : lab.home(guest);
  const options = {bootstrap: nodes.addresses};
  const ann = startPerson(run, first.machine(), `ann-${host}-${guest}`, options);
  const bob = startPerson(run, second.machine(), `bob-${host}-${guest}`, options);
  try {
    await Promise.all([judged(ann), judged(bob)]);
    return await meet(ann, bob);
  } catch (error) {
    return {path: null, took: LONGEST + 1, words: String(error).slice(0, 300), message: null};
  } finally {
    await Promise.all([ann.kill(), bob.kill()]);
  }
}

function isRight({links}: Pair, {path, took}: Meeting): boolean {
  return (path !== null) === links && took <= LONGEST;
}

function describe(pair: Pair, meeting: Meeting): string {
  const {path, took, words, message} = meeting;
  const what = path === null ? words : `${path}, message and back ${Math.round(message ?? 0)} ms`;
  const mark = isRight(pair, meeting) ? '' : ' WRONG';
  return `${pair.host} / ${pair.guest}: ${Math.round(took)} ms (wanted ${pair.wanted})${mark}: ${what}`;
}
