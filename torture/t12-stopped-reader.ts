import {readHistory} from './support/history.ts';
import type {Line, Natter} from './support/natter.ts';
import {until} from './support/patience.ts';
import {GENEROUS, introduce, makePerson, talkTo} from './support/person.ts';
import {noProcesses, socketsOf, watchProcess} from './support/process-watch.ts';
import {
  addUp,
  compareNumbers,
  type Difference,
  describeDifference,
  isFaultless,
  numbered,
  numberOf,
} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

export const stoppedReader: Figure = {
  id: 'T12',
  title: 'a peer stops reading (SIGSTOP), 10,000 queued',
  bar: 'buffer ≤ 1 MiB, nothing lost',
  async run(run) {
    if (noProcesses !== null) {
      return {skipped: noProcesses};
    }
    const size = run.quick ? {messages: 1000, length: 16_000} : {messages: 10_000, length: 2000};
    const {difference, buffered, inKernel, memory} = await stopReading(run, size);
    return {
      result:
        `${(buffered / MIB).toFixed(2)} MiB in natter (${(inKernel / MIB).toFixed(1)} MiB in the kernel, ` +
        `memory +${Math.round(memory / MIB)} MB); ${describeDifference(difference)} of ${size.messages}`,
      pass: buffered <= MIB && isFaultless(difference),
    };
  },
};

const MIB = 2 ** 20;
/** What an entry adds to its body on the wire, about: clock, time, kind, lengths, its share of the frame. */
const OVERHEAD = 20;
const PATIENCE = 60_000;

/**
 * Stops the reader, queues messages, measures what natter holds in buffers (what it says it has sent, less
 * what lies in the kernel), waits until the reader counts as gone, lets it go on.
 */
export async function stopReading(
  run: Run,
  size: {readonly messages: number; readonly length: number; readonly silence?: number},
): Promise<{difference: Difference; buffered: number; inKernel: number; memory: number}> {
  const {messages, length, silence = 12_000} = size;
  const config = {limits: {...GENEROUS, silence, heartbeat: Math.min(5000, silence / 2)}};
  const alice = await makePerson(run, 'alice', {config});
  const bob = await makePerson(run, 'bob', {config});
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  await introduce(b, `127.0.0.1:${alice.port}`);
  await talkTo(a, 'bob');
  const sent = countStates(a, 'sent');
  const watch = watchProcess(a.pid);
  const before = watch.peak();

  b.signal('SIGSTOP');
  const gone = a.next('the other to count as gone', line => line.event === 'peer-offline', PATIENCE);
  a.say(...Array.from({length: messages}, (_, index) => numbered('alice', index + 1, length)));
  const {buffered, inKernel} = await measureBuffer(a, b, () => sent() * (length + OVERHEAD), gone);
  await a.waitFor('the last text', line => numberOf('alice', line['text']) === messages, PATIENCE);
  const memory = watch.peak() - before;
  watch.stop();
  b.signal('SIGCONT');
  await allShown(b, messages);
  await Promise.all([a.end(), b.end()]);
  const shown = b.lines.filter(line => line.event === 'message').map(line => line['text']);
  const stored = readHistory(bob.profile).entries.map(entry => entry.body);
  const differences = [shown, stored].map(texts =>
    compareNumbers(
      texts.map(text => numberOf('alice', text) ?? 0),
      messages,
    ),
  );
  return {difference: addUp(differences), buffered, inKernel, memory};
}

/** The largest buffer that was seen until the reader counted as gone. */
async function measureBuffer(
  a: Natter,
  b: Natter,
  sentBytes: () => number,
  gone: Promise<Line>,
): Promise<{buffered: number; inKernel: number}> {
  let buffered = 0;
  let inKernel = 0;
  let isGone = false;
  gone.then(
    () => {
      isGone = true;
    },
    () => {},
  );
  await until(
    'the reader counts as gone',
    () => {
      const toSend = queued(a, 'sendQueue');
      const kernel = toSend + queued(b, 'receiveQueue');
      const isLinked = toSend > 0 && queued(a, 'sendQueue') > 0; // a link that just ended leaves nothing there
      if (isLinked && !isGone) {
        buffered = Math.max(buffered, sentBytes() - kernel);
        inKernel = Math.max(inKernel, kernel);
      }
      return isGone;
    },
    PATIENCE,
  );
  await gone;
  return {buffered, inKernel};
}

function queued(natter: Natter, queue: 'sendQueue' | 'receiveQueue'): number {
  return socketsOf(natter.pid)
    .filter(socket => socket.established)
    .reduce((sum, socket) => sum + socket[queue], 0);
}

function countStates(natter: Natter, state: string): () => number {
  let count = 0;
  natter.onLine(line => {
    count += line.event === state ? 1 : 0;
  });
  return () => count;
}

async function allShown(natter: Natter, count: number): Promise<void> {
  await natter.waitFor('the last text', line => numberOf('alice', line['text']) === count, PATIENCE);
}
