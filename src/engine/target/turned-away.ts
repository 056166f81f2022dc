import type { Client, Problem, Snapshot } from '../../model/index.ts';
import { clients } from '../../resources/client/client.ts';
import type { Wanted } from '../../resources/room.ts';

/** Warns of clients that run as declared, but are refused by the network: their declared settings may be wrong. */
export function turnedAway(
  wanted: readonly Wanted<Client>[],
  live: Snapshot['clients'] = [],
): readonly Problem[] {
  if (live.every(({ turnedAway: by }) => by === undefined)) return [];
  const known = new Map(live.map((client) => [clients.key(client), client]));
  return wanted.flatMap(({ item, source, places }): readonly Problem[] => {
    const now = known.get(clients.key(item));
    // Nothing is known yet about new ones.
    if (now?.turnedAway === undefined || clients.differences(item, now).length > 0) return [];
    const { link, role } = item;
    const place = places['access-points'] ?? source;
    if (role === 'auth') return [problem(`${link} is turned away: its authentication has failed`, place)];
    return now.turnedAway.map((name) =>
      problem(
        `${link} is turned away by the Wi-Fi network ${JSON.stringify(name)}, as with a wrong password`,
        place,
      ),
    );
  });
}

const problem = (message: string, source: Problem['source']): Problem => ({
  code: 'turned-away',
  severity: 'warning',
  message,
  hint: 'wpa_supplicant tries again; what it says is in its log or journal',
  source,
});
