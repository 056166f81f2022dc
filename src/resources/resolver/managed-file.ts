import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isFile, isSymbolicLink, ownModeOf, readTarget } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import type { NameService } from '../../model/index.ts';
import { textOf } from '../quiet-reads.ts';
import { type Entry, parseResolvConf, resolvConf, serversIn } from './resolv-conf.ts';

type FileService = Extract<NameService, { readonly through: `/${string}` }>;

/** The state of the file. */
export interface Managed {
  readonly service: FileService;
  /** The entries by device, if the file is as nlapply wrote it. */
  readonly entries: readonly Entry[];
}

/** Where ip-netns(8) keeps the files of namespaces. */
export const NETNS_FILES = '/etc/netns';

const saved = (path: string): string => `${path}.nlapply-saved`;
const changed = (path: string): string => `${path}.nlapply-changed`;

/** Reads the file with this path, which need not exist. */
export function readManaged(path: `/${string}`): Managed {
  const is = (state: FileService['state'], more = {}): Managed => ({
    service: { through: path, state, ...more },
    entries: [],
  });
  const mode = lookAt(path);
  if (mode === undefined) return is('absent');
  if (isSymbolicLink(mode)) return is('symlink', { target: readTarget(path) });
  if (!isFile(mode)) return is('others');
  // A file that cannot be read was not left so by nlapply.
  const entries = parseResolvConf(textOf(path));
  if (entries === undefined) return is('others');
  return entries === 'changed' ? is('changed') : { service: { through: path, state: 'ours' }, entries };
}

/** The mode of the file; undefined if it does not exist, or a part of its path is no directory. */
function lookAt(path: string): number | undefined {
  try {
    return ownModeOf(path);
  } catch {
    return undefined;
  }
}

/**
 * Sets the entry of one link in the file, or removes it (null). Somebody else's file is saved beside it and comes back
 * when the last entry is removed; a file of ours that somebody changed is saved, too.
 */
export function updateManaged(path: `/${string}`, link: string, entry: Entry | null): void {
  spoil('a file is written');
  const { service, entries } = readManaged(path);
  const at = entries.findIndex((one) => one.link === link);
  const rest = entries.filter((one) => one.link !== link);
  const next = entry === null ? rest : at < 0 ? [...rest, entry] : entries.with(at, entry);
  if (next.length > 0) {
    if (service.state === 'others') replace(saved(path), readFileSync(path), lstatSync(path).mode);
    if (service.state === 'changed') replace(changed(path), readFileSync(path), lstatSync(path).mode);
    if (service.state === 'absent') mkdirSync(dirname(path), { recursive: true });
    // Without a name server, programs would ask this machine (res_init).
    const isBare = next.every(({ addresses }) => addresses.length === 0);
    replace(path, resolvConf(next, isBare ? serversIn(textOf(saved(path))) : []), 0o644);
  } else if (service.state === 'ours') giveBack(path);
}

function giveBack(path: string): void {
  const before = saved(path);
  if (lookAt(before) !== undefined) {
    replace(path, readFileSync(before), lstatSync(before).mode);
    rmSync(before);
    return;
  }
  rmSync(path);
  if (dirname(dirname(path)) === NETNS_FILES) removeEmpty(dirname(path));
}

/** Removes the directory of a namespace if it is empty. */
function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // There are other files in it.
  }
}

/** Replaces a file atomically. A file that is a mount point (in containers) can only be rewritten in place. */
function replace(path: string, content: string | Uint8Array, mode: number): void {
  const temporary = `${path}.nlapply-new`;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!(error instanceof Error && 'code' in error && error.code === 'EBUSY')) throw error;
    writeFileSync(path, content);
  }
}
