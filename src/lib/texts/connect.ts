import {textGroups} from './text-groups.ts';

/** Why natter could not connect, or not listen. */
export const connectTexts = textGroups({
  reach: () => ({
    notAnnounced:
      'They are not announced anywhere: their natter is off or has no network. natter will try again later.',
    notPunched:
      'No direct path between the two networks could be opened. Try again in half a minute; if that does not help, forward a port on one side, or use the same network.',
    cancelled: 'The attempt was cancelled.',
    noAnswerWithin: (address: string, seconds: number, hint: string) =>
      `Nobody answered at ${address} within ${seconds} s. ${hint}`,
    connectingCancelled: (address: string) => `Connecting to ${address} was cancelled.`,
    notNatter: (address: string) => `What answers at ${address} is not natter. Check the port.`,
    saidNothing: (address: string, seconds: number) =>
      `${address} took the connection but sent nothing for ${seconds} s: it is another program, or natter hangs there. Check the port.`,
    tooSlow: (address: string, seconds: number) =>
      `${address} began to answer but was not done after ${seconds} s. It or the network is overloaded: try again.`,
    self: (address: string) => `${address} is you: the key there is your own. Connect to someone else.`,
    downgrade: (address: string) =>
      `${address} offers weaker encryption than this contact had before, so it was not used. If they moved to an older Node, ask them to go back to 24.7 or later.`,
    brokeProtocol: (address: string, detail: string) =>
      `${address} broke the protocol (${detail}). It may be damaged or out of date: update both sides.`,
    lost: (address: string, detail: string) =>
      `The connection to ${address} was lost before it was ready (${detail}). Try again.`,
    notExpected: (expected: string) => `, not ${expected}`,
    otherKey: (address: string, found: string, wanted: string) =>
      `Someone else answers at ${address}: the key there has the id ${found}${wanted}. Nothing was sent. The address may have moved to another machine: ask your contact for the new one.`,
    alreadyConnected: (address: string) => `You are already connected to ${address}.`,
    blocked: (address: string) =>
      `${address} belongs to someone you blocked. Unblock them first if you want to talk.`,
    refusedHere: (address: string, reason: string) => `${address} was refused here (${reason}).`,
    takesNoRequests: (address: string) =>
      `${address} takes no requests from strangers. Ask its owner to connect to you, or to allow requests.`,
    declined: (address: string) =>
      `The owner of ${address} has declined you. Ask them some other way to accept you, or to connect to you.`,
    refused: (address: string) => `${address} does not want to talk with you.`,
    busy: (address: string) => `${address} has too many connections or requests right now. Try again later.`,
    misunderstood: (address: string, why: string) =>
      `${address} does not understand this natter${why}. Update both sides.`,
    inviteUsed:
      'This invite was already used, and not by you. Ask for a new one, by another way than this one came, and say so: the person who used it may pretend to be you.',
    inviteExpired: 'This invite has expired. Ask for a new one.',
    closedEarly: (address: string) =>
      `${address} closed the connection before it was ready. Try again in a moment.`,
    anotherVersion: 'another version of natter',
    tooOldThere: (address: string, theirs: string, ours: string) =>
      `${address} runs ${theirs}, which is too old for your ${ours}. Ask its owner to update.`,
    tooOldHere: (address: string, theirs: string, ours: string) =>
      `${address} runs ${theirs}, and your ${ours} is too old for it. Update yours.`,
    versionsDiffer: (address: string, theirs: string, ours: string) =>
      `${address} runs ${theirs}, which is not compatible with your ${ours}. Update both sides.`,
    notProven: (address: string, expected: string) =>
      `What answers at ${address} could not prove to be your contact ${expected}, and was told nothing. It may be another machine or another program, or your contact has too many connections. Ask for the new address, or try again in a minute.`,
    needsHybrid: (address: string) =>
      `The contact at ${address} was reached with ML-KEM before, which this Node lacks. Run natter on Node 24.7 or later.`,
    noHost: (host: string) => `There is no host named "${host}". Check the spelling, or use its IP address.`,
    noLookup: (host: string) =>
      `The name "${host}" could not be looked up right now. Check your network, or use the IP address.`,
    nothingListens: (address: string) =>
      `Nothing is listening at ${address}. Check the port and whether natter is running there.`,
    noAnswer: (address: string, hint: string) => `Nobody answered at ${address}. ${hint}`,
    noRoute: (address: string, code: string) =>
      `There is no route to ${address} (${code}). Check your network and the address.`,
    closedAtOnce: (address: string) =>
      `${address} took the connection and closed it at once: it is another program, or a natter that takes no requests or has too many connections from here. Check the port, or try again in a minute.`,
    lostOnTheWay:
      'The machine may be off, the address may be wrong, or a firewall or router may be in between.',
    noInterface: (address: string, zone: string) =>
      `${address}: this machine has no network interface ${zone}. Put one of yours behind the %, such as eth0.`,
  }),
  socket: () => ({
    cannotOpen: (path: string) => `natter cannot open ${path} for its other windows and for scripts.`,
    notYours: (path: string) => `${path} is not a socket of yours. Remove it.`,
    inTheWay: (path: string) => `${path} is in the way of natter's socket. Remove it.`,
    cannotCreate: (folder: string) => `${folder} cannot be created`,
    noFolder: (folder: string) => `${folder} is not a folder`,
    otherUser: (folder: string) => `${folder} belongs to another user`,
    unsafe: (what: string) =>
      `${what}, so natter does not use it to talk to its other windows. Remove it, or set XDG_RUNTIME_DIR to a folder of yours.`,
  }),
  listen: () => ({
    bootstrapAddress:
      '--bootstrap needs the address by which others reach this machine, and a port: natter --bootstrap --host 203.0.113.5 --port 49737',
    portTaken: (port: number) =>
      `Port ${port} is used by another program. Choose another one, or 0 for a free one.`,
    portNotAllowed: (port: number) =>
      `This system does not let you listen on port ${port}. Choose one above 1023.`,
    noAddress: (host: string) =>
      `This machine has no address "${host}". Listen on one of its own, or on :: for all of them.`,
    failed: (address: string, code: string) =>
      `Listening on ${address} failed (${code}). Choose another address.`,
    unknownReason: 'unknown reason',
  }),
});
