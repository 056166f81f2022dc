import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory that holds `examples` and `schemas`, whichever directory the tests were compiled to. */
export const repository: string = findUp(import.meta.dirname);

/** The examples' names and texts. */
export function examples(): { readonly name: string; readonly text: string }[] {
  const directory = join(repository, 'examples');
  const names = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }));
}

function findUp(directory: string): string {
  const found = ['examples', 'schemas'].every((name) => existsSync(join(directory, name)));
  if (found || directory === dirname(directory)) return directory;
  return findUp(dirname(directory));
}
