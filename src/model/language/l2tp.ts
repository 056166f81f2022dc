import { type Attributes, sameValue } from '../value.ts';
import { type DeviceLanguage, deviceKeys } from './device.ts';

/** A session of L2TPv3, with the tunnel that it is in (ip-l2tp(8)). The defaults come from net/l2tp/l2tp_netlink.c. */
export const l2tp: DeviceLanguage = {
  kind: 'l2tp',
  keys: deviceKeys('l2tp', () => ({
    local: { form: { form: 'ip', unicast: true } },
    remote: { form: { form: 'ip', unicast: true } },
    encapsulation: { usual: 'udp' },
    'source-port': { usual: null },
    'destination-port': { usual: null },
    checksums: {
      form: {
        form: 'switches',
        words: {
          udp: 'l2tp.udp-checksum',
          'zero-udp6-tx': 'l2tp.zero-udp6-tx',
          'zero-udp6-rx': 'l2tp.zero-udp6-rx',
        },
      },
      usual: [],
    },
    'tunnel-id': {},
    'peer-tunnel-id': {},
    'session-id': {},
    'peer-session-id': {},
    cookie: { usual: null },
    'peer-cookie': { usual: null },
    'layer2-specific-header': { usual: 'default' },
    sequence: {
      form: { form: 'switches', words: { input: 'l2tp.input-sequence', output: 'l2tp.output-sequence' } },
      usual: [],
    },
    'reorder-timeout': { form: { form: 'time', unit: 'ms' }, usual: 0 },
  })),
};

/** The first attribute of a tunnel that is wanted otherwise than it is; undefined if it is the wanted one. */
export const tunnelDifference = (wanted: Attributes, live: Attributes): string | undefined =>
  OF_TUNNEL.find(
    (name) => wanted[name] !== undefined && !sameValue(live[name] ?? null, wanted[name] ?? null),
  );

/** The attributes of the tunnel, which all sessions in it share. */
export const OF_TUNNEL: readonly string[] = [
  'l2tp.local',
  'l2tp.remote',
  'l2tp.encapsulation',
  'l2tp.source-port',
  'l2tp.destination-port',
  'l2tp.udp-checksum',
  'l2tp.zero-udp6-tx',
  'l2tp.zero-udp6-rx',
  'l2tp.peer-tunnel-id',
];
