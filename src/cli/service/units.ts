import {EXIT} from '../exit-codes.ts';

/** What is run, as the service managers of systems are told it. */
export type ServiceUnit = {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly profile: string;
  /** A file with the passphrase, for a profile that has one. */
  readonly passphraseFile: string | null;
};

/** A unit of a user's systemd. The passphrase reaches the service as a credential, which nobody else can read. */
export function systemdUnit({command, profile, passphraseFile}: ServiceUnit): string {
  const credential =
    passphraseFile === null
      ? []
      : [
          `LoadCredential=passphrase:${escapeSpecifiers(passphraseFile)}`,
          'Environment=NATTER_PASSPHRASE_FILE=%d/passphrase',
        ];
  const lines = [
    '[Unit]',
    'Description=natter, chat between people without a server',
    '',
    '[Service]',
    'Type=exec',
    `ExecStart=${command.map(quoteForSystemd).join(' ')}`,
    ...credential,
    'Restart=on-failure',
    `RestartPreventExitStatus=${EXIT.locked}`,
    'RestartSec=5',
    'UMask=0077',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    `ReadWritePaths=${quoteForSystemd(profile)} %t -%C`,
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
    '',
    '[Install]',
    'WantedBy=default.target',
  ];
  return `${lines.join('\n')}\n`;
}

/** A launch agent of macOS. Nobody has run it so far. */
export function launchdPlist(label: string, {command, passphraseFile}: ServiceUnit): string {
  const environment =
    passphraseFile === null
      ? []
      : [
          '  <key>EnvironmentVariables</key>',
          `  <dict><key>NATTER_PASSPHRASE_FILE</key><string>${escapeXml(passphraseFile)}</string></dict>`,
        ];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    `  <key>Label</key><string>${escapeXml(label)}</string>`,
    '  <key>ProgramArguments</key>',
    `  <array>${command.map(word => `<string>${escapeXml(word)}</string>`).join('')}</array>`,
    ...environment,
    '  <key>RunAtLoad</key><true/>',
    '  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>',
    '  <key>ThrottleInterval</key><integer>5</integer>',
    '  <key>Umask</key><integer>63</integer>',
    '</dict>',
    '</plist>',
  ];
  return `${lines.join('\n')}\n`;
}

/** A word in quotes, as systemd.syntax(7) and systemd.service(5) read it. */
function quoteForSystemd(word: string): string {
  return `"${escapeSpecifiers(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '$$$$')}"`;
}

function escapeSpecifiers(word: string): string {
  return word.replaceAll('%', '%%');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
