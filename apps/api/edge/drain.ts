import type { IncomingMessage } from 'node:http';

const PATIENCE_MS = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads away what a client still sends of a body that has been refused: answering into a half-sent request resets the
 * connection, and the person sees a broken line instead of the sentence. Resolves when it is over, or not worth waiting.
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const done = () => {
      clearTimeout(timer);
      request.off('data', count).off('end', done).off('close', done);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) done();
    };
    const timer = setTimeout(done, PATIENCE_MS);
    request.on('data', count).on('end', done).on('close', done);
  });
}
