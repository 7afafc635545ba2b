import {expect, test} from '@jest/globals';
import type {LinkEnd} from '../../../src/net/link/link.ts';
import {createLinkEnding} from '../../../src/net/link/link-ending.ts';

/** An ending, what it did in order, and what lets its bye out. */
function setUp() {
  const did: unknown[] = [];
  const sent = Promise.withResolvers<void>();
  let end: LinkEnd | null = null;
  const ending = createLinkEnding({
    transport: {
      closeGracefully(bye) {
        did.push(bye);
        return sent.promise;
      },
      destroy: () => did.push('destroyed'),
    },
    listener: {
      isEnded: () => end !== null,
      end(how) {
        end = how;
        did.push(['told', how]);
      },
    },
    program: {program: 'natter', release: '1.2'},
    onEnd: how => did.push(['ends', how.type]),
  });
  return {ending, did, sent};
}

test('whoever leaves says why, and is gone once that is out', async () => {
  const {ending, did, sent} = setUp();
  const closed = {type: 'closed', reason: 'quit'} as const;
  ending.leave('quit', 'good night', closed);
  let isGone = false;
  const gone = ending.gone().then(() => {
    isGone = true;
  });
  await Promise.resolve();
  expect(isGone).toBe(false);
  sent.resolve();
  await gone;
  expect(did).toEqual([
    {reason: 'quit', detail: 'good night', program: 'natter', release: '1.2'},
    ['ends', 'closed'],
    ['told', closed],
  ]);
});

test('a breach is said, a loss is not', () => {
  const breach = setUp();
  breach.ending.fail('A second hello came');
  expect(breach.did).toEqual([
    {reason: 'protocol', detail: 'A second hello came', program: 'natter', release: '1.2'},
    ['ends', 'protocol'],
    ['told', {type: 'protocol', detail: 'A second hello came'}],
  ]);
  const loss = setUp();
  loss.ending.lose('no sign of life');
  expect(loss.did).toEqual([
    'destroyed',
    ['ends', 'lost'],
    ['told', {type: 'lost', detail: 'no sign of life'}],
  ]);
});

test('it ends once: what comes later says nothing, but a connection is closed', async () => {
  const {ending, did} = setUp();
  ending.finish({type: 'lost', detail: 'reset'});
  ending.leave('quit', '', {type: 'closed', reason: 'quit'});
  ending.fail('late');
  ending.lose('later');
  await ending.gone();
  expect(did).toEqual([['ends', 'lost'], ['told', {type: 'lost', detail: 'reset'}], 'destroyed']);
});
