/** Resolves at the first SIGINT, SIGTERM or SIGHUP. A second one ends the process at once. */
export function interruption(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
