import { linkSync, lstatSync, type RmOptions, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRegular, readRegularBytes } from '../inputs/files.ts';
import { spoil } from '../inputs/recording.ts';
import { TRANSCRIPT } from '../inputs/transcript.ts';
import { EXIT, NlapplyError } from '../model/index.ts';
import { loadAddon } from '../netlink/addon.ts';
import { namespaceFile } from '../netlink/connection/namespace-path.ts';
import { stateDirectory } from '../resources/namespace.ts';
import { type Checkpoint, isCheckpoint } from './checkpoint.ts';
import { bootId } from './clock.ts';
import { errorCode } from './error-code.ts';
import type { EngineOptions } from './kernel.ts';
import { parseLong } from './long-json.ts';
import { namespaceError } from './namespace-error.ts';
import { EMPTY_RECORD, type StateRecord } from './record.ts';
import { isStoredRecord } from './record-shape.ts';
import { makeDirectory, writeWhole } from './state-file.ts';
import type { Trial } from './trial/trial.ts';
import { trialFiles } from './trial/trial-files.ts';

/** What commands that know the state directory work with. */
export interface StateOptions extends EngineOptions {
  readonly stateDir: string;
  /** The command line that starts the program, up to the command's name; a trial's guardian is started by it. */
  readonly program?: readonly string[];
}

/** What is kept about one network namespace, in a directory of its own named after the namespace's inode. */
export interface StateStore {
  readonly directory: string;
  /** The record, empty when there is none or it is from another boot. */
  load(): StateRecord;
  save(record: StateRecord): void;
  /** What a rollback needs, written before the first change, and again before each later pass. */
  saveCheckpoint(checkpoint: Checkpoint): void;
  /** The run that saved the checkpoint has changed nothing: the one that it found is there again. */
  withdrawCheckpoint(): void;
  /** There is nothing to go back to. */
  removeCheckpoint(): void;
  /** Undefined when there is none of this boot. @throws NlapplyError when it is damaged */
  loadCheckpoint(): Checkpoint | undefined;
  /** From now on the change goes back unless it is confirmed. */
  beginTrial(trial: Trial): void;
  unlock(): void;
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
  const writing = (work: () => void): void =>
    attempt(stateDir, () => {
      // What a run went by that had nothing to do is of no use to the next one.
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

/** Where the state of a namespace is kept. @throws NlapplyError when there is no such namespace */
export function directoryOf(stateDir: string, netns: string | undefined): string {
  try {
    return stateDirectory(stateDir, netns);
  } catch (error) {
    throw namespaceError(error, netns ?? namespaceFile(netns));
  }
}

/** By a second name, so that there is one at every moment. Where that cannot be, there is none to take back. */
function setAside(path: string, aside: string): void {
  try {
    remove(aside);
    if (isThere(path)) linkSync(path, aside);
  } catch {
    // The file system knows no second names, or it is no file: then writing it says so.
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

/** Mostly there is nothing: then Node need not load what it removes things by. */
function remove(path: string, options: RmOptions = {}): void {
  if (isThere(path)) rmSync(path, { ...options, force: true });
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Reads the checkpoint without a lock. */
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
  // What another boot went back to is not there any more.
  return stored.boot_id === bootId() ? stored : undefined;
}

function parsed(bytes: Buffer): unknown {
  try {
    return parseLong(bytes);
  } catch {
    return undefined;
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

/** A record that is damaged owns nothing: then nothing is removed that somebody may need. */
function loadRecord(directory: string, warn: (text: string) => void): StateRecord {
  const path = join(directory, 'record.json');
  try {
    const stored: unknown = JSON.parse(readRegular(path));
    if (isStoredRecord(stored)) {
      const { boot_id, ...record } = stored;
      // A record of another boot describes nothing that is here.
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
