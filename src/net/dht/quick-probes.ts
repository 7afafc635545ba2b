import Holepuncher from 'hyperdht/lib/holepuncher.js';

/**
 * Of two networks one may take another port for each destination: it then opens 256 ports, and the other side guesses until
 * one is hit, one in 252. The library guesses 50 a second, so that takes 5 s on average and 20 s now and then. As many
 * guesses, but the first of them sooner: half a second on average.
 */
const GUESSES = 1750;
const QUICK_GUESSES = 1000;
/** Guesses between two pauses while they are quick; one each from then on. */
const AT_ONCE = 10;
/** Milliseconds. */
const PAUSE = 20;
/** Routers give out no lower ports. */
const LOWEST_PORT = 1024;
const PORTS = 2 ** 16 - LOWEST_PORT;

/** Lets every puncher of this process guess quickly. */
export function guessQuickly(): void {
  Holepuncher.prototype._randomProbes = guessPorts;
}

/** Sends datagrams to ports of an address, by chance, until one was answered or all are spent. Never rejects. */
async function guessPorts(this: Holepuncher, {host}: {readonly host: string}): Promise<void> {
  for (let sent = 1; this.punching && sent <= GUESSES; sent++) {
    const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
    await this.ping({host, port});
    if (this.punching && (sent > QUICK_GUESSES || sent % AT_ONCE === 0)) {
      await this._sleeper.pause(PAUSE);
    }
  }
  this._autoDestroy();
}
