import { test } from 'node:test';
import { checkCase, network } from '../diagnose.ts';

test('A WireGuard device has no MAC address to set.', () =>
  checkCase([
    'wireguard',
    network(
      'tunnels:',
      '  t0:',
      '    mode: wireguard',
      '    key: "4GgaQCy68nzNsUE5aJ9fuLzHhB65tAlwbmA72MWnOm8="',
      '    macaddress: «02:00:00:00:00:01»',
    ),
    ['conflict'],
    /"macaddress" cannot be set here: a WireGuard device has none/,
  ]));
