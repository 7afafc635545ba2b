import {expect, test} from '@jest/globals';
import {noProcesses} from '../../torture/support/process-watch.ts';
import {stopReading} from '../../torture/t12-stopped-reader.ts';
import {LONG, smallRun} from './small-run.ts';

const MIB = 2 ** 20;
/** What lies in the kernel is read from /proc. */
const tested = noProcesses === null ? test : test.skip;

tested(
  'a peer that stops reading costs at most 1 MiB of buffers, and nothing is lost (T12)',
  async () => {
    const size = {messages: 700, length: 16_000, silence: 4000};
    const {difference, buffered, inKernel} = await stopReading(smallRun(), size);
    expect(difference).toEqual({lost: 0, doubled: 0, disordered: 0});
    expect(inKernel).toBeGreaterThan(0);
    expect(buffered).toBeLessThanOrEqual(MIB);
  },
  LONG,
);
