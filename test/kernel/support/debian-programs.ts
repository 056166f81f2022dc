import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FETCH = 'test/kernel/lab/debian-programs.sh';

/** Programs of Debian's that are to be tried without installing them; the folders are named in the script. */
export interface DebianPrograms {
  /** The folder with a folder for each; empty when they are not to be had. */
  readonly folder: string;
  /** Why they are not to be had; on CI that is a failure. */
  readonly skip: string | false;
}

export function debianPrograms(): DebianPrograms {
  // The machines of the lab have neither a network nor bash.
  if (!existsSync(FETCH) || spawnSync('bash', ['-c', 'command -v apt-get']).status !== 0)
    return { folder: '', skip: 'there is no way to fetch the programs here' };
  const { status, stdout, stderr } = spawnSync('bash', [FETCH], { encoding: 'utf8' });
  if (status === 0) return { folder: stdout.trim(), skip: false };
  if (process.env['CI'] !== undefined) throw new Error(stderr);
  return { folder: '', skip: `the programs cannot be fetched: ${stderr.trim().split('\n').at(-1)}` };
}
