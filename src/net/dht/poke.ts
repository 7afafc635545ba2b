import type {UdxStream} from 'udx-native';

/**
 * When both sides of a punched stream poke, milliseconds after it was opened. The responder's end opens with the first
 * datagram that comes; a path on which the responder never sent does not know its address; and the initiator speaks only
 * once it heard something. Few and soon: whoever asks in another's name makes us send these to them.
 */
const POKES: readonly number[] = [0, 25, 50, 100, 150, 200, 300, 400, 1400, 2400, 3400, 4400, 5400];

/** How long the initiator waits for a poke before it speaks all the same, milliseconds. */
export const POKE_WAIT = 1500;

const EMPTY = new Uint8Array(0);

/**
 * Sends pokes until the last one or the end of the stream, at most. The initiator stops once it heard a poke, the responder
 * not before the first byte: its pokes may have been lost.
 */
export function pokeUntilHeard(stream: UdxStream, isInitiator: boolean): void {
  const timers = POKES.map(delay => setTimeout(() => stream.trySend(EMPTY), delay));
  const stop = () => {
    for (const timer of timers) {
      clearTimeout(timer);
    }
  };
  stream.once('data', stop);
  if (isInitiator) {
    stream.once('message', stop);
  }
  stream.once('close', stop);
}

/** Calls back once, as soon as anything of the other side was heard, after `POKE_WAIT`, or at the end of the stream. */
export function onceHeard(stream: UdxStream, onHeard: () => void): void {
  const heard = () => {
    clearTimeout(timer);
    stream.off('message', heard);
    stream.off('data', heard);
    stream.off('close', heard);
    onHeard();
  };
  const timer = setTimeout(heard, POKE_WAIT);
  stream.on('message', heard);
  stream.on('data', heard);
  stream.on('close', heard);
}
