/** What packages install beside the program, by its path below `share`. */
import {defaultSettings, SETTING_NAMES} from '../src/lib/settings.ts';
import {manPage} from './man-page.ts';
import {bashCompletion, fishCompletion, zshCompletion} from './shell-completions.ts';

export function sharedFiles(): Readonly<Record<string, string>> {
  return {
    'man/man1/natter.1': manPage(),
    'bash-completion/completions/natter': bashCompletion(),
    'zsh/site-functions/_natter': zshCompletion(),
    'fish/vendor_completions.d/natter.fish': fishCompletion(),
    'doc/natter/config.example.json': exampleConfig(),
  };
}

/** All settings as they are where nothing is set, and some of what else may stand in config.json. */
function exampleConfig(): string {
  const settings = Object.fromEntries(SETTING_NAMES.map(name => [name, defaultSettings[name]]));
  const config = {
    ...{name: 'alice', port: 4242, host: '::'},
    ...settings,
    keys: {search: ['ctrl-f', 'f4'], '/mute': ['alt-m']},
    limits: {linksPerHost: 32, silence: 30_000},
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
