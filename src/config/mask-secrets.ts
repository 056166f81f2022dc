import { SENSITIVE } from '../model/secrets.ts';

/** Keys whose value is a secret, or the file it lies in. */
const SECRET =
  /(?<=(?:^|[\s{,])["']?(?:private|shared|pin|[a-z-]*password)["']?\s*:\s*)["']?(?!["']?[/\s])[^\s,}#][^\s,}]*/g;
/** `key` and `keys` may be numbers, files and mappings as well: what is longer is a secret. */
const KEY = /(?<=(?:^|[\s{,])["']?keys?["']?\s*:\s*)["']?[A-Za-z0-9+][A-Za-z0-9+/=]{15,}["']?/g;
/** What stands alone, below its key. */
const ALONE = /(?<=^\s*)["']?[A-Za-z0-9+/]{40,}=?["']?(?=\s*$)/g;

/**
 * A line of a configuration as a complaint may show it. What is wrong may be that the file is no YAML, so it is the words
 * before them that tell secrets. The line keeps its length: carets stand under it.
 */
export function maskSecrets(line: string): string {
  return [SECRET, KEY, ALONE].reduce((text, pattern) => text.replace(pattern, masked), line);
}

const masked = (secret: string): string =>
  secret.length < SENSITIVE.length ? '*'.repeat(secret.length) : SENSITIVE.padEnd(secret.length, '*');
