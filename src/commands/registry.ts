import {accept} from './accept.ts';
import {backup} from './backup.ts';
import {block} from './block.ts';
import {clear} from './clear.ts';
import {code} from './code.ts';
import {connect} from './connect.ts';
import {copy} from './copy.ts';
import {debug} from './debug.ts';
import {decline} from './decline.ts';
import {deleteMessage} from './delete.ts';
import {details} from './details.ts';
import {disconnect} from './disconnect.ts';
import {doctor} from './doctor.ts';
import {edit} from './edit.ts';
import type {CommandDefinition} from './engine/types.ts';
import {expire} from './expire.ts';
import {exportHistory} from './export.ts';
import {forget} from './forget.ts';
import {createHelp} from './help.ts';
import {hide} from './hide.ts';
import {invite} from './invite.ts';
import {ip} from './ip.ts';
import {join} from './join.ts';
import {keys} from './keys.ts';
import {ban, kick, unban} from './kick.ts';
import {leave} from './leave.ts';
import {list} from './list.ts';
import {archive, pin, unarchive, unpin} from './listing.ts';
import {me} from './me.ts';
import {members} from './members.ts';
import {msg} from './msg.ts';
import {mute, unmute} from './mute.ts';
import {name} from './name.ts';
import {natter} from './natter.ts';
import {news} from './news.ts';
import {nick} from './nick.ts';
import {parts} from './parts.ts';
import {lock, passphrase} from './passphrase.ts';
import {port} from './port.ts';
import {query} from './query.ts';
import {detach, quit} from './quit.ts';
import {react} from './react.ts';
import {receipts} from './receipts.ts';
import {reply} from './reply.ts';
import {requests} from './requests.ts';
import {role} from './role.ts';
import {room} from './room.ts';
import {say} from './say.ts';
import {search} from './search.ts';
import {set, shortcutTo} from './set.ts';
import {status} from './status.ts';
import {theme} from './theme.ts';
import {topic} from './topic.ts';
import {trust} from './trust.ts';
import {unblock} from './unblock.ts';
import {undo} from './undo.ts';
import {unverify} from './unverify.ts';
import {verify} from './verify.ts';
import {whoami} from './whoami.ts';
import {whois} from './whois.ts';
import {why} from './why.ts';
import {wipe} from './wipe.ts';

/** All commands, in the order that `/help` shows them. */
export const commands: readonly CommandDefinition[] = [
  createHelp(() => commands),
  invite,
  join,
  code,
  connect,
  disconnect,
  list,
  msg,
  query,
  say,
  parts,
  me,
  reply,
  edit,
  deleteMessage,
  undo,
  react,
  details,
  expire,
  receipts,
  room,
  members,
  leave,
  kick,
  ban,
  unban,
  role,
  topic,
  hide,
  requests,
  news,
  accept,
  decline,
  verify,
  unverify,
  trust,
  block,
  unblock,
  forget,
  name,
  nick,
  status,
  whoami,
  whois,
  ip,
  why,
  doctor,
  debug,
  port,
  natter,
  clear,
  copy,
  search,
  exportHistory,
  backup,
  mute,
  unmute,
  pin,
  unpin,
  archive,
  unarchive,
  set,
  theme,
  shortcutTo('notify'),
  keys,
  passphrase,
  lock,
  wipe,
  detach,
  quit,
];
