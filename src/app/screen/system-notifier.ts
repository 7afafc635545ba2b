import {spawn as spawnProcess} from 'node:child_process';
import {NatterError} from '../../lib/errors.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {Notification} from './notifications.ts';

/** A notifier that hangs, such as one without a desktop, is ended after this, milliseconds. */
const PATIENCE = 10_000;

export type SystemNotifierOptions = {
  readonly platform: NodeJS.Platform;
  readonly spawn?: typeof spawnProcess;
  /** Called once, with why no notification can be shown. */
  readonly failed: (error: NatterError) => void;
  /** What happens instead. */
  readonly instead: () => void;
};

/**
 * Creates what shows notifications of the desktop: `notify-send`, macOS's `osascript`, PowerShell on Windows. The text goes as
 * arguments or variables of the program; no shell ever sees it.
 */
export function createSystemNotifier(options: SystemNotifierOptions): (notification: Notification) => void {
  const {spawn = spawnProcess} = options;
  let isUnable = false;

  function fail(why: string): void {
    options.instead();
    if (!isUnable) {
      isUnable = true;
      options.failed(new NatterError('NOTIFIER_FAILED', appTexts.notifications.bellInstead(why)));
    }
  }

  return notification => {
    const command = commandFor(options.platform, notification);
    if (command === null) {
      fail(appTexts.notifications.noNotifier);
      return;
    }
    const [program, args, variables] = command;
    let hasFailed = false; // a program that could not be started may exit, too
    const child = spawn(program, args, {
      stdio: 'ignore',
      shell: false,
      timeout: PATIENCE,
      ...(variables === undefined ? {} : {env: {...process.env, ...variables}, windowsHide: true}),
    });
    child.on('error', () => {
      hasFailed = true;
      fail(appTexts.notifications.notStarted(program));
    });
    child.on('exit', code => {
      if (code !== 0 && !hasFailed) {
        fail(
          appTexts.notifications.failed(
            program,
            code === null ? appTexts.notifications.tookTooLong : appTexts.notifications.exitCode(code),
          ),
        );
      }
    });
    child.unref();
  };
}

type CommandLine = readonly [
  program: string,
  args: readonly string[],
  variables?: Readonly<Record<string, string>>,
];

function commandFor(platform: NodeJS.Platform, {title, body}: Notification): CommandLine | null {
  switch (platform) {
    case 'darwin':
      return ['osascript', [...SCRIPT.flatMap(line => ['-e', line]), title, body]];
    case 'linux':
    case 'freebsd':
    case 'openbsd':
    case 'netbsd':
    case 'sunos':
      return ['notify-send', ['--app-name=natter', '--', title, escapeMarkup(body)]];
    case 'win32':
      return [
        'powershell.exe',
        ['-NoProfile', '-NonInteractive', '-Command', TOAST.join('; ')],
        {NATTER_TITLE: title, NATTER_BODY: body},
      ];
    default:
      return null;
  }
}

/** Windows PowerShell, which is there on every Windows, knows the toasts of the system; the text comes as variables. */
const TOAST = [
  '$manager = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '$content = $manager::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)',
  "$texts = $content.GetElementsByTagName('text')",
  '[void]$texts.Item(0).AppendChild($content.CreateTextNode($env:NATTER_TITLE))',
  '[void]$texts.Item(1).AppendChild($content.CreateTextNode($env:NATTER_BODY))',
  '$toast = [Windows.UI.Notifications.ToastNotification]::new($content)',
  "$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'",
  '$manager::CreateToastNotifier($app).Show($toast)',
];

/** The text comes in as an argument, so that none of it is ever read as a script. */
const SCRIPT = [
  'on run argv',
  'display notification (item 2 of argv) with title (item 1 of argv)',
  'end run',
];

/** Desktops draw the body as markup. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
