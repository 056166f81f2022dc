import { maskSecrets } from './mask-secrets.ts';
import type { Reporter } from './reporter.ts';
import type { SourceText } from './source-text.ts';

/**
 * Words before a secret. Most files have none, so that large ones need not be searched line by line. The pattern begins
 * with letters, which makes the search fast.
 */
const BEFORE_SECRET = /(?:private|shared|pin|password|keys?)["']?\s*:/;

/**
 * Warns of the first secret in a file that others may read or write. netplan warns of every such file, but without a
 * secret that does no harm.
 */
export function warnOfOpenSecrets(source: SourceText, mode: number, reporter: Reporter): void {
  if (!BEFORE_SECRET.test(source.text)) return;
  let start = 0;
  for (const line of source.text.split('\n')) {
    const masked = maskSecrets(line);
    if (masked !== line) {
      const at = start + firstDifference(line, masked);
      const may = (mode & 0o044) === 0 ? 'write' : 'read';
      const message = `this is a secret, and others can ${may} the file (mode ${mode.toString(8).padStart(4, '0')})`;
      const hint = `chmod 600 ${source.file}`;
      reporter.warning('open-secret', { source, start: at, end: at + 1 }, message, { hint });
      return;
    }
    start += line.length + 1;
  }
}

function firstDifference(a: string, b: string): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return 0;
}
