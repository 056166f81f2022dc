import { DHCP_METRIC, ROUTE_METRIC } from '../../model/language/clients.ts';
import type { Context } from '../context.ts';
import type { Draft, SaidClient } from '../draft.ts';

/** A device for whose routes from DHCP a metric is declared. */
interface Leased {
  readonly draft: Draft;
  readonly client: SaidClient;
}

/**
 * Warns of equal metrics: of two default routes with one metric the kernel uses the one that came first, and which that is
 * depends on the servers.
 */
export function checkSameMetric({ devices, drafts, reporter }: Context): void {
  const owners = new Map<string, Leased>();
  for (const draft of devices) {
    for (const client of draft.clients) {
      const span = client.spans.get(ROUTE_METRIC);
      if (span === undefined || client.item.settings['dhcp4-overrides.use-routes'] === false) continue;
      const vrf = drafts.get(String(draft.attributes['master']));
      const metric = Number(client.item.settings[ROUTE_METRIC] ?? DHCP_METRIC);
      const place = `${metric} ${vrf?.kind === 'vrf' ? vrf.id : ''}`;
      const other = owners.get(place);
      owners.set(place, other ?? { draft, client });
      if (other === undefined) continue;
      const related = {
        message: `"${other.draft.id}" says it here`,
        span: other.client.spans.get(ROUTE_METRIC) ?? other.draft.key,
      };
      const message = `"${draft.id}" has the metric ${metric} of "${other.draft.id}": of their default routes the one that comes first is used`;
      reporter.warning('same-metric', span, message, {
        related,
        hint: 'the lower metric is preferred; without any, devices get different ones',
      });
    }
  }
}
