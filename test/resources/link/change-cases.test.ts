import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../../src/config/configure.ts';
import { commonKeys } from '../../../src/model/language/common.ts';
import type { DeviceKey } from '../../../src/model/language/device.ts';
import { LANGUAGES } from '../../../src/model/language/languages.ts';
import { COMMON } from '../../../src/resources/link/common.ts';
import { KINDS, PORT_KINDS } from '../../../src/resources/link/kinds.ts';
import { ALL_CASES } from '../../kernel/change-classes/cases/index.ts';
import { configuration } from '../../kernel/change-classes/configuration.ts';

/** Rows of which nothing can be declared, and rows that no laboratory can change. */
const WITHOUT: Readonly<Record<string, string>> = {
  'geneve.local': 'no kernel of today tells it',
  'netkit.primary': 'which end was made first is told, not chosen',
  'bond.use-carrier': 'recent kernels take no other value',
  'bridge.mcast-hash-elasticity': 'the kernel takes no other value',
  'ipoib.pkey': 'no laboratory has InfiniBand',
  'ipoib.mode': 'no laboratory has InfiniBand',
  'ipoib.umcast': 'no laboratory has InfiniBand',
  'ipoib link': 'no laboratory has InfiniBand',
  'netkit.pairing': 'one end alone, or two: links-pairs.test.ts',
  'accept-ra': 'a setting below /proc/sys: ip-settings.test.ts',
  'ipv6-privacy': 'a setting below /proc/sys: ip-settings.test.ts',
  'ipv6-mtu': 'a setting below /proc/sys: ip-settings.test.ts',
  sysctl: 'settings below /proc/sys: ip-settings.test.ts',
  'protodown-reasons': 'reasons of programs: links-macvlan.test.ts',
  'veth.peer-namespace': 'a link in another namespace: links-veth.test.ts',
  'vxcan.peer-namespace': 'a link in another namespace: links-pairs.test.ts',
  'netkit.peer-namespace': 'a link in another namespace: links-pairs.test.ts',
};

/** Kinds whose changes have tests of their own: they are not made by rtnetlink alone. */
const ELSEWHERE: ReadonlySet<string> = new Set(['l2tp', 'macsec', 'tun', 'wireguard']);

const attributesOf = ({ attribute, form }: DeviceKey): readonly string[] =>
  form.form === 'switches'
    ? Object.values(form.words)
    : form.form === 'tunnel-keys'
      ? [attribute, form.output]
      : [attribute];

/** Attributes that have rows, and those that have keys only. */
function rowsOf(kind: string): readonly string[] {
  const languages = LANGUAGES.filter((language) => language.kind === kind);
  const keys = languages.flatMap((language) => language.keys()).flatMap(attributesOf);
  return [...new Set([...Object.keys(KINDS.get(kind)?.rows() ?? {}), ...keys])];
}

const provenOf = (kind: string): ReadonlySet<string> =>
  new Set(
    ALL_CASES.filter((all) => all.kind === kind).flatMap(({ cases }) => cases.map((one) => one.attribute)),
  );

const missing = (kind: string, rows: readonly string[]): readonly string[] => {
  const proven = provenOf(kind);
  return rows.filter((row) => !proven.has(row) && !(row in WITHOUT) && !(`${kind} ${row}` in WITHOUT));
};

for (const kind of KINDS.keys()) {
  if (ELSEWHERE.has(kind)) continue;
  test(`every attribute of ${kind} has a case in test/kernel/change-classes`, () => {
    assert.deepEqual(missing(kind, rowsOf(kind)), []);
  });
}

test('every attribute that all links have has a case', () => {
  const rows = [...Object.keys(COMMON), ...commonKeys().flatMap(attributesOf)];
  // A dummy has no lower device; kinds that have one say it among their own.
  assert.deepEqual(
    missing(
      'dummy',
      [...new Set(rows)].filter(
        (row) => row !== 'link' && !ALL_CASES.some(({ cases }) => cases.some((one) => one.attribute === row)),
      ),
    ),
    [],
  );
});

test('every attribute of a port has a case', () => {
  const languages = LANGUAGES.map(
    ({ kind, ports = [] }) => [kind, ports.map((port) => port.attribute)] as const,
  );
  const tables = [...PORT_KINDS].map(([kind, { rows }]) => [kind, Object.keys(rows())] as const);
  for (const [kind, rows] of [...languages, ...tables])
    assert.deepEqual(missing(`port of ${kind}`, rows), []);
});

for (const all of ALL_CASES) {
  test(`the cases of ${all.kind} are valid configurations`, () => {
    const wrong = all.cases.flatMap((one) =>
      one.says.flatMap((said) => {
        const text = configuration(all, all.name ?? 'x0', said);
        const { diagnostics } = configure([{ file: 'case.yaml', text }]);
        return diagnostics
          .filter(({ severity }) => severity === 'error')
          .map(({ message }) => `${one.attribute} ${JSON.stringify(said)}: ${message}`);
      }),
    );
    assert.deepEqual(wrong, []);
  });
}
