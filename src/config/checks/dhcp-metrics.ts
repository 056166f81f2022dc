import { DHCP_METRIC, ROUTE_METRIC } from '../../model/language/clients.ts';
import type { Context, Draft, SaidClient } from '../draft.ts';

/** A device that is given routes by DHCP. */
interface Leased {
  readonly draft: Draft;
  readonly client: SaidClient;
}

/**
 * Routes of several leases stand side by side when their metrics differ: a client leaves a route alone that the kernel has with this
 * metric already (fib_table_insert gives EEXIST), be it over another device. Where no metric is said, devices get one after
 * the other, in the order of the configuration; two that say the same are told.
 */
export function spreadMetrics({ devices, drafts, reporter }: Context): void {
  const owners = new Map<string, Map<number, Leased>>();
  const leased = devices.flatMap((draft) => leasesOf(draft).map((client) => ({ draft, client })));
  const ofTable = ({ draft }: Leased): Map<number, Leased> => {
    const vrf = drafts.get(String(draft.attributes['master']));
    const table = vrf?.kind === 'vrf' ? vrf.id : '';
    const taken = owners.get(table) ?? new Map<number, Leased>();
    owners.set(table, taken);
    return taken;
  };
  for (const one of leased) {
    const span = one.client.spans.get(ROUTE_METRIC);
    if (span === undefined) continue;
    const taken = ofTable(one);
    const metric = metricOf(one);
    const other = taken.get(metric);
    if (other === undefined) taken.set(metric, one);
    else {
      const related = {
        message: `"${other.draft.id}" says it here`,
        span: other.client.spans.get(ROUTE_METRIC) ?? other.draft.key,
      };
      const message = `"${one.draft.id}" has the metric ${metric} of "${other.draft.id}": only one of them will have a default route`;
      reporter.warning('same-metric', span, message, {
        related,
        hint: 'the lower metric is preferred; without any, devices get different ones',
      });
    }
  }
  for (const one of leased) {
    if (one.client.spans.has(ROUTE_METRIC)) continue;
    const taken = ofTable(one);
    let metric = metricOf(one);
    while (taken.has(metric)) metric += 1;
    taken.set(metric, one);
    giveMetric(one, metric);
  }
}

const leasesOf = ({ clients }: Draft): readonly SaidClient[] =>
  clients.filter(
    ({ item: { role, settings } }) => role === 'dhcp4' && settings['dhcp4-overrides.use-routes'] !== false,
  );

const metricOf = ({ client }: Leased): number => Number(client.item.settings[ROUTE_METRIC] ?? DHCP_METRIC);

function giveMetric({ draft, client }: Leased, metric: number): void {
  if (metric === metricOf({ draft, client })) return;
  const item = { ...client.item, settings: { ...client.item.settings, [ROUTE_METRIC]: metric } };
  draft.clients = draft.clients.map((one) => (one === client ? { ...client, item } : one));
}
