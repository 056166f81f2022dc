import type { Context } from '../context.ts';
import type { Draft, Said, SaidRoute } from '../draft.ts';
import { entryOf } from '../node.ts';
import { makeObjects } from '../usual-order.ts';

/** The priority of the rule that the kernel makes with the first VRF (vrf_add_fib_rules). */
const L3MDEV = 1000;

/**
 * Puts routes and rules that are declared on a VRF into its table, and reports those with another table; so are routes
 * that are declared on its ports without a table (networkd's route_section_verify). Two VRFs may share a table, but that
 * is mostly a mistake.
 */
export function adoptTables({ devices, drafts, reporter }: Context): void {
  const owners = new Map<unknown, Draft>();
  for (const draft of devices) {
    const table = draft.attributes['vrf.table'];
    if (draft.kind !== 'vrf' || typeof table !== 'number') continue;
    const twin = owners.get(table);
    if (twin === undefined) owners.set(table, draft);
    else {
      const span = draft.spans.get('vrf.table') ?? draft.key;
      const related = { message: `"${twin.id}" has it`, span: twin.spans.get('vrf.table') ?? twin.key };
      const message = `the VRFs "${twin.id}" and "${draft.id}" share the table ${table}: they are not kept apart`;
      reporter.warning('duplicate-table', span, message, { related });
    }
    const adopt = <T extends { readonly table?: number }, S extends Said<T>>(said: S): S => {
      const own = entryOf(said.members ?? said.node, 'table');
      if (own === undefined) return { ...said, item: { ...said.item, table } };
      if (said.item.table !== table) {
        const related = {
          message: `the table of "${draft.id}"`,
          span: draft.spans.get('vrf.table') ?? draft.key,
        };
        const message = `"table" must be ${table}, the table of the VRF, or be left out`;
        reporter.error('conflict', own.value, message, { related });
      }
      return said;
    };
    draft.routes = draft.routes.map((said) => adopt(said));
    for (const { id } of draft.members) adoptRoutes(drafts.get(id), table);
    draft.rules = draft.rules.map((said) => (said.item.table === undefined ? said : adopt(said)));
    for (const { item, node, list } of draft.rules) {
      if (item.priority !== undefined) continue;
      const message = `this rule comes behind the kernel's own one for VRFs, which has the priority ${L3MDEV}`;
      const hint = `set a "priority" below ${L3MDEV} if it is to be asked before`;
      reporter.warning('missing-priority', node, message, { hint, list });
    }
  }
}

/** Puts routes of a port without a table into that of its VRF. */
function adoptRoutes(port: Draft | undefined, table: number): void {
  if (port === undefined) return;
  makeObjects(port);
  port.routes = port.routes.map(
    (said): SaidRoute =>
      entryOf(said.node, 'table') === undefined ? { ...said, item: { ...said.item, table } } : said,
  );
}
