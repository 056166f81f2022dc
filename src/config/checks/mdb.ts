import type { GroupEntry } from '../../model/group-entry.ts';
import type { Context } from '../context.ts';
import type { Draft, Said } from '../draft.ts';
import { type Firsts, isFirst } from './first.ts';

/**
 * Gives entries on ports their bridge. Reports those on other devices, those that the bridge cannot have, and those that
 * are declared twice.
 */
export function checkGroups(context: Context): void {
  const firsts: Firsts = new Map();
  for (const draft of context.devices) {
    if (draft.mdb.length === 0) continue;
    const bridge = bridgeOf(draft, context);
    draft.mdb = draft.mdb.flatMap((said): readonly Said<GroupEntry>[] => {
      if (bridge === undefined) {
        const message = `"${draft.id}" has no multicast database: it is neither a bridge nor a port of one`;
        const hint = 'make it a port of a bridge';
        context.reporter.error('no-database', said.node, message, { hint, list: said.list });
        return [];
      }
      if (!isPossible(bridge, said, context) || !isNew(draft, said, firsts, context)) return [];
      return [{ ...said, item: { ...said.item, bridge: bridge.id } }];
    });
  }
}

function bridgeOf(draft: Draft, { drafts }: Context): Draft | undefined {
  if (draft.kind === 'bridge') return draft;
  const master = drafts.get(String(draft.attributes['master']));
  return master?.kind === 'bridge' ? master : undefined;
}

/** br_mdb_config_init, br_mdb_add */
function isPossible(
  { id, attributes, spans }: Draft,
  said: Said<GroupEntry>,
  { reporter }: Context,
): boolean {
  const { item, node, list } = said;
  const related = (attribute: string) => {
    const span = spans.get(attribute);
    return span === undefined ? undefined : { message: 'said here', span };
  };
  if (attributes['bridge.mcast-snooping'] === false) {
    const message = `the bridge "${id}" sends all groups to all ports: "mcast-snooping" is off`;
    reporter.error('conflict', node, message, { related: related('bridge.mcast-snooping'), list });
    return false;
  }
  const filters = attributes['bridge.vlan-filtering'] === true;
  if (filters && item.vlan === null) {
    const message = `the bridge "${id}" filters VLANs, and has groups for each of them only: say which "vlan"`;
    reporter.error('missing-key', node, message, { related: related('bridge.vlan-filtering'), list });
    return false;
  }
  if (!filters && item.vlan !== null) {
    const message = `an entry of a VLAN has no effect before "vlan-filtering" is on in the bridge "${id}"`;
    const hint = 'write "parameters: {vlan-filtering: true}" there';
    reporter.warning('no-effect', node, message, { hint, list });
  }
  return true;
}

function isNew({ id }: Draft, said: Said<GroupEntry>, firsts: Firsts, context: Context): boolean {
  const { group, source, vlan } = said.item;
  const key = JSON.stringify([id, group, source, vlan]);
  return isFirst(said, key, firsts, context, { code: 'duplicate-mdb', what: `the entry for ${group}` });
}
