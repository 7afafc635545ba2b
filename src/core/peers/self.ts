import {peerKeyOfSeed} from '../../identity/key-pair.ts';
import {defaultName} from '../../identity/names/default-name.ts';
import {checkName} from '../../identity/names/names.ts';
import {shortId} from '../../identity/short-id.ts';
import {formatAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {OwnHello} from '../../net/link/handshake.ts';
import type {Network} from '../../net/network.ts';
import {dialableAddresses} from '../../net/transport/interfaces.ts';
import type {Listener} from '../../net/transport/transport.ts';
import type {PeerKey, Self} from '../api/api.ts';

export type OwnSelfOptions = {
  /** 32-byte seed of the identity. */
  readonly seed: Uint8Array;
  /** The chosen name, or null if there is none yet. */
  readonly name: string | null;
  /** Keeps a newly chosen name. */
  readonly saveName: (name: SafeText) => void;
  /** A random number below 2^48, for this run of the program. */
  readonly instance: number;
  /** A bit for each optional feature of the protocol. */
  readonly features: number;
  readonly notice: (text: SafeText) => void;
};

/** Where to listen. */
export type Port = {
  readonly host: string;
  readonly port: number;
  /** True if the user asked for this very port: then a taken one is a failure. */
  readonly portIsExplicit: boolean;
};

/** Our own identity, and where we listen. */
export type OwnSelf = {
  readonly key: PeerKey;
  readonly name: () => SafeText;
  readonly view: () => Self;
  /** What we say first on a link. */
  readonly hello: () => OwnHello;
  /** Takes another name and keeps it. Throws `NAME_INVALID`, or what keeping it throws. */
  readonly rename: (wanted: string) => SafeText;
  /** Opens the port, or a free one if a default port is taken. Throws `PORT_TAKEN`, `LISTEN_FAILED`. */
  readonly listen: (network: Network, where: Port) => Promise<void>;
};

/** Derived from the seed. There is a name of one's own once it was chosen. */
export function createOwnSelf(options: OwnSelfOptions): OwnSelf {
  const key = peerKeyOfSeed(options.seed);
  const id = shortId(key);
  let chosen = options.name === null ? null : checkName(options.name);
  let listener: Listener | null = null;

  const name = () => chosen ?? defaultName(id);

  async function open(network: Network, {host, port, portIsExplicit}: Port): Promise<Listener> {
    try {
      return await network.listen({host, port});
    } catch (error) {
      if (!(error instanceof NatterError) || error.code !== 'PORT_TAKEN' || portIsExplicit) {
        throw error;
      }
      const free = await network.listen({host, port: 0});
      options.notice(coreTexts.links.portTaken(port, free.port));
      return free;
    }
  }

  return {
    key,
    name,
    view: () => ({
      key,
      id,
      name: name(),
      named: chosen !== null,
      listening: listener === null ? null : {host: listener.host, port: listener.port},
      reachableAt: listener === null ? [] : reachableAt(listener),
    }),
    hello: () => ({
      features: options.features,
      name: name(),
      port: listener?.port ?? 0,
      instance: options.instance,
    }),
    rename(wanted) {
      const checked = checkName(wanted);
      options.saveName(checked);
      chosen = checked;
      return checked;
    },
    async listen(network, where) {
      listener = await open(network, where);
    },
  };
}

function reachableAt({host, port}: Listener): SafeText[] {
  return dialableAddresses(host).map(address => safeLine(formatAddress({host: address, port})));
}
