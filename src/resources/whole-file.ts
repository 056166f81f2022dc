import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Whole or not at all: a crash leaves the old file. */
export const writeWholeText = (path: string, text: string, mode?: number): void =>
  writeWholeParts(path, [text], mode);

/** The same of a text in parts. */
export function writeWholeParts(path: string, parts: Iterable<string | Uint8Array>, mode = 0o600): void {
  const temporary = `${path}.new`;
  const fd = openNew(temporary, mode);
  try {
    for (const text of parts) writeFileSync(fd, text);
    fsyncSync(fd);
    renameSync(temporary, path);
  } catch (error) {
    // A part of it on a disk that is full would keep the next one from being written, too.
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Mostly there is none yet: it is opened at once, since Node loads a module for what removes one that may be there. */
function openNew(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    rmSync(path);
    return openSync(path, 'wx', mode);
  }
}
