import {
  type Declaration,
  LISTS,
  ON_LINK,
  type OnLinkType,
  type Plan,
  type Snapshot,
} from '../model/index.ts';
import { keepsResolvers } from '../resources/resolver/look.ts';
import type { Kernel } from '../resources/room.ts';
import { askedBy, askedIn } from './asked.ts';
import { type Looking, observe } from './kernel.ts';
import type { LinkPlanOptions } from './link-context.ts';
import { type Foreseen, foresee } from './plan.ts';
import type { StateRecord } from './record.ts';

export interface Looked extends Foreseen {
  readonly snapshot: Snapshot;
  /** What was looked at for it. */
  readonly looking: Looking;
}

/**
 * Observes and plans. Neighbours and entries of forwarding databases may be many (what was learned is in the same dumps),
 * and few configurations have any: a type is looked at when the configuration or the record has one of it, or the policy
 * asks for others'. When there turns out to be a step that could take those of others along, everything is looked at anew
 * and planned with.
 * @param types which of them are looked at in any case
 */
export async function lookAndPlan(
  kernel: Kernel,
  declaration: Declaration,
  record: StateRecord,
  options: LinkPlanOptions,
  types: readonly OnLinkType[] = [],
): Promise<Looked> {
  const known = ON_LINK.filter(
    (type) =>
      types.includes(type) ||
      // A look into a directory, mostly empty; without the record there is nothing else that tells.
      type === 'client' ||
      declaration[LISTS[type]].length > 0 ||
      record[LISTS[type]].length > 0 ||
      declaration.policy?.[LISTS[type]] === 'strict' ||
      (type === 'resolver' && keepsResolvers(kernel)),
  );
  const asked = askedBy(declaration, record);
  const look = async (types: readonly OnLinkType[]): Promise<Looked> => {
    const looking: Looking = { onLink: types, asked };
    const snapshot = await observe(kernel, looking);
    return { snapshot, looking, ...foresee(declaration, snapshot, record, options) };
  };
  const first = await look(known);
  return known.length === ON_LINK.length || !disturbs(first.plan) ? first : look(ON_LINK);
}

/** Whether a step touches a link that is there, or takes an address from one. */
const disturbs = ({ steps }: Plan): boolean =>
  steps.some(
    ({ kind, action, before }) =>
      before !== null && (kind === 'link' || (kind === 'address' && action !== 'change')),
  );

/** What a snapshot has looked at. */
export const lookedAt = (snapshot: Snapshot): Looking => ({
  onLink: ON_LINK.filter((type) => snapshot[LISTS[type]] !== undefined),
  asked: askedIn(snapshot),
});
