import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { reason } from '../config/read-bytes.ts';
import { EXIT, NlapplyError, type Snapshot } from '../model/index.ts';
import { isSnapshot, snapshotFault } from '../model/snapshot-shape.ts';
import type { Session } from './session.ts';
import { UsageError } from './usage-error.ts';

/**
 * Returns a function that reads the snapshot for the option `--state`, to be called after the configuration was read.
 * @throws UsageError if standard input would have to be both
 */
export function readSnapshot(
  session: Session,
  configs: readonly string[],
  state: string | undefined,
  command: string,
): () => Promise<Snapshot | undefined> {
  if (state === '-' && configs.includes('-')) {
    throw new UsageError(
      'standard input can be the snapshot or the configuration, not both',
      `nlapply ${command} --help`,
    );
  }
  return async () => (state === undefined ? undefined : readState(state, session.host.stdin));
}

/**
 * Reads the snapshot in a file, or on standard input for `-`.
 * @throws NlapplyError ERR_STATE (exit status 78) if it cannot be read or is not a snapshot
 */
export async function readState(file: string, stdin: Readable): Promise<Snapshot> {
  const shown = file === '-' ? 'standard input' : file;
  const document = parse(await read(file, shown, stdin), shown);
  if (isSnapshot(document)) return document;
  throw stateError(`${shown} is not a snapshot: ${snapshotFault(document)}`);
}

async function read(file: string, shown: string, stdin: Readable): Promise<string> {
  try {
    return await (file === '-' ? text(stdin) : readFile(file, 'utf8'));
  } catch (error) {
    throw stateError(`cannot read the snapshot ${shown}: ${reason(error)}`, error);
  }
}

function parse(json: string, shown: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw stateError(`${shown} is not JSON: ${messageOf(error)}`, error);
  }
}

function stateError(message: string, cause?: unknown): NlapplyError {
  return new NlapplyError('ERR_STATE', EXIT.configuration, message, {
    cause,
    hint: '"nlapply snapshot" writes such a file',
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
