import { clampPrivateKey, formatKey, parseKey } from '../../netlink/generic/families/wireguard-key.ts';
import { say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { childOf, KIND_NAME, type MapNode, type Node } from '../node.ts';
import type { Reporter } from '../reporter.ts';
import { readSecretFile } from '../secret-file.ts';
import type { SaidKey } from './said-key.ts';

/** Reads the private key of a device: the key itself, or a mapping with `private`. */
export function readPrivateKey(said: SaidKey): void {
  const { draft, key, attribute, node, reporter } = said;
  const found = node.kind === 'map' ? privateIn(node, key, reporter) : node;
  const bytes = found === undefined ? undefined : secretKeyIn(found, 'private', reporter);
  // In the form in which the kernel stores it (wg_noise_set_static_identity_private_key).
  if (found !== undefined && bytes !== undefined)
    say(draft, attribute, formatKey(clampPrivateKey(bytes)), found);
}

function privateIn(map: MapNode, key: string, reporter: Reporter): Node | undefined {
  for (const entry of map.entries) {
    const { text } = entry.key;
    if (text === 'private') continue;
    if (text === FLAGS) {
      const message = `"${FLAGS}" is a setting of NetworkManager: where it asks for a key that is not in the file`;
      reporter.error('not-supported', entry.key, message, {
        hint: 'write the path of a file that holds the key',
      });
    } else {
      const hint = (): string => didYouMean(text, ['private']) ?? 'known here: private';
      reporter.error('unknown-key', entry.key, `unknown key "${text}" in "${key}"`, { hint });
    }
  }
  return childOf(map, 'private');
}

const FLAGS = 'private-key-flags';

/** Reads a secret key in base64, or from the file with the given path. Messages never include it. */
export function secretKeyIn(
  node: Node,
  name: 'private' | 'shared',
  reporter: Reporter,
): Uint8Array | undefined {
  if (node.kind !== 'scalar') {
    const message = `"${name}" must be a key or the path of a file that holds one, not ${KIND_NAME[node.kind]}`;
    reporter.error('wrong-type', node, message);
    return undefined;
  }
  const text = node.text.startsWith('/') ? textInFile(node.text, node, reporter) : node.text;
  if (text === undefined) return undefined;
  const bytes = parseKey(text);
  if (bytes === undefined) {
    const where = node.text.startsWith('/') ? `${node.text} holds no key` : `"${name}" is not a key`;
    const hint = fault(text);
    reporter.error('wrong-value', node, `${where}: base64 of 32 bytes, as "${COMMAND[name]}" makes it`, {
      hint,
    });
  }
  return bytes;
}

const COMMAND = { private: 'wg genkey', shared: 'wg genpsk' } as const;

/** Why a text is not a key, without quoting any of it; undefined for other reasons. */
export function fault(text: string): string | undefined {
  if (text === '') return 'it is empty';
  if (/[^A-Za-z0-9+/=]/.test(text)) return 'it has characters that base64 does not have';
  return text.length === 44 ? undefined : `it has ${text.length} characters, a key has 44`;
}

/** The contents of a file without surrounding blanks; reports files that cannot be read, or that everyone can read. */
export function textInFile(path: string, node: Node, reporter: Reporter): string | undefined {
  const file = readSecretFile(path);
  if (typeof file === 'string') {
    reporter.error('unreadable', node, `cannot read ${path}: ${file}`);
    return undefined;
  }
  if (file.open) {
    const hint = `chmod o= ${path}`;
    reporter.warning('open-secret', node, `everyone on this machine can read the key in ${path}`, { hint });
  }
  return file.text;
}
