import {peerKeyOfSeed} from '../src/identity/key-pair.ts';
import {dayOf, dayPublicKey, reachKey} from '../src/identity/reach/day-key.ts';
import {parseInvite} from '../src/identity/reach/invite-link.ts';
import {BEACON_BYTES} from '../src/net/lan/beacon.ts';
import {LAN_PORT} from '../src/net/lan/lan-socket.ts';
import {openProfile} from '../src/storage/profile.ts';
import {inLab, judged, meet, type Nodes, startPerson} from './support/lab-people.ts';
import {type Machine, type NatLab, noNatLab} from './support/nat-lab.ts';
import type {Natter} from './support/natter.ts';
import {noRecorder, record} from './support/packet-recorder.ts';
import {sleep} from './support/patience.ts';
import type {Figure, Run} from './types.ts';

/** The name must be found nowhere: long enough not to be there by chance. */
const NAMES = ['annabella-of-the-lab', 'robertus-of-the-lab'] as const;
const ETHERNET = 14;
const UDP = 17;
/** Several beacons go out in that time, milliseconds. */
const LISTENED = 10_000;
/** Bytes that two beacons must not share. */
const SHARED = 8;

type Secret = {readonly what: string; readonly bytes: Buffer};

export const whatIsSeen: Figure = {
  id: 'T26',
  title: 'what the networks see of two who meet and talk (recorded in the NAT lab)',
  bar: 'no key, name, secret or text; beacons of one length that share nothing',
  async run(run) {
    const missing = noNatLab() ?? noRecorder();
    if (missing !== null) {
      return {skipped: missing};
    }
    return await inLab(async (lab, nodes) => {
      const far = await watchTwo(run, nodes, [lab.home('cone').machine(), lab.home('cone').machine()]);
      const island = await watchTwo(run, nodes, islanders(lab));
      const seen = [...far.found, ...island.found];
      const beacons = judgeBeacons(island.frames);
      return {
        result: `${seen.length === 0 ? 'nothing' : seen.join(', ')} in ${far.frames.length + island.frames.length} frames; ${beacons.said}`,
        pass:
          seen.length === 0 &&
          far.announced === 2 &&
          beacons.isRight &&
          far.path === 'punched' &&
          island.path === 'lan',
        notes: [
          `ways: ${far.path}, ${island.path}; looked for ${far.secrets.join(', ')}`,
          `keys of the day that were seen, as they must be: ${far.announced} of 2`,
        ],
      };
    });
  },
};

function islanders(lab: NatLab): readonly [Machine, Machine] {
  const island = lab.island();
  return [island.machine(), island.machine()];
}

/** Two meet by an invite and talk, and all that goes over their networks is looked through. */
async function watchTwo(run: Run, nodes: Nodes, machines: readonly [Machine, Machine]) {
  const recordings = await Promise.all(machines.map(record));
  const profiles = [run.folder('ann'), run.folder('bob')] as const;
  const [ann, bob] = machines.map((machine, index) =>
    startPerson(run, machine, NAMES[index] ?? '', {
      ...{bootstrap: nodes.addresses, profile: profiles[index] ?? ''},
    }),
  ) as [Natter, Natter];
  await Promise.all([judged(ann), judged(bob)]);
  const {path} = await meet(ann, bob);
  const {link} = await ann.event('invite');
  await sleep(LISTENED);
  await Promise.all([ann.end(), bob.end()]);
  const frames = (await Promise.all(recordings.map(({end}) => end()))).flat();
  const secrets = [...profiles.flatMap(secretsOf), ...inviteSecrets(String(link)), ...said()];
  const isSeen = (bytes: Buffer) => frames.some(frame => frame.includes(bytes));
  const announced = profiles.flatMap(announcedBy).filter(isSeen).length;
  const found = secrets.filter(({bytes}) => isSeen(bytes));
  return {
    path,
    frames,
    announced,
    found: found.map(({what}) => what),
    secrets: [...new Set(secrets.map(({what}) => what))],
  };
}

/** The key of the day under which a profile was announced: it must be seen, or nothing was recorded. */
function announcedBy(folder: string): readonly Buffer[] {
  const today = dayOf(Date.now());
  return readProfile(folder).points.map(point => dayPublicKey(point, today));
}

/** What nobody on the way may see of a profile. */
function secretsOf(folder: string): readonly Secret[] {
  const {keys, points} = readProfile(folder);
  return [
    ...keys.map(key => ({what: 'a key', bytes: Buffer.from(key, 'hex')})),
    ...points.map(point => ({what: 'a reach key', bytes: Buffer.from(point)})),
  ];
}

function readProfile(folder: string) {
  const profile = openProfile(folder);
  const database = profile.openDatabase(peerKeyOfSeed(profile.secrets.seed));
  const keys = [profile.secrets.seed, profile.secrets.deviceSeed].map(peerKeyOfSeed);
  const points = database.ownReach().map(({seed}) => reachKey(seed).point);
  database.close();
  profile.close();
  return {keys, points};
}

function inviteSecrets(link: string): readonly Secret[] {
  const {secret} = parseInvite(link);
  return [{what: 'the secret of the invite', bytes: Buffer.from(secret)}];
}

function said(): readonly Secret[] {
  const texts = [...NAMES, 'hello from the lab'];
  return texts.map(text => ({what: 'a name or a text', bytes: Buffer.from(text)}));
}

function judgeBeacons(frames: readonly Buffer[]) {
  const beacons = frames.flatMap(frame => beaconIn(frame) ?? []);
  const different = [...new Map(beacons.map(bytes => [bytes.toString('hex'), bytes])).values()];
  const lengths = new Set(beacons.map(({byteLength}) => byteLength));
  const seen = new Set<string>();
  let shared = 0;
  for (const beacon of different) {
    const own = new Set<string>();
    for (let at = 0; at + SHARED <= beacon.byteLength; at++) {
      own.add(beacon.toString('hex', at, at + SHARED));
    }
    shared += [...own].filter(piece => seen.has(piece)).length;
    for (const piece of own) {
      seen.add(piece);
    }
  }
  return {
    said: `${different.length} beacons of ${[...lengths].join(', ')} bytes share ${shared} pieces of ${SHARED} bytes`,
    isRight: different.length > 1 && shared === 0 && lengths.size === 1 && lengths.has(BEACON_BYTES),
  };
}

/** The payload of a datagram to the port of beacons over IPv6 without options, or null. */
function beaconIn(frame: Buffer): Buffer | null {
  const packet = frame.subarray(ETHERNET);
  const isUdp = packet.byteLength > 48 && packet[0]?.toString(16)[0] === '6' && packet[6] === UDP;
  const isBeacon = isUdp && (packet.readUInt16BE(42) === LAN_PORT || packet.readUInt16BE(40) === LAN_PORT);
  return isBeacon ? packet.subarray(48, 40 + packet.readUInt16BE(44)) : null;
}
