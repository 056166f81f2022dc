import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EXIT, NlapplyError, type Snapshot } from '../model/index.ts';
import { loadAddon } from '../netlink/addon.ts';
import { netnsPath } from '../netlink/connection/socket.ts';
import { EMPTY_RECORD, type StateRecord } from './record.ts';

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

interface Stored extends StateRecord {
  readonly boot_id: string;
}

/** Opens the store for writing and takes the lock: one writer a namespace. @throws NlapplyError 75 when another run holds it, 77 when the directory is not ours to write */
export function openStore(stateDir: string, netns: string | undefined): StateStore {
  const directory = directoryOf(stateDir, netns);
  const lock = takeLock(directory, stateDir);
  return {
    load: () => loadRecord(directory),
    save: (record) => write(join(directory, 'record.json'), { ...record, boot_id: bootId() }),
    saveCheckpoint: (checkpoint) => write(join(directory, 'checkpoint.json'), checkpoint),
    unlock: () => loadAddon().unlockFile(lock),
  };
}

/** Reads the record without a lock; undefined when it may not be read. */
export function readRecord(stateDir: string, netns: string | undefined): StateRecord | undefined {
  try {
    return loadRecord(directoryOf(stateDir, netns));
  } catch (error) {
    if (codeOf(error) === 'EACCES') return undefined;
    throw error;
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

function takeLock(directory: string, stateDir: string): number {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return loadAddon().lockFile(join(directory, 'lock'));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EAGAIN' || code === 'EWOULDBLOCK') {
      const hint = 'wait for it to end, or look for a run that hangs (ps -C nlapply)';
      throw new NlapplyError(
        'ERR_LOCKED',
        EXIT.locked,
        'another nlapply is changing this network namespace',
        { cause: error, hint },
      );
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      const hint = 'run as root, or name a writable directory with --state-dir';
      throw new NlapplyError(
        'ERR_PRIVILEGE',
        EXIT.privilege,
        `cannot write the state directory ${stateDir}`,
        { cause: error, hint },
      );
    }
    throw new NlapplyError(
      'ERR_STATE_DIR',
      EXIT.failed,
      `cannot use the state directory ${stateDir}: ${String(error)}`,
      { cause: error },
    );
  }
}

function loadRecord(directory: string): StateRecord {
  let text: string;
  try {
    text = readFileSync(join(directory, 'record.json'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return EMPTY_RECORD;
    throw error;
  }
  const stored = parse(text);
  // A record of another boot, or one that cannot be read, describes nothing that is here: it owns nothing.
  return stored === undefined || stored.boot_id !== bootId() ? EMPTY_RECORD : stored;
}

function parse(text: string): Stored | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isStored(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const { format_version, boot_id, links, addresses, replaced } = value as Partial<
    Record<keyof Stored, unknown>
  >;
  return (
    format_version === 1 &&
    typeof boot_id === 'string' &&
    Array.isArray(addresses) &&
    typeof links === 'object' &&
    links !== null &&
    typeof replaced === 'object' &&
    replaced !== null
  );
}

/** Whole or not at all: a crash leaves the old file. */
function write(path: string, content: object): void {
  const temporary = `${path}.new`;
  const fd = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(fd, JSON.stringify(content));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, path);
}

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
