import type { Client } from '../../model/index.ts';
import { quoted } from './program.ts';

/** How long network-online.target waits for a lease, in seconds. */
const PATIENCE = 60;

/** The address family of roles that bring an address. */
const FAMILY: Partial<Readonly<Record<Client['role'], string>>> = { dhcp4: '-4', dhcp6: '-6', ipv4ll: '-4' };

/** Whether network-online.target waits for the client. */
export const isAwaited = ({ role, settings }: Client): boolean =>
  FAMILY[role] !== undefined && settings['optional'] !== true;

/**
 * The script that the client's unit runs before network-online.target is reached: it waits for the first address,
 * unless the device is optional.
 */
export function waitScript(client: Client): string {
  const { link, role } = client;
  if (!isAwaited(client)) return '#!/bin/sh\nexit 0\n';
  return `#!/bin/sh
left=${PATIENCE * 5}
while [ "$left" -gt 0 ]; do
  if [ -e "\${0%/*}/lease" ]; then exit 0; fi
  if ip ${FAMILY[role]} -o address show dev ${quoted(link)} ${role === 'ipv4ll' ? 'scope link' : 'scope global dynamic'} | grep -q .; then exit 0; fi
  sleep 0.2
  left=$((left - 1))
done
echo "${role}: no lease after ${PATIENCE} s" >&2
`;
}
