import {connect} from 'node:net';
import {peerKeyOfSeed} from '../src/identity/key-pair.ts';
import {shortId} from '../src/identity/short-id.ts';
import type {Link} from '../src/net/link/link.ts';
import type {ChatMessage} from '../src/wire/chat/messages.ts';
import {createAttacker, seedNumber} from './support/attacker.ts';
import {copyProfile, readHistory} from './support/history.ts';
import {type Line, type Natter, startNatter} from './support/natter.ts';
import {block, introduce, makePerson, type Person, talkTo} from './support/person.ts';
import {openTap} from './support/tap.ts';
import {compareNumbers, describeDifference, isFaultless, numbered, numberOf} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

export const wrongKeys: Figure = {
  id: 'T19',
  title: 'wrong key at the address, new key, copied names, own key, replay, while texts wait for a contact',
  bar: 'nothing shown as online, nothing sent to the wrong key',
  async run(run) {
    const rounds = run.quick ? 1 : 12;
    const {wrong, attempts, texts} = await impersonate(run, rounds);
    return {
      result: `${attempts} attempts on ${TEXTS} waiting texts: ${wrong.length} wrong; then the contact came: ${texts}`,
      pass: wrong.length === 0,
      notes: wrong.slice(0, 20),
    };
  },
};

const TEXTS = 20;
const PATIENCE = 20_000;
/** An attacker that is not answered in this time is not answered at all, milliseconds. */
const REPLAY_PATIENCE = 8000;

/** Alice, for whose contact texts wait, and what she is attacked with. */
type Scene = {
  readonly alice: Person;
  readonly bob: Person;
  readonly natter: Natter;
  /** What bob's natter once sent her. */
  readonly recorded: readonly Buffer[];
};

/** Attacks in rounds; what was shown or sent that must not be. In the end the contact itself comes back. */
export async function impersonate(run: Run, rounds: number) {
  const scene = await prepare(run);
  const {natter, bob} = scene;
  const quietSince = natter.lines.length;
  const wrong: string[] = [];
  let attempts = 0;
  for (let round = 0; round < rounds; round++) {
    const attacks = [
      () => sitAtAddress(scene, round),
      ...namesLike(scene).map((name, index) => () => comeAs(scene, name, 1000 + round * 50 + index)),
      () => replay(scene),
      () => comeWithOwnKey(run, scene),
    ];
    for (const attack of attacks) {
      wrong.push(...(await attack()));
      attempts++;
    }
  }
  wrong.push(
    ...natter.lines
      .slice(quietSince)
      .filter(isGiveaway)
      .map(line => `shown: ${JSON.stringify(line)}`),
  );
  const texts = await comeBack(scene);
  if (texts !== null) {
    wrong.push(`of the texts that waited for ${bob.name}: ${texts}`);
  }
  return {wrong, attempts, texts: texts ?? 'all texts, once and in order'};
}

/** What must not be said while the contact is away. */
function isGiveaway({event}: Line): boolean {
  return ['peer-online', 'sent', 'delivered', 'read'].includes(event);
}

/** Two become contacts, one of them is recorded and goes, and the other writes on. */
async function prepare(run: Run): Promise<Scene> {
  const alice = await makePerson(run, 'alice');
  const bob = await makePerson(run, 'bob');
  const natter = alice.start();
  const first = bob.start();
  await first.event('ready');
  await introduce(natter, `127.0.0.1:${bob.port}`);
  await talkTo(natter, 'bob');
  await first.end();
  await natter.event('peer-offline');
  const tap = await openTap(alice);
  const second = bob.start();
  await second.event('ready');
  const online = natter.next('bob to come back', line => line.event === 'peer-online', PATIENCE);
  second.say(`/connect ${tap.address}`, '/query alice', 'this is recorded');
  await online;
  await natter.waitFor('what he says', line => line['text'] === 'this is recorded', PATIENCE);
  const offline = natter.next('bob to go', line => line.event === 'peer-offline', PATIENCE);
  await second.end();
  await offline;
  await tap.close();
  natter.say(...Array.from({length: TEXTS}, (_, index) => numbered('alice', index + 1)));
  await natter.waitFor('the last text', line => numberOf('alice', line['text']) === TEXTS, PATIENCE);
  return {alice, bob, natter, recorded: tap.recorded[0] ?? []};
}

/** Somebody listens where the contact was: both what natter dials by itself and what its user dials ends there. */
async function sitAtAddress({bob, natter}: Scene, round: number): Promise<string[]> {
  const heard: ChatMessage[] = [];
  const listen = (link: Link) =>
    link.start({message: message => void heard.push(message), drained() {}, ended() {}});
  const attacker = createAttacker({seed: seedNumber(round), name: 'bob', port: bob.port, linked: listen});
  await attacker.network.listen({host: '127.0.0.1', port: bob.port});
  const refused = natter.next('a refusal', line => line.event === 'error', PATIENCE);
  natter.say(`/connect 127.0.0.1:${bob.port}`);
  const {code} = await refused;
  await attacker.network.close();
  return [
    ...(code === 'KEY_CHANGED' ? [] : [`at the address of the contact: ${code}`]),
    ...secretsIn(heard, 'at the address'),
  ];
}

/** Somebody with a fresh key and such a name dials, claims to have nothing, and is written to. */
async function comeAs({alice, natter}: Scene, name: string, number: number): Promise<string[]> {
  const heard: ChatMessage[] = [];
  const attacker = createAttacker({seed: seedNumber(number), name});
  const {accepted} = await attacker.visit(alice.port, {message: message => void heard.push(message)});
  const id = shortId(peerKeyOfSeed(seedNumber(number)));
  const refused = natter.next('a refusal', line => line.event === 'error', PATIENCE);
  natter.say(`/msg ${id} not for you`);
  const {code} = await refused;
  await attacker.network.close();
  await block(natter, id); // only so many may wait for a decision
  return [
    ...(accepted ? [`${name} was let in`] : []),
    ...(code === 'KEY_CHANGED' ? [] : [`${name} could be written to: ${code}`]),
    ...secretsIn(heard, name),
  ];
}

function namesLike({bob}: Scene): string[] {
  return [bob.name, 'Bob', 'b\u043eb', 'b0b', 'b o b', 'bob\u00b7k3f9', '\u202ebob'];
}

/** Plays a whole link of the contact again. Whoever has no key can read nothing of an answer. */
function replay({alice, recorded}: Scene): Promise<string[]> {
  return new Promise(resolve => {
    const socket = connect({host: '127.0.0.1', port: alice.port});
    const late = setTimeout(() => {
      socket.destroy();
      resolve(['a replay was not hung up on']);
    }, REPLAY_PATIENCE);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(late);
      resolve([]);
    });
    socket.resume();
    for (const piece of recorded) {
      socket.write(piece);
    }
  });
}

/** A copy of the own profile dials. */
async function comeWithOwnKey(run: Run, {alice}: Scene): Promise<string[]> {
  const profile = run.folder('thief');
  copyProfile(alice.profile, profile);
  const thief = startNatter({profile, flags: ['--name', 'thief']});
  await thief.event('ready');
  thief.say(`/connect 127.0.0.1:${alice.port}`);
  const {code} = await thief.event('error', PATIENCE);
  await thief.kill();
  return code === 'SELF_CONNECTION' ? [] : [`with the own key: ${code}`];
}

function secretsIn(heard: readonly ChatMessage[], who: string): string[] {
  return heard
    .filter(message => message.type !== 'standing' || message.accepted)
    .map(message => `${who} heard ${JSON.stringify(message)}`);
}

/** The contact itself gets all that waited; what is wrong with it, or null. */
async function comeBack({alice, bob, natter}: Scene): Promise<string | null> {
  const again = bob.start();
  await again.event('ready');
  again.say(`/connect 127.0.0.1:${alice.port}`);
  await again.waitFor('the last text', line => numberOf('alice', line['text']) === TEXTS, PATIENCE);
  await Promise.all([again.end(), natter.end()]);
  const numbers = readHistory(bob.profile).entries.map(entry => numberOf('alice', entry.body));
  const difference = compareNumbers(
    numbers.filter(number => number !== null),
    TEXTS,
  );
  return isFaultless(difference) ? null : describeDifference(difference);
}
