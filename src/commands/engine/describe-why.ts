import type {Attempt, ReachView, RungView, WhyView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {whyTexts} from '../../lib/texts/why.ts';
import {CLOCK_MATTERS, describeRoughly} from '../../lib/time/duration.ts';
import {localTime, timeBeside} from './describe.ts';
import type {Report} from './report.ts';

/** The last tries that are shown unless all are asked for. */
const TOLD = 5;
/** Columns before a table. */
const MARGIN = 2;

/**
 * Why somebody is, or is not, in reach: one line for what is so, one for each way with what came of it and what to do,
 * and the last tries.
 */
export function whyLines(why: WhyView, reach: ReachView, all: boolean): SafeText {
  const {attempts} = why;
  const told = all ? attempts : attempts.slice(-TOLD);
  const left = attempts.length - told.length;
  return joinSafe(
    [
      headline(why),
      ...clockOf(why),
      ...table(why.rungs.map(rung => [safeLine(rung.rung), rung.target ?? safe``, wordsOf(rung, reach)])),
      ...(told.length === 0 ? [] : [whyTexts.answers.tries]),
      ...table(told.map(attempt => [localTime(attempt.at), safeLine(attempt.rung), resultOf(attempt)])),
      ...(left === 0 ? [] : [whyTexts.answers.moreTries(left)]),
    ],
    safe`\n`,
  );
}

/** The same as a page, with all tries. */
export function whyReport(why: WhyView, reach: ReachView): Report {
  const ways = why.rungs.map(({rung}) => rung);
  const targets = table(why.rungs.map(rung => [rung.target ?? safe``, wordsOf(rung, reach)]));
  const newest = why.attempts.at(-1)?.at ?? 0;
  const tries = [...why.attempts].reverse().map(attempt => {
    const where =
      attempt.target === null ? safeLine(attempt.rung) : safe`${safeLine(attempt.rung)} ${attempt.target}`;
    return [timeBeside(attempt.at, newest), safe`${where}: ${resultOf(attempt)}`] as const;
  });
  const note = (text: SafeText) => ({title: safe``, rows: [['', text] as const]});
  return {
    title: whyTexts.answers.title(why.peer.name),
    sections: [
      note(headline(why)),
      ...clockOf(why).map(note),
      {
        title: safe``,
        rows: ways.map((rung, index) => [rung, safeLine(targets[index]?.slice(MARGIN) ?? '')] as const),
      },
      ...(tries.length === 0 ? [] : [{title: whyTexts.answers.tries, rows: tries}]),
      note(whyTexts.answers.howToRetry(why.peer.name)),
    ],
  };
}

/** How others find us: for the question why nobody comes. */
export function reachLines({dht, lan, addresses}: ReachView): SafeText {
  const places =
    addresses.length === 0 ? whyTexts.answers.nowhere : joinSafe(addresses.map(safeLine), safe`, `);
  return joinSafe(
    table([
      [safe`lan`, whyTexts.lan[lan]],
      [safe`tcp`, places],
      [safe`dht`, whyTexts.table[dht.state]],
      ...(dht.nat === null ? [] : [[safe`nat`, whyTexts.nat[dht.nat]] as const]),
    ]),
    safe`\n`,
  );
}

function headline({peer, path, since, isHeld, next}: WhyView): SafeText {
  if (path !== null) {
    return whyTexts.answers.online(
      peer.name,
      whyTexts.answers.path(path),
      since === null ? safe`now` : localTime(since),
    );
  }
  if (peer.relation !== 'contact') {
    return whyTexts.answers.noContact(peer.name);
  }
  if (isHeld) {
    return whyTexts.answers.held(peer.name);
  }
  return next === null
    ? whyTexts.answers.offline(peer.name)
    : whyTexts.answers.nextTry(peer.name, localTime(next));
}

/** A clock that keeps the two from finding each other. */
function clockOf({peer, clockAhead}: WhyView): readonly SafeText[] {
  const by = Math.abs(clockAhead);
  return by < CLOCK_MATTERS
    ? []
    : [whyTexts.answers.clock(peer.name, describeRoughly(by / 1000), clockAhead > 0)];
}

function wordsOf({rung, isInUse, obstacle, last}: RungView, reach: ReachView): SafeText {
  if (isInUse) {
    return whyTexts.answers.inUse;
  }
  if (obstacle === 'out-of-reach') {
    return whyTexts.table[reach.dht.state];
  }
  if (obstacle !== null) {
    return rung === 'lan' && obstacle === 'off' ? whyTexts.lan.off : whyTexts.obstacle[obstacle];
  }
  return last === null
    ? whyTexts.answers.untried
    : whyTexts.answers.lastTry(localTime(last.at), resultOf(last));
}

function resultOf({result, message, took}: Attempt): SafeText {
  return result === 'linked' ? whyTexts.answers.linked(took) : (message ?? safeLine(result));
}

/** Columns, each as wide as its widest cell; the last one may be of any width. */
function table(rows: readonly (readonly SafeText[])[]): readonly SafeText[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(cells => cells[column]?.length ?? 0)),
  );
  return rows.map(cells => {
    const [last = safe``, ...before] = [...cells].reverse();
    const padded = before
      .reverse()
      .map((cell, column) => safe`${cell}${safeLine(' '.repeat((widths[column] ?? 0) - cell.length))}  `);
    return safe`${safeLine(' '.repeat(MARGIN))}${joinSafe(padded, safe``)}${last}`;
  });
}
