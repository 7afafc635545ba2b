import {useInput, useStdin} from 'ink';
import {useEffect, useEffectEvent} from 'react';
import {type Chord, chordsOf, functionKeyOf} from './chords.ts';

/** The renderer's own emitter of raw input: the only way to hear function keys. */
type RawInput = {
  readonly internal_eventEmitter?: {
    readonly on: (event: 'input', listener: (sequence: string) => void) => void;
    readonly removeListener: (event: 'input', listener: (sequence: string) => void) => void;
  };
};

/** Calls back with every chord that is pressed, in order. */
export function useChords(handler: (chord: Chord) => void): void {
  useInput((input, key) => {
    for (const chord of chordsOf(input, key)) {
      handler(chord);
    }
  });
  const onSequence = useEffectEvent((sequence: string) => {
    const chord = functionKeyOf(sequence);
    if (chord !== null) {
      handler(chord);
    }
  });
  const {internal_eventEmitter: raw} = useStdin() as RawInput;
  useEffect(() => {
    raw?.on('input', onSequence);
    return () => raw?.removeListener('input', onSequence);
  }, [raw]);
}
