import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withIpv6Words } from '../../../src/engine/target/ipv6-words.ts';
import type { Attributes, Link } from '../../../src/model/index.ts';

const link = (attributes: Attributes, forwards = false): Link => ({
  type: 'link',
  name: 'eth0',
  kind: 'physical',
  attributes,
  ...(forwards && { facts: { forwardsIpv6: true } }),
});

const found = (wanted: Attributes, live?: Link, loopback?: Link): Attributes =>
  withIpv6Words({ item: link(wanted), source: null, places: {} }, live, loopback).item.attributes;

const CASES: readonly [string, Attributes, Link | undefined, Link | undefined, Attributes][] = [
  ['accept-ra of a host', { 'accept-ra': true }, link({ 'accept-ra': 0 }), undefined, { 'accept-ra': 1 }],
  [
    'accept-ra of a router',
    { 'accept-ra': true },
    link({ 'accept-ra': 1 }, true),
    undefined,
    { 'accept-ra': 2 },
  ],
  [
    'what is more than enough stays',
    { 'accept-ra': true },
    link({ 'accept-ra': 2 }),
    undefined,
    { 'accept-ra': 2 },
  ],
  ['a new link is like the loopback', { 'accept-ra': true }, undefined, link({}, true), { 'accept-ra': 2 }],
  [
    'forwarding that is declared decides',
    { 'accept-ra': true, 'sysctl.ipv6.forwarding': 1 },
    link({ 'accept-ra': 1 }),
    undefined,
    { 'accept-ra': 2, 'sysctl.ipv6.forwarding': 1 },
  ],
  ['a number is a number', { 'accept-ra': 1 }, link({ 'accept-ra': 0 }, true), undefined, { 'accept-ra': 1 }],
  [
    'a way to make addresses stays',
    { 'ipv6-address-generation': 'any' },
    link({ 'ipv6-address-generation': 'random' }),
    undefined,
    { 'ipv6-address-generation': 'random' },
  ],
  [
    'where there is none, one is chosen',
    { 'ipv6-address-generation': 'any' },
    link({ 'ipv6-address-generation': 'none' }),
    undefined,
    { 'ipv6-address-generation': 'eui64' },
  ],
  ['a new link has one', { 'ipv6-address-generation': 'any' }, undefined, undefined, {}],
];

for (const [title, wanted, live, loopback, expected] of CASES)
  test(title, () => assert.deepEqual(found(wanted, live, loopback), expected));
