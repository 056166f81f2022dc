import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foresee } from '../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../src/engine/record/record.ts';
import type { Declaration, Link, Snapshot } from '../../src/model/index.ts';
import { NETPLAN } from './netplan-language.ts';
import { errorsIn, outcomes, ownError, pairOf, read } from './netplan-outcomes.ts';

const nic = (name: string, facts: Link['facts'] = {}): Link => ({
  type: 'link',
  name,
  kind: 'physical',
  attributes: { state: 'down', mtu: 1500, master: null, macaddress: '02:00:00:00:00:ff' },
  facts,
});

/** A machine with the NICs that the configurations name. */
const MACHINE: Snapshot = {
  format_version: 1,
  links: [
    ...['e', 'f', 'p', 'w'].map((name) => nic(name)),
    nic('enp1s0', { driver: 'e1000e', permanentAddress: '02:00:00:00:00:01' }),
  ],
  addresses: [],
  routes: [],
  rules: [],
};

const planned = (declaration: Declaration): string =>
  JSON.stringify(
    foresee(declaration, MACHINE, EMPTY_RECORD, { allowRecreate: true }).plan,
    (key, value: unknown) => (key === 'source' || key === 'places' ? undefined : value),
  );

/** What a run heeds without there being a step for it. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['link: optional', 'link: critical']);

const OUTCOMES = new Map(outcomes().map((one) => [`${one.place} ${one.key}`, one]));

test("netplan's language has 196 keys", () => {
  assert.equal(new Set(NETPLAN.flatMap(({ keys }) => Object.keys(keys))).size, 196);
});

for (const place of NETPLAN) {
  test(`what becomes of the keys of ${place.place}`, () => {
    for (const [key, probe] of Object.entries(place.keys)) {
      const said = OUTCOMES.get(`${place.place} ${key}`);
      const { withKey, without } = pairOf(place, key, probe);
      const found = read(withKey);
      const what = `${withKey}\n${found.diagnostics.map(({ message }) => message).join('\n')}`;
      if (said?.outcome === 'refused') {
        const error = ownError(read(without).diagnostics, found.diagnostics);
        assert.equal(error?.code, 'not-supported', what);
        // At the key, at its value, or at the key of the whole that is refused.
        const at = (error?.place?.column ?? 0) - 1;
        const rest = withKey.slice(at);
        const value = typeof probe === 'string' ? probe : probe[0];
        assert.ok(at < withKey.indexOf(`${key}: ${value}`) + key.length + 2 + value.length, what);
        assert.ok(
          /^[a-z0-9-]+: /.test(rest) || rest.startsWith(value) || value.includes(rest.slice(0, 4)),
          what,
        );
        continue;
      }
      assert.deepEqual(errorsIn(found.diagnostics), [], what);
      if (said?.outcome === 'accepted' || OF_THE_RUN.has(said?.how ?? '')) continue;
      const before = planned(read(without).declaration);
      assert.notEqual(planned(found.declaration), before, `${what}: nothing of it is in the plan`);
    }
  });
}

test('every device has the keys that netplan gives to every device', () => {
  const sections: Readonly<Record<string, string>> = {
    ethernets: '',
    bridges: '',
    bonds: '',
    'dummy-devices': '',
    vrfs: 'table: 100, ',
    vlans: 'id: 5, link: e, ',
    tunnels: 'mode: gretap, local: 192.0.2.1, remote: 192.0.2.2, ',
  };
  const place = NETPLAN.find(({ place: name }) => name === 'every device');
  for (const [section, rest] of Object.entries(sections)) {
    for (const [key, probe] of Object.entries(place?.keys ?? {})) {
      const around = (members: string): string =>
        `network: {${section === 'ethernets' ? '' : 'ethernets: {e: {}}, '}${section}: {d: {${rest}${members}}}}`;
      const { withKey } = pairOf({ place: '', around, keys: {} }, key, probe);
      const codes = errorsIn(read(withKey).diagnostics).map(({ code }) => code);
      assert.ok(!codes.includes('unknown-key'), withKey);
    }
  }
});
