/** Whether what was written so far is out of this process: a terminal that nobody drains leaves it here. */
export function isOutputTaken(stdout: Pick<NodeJS.WriteStream, 'writableLength'>): () => Promise<boolean> {
  return () => Promise.resolve(stdout.writableLength === 0);
}
