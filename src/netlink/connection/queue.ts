/** Runs jobs one after another: at once if none is running. */
export class Queue {
  #tail: Promise<unknown> | undefined;

  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#tail === undefined ? job() : this.#tail.then(job);
    const tail: Promise<void> = result.then(
      () => this.#leave(tail),
      () => this.#leave(tail),
    );
    this.#tail = tail;
    return result;
  }

  #leave(tail: Promise<unknown>): void {
    if (this.#tail === tail) this.#tail = undefined;
  }
}
