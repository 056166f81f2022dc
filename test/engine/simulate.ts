import assert from 'node:assert/strict';
import { recallBridges } from '../../src/engine/checks/given-to-bridges.ts';
import { place } from '../../src/engine/links/plan-creation.ts';
import { nameHolder } from '../../src/engine/objects/names.ts';
import type { Ownership, Target } from '../../src/engine/target/target.ts';
import { type Item, LISTS, type Link, type Snapshot, type Step } from '../../src/model/index.ts';
import { addresses } from '../../src/resources/address/address.ts';
import { afterAddress } from '../../src/resources/address/effects.ts';
import {
  afterChange,
  afterDown,
  afterIpv6Off,
  afterMtus,
  afterRemoval,
  afterUp,
  followMtu,
  followPorts,
} from '../../src/resources/effects.ts';
import { afterMtu } from '../../src/resources/link/mtu-effects.ts';
import { closedFor } from '../../src/resources/mdb/closed.ts';
import { renameLink } from '../../src/resources/rename.ts';
import { ROOMS } from '../../src/resources/rooms.ts';
import { linksOf } from '../../src/resources/route/paths.ts';
import { routes } from '../../src/resources/route/route.ts';
import { rules } from '../../src/resources/rule/rule.ts';
import { nthKey, snapshotOf, type World, worldOf } from '../../src/resources/world.ts';

/**
 * Carries out steps one after the other, as the kernel would, in a model of the machine. Fails on a step that the kernel
 * would refuse: one that names what is not there, makes what is, or needs a link that is down. Of bridges the kernel knows what
 * a snapshot does not show, and `ownership` and what is wanted tell.
 */
export function simulate(
  steps: readonly Step[],
  snapshot: Snapshot,
  ownership?: Ownership,
  wanted: Target['links'] = [],
): Snapshot {
  const world = worldOf(snapshot);
  if (ownership !== undefined) {
    world.joinedWithMtu = ownership.joinedWithMtu;
    recallBridges(world, ownership, wanted);
  }
  const isLast = (step: Step): boolean => step === steps.findLast(({ kind }) => kind === 'link');
  for (const step of steps) {
    afterChange(world, step);
    switch (step.kind) {
      case 'link':
        carryOutLink(step, world);
        // A VLAN's MTU falls with its device's some time later.
        if (isLast(step)) afterMtus(world, steps);
        break;
      case 'address':
        carryOutAddress(step, world);
        break;
      case 'neighbor':
      case 'fdb':
      case 'mdb':
      case 'resolver':
        carryOutOnLink(step, world);
        break;
      case 'fou':
      case 'label':
        carryOutOfMachine(step, world);
        break;
      case 'route':
        carryOutRoute(step, world);
        break;
      case 'rule':
        carryOutRule(step, world);
        break;
    }
  }
  return snapshotOf(world);
}

function carryOutLink(step: Step, world: World): void {
  const before = step.before?.type === 'link' ? step.before : null;
  const after = step.after?.type === 'link' ? step.after : null;
  if (before !== null)
    assert(world.links.has(before.name), `${step.action} of ${before.name}, which is not there`);
  if (before !== null && step.action !== 'change') afterRemoval(world, before.name, '');
  if (after === null) return;
  for (const attribute of ['master', 'link']) {
    const other = after.attributes[attribute];
    if (typeof other === 'string')
      assert(world.links.has(other), `${after.name} needs ${other}, which is not there`);
  }
  if (step.action !== 'change') make(after, world);
  else if (before !== null) change(before, after, step, world);
}

function make(link: Link, world: World): void {
  const born = world.born.delete(link.name);
  assert(born || nameHolder(world, link.name) === undefined, `${link.name} is there already`);
  place(world, link);
  const peer = link.attributes['veth.peer'];
  if (born || typeof peer !== 'string') return;
  assert(nameHolder(world, peer) === undefined, `the peer ${peer} is there already`);
  place(world, { type: 'link', name: peer, kind: 'veth', attributes: { 'veth.peer': link.name } });
  world.born.set(peer, '');
}

function change(before: Link, after: Link, { changes }: Step, world: World): void {
  if (before.name !== after.name) {
    assert.equal(nameHolder(world, after.name, before.name), undefined, `${after.name} is taken`);
    renameLink(world, before.name, after.name);
  }
  const live = world.links.get(after.name);
  assert(live !== undefined);
  assert.equal(live.kind, after.kind);
  if (before.name !== after.name) return;
  const changed = { ...live, attributes: after.attributes };
  world.links.set(after.name, changed);
  if (live.attributes['mtu'] !== after.attributes['mtu']) world.mtuSet.add(after.name);
  // vxlan_config_apply tells nobody.
  const isTold = after.kind !== 'vxlan' || changes.some(({ attribute }) => attribute === 'mtu');
  const { mtu: own = null } = after.attributes;
  followPorts(world, isTold ? live : { ...live, attributes: { ...live.attributes, mtu: own } }, changed);
  const mtu = (link: Link): number => Number(link.attributes['mtu'] ?? 1500);
  if (live.attributes['state'] === 'up' && after.attributes['state'] === 'down')
    afterDown(world, after.name, '');
  if (live.attributes['state'] !== 'up' && after.attributes['state'] === 'up') afterUp(world, after.name);
  if (!isTold) return;
  if (mtu(after) !== mtu(live)) followMtu(world, afterMtu(world, after.name), after.name);
  if (mtu(after) < 1280 && mtu(live) >= 1280) afterIpv6Off(world, after.name, '');
}

function carryOutAddress(step: Step, world: World): void {
  const { before, after } = step;
  if (before?.type === 'address') {
    const key = addresses.key(before);
    assert(world.addresses.has(key), `${step.action} of ${step.name}, which is not there`);
    if (step.action !== 'change') {
      world.addresses.delete(key);
      afterAddress(world, before);
    }
  }
  if (after?.type !== 'address') return;
  assert(world.links.has(after.link), `${step.name}: no link`);
  const key = addresses.key(after);
  assert(step.action === 'change' || !world.addresses.has(key), `${step.name} is there already`);
  world.addresses.set(key, after);
}

function carryOutOfMachine({ kind, name, action, before, after }: Step, world: World): void {
  if (kind === 'link') return;
  const map: Map<string, Item> = world[LISTS[kind]];
  for (const item of [before, after]) {
    const link = item !== null && 'link' in item ? (item.link ?? null) : null;
    assert(link === null || world.links.has(link), `${action} of ${name}: no link`);
  }
  if (before !== null)
    assert(map.delete(ROOMS[kind].key(before)), `${action} of ${name}, which is not there`);
  if (after === null) return;
  assert(!map.has(ROOMS[kind].key(after)), `${name} is there already`);
  map.set(ROOMS[kind].key(after), after);
}

function carryOutOnLink({ kind, name, action, before, after }: Step, world: World): void {
  if (kind === 'link') return;
  const map: Map<string, Item> = world[LISTS[kind]];
  const item = after ?? before;
  assert(
    item !== null && 'link' in item && item.link != null && world.links.has(item.link),
    `${name}: no link`,
  );
  if (item.type === 'mdb') assert.equal(closedFor(item, world.links), undefined, `${action} of ${name}`);
  // An entry of a forwarding database may move to another port.
  const key = ROOMS[kind].key(before ?? item);
  assert.equal(
    map.has(key),
    before !== null,
    `${action} of ${name}, which is ${before === null ? '' : 'not '}there`,
  );
  map.delete(key);
  if (after !== null) map.set(ROOMS[kind].key(after), after);
}

function carryOutRoute(step: Step, world: World): void {
  const { before, after } = step;
  const key = routes.key(before?.type === 'route' ? before : (after as Extract<Item, { type: 'route' }>));
  const live = [1, 2, 3].map((nth) => nthKey(key, nth)).filter((at) => world.routes.has(at));
  if (before !== null) assert(live.length > 0, `${step.action} of ${step.name}, which is not there`);
  else assert.equal(live.length, 0, `${step.name} is there already`);
  const at = live[0] ?? key;
  if (after?.type !== 'route') {
    world.routes.delete(at);
    return;
  }
  for (const link of linksOf(after)) {
    assert.equal(world.links.get(link)?.attributes['state'], 'up', `${step.name}: ${link} is not up`);
  }
  world.routes.set(at, after);
}

function carryOutRule(step: Step, world: World): void {
  const { before, after, around = [] } = step;
  if (before === after) {
    for (const rule of around) if (rule.type === 'rule') world.rules.delete(rules.key(rule));
    for (const rule of around) if (rule.type === 'rule') world.rules.set(rules.key(rule), rule);
    return;
  }
  if (before?.type === 'rule') assert(world.rules.delete(rules.key(before)), `${step.name} is not there`);
  if (after?.type !== 'rule') return;
  assert(!world.rules.has(rules.key(after)), `${step.name} is there already`);
  world.rules.set(rules.key(after), after);
}
