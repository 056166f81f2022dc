import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Checks an ipvlan or ipvtap beyond the forms of its keys, like ipvlan_nl_validate. */
export function checkIpvlan({ kind, attributes, spans }: Draft, reporter: Reporter): void {
  const flags = attributes[`${kind}.flags`];
  const span = spans.get(`${kind}.flags`);
  if (span === undefined || !Array.isArray(flags) || flags.length < 2) return;
  reporter.error('conflict', span, '"flags" can be one of private and vepa, not both');
}
