import { ipv4At } from '../model/ipv4-text.ts';
import { columnsFor, type RouteColumns } from '../model/packed-routes.ts';
import type { Place } from '../model/place.ts';
import { coerceText } from './coerce.ts';
import type { Node } from './node.ts';
import { IPV4_METRIC, MAIN_TABLE } from './route-defaults.ts';
import { hostIp } from './route-hosts.ts';
import { hasNoHostBits, ipv4TargetAt } from './route-targets.ts';
import { entryStart, findValues, MOST_KEYS, type RowShape, type Rows, rowsOf } from './rows.ts';
import { levelOf, memberOf } from './schema/level.ts';
import { isValid } from './schema/validate.ts';
import type { SourceText } from './source-text.ts';
import { parseTable } from './table-names.ts';

/** Those routes of a long list that are correct and have the common form: no objects are made for them. */
export interface UsualRoutes extends RouteColumns {
  readonly list: Node;
  readonly rows: Rows;
  /** The index of each in the list; ascending. */
  readonly entries: Uint32Array;
}

/** With fewer routes this is not worth it. */
const FEWEST = 1024;

/** The indexes of the keys of common routes in a shape; -1 for `metric` and `table` if absent. */
interface Keys {
  readonly shape: RowShape;
  /** The length of the text before the first value. */
  readonly before: number;
  readonly to: number;
  readonly via: number;
  readonly metric: number;
  readonly table: number;
}

const USUAL: ReadonlySet<string> = new Set(['to', 'via', 'metric', 'table']);

function keysOf(shape: RowShape): Keys | undefined {
  const { keys, pieces } = shape;
  const [to, via] = [keys.indexOf('to'), keys.indexOf('via')];
  if (to < 0 || via < 0 || !keys.every((key) => USUAL.has(key))) return undefined;
  const before = pieces[0]?.length ?? 0;
  return { shape, before, to, via, metric: keys.indexOf('metric'), table: keys.indexOf('table') };
}

/** The common routes of a list; undefined if it is short, or was read as nodes. */
export function usualRoutes(list: Node | undefined): UsualRoutes | undefined {
  const rows = rowsOf(list);
  if (list === undefined || rows === undefined || rows.starts.length < FEWEST) return undefined;
  const { text } = rows.source;
  const shapes = rows.shapes.map(keysOf);
  const columns = columnsFor(rows.starts.length);
  const entries = new Uint32Array(rows.starts.length);
  const spans = new Uint32Array(2 * MOST_KEYS);
  const said = { address: 0, length: 0, gateway: 0, metric: 0, table: 0 };
  const before = new RestOfRow(text);
  const gatewayAt = gatewayReader(text);
  const metricAt = metricReader(text);
  const tableAt = tableReader(rows.source);
  const read = (start: number, keys: Keys): boolean => {
    findValues(text, start, keys.shape, spans);
    const [from, to] = [spans[2 * keys.to] ?? 0, spans[2 * keys.to + 1] ?? 0];
    if (!ipv4TargetAt(text, from, to, said)) return false;
    said.gateway = gatewayAt(spans, keys.via);
    said.metric = metricAt(spans, keys.metric);
    said.table = tableAt(spans, keys.table);
    if (said.gateway < 0 || said.metric < 0 || said.table < 0) return false;
    before.keep(keys, spans);
    return true;
  };
  const { starts, shapeOf } = rows;
  const { destinations, lengths, gateways, metrics, tables } = columns;
  let count = 0;
  for (let entry = 0; entry < starts.length; entry += 1) {
    const keys = shapes[shapeOf[entry] ?? 0];
    const start = starts[entry] ?? 0;
    if (keys === undefined) continue;
    const address = before.addressAt(start, keys);
    if (address >= 0 && hasNoHostBits(address, said.length)) said.address = address;
    else if (!read(start, keys)) continue;
    entries[count] = entry;
    destinations[count] = said.address;
    lengths[count] = said.length;
    gateways[count] = said.gateway;
    metrics[count] = said.metric;
    tables[count] = said.table;
    count += 1;
  }
  if (count === 0) return undefined;
  return { list, rows, entries: entries.subarray(0, count), ...firstOf(columns, count) };
}

/**
 * The text of a row after the address of its destination, if that comes first. Mostly it is the same as in the row
 * before.
 */
class RestOfRow {
  readonly #text: string;
  #keys: Keys | undefined;
  #rest = '';

  constructor(text: string) {
    this.#text = text;
  }

  /** The destination address of a row whose other text is the same as that of the kept row; otherwise -1. */
  addressAt(start: number, keys: Keys): number {
    if (keys !== this.#keys) return -1;
    const from = start + keys.before;
    const slash = this.#text.indexOf('/', from);
    return this.#text.startsWith(this.#rest, slash) ? ipv4At(this.#text, from, slash) : -1;
  }

  keep(keys: Keys, spans: Uint32Array): void {
    const [from, to] = [spans[0] ?? 0, spans[1] ?? 0];
    const slash = this.#text.indexOf('/', from);
    this.#keys = keys.to === 0 && slash >= 0 && slash < to ? keys : undefined;
    const end = spans[2 * keys.shape.keys.length - 1] ?? 0;
    // Includes the character that ends the last value, so that longer values do not match.
    this.#rest = this.#keys === undefined ? '' : this.#text.slice(slash, end + 1);
  }
}

/** The place of a common route in the file. */
export const usualPlace = ({ rows, entries }: UsualRoutes, number: number): Place =>
  rows.source.place(entryStart(rows, entries[number] ?? 0));

/** The entries of the list that are not common routes. */
export function otherEntries({ rows, entries }: UsualRoutes): readonly Node[] {
  const nodes: Node[] = [];
  if (entries.length === rows.starts.length) return nodes;
  let next = 0;
  rows.starts.forEach((_, entry) => {
    if (entries[next] === entry) next += 1;
    else nodes.push(rows.nodeOf(entry));
  });
  return nodes;
}

const firstOf = (columns: RouteColumns, count: number): RouteColumns => ({
  destinations: columns.destinations.subarray(0, count),
  lengths: columns.lengths.subarray(0, count),
  tables: columns.tables.subarray(0, count),
  metrics: columns.metrics.subarray(0, count),
  gateways: columns.gateways.subarray(0, count),
});

/**
 * Reads the value of a key in place; -1 if it is not that of a common route. The previous value is remembered, as it is
 * mostly also the next.
 */
type ReadValue = (spans: Uint32Array, nth: number) => number;

function reader(text: string, read: (value: string) => number): ReadValue {
  let last = '';
  let value = -1;
  return (spans, nth) => {
    const start = spans[2 * nth] ?? 0;
    const end = spans[2 * nth + 1] ?? 0;
    if (end - start !== last.length || !text.startsWith(last, start)) {
      last = text.slice(start, end);
      value = read(last);
    }
    return value;
  };
}

const gatewayReader = (text: string): ReadValue =>
  reader(text, (value) => {
    const ip = hostIp(value);
    return ip?.family === 4 ? ip.parts.reduce((address, byte) => address * 256 + byte, 0) : -1;
  });

const orAbsent =
  (read: ReadValue, absent: number): ReadValue =>
  (spans, nth) =>
    nth < 0 ? absent : read(spans, nth);

function metricReader(text: string): ReadValue {
  const member = memberOf(levelOf('route'), 'metric');
  const read = reader(text, (written) => {
    const value = member && coerceText(written, member.shape);
    return member !== undefined && typeof value === 'number' && isValid(value, member) ? value : -1;
  });
  return orAbsent(read, IPV4_METRIC);
}

function tableReader(source: SourceText): ReadValue {
  const read = reader(source.text, (written) => {
    const table = parseTable(written, source);
    return typeof table === 'number' ? table : -1;
  });
  return orAbsent(read, MAIN_TABLE);
}
