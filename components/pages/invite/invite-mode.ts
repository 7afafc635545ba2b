import type {GivenLink} from '../../../src/commands/engine/describe-invite.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import type {SafeText} from '../../../src/lib/text/safe-text.ts';
import type {ScreenActions} from '../../base/actions.ts';
import type {KeyAction} from '../../keys/key-map.ts';
import type {Mode} from '../../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';

/** An invite or a ticket that is shown, whether it was copied, and who came by it meanwhile. */
export type InviteState = {
  readonly given: GivenLink;
  readonly isCopied: boolean;
  readonly cameBy: readonly SafeText[];
};

/** An invite over the whole screen: as large as a camera and a terminal need it. */
export const INVITE: ModeKind<InviteState> = {
  name: 'invite',
  level: LEVEL.page,
  coversLog: true,
  text: 'none',
};

/** Opens the page of an invite. */
export function openInvite(modes: Modes, given: GivenLink): void {
  modes.enter(INVITE, {given, isCopied: false, cameBy: []});
}

/** Notes on the open page that somebody came by what it shows. */
export function hearOfInvite(modes: Modes, events: readonly CoreEvent[]): void {
  for (const event of events) {
    if (event.type === 'invite-used' && event.id === modes.stateOf(INVITE)?.given.id) {
      modes.change(INVITE, page => ({...page, cameBy: [...page.cameBy, event.peer.name]}));
    }
  }
}

const PASSED_ON: ReadonlySet<KeyAction> = new Set(['redraw', 'suspend']);

/** Creates its mode: one key copies the link, others leave. */
export function createInviteMode(modes: Modes, {copy}: Pick<ScreenActions, 'copy'>): Mode<InviteState> {
  function perform(action: KeyAction, {given}: InviteState): boolean {
    switch (action) {
      case 'invite-copy':
        copy(given.link);
        modes.change(INVITE, page => ({...page, isCopied: true}));
        return true;
      case 'escape':
      case 'interrupt':
      case 'peer-open':
        modes.leave(INVITE);
        return true;
      default:
        return !PASSED_ON.has(action);
    }
  }

  return {kind: INVITE, contexts: () => ['invite', 'empty', 'always'], lets: PASSED_ON, perform};
}
