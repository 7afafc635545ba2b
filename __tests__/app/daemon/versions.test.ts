import {afterEach, describe, expect, test} from '@jest/globals';
import {attachToCore} from '../../../src/app/daemon/attach.ts';
import {serveCoreLocally} from '../../../src/app/daemon/core-server.ts';
import {type FindOptions, findCore} from '../../../src/app/daemon/find-core.ts';
import type {SeamRange} from '../../../src/app/daemon/protocol.ts';
import {serveProfile} from '../../../src/app/daemon/serve-profile.ts';
import {type CoreFlags, openCore, openHeld} from '../../../src/app/open-core.ts';
import type {ConversationId, Core, Snapshot} from '../../../src/core/api/api.ts';
import type {LocalCore} from '../../../src/core/core.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {VERSION} from '../../../src/lib/program.ts';
import {socketPlace} from '../../../src/net/local/socket-folder.ts';
import {socketPath} from '../../../src/net/local/socket-path.ts';
import {createEventSource} from '../../../src/scripting/event-source.ts';
import {holdProfile} from '../../../src/storage/profile.ts';
import {cleanUp, temporaryFolder} from '../../support/headless.ts';
import {manualClock} from '../../support/manual-clock.ts';

afterEach(cleanUp);

describe('a core serves the version of the seam that it has, and the one before', () => {
  test.each([
    // screen, core of version 5
    [5, 'served'],
    [4, 'served'],
    [3, 'other-version'],
    [6, 'other-version'],
  ])('a screen of version %d: %s', async (seam, expected) => {
    const folder = temporaryFolder();
    const place = socketPlace({XDG_RUNTIME_DIR: folder});
    const path = socketPath(folder, place);
    const snapshot = {sequence: 0, self: {name: 'ann'}} as unknown as Snapshot;
    const core = {query: async () => snapshot, subscribe: () => () => {}} as unknown as Core;
    const server = await serveCoreLocally({
      ...{path, place, version: '0.5.0', token: 'right', clock: manualClock(0)},
      seams: [4, 5],
    });
    server.open({core, source: createEventSource(core), at: {socket: path, attach: '/a'}, end() {}});
    const found = await attachToCore({socket: path, token: 'right'}, place, seam);
    if (expected === 'served' && found !== null && 'query' in found) {
      expect(await found.query({type: 'snapshot'})).toEqual(snapshot);
      void found.stop().catch(() => {});
    } else {
      expect(found).toEqual({type: 'other-version', version: '0.5.0'});
    }
    await server.close();
  });
});

describe('one of another version', () => {
  const NEWER: SeamRange = [8, 9];
  const flags: CoreFlags = {
    ...{
      profile: undefined,
      name: 'ann',
      port: 0,
      host: '127.0.0.1',
      requests: undefined,
      log: undefined,
      passphrase: null,
    },
  };

  /** Serves a profile as a natter would whose screens are not ours. */
  async function startOther(profile: string): Promise<LocalCore> {
    const held = holdProfile(profile);
    const core = openHeld(held, {...flags, profile}, () =>
      serveProfile({profile, version: '0.9.0', environment: {XDG_RUNTIME_DIR: profile}, seams: NEWER}),
    );
    core.subscribe(events => {
      if (events.some(({type}) => type === 'stopped')) {
        void core.stop(); // as whoever runs it does, which gives the profile back
      }
    });
    await core.start();
    return core;
  }

  let timesFound = 0;
  const options = (profile: string, mayRestart: FindOptions['mayRestart']): FindOptions => ({
    ...{profile, background: false, command: [], flags: [], mayRestart},
    onFound: () => timesFound++,
    startOwn: () => Promise.resolve(null),
    unlock: () => Promise.reject(new Error('not locked')),
  });

  /** Leaves a message that waits for Bob, who is gone, and one that is typed and not sent. */
  async function leaveWork(core: LocalCore): Promise<ConversationId> {
    const bob = openCore({...flags, profile: temporaryFolder(), name: 'bob', requests: 'open'});
    await bob.start();
    const {self} = await bob.query({type: 'snapshot'});
    const address = {host: '127.0.0.1', port: self.listening?.port ?? 0};
    const conversation = directWith((await core.perform({type: 'connect', address})).key);
    await bob.stop();
    await core.perform({type: 'say', conversation, kind: 'text', text: 'it waits'});
    await core.perform({type: 'keep-draft', conversation, text: 'not sent yet', screen: 'left'});
    return conversation;
  }

  test('is restarted if the user wants it, and nothing of it is lost', async () => {
    const profile = temporaryFolder();
    const other = await startOther(profile);
    const conversation = await leaveWork(other);
    const asked: string[] = [];
    const found = await findCore(
      options(profile, async question => {
        asked.push(question);
        return true;
      }),
    );
    expect([found, timesFound, asked]).toEqual([
      null, // the screen runs its own now
      0,
      [`natter 0.9.0 runs for this profile, this is ${VERSION}. Restart it? Messages wait meanwhile.`],
    ]);
    await other.stop();
    const own = openCore({...flags, profile, name: undefined});
    await own.start();
    const {entries} = await own.query({type: 'history', conversation, before: null, limit: 9});
    expect(entries.map(({text, state}) => [text, state])).toEqual([['it waits', 'queued']]);
    expect(await own.query({type: 'drafts'})).toEqual([{conversation, text: 'not sent yet'}]);
    await own.stop();
  });

  test('goes on if not', async () => {
    const profile = temporaryFolder();
    const other = await startOther(profile);
    await expect(findCore(options(profile, async () => false))).rejects.toMatchObject({
      code: 'CORE_GONE',
      message: 'natter 0.9.0 goes on. Start that one for a screen, or quit it first.',
    });
    expect((await other.query({type: 'snapshot'})).self.name).toBe('ann');
    await other.stop();
  });
});
