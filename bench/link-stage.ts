import {type Child, startChild} from './child.ts';
import type {LinkEnd} from './link-driver.ts';
import type {Contestant, Part, Sample} from './types.ts';

/** Everybody who can take part in figures of the link layer. */
export const NATTER_LINK = new URL('./natter/link.ts', import.meta.url);
export const NATTER_LINK_WITHOUT_KEM = new URL('./natter/link-without-kem.ts', import.meta.url);
export const RAW_LINK = new URL('./references/raw-link.ts', import.meta.url);
export const LIBP2P_LINK = new URL('./peers/libp2p.ts', import.meta.url);

/** The two processes of a contestant. */
export type LinkPair = {
  readonly dialler: Child<LinkEnd>;
  readonly listener: Child<LinkEnd>;
  readonly address: string;
  readonly stop: () => Promise<void>;
};

/** Starts both ends; no connection is open yet. */
export async function startPair(
  script: URL,
  parameters: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<LinkPair> {
  const [dialler, listener] = [1, 2].map(() => startChild<LinkEnd>(script, parameters, flags)) as [
    Child<LinkEnd>,
    Child<LinkEnd>,
  ];
  return {
    dialler,
    listener,
    address: await listener.call.listen(),
    async stop() {
      await Promise.all([dialler.stop(), listener.stop()]);
    },
  };
}

/** A contestant over a pair of processes that live through all rounds. */
export async function linkContestant(options: {
  readonly name: string;
  readonly part: Part;
  readonly script: URL;
  readonly parameters?: readonly string[];
  /** Connections that are open before the first round. */
  readonly links: number;
  readonly measure: (pair: LinkPair) => Promise<Sample>;
}): Promise<Contestant & {readonly stop: () => Promise<void>}> {
  const {name, part, script, parameters = [], links, measure} = options;
  const pair = await startPair(script, parameters);
  if (links > 0) {
    await pair.dialler.call.dial(pair.address, links, Math.min(links, 4));
  }
  return {name, part, measure: () => measure(pair), stop: pair.stop};
}

/** Ends all that a stage started. */
export async function stopAll(parts: readonly {readonly stop: () => Promise<void>}[]): Promise<void> {
  await Promise.all(parts.map(part => part.stop()));
}
