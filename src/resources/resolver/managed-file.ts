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
import { type Entry, parseResolvConf, resolvConf } from './resolv-conf.ts';

type FileService = Extract<NameService, { readonly through: `/${string}` }>;

/** The file as it is now. */
export interface Managed {
  readonly service: FileService;
  /** By device, of a file that is as nlapply wrote it. */
  readonly entries: readonly Entry[];
}

/** Where namespaces have files of their own, for ip-netns(8). */
export const NETNS_FILES = '/etc/netns';

const saved = (path: string): string => `${path}.nlapply-saved`;
const changed = (path: string): string => `${path}.nlapply-changed`;

/** Reads the file at this path, which need not be there. */
export function readManaged(path: `/${string}`): Managed {
  const is = (state: FileService['state'], more = {}): Managed => ({
    service: { through: path, state, ...more },
    entries: [],
  });
  const mode = lookAt(path);
  if (mode === undefined) return is('absent');
  if (isSymbolicLink(mode)) return is('symlink', { target: readTarget(path) });
  if (!isFile(mode)) return is('others');
  // What cannot be read is not as nlapply leaves it.
  const entries = parseResolvConf(textOf(path));
  if (entries === undefined) return is('others');
  return entries === 'changed' ? is('changed') : { service: { through: path, state: 'ours' }, entries };
}

/** Undefined also where a directory on the way is none. */
function lookAt(path: string): number | undefined {
  try {
    return ownModeOf(path);
  } catch {
    return undefined;
  }
}

/**
 * Sets what the file says of one link, or takes it away (null). What somebody else had there is kept beside it and comes
 * back with the last entry; a file of ours that somebody changed is kept, too.
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
    replace(path, resolvConf(next), 0o644);
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

/** A namespace's directory with nothing in it says nothing. */
function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Somebody has other files there.
  }
}

/** Whole or not at all; where a file is mounted over (containers), it can only be written in place. */
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
