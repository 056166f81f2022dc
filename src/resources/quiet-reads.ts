import { readNames, readText } from '../inputs/files.ts';

// Files that cannot be read are treated as empty: they do not exist, have gone in the meantime, or we may not read
// them.

/** The contents of a file; '' if it cannot be read. */
export function textOf(path: string): string {
  try {
    return readText(path);
  } catch {
    return '';
  }
}

/** The names in a directory; none if it cannot be read. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readNames(directory);
  } catch {
    return [];
  }
}

/** The contents of a JSON file; undefined if it cannot be read or has another shape. */
export function jsonOf<T>(path: string, is: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(readText(path));
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
