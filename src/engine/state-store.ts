import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, NlapplyError, type Snapshot } from '../model/index.ts';
import { loadAddon } from '../netlink/addon.ts';
import { netnsPath } from '../netlink/connection/socket.ts';
import { EMPTY_RECORD, type StateRecord } from './record.ts';
import { isStoredRecord } from './record-shape.ts';
import { makeDirectory, readRegular, writeWhole } from './state-file.ts';

/** What is kept about one network namespace, in a directory of its own named after the namespace's inode. */
export interface StateStore {
  /** The record, empty when there is none or it is from another boot. */
  load(): StateRecord;
  save(record: StateRecord): void;
  /** What a rollback needs, written before the first change. */
  saveCheckpoint(checkpoint: Checkpoint): void;
  unlock(): void;
}

export interface Checkpoint {
  readonly format_version: 1;
  readonly before: Snapshot;
  /** Objects the run makes, by kind and key. */
  readonly made: readonly string[];
}

/**
 * Opens the store for writing and takes the lock: one writer a namespace.
 * @param warn is told about a record that says nothing any more
 * @throws NlapplyError 75 when another run holds it, 77 when the directory is not ours to write
 */
export function openStore(
  stateDir: string,
  netns: string | undefined,
  warn: (text: string) => void = () => {},
): StateStore {
  const directory = directoryOf(stateDir, netns);
  const lock = attempt(stateDir, () => {
    makeDirectory(directory);
    return loadAddon().lockFile(join(directory, 'lock'));
  });
  const write = (name: string, content: object): void =>
    attempt(stateDir, () => writeWhole(join(directory, name), content));
  return {
    load: () => attempt(stateDir, () => loadRecord(directory, warn)),
    save: (record) => write('record.json', { ...record, boot_id: bootId() }),
    saveCheckpoint: (checkpoint) => write('checkpoint.json', checkpoint),
    unlock: () => loadAddon().unlockFile(lock),
  };
}

/** Reads the record without a lock; what cannot be read is told, and owns nothing. */
export function readRecord(
  stateDir: string,
  netns: string | undefined,
  warn: (text: string) => void,
): StateRecord {
  const directory = directoryOf(stateDir, netns);
  try {
    return loadRecord(directory, warn);
  } catch (error) {
    warn(
      `the record in ${directory} cannot be read (${messageOf(error)}): links and addresses that are no longer declared are not shown`,
    );
    return EMPTY_RECORD;
  }
}

function directoryOf(stateDir: string, netns: string | undefined): string {
  const path = netns === undefined ? '/proc/self/ns/net' : netnsPath(netns);
  try {
    return join(stateDir, `net-${statSync(path).ino}`);
  } catch (error) {
    throw new NlapplyError(
      'ERR_NO_NAMESPACE',
      EXIT.failed,
      `there is no network namespace ${netns ?? path}`,
      { cause: error },
    );
  }
}

/** Does something in the state directory. @throws NlapplyError that says what the directory lacks */
function attempt<T>(stateDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw stateError(stateDir, error);
  }
}

function stateError(stateDir: string, cause: unknown): NlapplyError {
  const code = codeOf(cause);
  if (code === 'EAGAIN' || code === 'EWOULDBLOCK') {
    const hint = 'wait for it to end, or look for a run that hangs (ps -C nlapply)';
    const message = 'another nlapply is changing this network namespace';
    return new NlapplyError('ERR_LOCKED', EXIT.locked, message, { cause, hint });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const hint = 'run as root, or name a writable directory with --state-dir';
    const message = `cannot write the state directory ${stateDir}`;
    return new NlapplyError('ERR_PRIVILEGE', EXIT.privilege, message, { cause, hint });
  }
  const hint = 'name another directory with --state-dir, or make room for this one';
  const message = `cannot use the state directory ${stateDir}: ${messageOf(cause)}`;
  return new NlapplyError('ERR_STATE_DIR', EXIT.failed, message, { cause, hint });
}

/** A record that is damaged owns nothing: then nothing is removed that somebody may need. */
function loadRecord(directory: string, warn: (text: string) => void): StateRecord {
  const path = join(directory, 'record.json');
  try {
    const stored: unknown = JSON.parse(readRegular(path));
    // A record of another boot describes nothing that is here.
    if (isStoredRecord(stored))
      return stored.boot_id === bootId() ? { ...EMPTY_RECORD, ...stored } : EMPTY_RECORD;
    warn(damaged(path, 'it is no record of this version'));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EACCES') throw error;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') warn(damaged(path, messageOf(error)));
  }
  return EMPTY_RECORD;
}

const damaged = (path: string, why: string): string =>
  `${path} is damaged (${why}): links that nlapply made are taken for somebody else's`;

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
