import {type Child, startChild} from '../child.ts';
import type {Workspace} from '../workspace.ts';
import type {ChatEnd} from './chat-driver.ts';
import {findProgram, hasPackages} from './installed.ts';
import {type IrcServer, startNgircd} from './ngircd.ts';

/** Two people who talk with another program than natter. */
export type ChatPair = {
  readonly name: string;
  readonly sender: Child<ChatEnd>;
  readonly receiver: Child<ChatEnd>;
  readonly stop: () => Promise<void>;
};

/** Starts every chat program that this machine has, and names those it has not. */
export async function startChatPeers(
  workspace: Workspace,
): Promise<{readonly pairs: readonly ChatPair[]; readonly missing: readonly string[]}> {
  const ngircd = findProgram('ngircd');
  const hasCabal = hasPackages('cabal-core');
  const pairs = await Promise.all([
    ...(hasCabal ? [startCabal(workspace)] : []),
    ...(ngircd === null ? [] : [startIrc(workspace, ngircd)]),
  ]);
  const missing = [...(hasCabal ? [] : ['cabal']), ...(ngircd === null ? ['ngircd (IRC)'] : [])];
  return {pairs, missing};
}

async function startCabal(workspace: Workspace): Promise<ChatPair> {
  const script = new URL('./cabal.ts', import.meta.url);
  const [sender, receiver] = [startChild<ChatEnd>(script), startChild<ChatEnd>(script)];
  await sender.call.open(await workspace.folder('cabal'));
  await sender.call.connect(await receiver.call.open(await workspace.folder('cabal')));
  return pairOf('cabal', sender, receiver);
}

async function startIrc(workspace: Workspace, program: string): Promise<ChatPair> {
  const script = new URL('./irc.ts', import.meta.url);
  const server = await startNgircd(program, await workspace.folder('ngircd'));
  const [sender, receiver] = [startChild<ChatEnd>(script), startChild<ChatEnd>(script)];
  for (const end of [sender, receiver]) {
    await end.call.open('');
    await end.call.connect(String(server.port));
  }
  return pairOf('IRC (ngircd)', sender, receiver, server);
}

function pairOf(
  name: string,
  sender: Child<ChatEnd>,
  receiver: Child<ChatEnd>,
  server?: IrcServer,
): ChatPair {
  return {
    name,
    sender,
    receiver,
    async stop() {
      await Promise.all([sender.stop(), receiver.stop()]);
      await server?.stop();
    },
  };
}
