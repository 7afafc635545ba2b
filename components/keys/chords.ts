/** What was pressed, for whatever hears keys. */
export type {Chord} from '../../src/lib/chords.ts';
