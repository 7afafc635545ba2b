import type {Socket} from 'node:net';

const PREFIX_BYTES = 4;

/** A payload with its length before it. */
export function frame(payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(PREFIX_BYTES + payload.length);
  bytes.writeUInt32LE(payload.length);
  bytes.set(payload, PREFIX_BYTES);
  return bytes;
}

/** Calls back with each payload that a socket brings. */
export function readFrames(socket: Socket, received: (payload: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    while (bytes.length - start >= PREFIX_BYTES) {
      const end = start + PREFIX_BYTES + bytes.readUInt32LE(start);
      if (end > bytes.length) {
        break;
      }
      received(bytes.subarray(start + PREFIX_BYTES, end));
      start = end;
    }
    rest = bytes.subarray(start);
  });
}
