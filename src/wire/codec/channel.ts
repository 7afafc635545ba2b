import type {State} from 'compact-encoding';
import {type Codec, uint} from '../codec/primitives.ts';

/** A message of any channel: its type says which. */
export type AnyMessage = {readonly type: string};

/** One kind of talk on a link, which carries several. Pure data: net knows no channel by its name. */
export type Channel<M extends AnyMessage> = ChannelTable<M> & {
  /** What both sides must name: a side that knows only other versions rejects it. */
  readonly protocol: string;
  /** Reads a message, with its number, where it lies in a frame; null for one of a newer version. */
  readonly read: (state: State) => M | null;
};

export type ChannelTable<M extends AnyMessage> = {
  readonly name: string;
  readonly version: number;
  /** The bit of a hello's features that says that its sender speaks it; absent where everybody does. */
  readonly feature?: number;
  /** The number of each message. Forever: a retired one leaves a gap. */
  readonly tags: Readonly<Record<M['type'], number>>;
  readonly codecs: {readonly [T in M['type']]: Codec<Extract<M, {readonly type: T}>>};
  /** Of what is said in one moment, the channel with the lower number goes first. */
  readonly priority: number;
  /** Bytes that may wait for the peer, on the whole link, before this channel has to wait: small for bulk. */
  readonly window: number;
};

const tag = uint('type of a message');

/** Makes a channel of its table, once for all links. */
export function defineChannel<M extends AnyMessage>(table: ChannelTable<M>): Channel<M> {
  const codecs: (Codec<M> | undefined)[] = [];
  for (const [type, number] of Object.entries<number>(table.tags)) {
    codecs[number] = table.codecs[type as M['type']] as unknown as Codec<M>;
  }
  return {
    ...table,
    protocol: `${table.name}/${table.version}`,
    read: state => codecs[tag.decode(state)]?.decode(state) ?? null,
  };
}
