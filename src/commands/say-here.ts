import {here} from './here.ts';
import type {CommandContext} from './types.ts';

/** Says something in the open conversation. Throws `NO_CONVERSATION` if none is open. */
export async function sayHere(
  {core, view}: CommandContext,
  kind: 'text' | 'action',
  text: string,
): Promise<void> {
  await core.perform({type: 'say', conversation: here(view), kind, text});
}
