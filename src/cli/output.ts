import type { OutputStream } from './host.ts';

/**
 * Errors that say nobody reads any more: a pipe's other end or the terminal is gone. What the program does matters more
 * than telling it, so they are no reason to stop.
 */
const READER_GONE: ReadonlySet<string | undefined> = new Set([
  'EPIPE',
  'EIO',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
]);

/** One of the two output streams: never throws, remembers the first failure that matters. */
export class Output {
  readonly #stream: OutputStream;
  readonly #pending: Promise<void>[] = [];
  #failure: NodeJS.ErrnoException | undefined;
  #open = true;

  constructor(stream: OutputStream) {
    this.#stream = stream;
    // Failed writes are reported both to their callback and here; unheard, they would end the process.
    stream.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
  }

  write(text: string): void {
    if (!this.#open || text === '') return;
    this.#pending.push(
      new Promise((resolve) => {
        this.#stream.write(text, (error) => {
          if (error) this.#failed(error);
          resolve();
        });
      }),
    );
  }

  /** Waits until everything is written; the failure that lost output which somebody wanted, or undefined. */
  async finish(): Promise<NodeJS.ErrnoException | undefined> {
    await Promise.all(this.#pending);
    return this.#failure;
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#open = false;
    if (!READER_GONE.has(error.code)) this.#failure ??= error;
  }
}
