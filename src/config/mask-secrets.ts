import { SENSITIVE } from '../model/secrets.ts';

/** Keys whose value is a secret, or the path of a file with it. */
const SECRET =
  /(?<=(?:^|[\s{,])["']?(?:private|shared|pin|[a-z-]*password)["']?\s*:\s*)["']?(?!["']?[/\s])[^\s,}#][^\s,}]*/g;
/** `key` and `keys` can also be numbers, paths and mappings: only longer values are secrets. */
const KEY = /(?<=(?:^|[\s{,])["']?keys?["']?\s*:\s*)["']?[A-Za-z0-9+][A-Za-z0-9+/=]{15,}["']?/g;
/** A value that stands alone on the line below its key. */
const ALONE = /(?<=^\s*)["']?[A-Za-z0-9+/]{40,}=?["']?(?=\s*$)/g;

/**
 * Masks the secrets in a line of a configuration, for messages. As the file may not be valid YAML, secrets are
 * recognised by the words before them. The line keeps its length, as carets refer to it.
 */
export function maskSecrets(line: string): string {
  return [SECRET, KEY, ALONE].reduce((text, pattern) => text.replace(pattern, masked), line);
}

const masked = (secret: string): string =>
  secret.length < SENSITIVE.length ? '*'.repeat(secret.length) : SENSITIVE.padEnd(secret.length, '*');
