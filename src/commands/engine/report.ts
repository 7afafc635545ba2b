import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';

/** Facts on a page, in sections. */
export type Report = {readonly title: SafeText; readonly sections: readonly ReportSection[]};
export type ReportSection = {
  readonly title: SafeText;
  /** A label may be empty: the value then begins where labels do. */
  readonly rows: readonly (readonly [label: string, value: SafeText])[];
};

/** The page of an answer that has several lines. */
export function pageOf(title: SafeText, text: SafeText): Report {
  return {title, sections: [{title: safe``, rows: text.split('\n').map(line => ['', safeLine(line)])}]};
}

/** A report as lines of text. */
export function reportText({title, sections}: Report): SafeText {
  return joinSafe([title, ...sections.flatMap(sectionLines)], safe`\n`);
}

function sectionLines({title, rows}: ReportSection): readonly SafeText[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return [title, ...rows.map(([label, value]) => safe`  ${safeLine(label.padEnd(width))}  ${value}`)];
}
