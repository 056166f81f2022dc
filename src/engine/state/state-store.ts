import { linkSync, lstatSync, type RmOptions, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRegular, readRegularBytes } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import { TRANSCRIPT } from '../../inputs/transcript.ts';
import { errorCode } from '../../model/error-code.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { loadAddon } from '../../netlink/addon.ts';
import { namespaceFile } from '../../netlink/connection/namespace-path.ts';
import { stateDirectory } from '../../resources/namespace.ts';
import type { EngineOptions } from '../look/kernel.ts';
import { namespaceError } from '../look/namespace-error.ts';
import { EMPTY_RECORD, type StateRecord } from '../record/record.ts';
import { type Checkpoint, isCheckpoint } from './checkpoint.ts';
import { bootId } from './clock.ts';
import { parseLong } from './long-json.ts';
import { isStoredRecord } from './record-shape.ts';
import { makeDirectory, writeWhole } from './state-file.ts';
import type { Trial } from './trial.ts';
import { trialFiles } from './trial-files.ts';

/** Options of commands that use the state directory. */
export interface StateOptions extends EngineOptions {
  readonly stateDir: string;
  /** The command line that starts nlapply, up to the name of the command. The guardian of a trial is started with it. */
  readonly program?: readonly string[];
}

/** The state of one network namespace, in a directory that is named after the inode of the namespace. */
export interface StateStore {
  readonly directory: string;
  /** The record; empty if there is none, or if it is from another boot. */
  load(): StateRecord;
  save(record: StateRecord): void;
  /** Saves the checkpoint, which a rollback needs: before the first change, and again before each later pass. */
  saveCheckpoint(checkpoint: Checkpoint): void;
  /** For a run that has changed nothing: puts back the checkpoint that was there before. */
  withdrawCheckpoint(): void;
  /** Removes the checkpoint. */
  removeCheckpoint(): void;
  /** The checkpoint; undefined if there is none of this boot. @throws NlapplyError if it is damaged */
  loadCheckpoint(): Checkpoint | undefined;
  /** Begins a trial: from now on the change is rolled back unless it is confirmed. */
  beginTrial(trial: Trial): void;
  unlock(): void;
}

/**
 * Opens the store for writing and takes the lock, of which there is one for each namespace.
 * @param warn called with a message if the record is damaged
 * @throws NlapplyError 75 if another run holds the lock, 77 if the directory cannot be written
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
  const writing = (work: () => void): void =>
    attempt(stateDir, () => {
      // The transcript of a run that had nothing to do is out of date now.
      spoil('something is done');
      remove(join(directory, TRANSCRIPT), { recursive: true });
      work();
    });
  const write = (name: string, content: object): void =>
    writing(() => writeWhole(join(directory, name), content));
  const path = join(directory, 'checkpoint.json');
  const earlier = join(directory, 'checkpoint.earlier.json');
  let saved = false;
  return {
    directory,
    load: () => attempt(stateDir, () => loadRecord(directory, warn)),
    save: (record) => write('record.json', { ...record, boot_id: bootId() }),
    saveCheckpoint: (checkpoint) => {
      if (!saved) setAside(path, earlier);
      write('checkpoint.json', checkpoint);
      saved = true;
    },
    withdrawCheckpoint: () => writing(() => takeBack(path, earlier)),
    removeCheckpoint: () => writing(() => remove(path)),
    loadCheckpoint: () => attempt(stateDir, () => readCheckpoint(directory)),
    beginTrial: (trial) => writing(() => trialFiles(directory).begin(trial)),
    unlock: () => loadAddon().unlockFile(lock),
  };
}

/** Reads the record without the lock. If it cannot be read, `warn` is called, and nothing is ours. */
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

/** The directory with the state of a namespace. @throws NlapplyError if there is no such namespace */
export function directoryOf(stateDir: string, netns: string | undefined): string {
  try {
    return stateDirectory(stateDir, netns);
  } catch (error) {
    throw namespaceError(error, netns ?? namespaceFile(netns));
  }
}

/** Keeps the old checkpoint under a second name (a hard link), so that there is one at every moment. Without it, none can be put back. */
function setAside(path: string, aside: string): void {
  try {
    remove(aside);
    if (isThere(path)) linkSync(path, aside);
  } catch {
    // The file system has no hard links, or it is no file. In the latter case, writing it fails.
  }
}

function takeBack(path: string, aside: string): void {
  try {
    renameSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    remove(path);
  }
}

/** Removes a file. Mostly there is none, and then Node need not load the modules for removing. */
function remove(path: string, options: RmOptions = {}): void {
  if (isThere(path)) rmSync(path, { ...options, force: true });
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Reads the checkpoint without the lock. */
export function readCheckpoint(directory: string): Checkpoint | undefined {
  const path = join(directory, 'checkpoint.json');
  let bytes: Buffer;
  try {
    bytes = readRegularBytes(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const stored = parsed(bytes);
  if (!isCheckpoint(stored)) {
    const hint = 'what nlapply has made goes away when it is no longer declared';
    throw new NlapplyError('ERR_CHECKPOINT', EXIT.failed, `${path} is damaged: there is no way back`, {
      hint,
    });
  }
  // There is no way back to the state of another boot.
  return stored.boot_id === bootId() ? stored : undefined;
}

function parsed(bytes: Buffer): unknown {
  try {
    return parseLong(bytes);
  } catch {
    return undefined;
  }
}

/** Calls the function, and turns errors into an NlapplyError that says what is wrong with the state directory. */
function attempt<T>(stateDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw stateError(stateDir, error);
  }
}

function stateError(stateDir: string, cause: unknown): NlapplyError {
  if (cause instanceof NlapplyError) return cause;
  const code = errorCode(cause);
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

/** With a damaged record nothing is ours, so that nothing is removed that somebody may need. */
function loadRecord(directory: string, warn: (text: string) => void): StateRecord {
  const path = join(directory, 'record.json');
  try {
    const stored: unknown = JSON.parse(readRegular(path));
    if (isStoredRecord(stored)) {
      const { boot_id, ...record } = stored;
      // What a record of another boot describes is gone.
      return boot_id === bootId() ? { ...EMPTY_RECORD, ...record } : EMPTY_RECORD;
    }
    warn(damaged(path, 'it is not a record of this version'));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES') throw error;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') warn(damaged(path, messageOf(error)));
  }
  return EMPTY_RECORD;
}

const damaged = (path: string, why: string): string =>
  `${path} is damaged (${why}): links that nlapply made are taken for somebody else's`;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
