import type { Address, Problem } from '../../model/index.ts';
import type { World } from '../../resources/world.ts';
import { leaveDuplicates } from '../checks/duplicates.ts';
import { withoutOtherScopes } from '../checks/other-scopes.ts';
import type { LinkPlanOptions } from '../links/link-context.ts';
import { onLinksThere } from '../on-links/feasible.ts';
import { type PlannedItems, planItems } from '../on-links/plan-items.ts';
import { addressPlanningBeside } from '../on-links/plannings.ts';
import type { Ownership, Target } from '../target/target.ts';

/** Plans the addresses on links that there are, without those that the kernel would not take. */
export function planAddresses(
  target: Target,
  isGateway: (address: string) => boolean,
  world: World,
  ownership: Ownership,
  { leaveDuplicates: leaves }: LinkPlanOptions,
): { addresses: PlannedItems<Address>; problems: readonly Problem[] } {
  const there = onLinksThere(target.addresses, world);
  const { wanted, duplicates } =
    leaves === true ? leaveDuplicates(there, world) : { wanted: there, duplicates: [] };
  const { wanted: fitting, problems } = withoutOtherScopes(wanted, world, ownership);
  const addresses = planItems(addressPlanningBeside(isGateway), fitting, world, ownership);
  return { addresses, problems: [...duplicates, ...problems] };
}
