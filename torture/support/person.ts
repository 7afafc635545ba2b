import {directWith} from '../../src/lib/conversation.ts';
import {peerKey} from '../../src/lib/ids.ts';
import type {Config} from '../../src/storage/profile/config-file.ts';
import type {Run} from '../types.ts';
import {type Natter, type NatterOptions, prepareProfile, startNatter} from './natter.ts';
import {freePort} from './ports.ts';

/** Somebody with a profile and an address that stay, whatever happens to the process. */
export type Person = {
  readonly name: string;
  readonly profile: string;
  readonly host: string;
  readonly port: number;
  readonly start: (flags?: readonly string[], wrapper?: readonly string[]) => Natter;
};

/** Limits for those who come back more often than people do. The rules hold for loopback as well. */
export const GENEROUS = {
  attemptInterval: 1,
  attemptBurst: 1_000_000,
  pendingHandshakes: 256,
  pendingHandshakesPerHost: 256,
  linksPerHost: 256,
} as const;

/** Makes a person that accepts everybody who dials. */
export async function makePerson(
  run: Run,
  name: string,
  options: {readonly host?: string; readonly wrapper?: readonly string[]; readonly config?: Config} = {},
): Promise<Person> {
  const {host = '127.0.0.1', wrapper = [], config = {limits: GENEROUS}} = options;
  const profile = prepareProfile(run.folder(name), {name, requests: 'open', ...config});
  const port = await freePort(wrapper.length === 0 && host !== '0.0.0.0' ? host : '127.0.0.1');
  return {
    name,
    profile,
    host,
    port,
    start: (flags = [], inner = wrapper) =>
      startNatter({profile, host, port, flags, wrapper: inner} satisfies NatterOptions),
  };
}

/** Lets one running process dial another where it is to be found; both are contacts then. */
export async function introduce(dialler: Natter, address: string): Promise<void> {
  await dialler.event('ready');
  dialler.say(`/connect ${address}`);
  await dialler.event('accepted');
}

/** A process that talks to one person: what is said without a command goes there. */
export async function talkTo(natter: Natter, name: string): Promise<void> {
  await natter.event('ready');
  natter.say(`/query ${name}`);
}

/** Ann's core, and Bob as a process who is in the conversation with her; others may look at both sides. */
export async function startTalk(run: Run) {
  const [ann, bob] = [await makePerson(run, 'ann'), await makePerson(run, 'bob')];
  const core = ann.start();
  const peer = bob.start();
  const {key} = await peer.event('ready');
  await core.event('ready');
  await introduce(peer, `127.0.0.1:${ann.port}`);
  await talkTo(peer, 'ann');
  return {ann, core, peer, conversation: directWith(peerKey(String(key)))};
}

/** Decides against somebody who waits for a decision. */
export async function block(natter: Natter, id: string): Promise<void> {
  const blocked = natter.next(
    `${id} to be blocked`,
    line => line.event === 'notice' && String(line['text']).includes('is blocked'),
  );
  natter.say(`/block ${id}`);
  await blocked;
}
