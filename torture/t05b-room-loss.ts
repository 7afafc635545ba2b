import {layCable, noCable} from './support/namespaces.ts';
import {sleep} from './support/patience.ts';
import {makePerson} from './support/person.ts';
import {allShown, finish, gather, sayNext} from './support/room-people.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import {SIX} from './t01b-room-kills.ts';
import type {Figure, Run} from './types.ts';

export const roomLoss: Figure = {
  id: 'T5B',
  title: 'six in a room, three at each end of a cable with 20 % packet loss both ways (network namespaces)',
  bar: 'all once, ≤ 60 s for 50 of each',
  async run(run) {
    const missing = noCable({dropping: true});
    return missing === null ? await loseInRoom(run) : {skipped: missing};
  },
};

const LOSS = 0.2;
const MOST_SECONDS = 60;
const PAUSE = 400;

async function loseInRoom(run: Run) {
  const cable = layCable();
  try {
    const people = await Promise.all(
      SIX.map((name, index) =>
        makePerson(run, name, {host: '0.0.0.0', config: {}, wrapper: cable.wrapper(index < 3 ? 0 : 1)}),
      ),
    );
    const members = await gather(people, (_, to) => `${cable.address(to < 3 ? 0 : 1)}:${people[to]?.port}`);
    cable.drop(LOSS);
    const begin = performance.now();
    const count = run.quick ? 10 : 50;
    for (let said = 0; said < count; said++) {
      for (const member of members) {
        sayNext(member, 1);
      }
      await sleep(PAUSE);
    }
    await allShown(members);
    const seconds = (performance.now() - begin) / 1000;
    cable.drop(0);
    const difference = await finish(run, members);
    return {
      result: `${describeDifference(difference)}; ${count} of each in ${seconds.toFixed(1)} s`,
      pass: isFaultless(difference) && seconds <= MOST_SECONDS,
    };
  } finally {
    cable.remove();
  }
}
