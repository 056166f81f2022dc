/** Waits `ms` milliseconds, or until the signal is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      wake();
    }
    if (signal?.aborted === true) done();
    else signal?.addEventListener('abort', done);
  });
}
