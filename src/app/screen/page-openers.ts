import type {ScreenModel} from '../../../components/app/model.ts';
import {askYesOrNo} from '../../../components/dialogs/confirm.ts';
import {askSecret, lockScreen} from '../../../components/dialogs/secrets.ts';
import {keyUses} from '../../../components/keys/chosen-keys.ts';
import {defaultKeyMap} from '../../../components/keys/key-map.ts';
import {COPY} from '../../../components/pages/copy/copy-mode.ts';
import {openHelp} from '../../../components/pages/help/help-mode.ts';
import {openInvite} from '../../../components/pages/invite/invite-mode.ts';
import {openMembers} from '../../../components/pages/members/members-page.ts';
import {openOwnLog} from '../../../components/pages/own-log/own-log-mode.ts';
import {openReport} from '../../../components/pages/report/report-mode.ts';
import {openSettings} from '../../../components/pages/settings/settings-page.ts';
import {openVerify} from '../../../components/pages/verify/verify-mode.ts';
import type {Check} from '../../lib/check.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {ActionsOptions} from './actions.ts';
import type {ThemeFiles} from './themes.ts';

export type PageOpenersOptions = {
  /** The model is made with actions, which open pages of it. */
  readonly model: () => ScreenModel;
  readonly clock: Clock;
  readonly themes: Pick<ThemeFiles, 'check'>;
  readonly lookAtTerminal: () => Check;
};

/** How commands open the pages and questions of a screen. */
export function createPageOpeners(options: PageOpenersOptions): ActionsOptions['pages'] {
  const {model, clock, themes, lookAtTerminal} = options;
  const modes = () => model().modes;
  return {
    search: ({text, conversation}) => model().search(text, conversation),
    openSettings: () => openSettings(modes()),
    openThemes: () => model().openThemes(),
    checkTerminal: () => [lookAtTerminal()],
    showInvite: link => openInvite(modes(), link),
    showMembers: (room, forked) => openMembers(modes(), room, forked),
    showReport: (report, ask) => openReport({modes: modes(), clock}, report, ask),
    openHelp: () => openHelp(modes()),
    openCopyView: () => modes().enter(COPY, null),
    openOwnLog: () => openOwnLog(modes()),
    checkTheme: themes.check,
    edit: message => model().edit(message),
    askToDelete: message => model().askToDelete(message),
    confirm: question => askYesOrNo(modes(), question),
    showSafetyCode: code => openVerify(modes(), code),
    askSecret: prompt => askSecret(modes(), prompt),
    lock: () => lockScreen(modes()),
    keys: () => keyUses(defaultKeyMap, model().keyMap),
  };
}
