import type { Attributes, Link } from '../../model/index.ts';
import { BOND_DEFAULT_MII, bondModeOf, bondModeUsesArp } from '../../model/language/bond.ts';
import type { LinkContext } from './link-context.ts';

export const MII = 'bond.mii-monitor-interval';

/** The interval of MII monitoring that a bond of this mode has by default (bond_option_mode_set). */
export const usualMii = (attributes: Attributes): number =>
  bondModeUsesArp(bondModeOf(attributes)) ? 0 : BOND_DEFAULT_MII;

/**
 * A bond of ours that leaves a mode which needs MII monitoring does not keep the interval that it had because of that.
 * @param shall all that the bond is to have
 */
export function miiOfMode(
  live: Link,
  shall: Attributes,
  { ownership }: Pick<LinkContext, 'ownership'>,
): Attributes {
  if (live.kind !== 'bond' || shall['bond.mode'] === undefined || MII in shall) return shall;
  const [was, is] = [usualMii(live.attributes), usualMii(shall)];
  return was > is && live.attributes[MII] === was && ownership.owns(live) ? { ...shall, [MII]: is } : shall;
}
