import { type FSWatcher, watch } from 'node:fs';
import { pause } from './pause.ts';

/** Tells of changes in a directory, at once where the kernel can; a look now and then is needed all the same. */
export interface DirectoryWatch {
  /** Returns when something has changed, after so many milliseconds, or when the signal is aborted. */
  changed(ms: number, signal?: AbortSignal): Promise<void>;
  close(): void;
}

export function watchDirectory(directory: string): DirectoryWatch {
  let wake = new AbortController();
  const watcher = tryWatch(directory, () => wake.abort());
  return {
    async changed(ms, signal) {
      await pause(ms, signal === undefined ? wake.signal : AbortSignal.any([wake.signal, signal]));
      if (wake.signal.aborted) wake = new AbortController();
    },
    close: () => watcher?.close(),
  };
}

/** Users have so many inotify watches only. */
function tryWatch(directory: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(directory, { persistent: false }, changed).on('error', () => {});
  } catch {
    return undefined;
  }
}
