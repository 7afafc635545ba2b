import {randomBytes} from '../../lib/random.ts';
import {systemClock} from '../../lib/time/clock.ts';
import {socketPlace} from '../../net/local/socket-folder.ts';
import {socketPath} from '../../net/local/socket-path.ts';
import {attachFile, removeAttachPoint, writeAttachPoint} from '../../storage/profile/attach-point.ts';
import {type CoreServer, serveCoreLocally} from './core-server.ts';
import type {Door} from './door.ts';
import type {SeamRange} from './protocol.ts';
import type {ServedCore} from './screen-client.ts';

/** As much as a key: whoever has it may do everything. */
const TOKEN_BYTES = 32;

export type ServeProfileOptions = {
  /** The folder of the profile, whose lock is held. */
  readonly profile: string;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The way in as long as the profile is locked. */
  readonly door?: Door;
  /** Those of this program if absent. */
  readonly seams?: SeamRange;
};

/** The socket of a profile. */
export type ProfileServer = CoreServer & {readonly at: ServedCore['at']};

/** Serves a profile at its socket, and tells clients in the profile where that is. Throws SOCKET_UNSAFE, SOCKET_FAILED. */
export async function serveProfile(options: ServeProfileOptions): Promise<ProfileServer> {
  const {profile, version, environment, door, seams} = options;
  const place = socketPlace(environment);
  const at = {socket: socketPath(profile, place), attach: attachFile(profile)};
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  writeAttachPoint(profile, {socket: at.socket, token});
  const server = await serveCoreLocally({
    path: at.socket,
    ...{place, version, token, clock: systemClock},
    ...(door === undefined ? {} : {door}),
    ...(seams === undefined ? {} : {seams}),
  });
  return {
    at,
    open: server.open,
    settle: server.settle,
    async close() {
      await server.close();
      removeAttachPoint(profile);
    },
  };
}
