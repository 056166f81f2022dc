import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file atomically: after a crash there is still the old one. */
export const writeWholeText = (path: string, text: string, mode?: number): void =>
  writeWholeParts(path, [text], mode);

/** The same for a text in parts. */
export function writeWholeParts(path: string, parts: Iterable<string | Uint8Array>, mode = 0o600): void {
  const temporary = `${path}.new`;
  const fd = openNew(temporary, mode);
  try {
    for (const text of parts) writeFileSync(fd, text);
    fsyncSync(fd);
    renameSync(temporary, path);
  } catch (error) {
    // On a full disk an incomplete file would keep the next one from being written, too.
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/**
 * Opens a new file. Mostly none exists yet, so it is opened at once: to remove an existing one, Node has to load a
 * module.
 */
function openNew(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    rmSync(path);
    return openSync(path, 'wx', mode);
  }
}
