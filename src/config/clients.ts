import { accessPointsValue } from '../model/access-points.ts';
import type { Client } from '../model/client.ts';
import {
  CLIENT_PROGRAMS,
  type ClientProgram,
  type ClientRole,
  DHCP6_LACKS,
  ROUTE_METRIC,
  USUAL_SETTINGS,
  WIFI_METRIC,
} from '../model/language/clients.ts';
import type { Value } from '../model/value.ts';
import { readAccessPoints } from './access-points.ts';
import { readAuthentication, type SaidAuthentication } from './authentication.ts';
import { booleanOf } from './coerce.ts';
import { added, type Draft } from './draft.ts';
import type { LinkKeys } from './link-keys.ts';
import { childOf, entryOf, itemsOf, type Node, type Span } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';

/** Reads what a device needs programs for: DHCP, link-local IPv4, authentication and Wi-Fi. */
export function readClients(draft: Draft, keys: LinkKeys, usual: Usual, reporter: Reporter): void {
  if (draft.section === 'wifis') readWifi(draft, reporter);
  else readAuth(draft, reporter);
  for (const role of ['dhcp4', 'dhcp6'] as const) readDhcp(role, draft, keys, usual, reporter);
  readIpv4LinkLocal(draft, keys);
}

/** 802.1X on a wired link. */
function readAuth(draft: Draft, reporter: Reporter): void {
  const entry = entryOf(draft.node, 'auth');
  if (entry === undefined || draft.section !== 'ethernets') return;
  const { errors } = reporter;
  const said = readAuthentication(entry, `"${draft.id}"`, reporter);
  if (reporter.errors !== errors) return;
  const saying: Saying = { settings: {}, spans: new Map() };
  for (const [key, { value, span }] of said) set(saying, `auth.${key}`, value, span);
  push(draft, 'auth', null, saying, entry.key);
}

function readWifi(draft: Draft, reporter: Reporter): void {
  const { errors } = reporter;
  const auth = entryOf(draft.node, 'auth');
  const usual: SaidAuthentication =
    auth === undefined ? new Map() : readAuthentication(auth, `"${draft.id}"`, reporter);
  const list = entryOf(draft.node, 'access-points');
  if (list === undefined) {
    reporter.error('missing-key', draft.key, `Wi-Fi device "${draft.id}" needs "access-points"`);
    return;
  }
  const points = readAccessPoints(list, usual, reporter);
  const saying: Saying = { settings: {}, spans: new Map() };
  set(saying, 'access-points', accessPointsValue(points), list.value);
  const domain = childOf(draft.node, 'regulatory-domain');
  if (domain?.kind === 'scalar') {
    if (/^([A-Z]{2}|00)$/i.test(domain.text))
      set(saying, 'regulatory-domain', domain.text.toUpperCase(), domain);
    else reporter.error('wrong-value', domain, '"regulatory-domain" must be the two letters of a country');
  }
  const wake = childOf(draft.node, 'wakeonwlan');
  const triggers = itemsOf(wake).flatMap((item) => (item.kind === 'scalar' ? [item.text.toLowerCase()] : []));
  if (wake !== undefined && triggers.some((word) => word !== 'default'))
    set(saying, 'wakeonwlan', triggers, wake);
  if (reporter.errors === errors) push(draft, 'wifi', null, saying, list.key);
}

/**
 * RFC 3927: if there is a DHCP client that can be dhcpcd, it falls back to a link-local address itself when there is no
 * server.
 */
function readIpv4LinkLocal(draft: Draft, keys: LinkKeys): void {
  const list = childOf(draft.node, 'link-local');
  const word = itemsOf(list).find((item) => item.kind === 'scalar' && item.text.toLowerCase() === 'ipv4');
  if (word === undefined || keys['link-local'] === undefined || draft.attributes['state'] === 'down') return;
  const client = draft.clients.find(({ item }) => item.role === 'dhcp4' && item.program !== 'udhcpc');
  if (client === undefined) {
    push(draft, 'ipv4ll', null, { settings: {}, spans: new Map() }, word);
    return;
  }
  const { item, spans } = client;
  const settings = { ...item.settings, 'link-local': true };
  const whole = { ...client, item: { ...item, settings }, spans: new Map([...spans, ['link-local', word]]) };
  draft.clients = draft.clients.map((one) => (one === client ? whole : one));
}

function push(
  draft: Draft,
  role: ClientRole,
  program: ClientProgram | null,
  { settings, spans }: Saying,
  node: Node,
): void {
  const item: Client = {
    type: 'client',
    link: draft.id,
    role,
    program,
    settings: whole(draft, role, settings),
  };
  draft.clients = added(draft.clients, { item, node, spans: spans.size === 0 ? NOWHERE : spans });
}

const NOWHERE: ReadonlyMap<string, Span> = new Map();

/** All settings of a client; if nothing is declared, all clients share one object. */
function whole(draft: Draft, role: ClientRole, said: Saying['settings']): Client['settings'] {
  const settings = USUAL_SETTINGS[role];
  if (draft.section === 'wifis' && role === 'dhcp4')
    return { ...settings, [ROUTE_METRIC]: WIFI_METRIC, ...said };
  return Object.keys(said).length === 0 ? settings : { ...settings, ...said };
}

/** The DHCP client that is declared for the whole network. */
type Usual = ClientProgram | undefined;

/** The settings that are declared for a client, with their places. */
interface Saying {
  readonly settings: Record<string, Value>;
  readonly spans: Map<string, Span>;
}

function readDhcp(
  role: 'dhcp4' | 'dhcp6',
  draft: Draft,
  keys: LinkKeys,
  usual: Usual,
  reporter: Reporter,
): void {
  const level = `${role}-overrides` as const;
  const overrides = entryOf(draft.node, level);
  const node = childOf(draft.node, role);
  if (overrides === undefined && keys[role] !== true) return;
  const saying: Saying = { settings: {}, spans: new Map() };
  if (overrides !== undefined && keys[level] !== undefined) readOverrides(level, draft, saying, reporter);
  if (keys[role] !== true || node === undefined) {
    if (overrides !== undefined) {
      const message = `"${level}" of "${draft.id}" has no effect without "${role}: true"`;
      reporter.warning('no-effect', overrides.key, message);
    }
    return;
  }
  if (draft.attributes['state'] === 'down') {
    const message = `"${role}" of "${draft.id}" has no effect: "activation-mode: off" keeps the device down`;
    reporter.warning('no-effect', node, message);
    return;
  }
  const identifier = childOf(draft.node, 'dhcp-identifier');
  if (role === 'dhcp4' && keys['dhcp-identifier'] !== undefined && identifier !== undefined)
    set(saying, 'dhcp-identifier', keys['dhcp-identifier'], identifier);
  const optional = childOf(draft.node, 'optional');
  if (keys.optional !== undefined && optional !== undefined) set(saying, 'optional', keys.optional, optional);
  const said = childOf(draft.node, 'dhcp-client');
  if (said !== undefined) saying.spans.set('program', said);
  const named = keys['dhcp-client'] ?? usual ?? null;
  // A program that does only IPv4 is not used for IPv6.
  const program = named !== null && CLIENT_PROGRAMS[named].roles.includes(role) ? named : null;
  push(draft, role, program, saying, node);
}

function set({ settings, spans }: Saying, name: string, value: Value, span: Span): void {
  settings[name] = value;
  spans.set(name, span);
}

function readOverrides(
  level: 'dhcp4-overrides' | 'dhcp6-overrides',
  draft: Draft,
  saying: Saying,
  reporter: Reporter,
): void {
  const entry = entryOf(draft.node, level);
  if (entry === undefined) return;
  const what = { what: `"${level}" of "${draft.id}"`, owner: entry.key };
  const values: Readonly<Record<string, Value>> = readMembers(entry.value, level, what, reporter) ?? {};
  for (const [key, value] of Object.entries(values)) {
    const span = childOf(entry.value, key);
    if (span === undefined) continue;
    const lacking = level === 'dhcp6-overrides' && DHCP6_LACKS.some((one) => one === key);
    if (lacking) {
      const message = `"${key}" in "${level}" has no effect: DHCPv6 brings neither routes nor an MTU, router advertisements do`;
      reporter.warning('no-effect', span, message);
      continue;
    }
    const read =
      key === 'use-domains' || key === 'hostname' ? readText(key, String(value), span, reporter) : value;
    if (read !== undefined) set(saying, `${level}.${key}`, read, span);
  }
}

function readText(
  key: 'use-domains' | 'hostname',
  text: string,
  span: Span,
  reporter: Reporter,
): Value | undefined {
  return key === 'hostname' ? readHostname(text, span, reporter) : readDomains(text, span, reporter);
}

function readDomains(text: string, span: Span, reporter: Reporter): boolean | undefined {
  const said = booleanOf(text);
  if (said === undefined) {
    const route = text.toLowerCase() === 'route';
    const message = route
      ? '"use-domains" cannot be "route": names of domains that only say which server to ask are systemd-networkd\'s to pass on'
      : `"use-domains" must be true or false, not ${JSON.stringify(text)}`;
    reporter.error(route ? 'not-supported' : 'wrong-value', span, message);
  }
  return said;
}

/** Checks a host name (RFC 1123), with or without dots. */
function readHostname(text: string, span: Span, reporter: Reporter): string | undefined {
  const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
  if (text.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(text)) return text;
  const message = `${JSON.stringify(text)} is not a host name`;
  reporter.error('wrong-value', span, message, {
    hint: 'letters, digits and dashes, such as web1 or web1.example.net',
  });
  return undefined;
}
