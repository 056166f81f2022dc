import type { Node } from './node.ts';
import type { Reporter } from './reporter.ts';

const warned = new WeakSet<Reporter>();

/** Reads `renderer:` at any level: nlapply replaces networkd; NetworkManager causes one warning in a run. */
export function readRenderer(node: Node | undefined, reporter: Reporter): void {
  if (node?.kind !== 'scalar' || node.text.toLowerCase() !== 'networkmanager' || warned.has(reporter)) return;
  warned.add(reporter);
  const hint = 'make sure that NetworkManager leaves these devices alone, or write networkd';
  const message = 'nlapply configures the kernel itself, nothing is handed to NetworkManager';
  reporter.warning('renderer', node, message, { hint });
}
