import type {PeerKey} from '../src/lib/ids.ts';
import {type Child, startChild} from './child.ts';
import type {CoreEnd} from './natter/core.ts';
import {copy} from './profiles.ts';
import type {Workspace} from './workspace.ts';

export const NATTER_CORE = new URL('./natter/core.ts', import.meta.url);

/** Two natters in two processes, each a contact of the other. */
export type Friends = {
  readonly alice: Child<CoreEnd>;
  readonly bob: Child<CoreEnd>;
  readonly aliceKey: string;
  readonly bobKey: PeerKey;
  readonly stop: () => Promise<void>;
};

/** Opens two profiles (new ones unless given) and links them: alice dials bob. */
export async function meet(
  workspace: Workspace,
  profiles: {readonly alice?: string; readonly bob?: string} = {},
): Promise<Friends> {
  const alice = startChild<CoreEnd>(NATTER_CORE);
  const bob = startChild<CoreEnd>(NATTER_CORE);
  const {key: aliceKey} = await alice.call.open(profiles.alice ?? (await workspace.folder('alice')), 'alice');
  const {port} = await bob.call.open(profiles.bob ?? (await workspace.folder('bob')), 'bob');
  const bobKey = await alice.call.connect(port);
  return {
    alice,
    bob,
    aliceKey,
    bobKey,
    async stop() {
      await Promise.all([alice.call.close(), bob.call.close()]);
      await Promise.all([alice.stop(), bob.stop()]);
    },
  };
}

/** Two profiles that know each other, as folders: alice has so many messages for bob, who was away. */
export type Backlog = {readonly alice: string; readonly bob: string};

/** Lets two natters meet, then alice write while bob is away; both are closed at the end. */
export async function createBacklog(workspace: Workspace, count: number): Promise<Backlog> {
  const folders = {alice: await workspace.folder('alice'), bob: await workspace.folder('bob')};
  const friends = await meet(workspace, folders);
  await friends.bob.call.close();
  await friends.alice.call.sayOffline(friends.bobKey, 0, count);
  await friends.stop();
  return folders;
}

/** Opens copies of both and links them; milliseconds until all that waited is committed and acknowledged. */
export async function catchUp(workspace: Workspace, backlog: Backlog, count: number): Promise<number> {
  const alice = startChild<CoreEnd>(NATTER_CORE);
  const bob = startChild<CoreEnd>(NATTER_CORE);
  await alice.call.open(await copy(workspace, backlog.alice), 'alice');
  const {port} = await bob.call.open(await copy(workspace, backlog.bob), 'bob');
  const time = await alice.call.catchUp(port, count);
  await Promise.all([alice.call.close(), bob.call.close()]);
  await Promise.all([alice.stop(), bob.stop()]);
  return time;
}
