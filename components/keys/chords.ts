/** A pressed key. */
export type {Chord} from '../../src/lib/chords.ts';
