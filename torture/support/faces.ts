import type {Config} from '../../src/storage/profile/config-file.ts';
import type {Run} from '../types.ts';
import {GENEROUS, makePerson, type Person} from './person.ts';
import {hasAddress} from './ports.ts';
import {openProxy, type ProxyOptions, type TcpProxy} from './proxy.ts';

/** Several people who can only reach each other through proxies, without rights and namespaces. */
export type Town = {
  readonly people: readonly Person[];
  /** Where one finds another: an address of loopback that stands for this direction only. */
  readonly address: (from: number, to: number) => string;
  /** All proxies between two people. */
  readonly between: (one: number, other: number) => readonly TcpProxy[];
  readonly close: () => Promise<void>;
};

/** Why no town can be made here, or null. */
export async function noTown(): Promise<string | null> {
  return (await hasAddress('127.1.2.3')) ? null : 'this machine has no loopback addresses beside 127.0.0.1';
}

/**
 * Makes people, each on a loopback address of their own, and for each direction between two of them a proxy on
 * an address (a face) of its own. Who dials comes out of the proxy with the face that stands for them, so that
 * dialling back goes through a proxy as well.
 */
export async function makeTown(
  run: Run,
  names: readonly string[],
  options: {
    readonly config?: Config;
    readonly proxy?: (from: number, to: number) => Pick<ProxyOptions, 'plan' | 'cut' | 'delay'>;
  } = {},
): Promise<Town> {
  const config = options.config ?? {limits: GENEROUS};
  const district = (process.pid % 200) + 10; // two towns on one machine do not meet
  const people = await Promise.all(
    names.map((name, index) => makePerson(run, name, {config, host: `127.${district}.0.${index + 1}`})),
  );
  const proxies = new Map<string, TcpProxy>();
  const face = (from: number, to: number) => `127.${district}.${from + 1}.${to + 1}`;

  for (const [from] of people.entries()) {
    for (const [to, {host, port}] of people.entries()) {
      if (from !== to) {
        const proxy = await openProxy({
          ...options.proxy?.(from, to),
          listen: {host: face(from, to), port},
          target: {host, port},
          from: face(to, from),
        });
        proxies.set(`${from} ${to}`, proxy);
      }
    }
  }

  return {
    people,
    address: (from, to) => `${face(from, to)}:${people[to]?.port}`,
    between: (one, other) =>
      [proxies.get(`${one} ${other}`), proxies.get(`${other} ${one}`)].filter(proxy => proxy !== undefined),
    close: async () => void (await Promise.all([...proxies.values()].map(proxy => proxy.close()))),
  };
}
