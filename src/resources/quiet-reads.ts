import { readdirSync, readFileSync } from 'node:fs';

// What cannot be read says nothing: it is not there, it has gone meanwhile, or it is not for us to see.

/** What a file holds; '' of one that cannot be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Names in a directory; none of one that cannot be read. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** What a JSON file holds, if it has the shape; undefined of one that cannot be read, too. */
export function jsonOf<T>(path: string, is: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
