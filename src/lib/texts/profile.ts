import {type SafeText, safe} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What may be wrong with the profile, its files and its disk. */
export const profileTexts = textGroups({
  backup: () => ({
    none: 'That file is not a natter backup.',
    newer: (release: string) =>
      `That backup was made by a newer natter than this one (${release}). Update natter.`,
    wrongPassphrase: 'That is not the passphrase of this backup. Try again.',
    damaged: 'That backup is damaged or cut short, so nothing was restored. Use another copy of it.',
    restoreInto: (folder: string) => `restore into ${folder}`,
    folderExists: (folder: string) =>
      `There is already something in ${folder}, and nothing is ever overwritten. Move it away, or name another folder with --profile.`,
    noFile: 'There is no such file.',
    systemSays: (code: string) => `The system says ${code}.`,
    unreadable: (path: string, reason: string) => `${path} cannot be read. ${reason}`,
  }),
  saving: () => ({
    exists: (path: string) =>
      `There is already a file ${path}, and nothing is ever overwritten. Choose another name.`,
    diskFull: (path: string) => `${path} was not written: the disk is full. Free some space.`,
    diskFailed: (path: string, code: string) => `${path} was not written: the disk answered ${code}.`,
    failed: (path: string, reason: string) => `${path} was not written: ${reason}.`,
    circle: 'symbolic links in the path form a loop',
    noName: 'no file can have that name',
  }),
  database: () => ({
    foreign: 'natter did not make it',
    olderRelease: 'of an earlier version',
    newer: (path: string, writer: string, program: string) =>
      `The database ${path} was written by natter ${writer}, and this is natter ${program}. Update natter, or choose another folder with --profile.`,
    laterRelease: 'of a later version',
    lacks: (missing: string) => `it lacks ${missing}`,
    otherIdentity: (path: string) =>
      `The key file belongs to a different identity than the history in ${path}. Put back the one that belongs to it.`,
    lacksLog: (log: number) => `The database lacks log ${log}.`,
    unknownKind: (kind: number) => `The database holds an entry of the unknown kind ${kind}.`,
    notCopied: (there: number, here: number) =>
      `The history was not compacted: ${there} of ${here} entries were copied.`,
    lacksUnsent: 'Messages waiting to be sent are missing in the database.',
    partLeft: (path: string, suffix: string) =>
      `it is gone, but the newest part of it is left in ${path}${suffix}`,
    cutShort: 'it is cut short',
    gone: (path: string) =>
      `The database ${path} is gone, and with it your contacts, the codes you compared, the people you blocked, and every message. Your key is still there, and nothing was changed. Put back a copy of the database, or start once with --new-history to begin a new one with the same key.`,
    inUse: (path: string) => `Another program uses the database ${path}. Quit it, then try again.`,
    pagesDiffer: 'its pages are inconsistent',
    damaged: 'it is damaged, or not encrypted with the key of this profile',
    diskFull: (path: string) => `The disk is full: ${path} cannot grow. Free some space.`,
    diskFailed: (path: string, code: string) =>
      `The disk failed at ${path} (${code}). No unsaved message was reported as saved. Check the disk.`,
    notWritable: (path: string, code: string) =>
      `The database ${path} cannot be written (${code}). Check its permissions and the disk.`,
    unreadable: (path: string, why: string) =>
      `The history in ${path} cannot be read: ${why}. It was left as it is. Put back a copy of it, or move it away and start once with --new-history to begin a new one.`,
  }),
  attempts: () => ({
    createDatabase: (path: string) => `create the database ${path}`,
    replace: (path: string) => `replace ${path}`,
    write: (path: string) => `write ${path}`,
    lookAt: (path: string) => `look at ${path}`,
    read: (path: string) => `read ${path}`,
    remove: (path: string) => `remove ${path}`,
    delete: (path: string) => `delete ${path}`,
    openProfile: (path: string) => `use the profile folder ${path}`,
    use: (path: string) => `use ${path}`,
    lookInto: (path: string) => `look into ${path}`,
  }),
  files: () => ({
    linkToWrite: (path: string) =>
      `${path} is a symbolic link. natter only writes real files: put the file itself there.`,
    diskFull: (attempt: string) => `natter could not ${attempt}: the disk is full. Free some space.`,
    linkInTheWay: (attempt: string) =>
      `natter could not ${attempt}: a symbolic link is in the way. Put a real file or folder there.`,
    failed: (attempt: string, reason: string) =>
      `natter could not ${attempt}: ${reason}. Fix that, or choose another folder with --profile.`,
    diskFailed: (attempt: string, code: string) =>
      `natter could not ${attempt}: the disk answered ${code}. Check the disk.`,
    notAllowed: 'permission denied',
    notPermitted: 'the system does not permit it',
    readOnly: 'the disk is read-only',
    noFolder: 'a folder in the path does not exist',
    fileInPath: 'a part of the path is a file, not a folder',
    isFolder: 'it is a folder',
    exists: 'something else is in its place',
    pathTooLong: 'the path is too long',
    tooLarge: (path: string) => `${path} is larger than any file that natter writes there. Move it away.`,
    linkToRead: (path: string) =>
      `${path} is a symbolic link. natter only uses real files: put the file itself there.`,
    notRegular: (path: string) => `${path} is not a regular file. Move it away.`,
    otherUser: (path: string, owner: number, self: number) =>
      `${path} belongs to another user (number ${owner}; you are ${self}). Start natter as that user, or choose another folder with --profile.`,
    readableByOthers: (path: string) =>
      `${path} can be read by others on this machine. Quit natter, remove the file, and start natter again.`,
  }),
  config: () => ({
    text: 'be text that is not empty, such as "Ada"',
    port: (most: number) => `be a whole number from 0 to ${most}`,
    address: 'be an address of this machine, such as "0.0.0.0"',
    status: (most: number) => `be one line of at most ${most} characters`,
    hinted: 'be a list of names of hints',
    keys: 'contain lists of keys by the name of what they do, such as {"search": ["ctrl-f", "f3"]}',
    limits: (names: string) => `contain whole numbers above 0, named ${names}`,
    didYouMean: (near: SafeText) => safe`Did you mean "${near}"?`,
    leftAsIs: safe`It was left as it is.`,
    unknown: (path: SafeText, key: SafeText, hint: SafeText) =>
      safe`${path}: natter does not know "${key}". ${hint}`,
    noObject: (path: string) => `${path} must contain one JSON object, such as {"name": "Ada"}.`,
    notUtf8: (path: string) => `${path} is not UTF-8 text.`,
    notJson: (path: string, line: number) => `${path}, line ${line}: this is not valid JSON.`,
    wrongValue: (path: string, line: number, key: string, must: string) =>
      `${path}, line ${line}: "${key}" must ${must}.`,
    mend: (what: string) => `${what} Fix the file or move it away, then start again.`,
    trueOrFalse: 'true or false',
    oneOf: (shape: string) => `be ${shape}`,
  }),
  profile: () => ({
    emptyPassphrase: 'An empty passphrase protects nothing. Choose a longer one.',
    keyGone: (path: string) =>
      `The key file ${path} is gone, but there is a history that belongs to it. Put back a copy of the key file, or start over with another --profile.`,
    passphraseNeeded: 'This profile has a passphrase. Enter it to continue.',
    keyNewer: (path: string, release: string) =>
      `The key file ${path} was written by a newer natter than this one (${release}). Update natter, or choose another folder with --profile.`,
    keyDamaged: (path: string) =>
      `The key file ${path} is damaged. It was left as it is; without it no one can be you or read your history. Put back a copy of it, or start over with another --profile.`,
    wrongPassphrase: 'That is not the passphrase of this profile. Try again.',
    noMemory: (mebibytes: number) =>
      `The passphrase could not be checked: that takes ${mebibytes} MiB of memory. Free some and try again.`,
    isLink: (path: string) =>
      `The profile folder ${path} is a symbolic link. Name the folder itself with --profile.`,
    isFile: (path: string) =>
      `The profile ${path} is a file, not a folder. Choose another place with --profile.`,
    notLockFile: (path: string) => `${path} is not natter's lock file. Move it away.`,
    cannotLock: (path: string, code: string) =>
      `natter could not lock ${path} (${code}). Choose another folder with --profile.`,
    lockHolder: (pid: number, since: string) => ` (process ${pid}, since ${since})`,
    locked: (who: string, path: string) =>
      `Another natter${who} is using this profile: it holds ${path}. Quit it first, or choose another folder with --profile.`,
  }),
  themes: () => ({
    none: (path: SafeText) => safe`There is no theme file ${path}.`,
    notJson: (path: SafeText) => safe`${path} is not valid JSON. Fix it.`,
  }),
});
