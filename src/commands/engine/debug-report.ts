import type {DebugView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {localTime} from './describe.ts';
import type {Report, ReportSection} from './report.ts';

type Link = NonNullable<DebugView['link']>;
type Row = ReportSection['rows'][number];

/** How everything about a peer stands, in words; `now` is the wall time in milliseconds. */
export function debugReport(view: DebugView, now: number): Report {
  const {peer, link, ownLogs, theirLogs} = view;
  const own = ownLogs.map(
    ({epoch, written, sent, delivered, read}): Row => [
      epoch,
      safe`${written} written, ${sent} sent, ${delivered} delivered, ${read} read`,
    ],
  );
  const theirs = theirLogs.map(({epoch, held, seen}): Row => [epoch, safe`${held} here, ${seen} seen`]);
  return {
    title: safe`The link with ${peer.name}, from inside`,
    sections: [
      ...(link === null ? [withoutLink(view, now)] : [linkSection(link, now), syncSection(link.sync)]),
      {title: safe`Own logs`, rows: orNone(own)},
      {title: safe`Their logs`, rows: orNone(theirs)},
      {title: safe`In memory`, rows: [['kept', listOf(view.kept)]]},
    ],
  };
}

function withoutLink({peer, nextAttempt}: DebugView, now: number): ReportSection {
  const next = nextAttempt === null ? safe`not planned` : safe`in ${age(Math.max(0, nextAttempt - now))}`;
  const seen = peer.lastSeen === 0 ? safe`never` : localTime(peer.lastSeen);
  return {
    title: safe`There is no link`,
    rows: [
      ['last seen', seen],
      ['next try', next],
    ],
  };
}

function linkSection(link: Link, now: number): ReportSection {
  const {path, address, program, features, handshake, since, quiet, received, sent, bytes, buffered} = link;
  const how = link.isDialled ? safe`dialled by us` : safe`dialled by them`;
  return {
    title: safe`Link`,
    rows: [
      ['path', safe`${safeLine(path)}, ${address}, ${how}${link.isByInvite ? safe`, by an invite` : safe``}`],
      [
        'handshake',
        safe`Noise ${safeLine(handshake.pattern)}${handshake.isHybrid ? safe` with ML-KEM-768` : safe``}`,
      ],
      ['program', safe`${program}, features ${features}`],
      ['since', safe`${localTime(since)}, ${age(now - since)}`],
      ['heard', safe`${age(quiet)} ago`],
      ['messages', safe`${received} received, ${sent} sent`],
      ['bytes', safe`${bytes} on the wire, ${buffered} waiting to be sent`],
    ],
  };
}

function syncSection(sync: Link['sync']): ReportSection {
  const theirs =
    sync.theyAccept === null ? safe`they have not said` : sync.theyAccept ? safe`they do` : safe`they do not`;
  return {
    title: safe`Sync`,
    rows: [
      ['accepting', safe`${sync.weAccept ? safe`we do` : safe`we do not`}, ${theirs}`],
      ['position', sync.isPositioned ? safe`told` : safe`not told yet`],
      ['sending', sync.isCongested ? safe`waits: the buffer is full` : safe`goes on`],
      [
        'reading',
        safe`${sync.isPaused ? safe`waits` : safe`goes on`}, ${sync.uncommitted} entries not committed`,
      ],
    ],
  };
}

function orNone(rows: readonly Row[]): readonly Row[] {
  return rows.length === 0 ? [['none', safe`so far`]] : rows;
}

function listOf(words: readonly string[]): SafeText {
  return words.length === 0 ? safe`nothing` : joinSafe(words.map(safeLine), safe`, `);
}

/** A time that has passed, in one unit. */
function age(milliseconds: number): SafeText {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 120
    ? safe`${seconds} s`
    : seconds < 7200
      ? safe`${Math.round(seconds / 60)} min`
      : safe`${Math.round(seconds / 3600)} h`;
}
