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
  readonly #open: () => OutputStream;
  #stream: OutputStream | undefined;
  readonly #pending: Promise<void>[] = [];
  #failure: NodeJS.ErrnoException | undefined;
  #lost = false;

  /** @param open gives the stream, which is asked for with the first text */
  constructor(open: () => OutputStream) {
    this.#open = open;
  }

  write(text: string): void {
    if (this.#lost || text === '') return;
    const stream = this.#opened();
    this.#pending.push(
      new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error) this.#failed(error);
          resolve();
        });
      }),
    );
  }

  /** Whether something has been written. */
  get isUsed(): boolean {
    return this.#stream !== undefined;
  }

  /** Waits until everything is written; the failure that lost output which somebody wanted, or undefined. */
  async finish(): Promise<NodeJS.ErrnoException | undefined> {
    await Promise.all(this.#pending);
    return this.#failure;
  }

  #opened(): OutputStream {
    if (this.#stream === undefined) {
      this.#stream = this.#open();
      // Failed writes are reported both to their callback and here; unheard, they would end the process.
      this.#stream.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
    }
    return this.#stream;
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#lost = true;
    if (!READER_GONE.has(error.code)) this.#failure ??= error;
  }
}
