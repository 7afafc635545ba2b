import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';

/** Facts for people who look for a fault, in sections. */
export type Report = {readonly title: SafeText; readonly sections: readonly ReportSection[]};
export type ReportSection = {
  readonly title: SafeText;
  readonly rows: readonly (readonly [label: string, value: SafeText])[];
};

/** A report as lines of text. */
export function reportText({title, sections}: Report): SafeText {
  return joinSafe([title, ...sections.flatMap(sectionLines)], safe`\n`);
}

function sectionLines({title, rows}: ReportSection): readonly SafeText[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return [title, ...rows.map(([label, value]) => safe`  ${safeLine(label.padEnd(width))}  ${value}`)];
}
