import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { mustRun, readText, realPath } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { namesIn } from '../quiet-reads.ts';
import { type Entry, parseResolverLines, resolverLines } from './resolv-conf.ts';

const PROGRAM = 'resolvconf';
const DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

/** The directories with the records of interfaces: of Debian's resolvconf, and of openresolv before and since 3.13. */
const STORES = ['interface', 'interfaces', 'keys'].map((name) => join('/run/resolvconf', name));

/** An interface may have several records: ours has this suffix. */
const SUFFIX = '.nlapply';

/**
 * The path of the program, be it resolvconf or openresolv. The one of systemd-resolved with the same name is not used,
 * since it does not work without that.
 */
export function resolvconfProgram(directories: readonly string[] = DIRECTORIES): string | undefined {
  return directories
    .map((directory) => join(directory, PROGRAM))
    .find((path) => {
      try {
        mustRun(path);
        return basename(realPath(path)) !== 'resolvectl';
      } catch {
        return false;
      }
    });
}

/** The records that nlapply has given to resolvconf. */
export function readResolvconf(stores: readonly string[] = STORES): Entry[] {
  return stores.flatMap((store) =>
    recordsIn(store).map((name): Entry => {
      const link = name.slice(0, -SUFFIX.length);
      return { link, ...parseResolverLines(readText(join(store, name))) };
    }),
  );
}

const recordsIn = (store: string): readonly string[] =>
  namesIn(store).filter((name) => name.endsWith(SUFFIX));

/**
 * Gives resolvconf the entry of a link, or removes it (null).
 * @throws NlapplyError with the program's message
 */
export function tellResolvconf(link: string, entry: Entry | null): void {
  spoil('a program is run');
  const program = resolvconfProgram();
  const record = `${link}${SUFFIX}`;
  const words = [entry === null ? '-d' : '-a', record];
  const { status, stderr, error } = spawnSync(program ?? PROGRAM, words, {
    input: entry === null ? '' : resolverLines([entry]),
    encoding: 'utf8',
  });
  if (status === 0) return;
  const said = error?.message ?? (stderr.trim() || `exit status ${status}`);
  throw new NlapplyError(
    'ERR_RESOLVCONF',
    EXIT.failed,
    `${PROGRAM} ${words.join(' ')}: ${said.split('\n')[0] ?? ''}`,
  );
}
