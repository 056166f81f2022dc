import type { OutputStream } from './host.ts';

/**
 * Errors that mean that nobody reads the output any more: the other end of the pipe or the terminal is gone. Finishing
 * the work matters more than reporting it, so these are no reason to stop.
 */
const READER_GONE: ReadonlySet<string | undefined> = new Set([
  'EPIPE',
  'EIO',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
]);

/** An output stream that never throws, and remembers the first failure that matters. */
export class Output {
  readonly #open: () => OutputStream;
  #stream: OutputStream | undefined;
  readonly #pending: Promise<void>[] = [];
  #failure: NodeJS.ErrnoException | undefined;
  #lost = false;

  /** @param open returns the stream; called when the first text is written */
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

  /** Waits until everything is written. Returns the error by which wanted output was lost; undefined if none was. */
  async finish(): Promise<NodeJS.ErrnoException | undefined> {
    await Promise.all(this.#pending);
    return this.#failure;
  }

  #opened(): OutputStream {
    if (this.#stream === undefined) {
      this.#stream = this.#open();
      // Failed writes are reported both to their callback and here; without a listener they would end the process.
      this.#stream.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
    }
    return this.#stream;
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#lost = true;
    if (!READER_GONE.has(error.code)) this.#failure ??= error;
  }
}
