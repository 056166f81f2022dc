import {
  BOND_DEFAULT_MII,
  BOND_DELAYS,
  BOND_MODES_WITH,
  BOND_MOST_TARGETS,
  bond,
  bondModeOf,
  bondModeUsesArp,
} from '../../model/language/bond.ts';
import { once } from '../../model/once.ts';
import { sameValue } from '../../model/value.ts';
import { type Draft, unsay } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

const usual = once(() => new Map(bond.keys().map((key) => [key.attribute, key.usual])));
const keyOf = (attribute: string): string => attribute.slice(attribute.indexOf('.') + 1);

/** Checks a bond beyond the forms of its keys (bond_check_params and the setters of bond_options.c). */
export function checkBond(draft: Draft, reporter: Reporter): void {
  dropOtherModes(draft, reporter);
  checkMonitors(draft, reporter);
  checkPrimary(draft, reporter);
  for (const attribute of ['bond.arp-ip-targets', 'bond.ns-ip6-targets']) {
    const targets = draft.attributes[attribute];
    const span = draft.spans.get(attribute);
    if (!Array.isArray(targets) || targets.length <= BOND_MOST_TARGETS || span === undefined) continue;
    const message = `"${keyOf(attribute)}" must have at most ${BOND_MOST_TARGETS} addresses, not ${targets.length}`;
    reporter.error('too-long', span, message);
  }
}

/**
 * Drops options that do not exist in the mode: the kernel would refuse them (EACCES). Defaults are dropped silently,
 * others with a warning. That is no error, since systemd-networkd mostly leaves them out, too, and working
 * configurations have them.
 */
function dropOtherModes(draft: Draft, reporter: Reporter): void {
  const mode = bondModeOf(draft.attributes);
  for (const [attribute, modes] of Object.entries(BOND_MODES_WITH)) {
    const value = draft.attributes[attribute];
    if (value === undefined || modes.includes(mode)) continue;
    const nothing = usual().get(attribute);
    if (nothing === undefined || !sameValue(value, nothing)) warnOfMode(draft, attribute, mode, reporter);
    unsay(draft, attribute);
  }
}

/** Warns that a bond, or a port of it, has an attribute that does not exist in its mode. */
export function warnOfMode({ spans }: Draft, attribute: string, mode: string, reporter: Reporter): void {
  const span = spans.get(attribute);
  if (span === undefined) return;
  const hint = `the kernel has it in ${BOND_MODES_WITH[attribute]?.join(', ')} only`;
  const message = `"${keyOf(attribute)}" has no effect in mode ${mode}: it is left out`;
  reporter.warning('no-effect', span, message, { hint });
}

/** The kernel uses either of the two monitors; each turns the other off. */
function checkMonitors({ attributes, spans, key }: Draft, reporter: Reporter): void {
  const mii = spans.get('bond.mii-monitor-interval');
  const arp = spans.get('bond.arp-interval');
  if (attributes['bond.mii-monitor-interval'] && attributes['bond.arp-interval'] && arp !== undefined) {
    const related = { message: '"mii-monitor-interval" is here', span: mii ?? key };
    const message = '"arp-interval" and "mii-monitor-interval" exclude each other';
    reporter.error('conflict', arp, message, { related });
  }
  const usually = bondModeUsesArp(bondModeOf(attributes)) ? 0 : BOND_DEFAULT_MII;
  const interval = Number(attributes['bond.mii-monitor-interval'] ?? usually);
  for (const attribute of BOND_DELAYS) {
    const delay = Number(attributes[attribute] ?? 0);
    const span = spans.get(attribute);
    if (delay === 0 || span === undefined) continue;
    if (interval === 0) {
      const message = `"${keyOf(attribute)}" needs "mii-monitor-interval": the kernel counts it in such intervals`;
      reporter.error('missing-key', span, message);
    } else if (delay % interval !== 0) {
      const rounded = delay - (delay % interval);
      const message = `"${keyOf(attribute)}" is a multiple of "mii-monitor-interval", ${interval} ms: it is taken for ${rounded} ms`;
      reporter.warning('rounded', span, message);
      attributes[attribute] = rounded;
    }
  }
}

function checkPrimary({ id, attributes, spans, members, key }: Draft, reporter: Reporter): void {
  for (const attribute of ['bond.primary', 'bond.active-member']) {
    const name = attributes[attribute];
    if (typeof name !== 'string' || members.some((member) => member.id === name)) continue;
    const message = `"${keyOf(attribute)}" must be one of the bond's "interfaces": "${name}" is not a port of "${id}"`;
    reporter.error('wrong-member', spans.get(attribute) ?? key, message);
  }
}
