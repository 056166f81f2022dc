import { type Declaration, NOTHING_DECLARED } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ClientProgram } from '../model/language/clients.ts';
import type { Ignore, Policy } from '../model/policy.ts';
import { CHECKS } from './checks/checks.ts';
import type { Context } from './context.ts';
import { declare } from './declare.ts';
import { readDevices } from './devices.ts';
import type { ConfigSource } from './files.ts';
import { readIgnore } from './ignore.ts';
import { mergeTrees } from './merge.ts';
import { entryOf, type MapNode, type Node } from './node.ts';
import { readOfMachine } from './of-machine.ts';
import { warnOfOpenSecrets } from './open-files.ts';
import { readPolicy } from './policy.ts';
import { read } from './read.ts';
import { readRenderer } from './renderer.ts';
import { Reporter, type ReporterOptions } from './reporter.ts';
import { SourceText } from './source-text.ts';
import { leaveOutUnsupported, readUnsupportedWish } from './unsupported.ts';
import { parseYaml } from './yaml/parse.ts';

/** The declaration in configuration texts, and what is wrong with them. */
export interface Configured {
  /** Must not be used if there is an error among the diagnostics. */
  readonly declaration: Declaration;
  /** For users: of many similar ones the first ones, with a count. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of them individually, if `keepAll` was given. */
  readonly everyDiagnostic: () => readonly Diagnostic[];
}

/**
 * Reads, merges and validates configuration texts; later ones amend earlier ones. Pure. All errors are reported at
 * once.
 */
export function configure(sources: readonly ConfigSource[], options: ReporterOptions = {}): Configured {
  const reporter = new Reporter(options);
  const declaration = declaredBy(sources, reporter);
  return {
    declaration,
    diagnostics: reporter.diagnostics(),
    everyDiagnostic: () => reporter.everyDiagnostic(),
  };
}

function declaredBy(sources: readonly ConfigSource[], reporter: Reporter): Declaration {
  const trees = sources.map(({ file, text, openMode }, order) => {
    const source = new SourceText(file, text, order);
    if (openMode !== undefined) warnOfOpenSecrets(source, openMode, reporter);
    return parseYaml(source, reporter);
  });
  // If one file cannot be parsed, references to its contents would be reported in the others.
  if (trees.some(({ broken }) => broken)) return NOTHING_DECLARED;
  const roots = trees.flatMap(({ root }) => (root === undefined || root.kind === 'null' ? [] : [root]));
  const root = mergeTrees(roots, reporter);
  const network = root === undefined ? undefined : readNetwork(root, reporter);
  if (network === undefined) return NOTHING_DECLARED;
  const policy = readPolicy(network.node, reporter);
  const ignored = readIgnore(network.node, reporter);
  const drafts = readDevices(network.node, network.client, reporter);
  const refused = leaveOutUnsupported(network.node, drafts, reporter);
  const devices = [...drafts.values()];
  const machine = readOfMachine(network.node, reporter);
  const context: Context = { drafts, devices, machine, ignored, refused, reporter, joined: undefined };
  for (const check of CHECKS) check(context);
  return { ...declare(context), ...ownership(policy, ignored.ignore) };
}

/** Members are present only if something is declared. */
const ownership = (policy: Policy, ignore: Ignore): Pick<Declaration, 'policy' | 'ignore'> => ({
  ...(Object.keys(policy).length > 0 && { policy }),
  ...(Object.keys(ignore).length > 0 && { ignore }),
});

interface Network {
  readonly node: MapNode;
  readonly client: ClientProgram | undefined;
}

function readNetwork(root: Node, reporter: Reporter): Network | undefined {
  if (read(root, 'configuration', { what: 'the configuration' }, reporter) === undefined) return undefined;
  const entry = entryOf(root, 'network');
  if (entry?.value.kind !== 'map') return undefined;
  readUnsupportedWish(entry.value, reporter);
  const what = { what: '"network"', owner: entry.key };
  const keys = read(entry.value, 'network', what, reporter);
  if (keys !== undefined) readRenderer(entryOf(entry.value, 'renderer')?.value, reporter);
  return { node: entry.value, client: keys?.['dhcp-client'] };
}
