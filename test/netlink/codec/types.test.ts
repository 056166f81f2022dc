import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Address,
  address,
  type Link,
  link,
  type Neighbour,
  type Request,
  type Route,
  RTM,
  type Rule,
  route,
  type Value,
  type ViewOf,
  Writer,
} from '../../../src/netlink/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <T extends true>(..._witness: T[]): void => {};

is<Equal<Route['dst'], Address | undefined>>();
is<Equal<Route['dstLen'], number | undefined>>();
is<Equal<NonNullable<Route['metrics']>['ccAlgo'], string | undefined>>();
is<Equal<NonNullable<Route['multipath']>[number]['gateway'], Address | undefined>>();
is<Equal<NonNullable<Route['multipath']>[number]['index'], number | undefined>>();
is<Equal<NonNullable<Rule['uidRange']>, { start: number; end: number }>>();
is<Equal<Neighbour['lladdr'], string | undefined>>();
is<Equal<Link['altNames'], readonly string[] | undefined>>();
is<Equal<Link['maxPacingOffloadHorizon'], bigint | undefined>>();
is<Equal<NonNullable<NonNullable<Link['afSpec']>['inet6']>['addrGenMode'], number | undefined>>();
is<Equal<NonNullable<NonNullable<Link['afSpec']>['vlanInfo']>[number], { flags: number; vid: number }>>();

type Info = NonNullable<Link['linkinfo']>;
type Vlan = Extract<Info, { kind: 'vlan' }>;
is<Equal<NonNullable<Vlan['data']>['flags'], { flags: number; mask: number } | undefined>>();
type Veth = NonNullable<Extract<Info, { kind: 'veth' }>['data']>;
is<Equal<NonNullable<Veth['peer']>['name'], string | undefined>>();
type Port = NonNullable<Extract<Info, { slaveKind: 'bridge' }>['slaveData']>;
is<Equal<Port['cost'], number | undefined>>();
is<Equal<ViewOf<typeof route>['oif'], number | undefined>>();

// kind narrows data, also on what was read
const modeOf = (info: Info): number | undefined => (info.kind === 'macvlan' ? info.data?.mode : undefined);

({ linkinfo: { kind: 'vlan', data: { id: 5 }, slaveKind: 'bridge', slaveData: { cost: 9 } } }) satisfies Link;
({ linkinfo: { kind: 'some-new-kind' } }) satisfies Link;
// @ts-expect-error a vlan has no mode
({ linkinfo: { kind: 'vlan', data: { mode: 4 } } }) satisfies Link;
// @ts-expect-error data without a kind says nothing
({ linkinfo: { data: { id: 4 } } }) satisfies Link;
// @ts-expect-error a misspelt key
({ gatway: 1 }) satisfies Route;
// @ts-expect-error 64 bits are a bigint
({ linkinfo: { kind: 'bridge', data: { gcTimer: 4 } } }) satisfies Link;
// @ts-expect-error a struct is whole
({ uidRange: { start: 4 } }) satisfies Rule;
// @ts-expect-error a request's value is that of its message
({ message: route, type: RTM.NEWROUTE, value: { ifname: 'x' } }) satisfies Request<typeof route>;
({ message: address, type: RTM.NEWADDR, value: { local: 1 } }) satisfies Request;

test('a plain object and a view serve the same reader', () => {
  const same = (a: Route, b: Readonly<Route>): boolean => a.dst === b.dst && a.oif === b.oif;
  const value: Value<typeof route> = { family: 2, dst: 0x0a000000, oif: 3 };
  const w = new Writer();
  route.write(w, RTM.NEWROUTE, 0, 1, value);
  assert.ok(same(value, new route.View().at(w, 16, w.at)));
});

test('the kind of a link narrows its data', () => {
  assert.equal(modeOf({ kind: 'macvlan', data: { mode: 4 } }), 4);
  assert.equal(modeOf({ kind: 'vlan', data: { id: 4 } }), undefined);
});

test('an unknown key is refused when it is written', () => {
  const w = new Writer();
  assert.throws(
    // @ts-expect-error unknown attribute
    () => route.write(w, RTM.NEWROUTE, 0, 1, { gatway: 1 }),
    { name: 'TypeError', message: 'route has no attribute or field gatway' },
  );
  assert.throws(
    () => link.write(w, 16, 0, 1, { linkinfo: { kind: 'odd' as 'vlan', data: { id: 1 } } }),
    TypeError,
  );
  assert.equal(w.at, 0, 'the writer is as it was before');
});
