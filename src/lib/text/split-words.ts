/** Words at spaces; what stands in quotes is one. Null where a quote has no end. Nothing else has a meaning. */
export function splitWords(line: string): readonly string[] | null {
  const words = Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g),
    found => found[1] ?? found[2] ?? found[3] ?? '',
  );
  const quotes = line.replaceAll(/"[^"]*"|'[^']*'/g, '');
  return /["']/.test(quotes) ? null : words;
}
