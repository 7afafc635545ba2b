/**
 * The bytes of a peer break a rule of docs/PROTOCOL.md. It ends one link and nothing else. The message is our
 * own text: it never repeats what the peer sent.
 */
export class ProtocolError extends Error {
  constructor(message: string, options?: {cause?: unknown}) {
    super(message, options);
    this.name = 'ProtocolError';
  }
}
