import { createHash } from 'node:crypto';
import { type Client, sameValue } from '../../model/index.ts';
import { CLIENT_PROGRAMS, CLIENT_ROLES, type ClientProgram } from '../../model/language/clients.ts';
import { isMapping } from '../../model/mapping.ts';
import type { ProcessIdentity } from '../process.ts';

/** What keeps a client running: a unit of systemd, or a process started by us. */
export type Keeper = { readonly unit: string } | ProcessIdentity;

/** A client as it is stored in its directory. */
export interface StoredClient extends Pick<Client, 'link' | 'role' | 'settings'> {
  readonly format_version: 1;
  readonly program: ClientProgram;
  /** Digests of the files in the directory, by name. */
  readonly files: Readonly<Record<string, string>>;
}

export const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Whether parsed JSON is a stored client. This is strict, as programs are started and ended by it. */
export function isStoredClient(value: unknown): value is StoredClient {
  if (!isMapping(value) || !isMapping(value['settings']) || !isMapping(value['files'])) return false;
  return (
    value['format_version'] === 1 &&
    typeof value['link'] === 'string' &&
    CLIENT_ROLES.some((role) => role === value['role']) &&
    typeof value['program'] === 'string' &&
    Object.hasOwn(CLIENT_PROGRAMS, value['program']) &&
    Object.values(value['files']).every((digest) => typeof digest === 'string')
  );
}

export const isKeeper = (value: unknown): value is Keeper =>
  isMapping(value) &&
  (typeof value['unit'] === 'string' ||
    (Number.isInteger(value['pid']) && Number(value['pid']) > 1 && typeof value['start'] === 'string'));

/** Names of the settings that differ between two clients of the same role. */
export const settingsThatDiffer = (
  a: Pick<Client, 'settings'>,
  b: Pick<Client, 'settings'>,
): readonly string[] =>
  [...new Set([...Object.keys(a.settings), ...Object.keys(b.settings)])].filter(
    (name) => !sameValue(a.settings[name], b.settings[name]),
  );
