import { look } from './look.ts';

// Everything that a run reads from outside goes through these functions, so that a recording is complete: the result of
// a run depends on nothing else. All of them throw the system's errors.

export const readText = (path: string): string => look('content', path).toString();

/** Reads a regular file; a symbolic link or a pipe is an error. */
export const readRegular = (path: string): string => look('regular', path).toString();

export const readRegularBytes = (path: string): Buffer => bytesOf(look('regular', path));

/** The contents of a regular file, through symbolic links; a pipe is an error. */
export const readContent = (path: string): Buffer => bytesOf(look('content', path));

export const readNames = (directory: string): string[] => parts(look('names', directory), '/');

export interface Entry {
  readonly name: string;
  readonly isDirectory: boolean;
}

export const readEntries = (directory: string): Entry[] =>
  parts(look('entries', directory), '\0').map((entry) => {
    const isDirectory = entry.endsWith('/');
    return { name: isDirectory ? entry.slice(0, -1) : entry, isDirectory };
  });

export const readTarget = (path: string): string => look('target', path).toString();

export const realPath = (path: string): string => look('real', path).toString();

export const exists = (path: string): boolean => look('exists', path) === 'yes';

/** @throws if the program may not be executed */
export const mustRun = (path: string): void => void look('runs', path);

/** What distinguishes a file from every other: its device and inode. */
export const identity = (path: string): string => look('identity', path).toString();

/** Type and permissions (inode(7)) of what the path leads to, through symbolic links. */
export const modeOf = (path: string): number => Number(look('mode', path));

/** Type and permissions of the path itself, which may be a symbolic link. */
export const ownModeOf = (path: string): number => Number(look('own-mode', path));

const FORMAT = 0o170000;
export const isFile = (mode: number): boolean => (mode & FORMAT) === 0o100000;
export const isDirectory = (mode: number): boolean => (mode & FORMAT) === 0o040000;
export const isSymbolicLink = (mode: number): boolean => (mode & FORMAT) === 0o120000;

export const kernelRelease = (): string => look('release', '').toString();

export const isRoot = (): boolean => look('user', '') === '0';

/** Whether this process is a service started by process 1. */
export const isService = (): boolean => look('service', '') === 'yes';

const parts = (found: string | Buffer, between: string): string[] =>
  found.length === 0 ? [] : found.toString().split(between);

const bytesOf = (found: string | Buffer): Buffer => (typeof found === 'string' ? Buffer.from(found) : found);
