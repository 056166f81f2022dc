import { type FSWatcher, watch } from 'node:fs';
import { pause } from './pause.ts';

/** Reports changes in a directory, at once if the kernel does; as it may not, callers look regularly as well. */
export interface DirectoryWatch {
  /** Settles when something has changed, after `ms` milliseconds, or when the signal is aborted. */
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

/** The watcher; undefined if there is none to be had, as the number of inotify watches per user is limited. */
function tryWatch(directory: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(directory, { persistent: false }, changed).on('error', () => {});
  } catch {
    return undefined;
  }
}
