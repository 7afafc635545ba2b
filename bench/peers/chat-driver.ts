import {setTimeout as sleep} from 'node:timers/promises';
import {serveParent} from '../child.ts';
import {now} from '../pacer.ts';
import {textNumber} from '../texts.ts';

/** A chat program of others, reduced to what the bench asks of it. */
export type ChatKind = {
  /** Opens a new, empty one in a folder; the answer is what the other side needs to connect. */
  readonly open: (folder: string) => Promise<string>;
  readonly connect: (address: string) => Promise<void>;
  /** Hands a text over; resolves when the next may follow. */
  readonly say: (text: string) => Promise<void>;
  /** Calls back with each text of the other side. */
  readonly listen: (heard: () => void) => void;
};

/** What a process of a peer does for the bench. */
export type ChatEnd = Pick<ChatKind, 'open' | 'connect'> & {
  /** The moment of the first of so many texts, said as fast as they are taken. */
  readonly sayAll: (count: number) => Promise<number>;
  /** The moment of each text; they are said with a pause between them. */
  readonly sayOneByOne: (count: number) => Promise<number[]>;
  /** The moment at which each text was there, once there are so many. */
  readonly shown: (count: number) => Promise<number[]>;
};

/** Long enough for one text to be through, milliseconds. */
const REST = 10;
/** Texts handed over at the same time. */
const PARALLEL = 64;

/** Runs the process of a peer. */
export function serveChatEnd(kind: ChatKind): void {
  let moments: number[] = [];

  const end: ChatEnd = {
    async open(folder) {
      const address = await kind.open(folder);
      kind.listen(() => moments.push(now()));
      return address;
    },
    connect: kind.connect,
    async sayAll(count) {
      const texts = Array.from({length: count}, (_, number) => textNumber(number));
      const begin = now();
      const talk = async () => {
        for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
          await kind.say(text);
        }
      };
      await Promise.all(Array.from({length: PARALLEL}, talk));
      return begin;
    },
    async sayOneByOne(count) {
      const said: number[] = [];
      for (let number = 0; number < count; number++) {
        said.push(now());
        await kind.say(textNumber(number));
        await sleep(REST);
      }
      return said;
    },
    async shown(count) {
      while (moments.length < count) {
        await sleep(1);
      }
      const seen = moments;
      moments = [];
      return seen;
    },
  };
  serveParent(end);
}
