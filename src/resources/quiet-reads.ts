import { readNames, readText } from '../inputs/files.ts';

// What cannot be read says nothing: it is not there, it has gone meanwhile, or it is not for us to see.

/** What a file holds; '' of one that cannot be read. */
export function textOf(path: string): string {
  try {
    return readText(path);
  } catch {
    return '';
  }
}

/** Names in a directory; none of one that cannot be read. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readNames(directory);
  } catch {
    return [];
  }
}

/** What a JSON file holds, if it has the shape; undefined of one that cannot be read, too. */
export function jsonOf<T>(path: string, is: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(readText(path));
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
