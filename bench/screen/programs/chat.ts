import type {Terminal} from '../terminal.ts';
import type {BarReader} from '../typing.ts';

/** A chat program that shows a long conversation, whichever it is. */
export type Chat = {
  readonly name: string;
  readonly terminal: Terminal;
  readonly bar: BarReader;
  /** Lets so many messages come into the conversation that is shown, in even steps; resolves when all are there. */
  readonly arrive: (count: number, perSecond: number) => Promise<void>;
  readonly close: () => Promise<void>;
};
