import { createHash } from 'node:crypto';
import type { Client } from './client.ts';
import type { Declaration } from './declaration.ts';
import type { Link } from './link.ts';
import { mapItemSecrets } from './secrets.ts';
import type { Snapshot } from './snapshot.ts';
import type { Value } from './value.ts';

const FINGERPRINT = /^sha256:[0-9a-f]{16}$/;

/** The fingerprint that replaces a secret in a snapshot: it is the same for equal secrets, and does not reveal them. */
export function fingerprint(secret: Value): string {
  const text = typeof secret === 'string' ? secret : JSON.stringify(secret);
  if (FINGERPRINT.test(text)) return text;
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** The snapshot with its secrets replaced by fingerprints; fingerprints that are there already stay. */
export function fingerprintSnapshot(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    links: snapshot.links.map(fingerprinted),
    ...(snapshot.clients !== undefined && { clients: snapshot.clients.map(fingerprinted) }),
  };
}

/**
 * The declaration with its secrets replaced by fingerprints: it can be compared with such a snapshot, but not applied.
 */
export function fingerprintDeclaration(declaration: Declaration): Declaration {
  return {
    ...declaration,
    links: declaration.links.map((declared) => ({ ...declared, link: fingerprinted(declared.link) })),
    clients: declaration.clients.map((declared) => ({ ...declared, item: fingerprinted(declared.item) })),
  };
}

const fingerprinted = <T extends Client | Link>(item: T): T => mapItemSecrets(item, fingerprint);
