import { columnsFor, type RouteColumns } from '../model/packed-routes.ts';
import type { Place } from '../model/place.ts';
import { coerceText } from './coerce.ts';
import type { Node } from './node.ts';
import { IPV4_METRIC, MAIN_TABLE } from './route-defaults.ts';
import { hostIp } from './route-hosts.ts';
import { ipv4TargetAt } from './route-targets.ts';
import { entryStart, findValues, MOST_KEYS, type RowShape, type Rows, rowsOf } from './rows.ts';
import { levelOf, memberOf } from './schema/level.ts';
import { isValid } from './schema/validate.ts';

/** Those of a long list of routes that say what most do, and rightly so: no objects are made of them. */
export interface UsualRoutes extends RouteColumns {
  readonly list: Node;
  readonly rows: Rows;
  /** Of each, which entry of the list it is; ascending. */
  readonly entries: Uint32Array;
}

/** So few are not worth a way of their own. */
const FEWEST = 1024;

/** Where a shape has the keys that usual routes have; `metric` and `table` -1 where it lacks them. */
interface Keys {
  readonly shape: RowShape;
  readonly to: number;
  readonly via: number;
  readonly metric: number;
  readonly table: number;
}

const USUAL: ReadonlySet<string> = new Set(['to', 'via', 'metric', 'table']);

function keysOf(shape: RowShape): Keys | undefined {
  const { keys } = shape;
  const [to, via] = [keys.indexOf('to'), keys.indexOf('via')];
  if (to < 0 || via < 0 || !keys.every((key) => USUAL.has(key))) return undefined;
  return { shape, to, via, metric: keys.indexOf('metric'), table: keys.indexOf('table') };
}

/** The usual ones of a list; undefined where it is short, or has been read as nodes. */
export function usualRoutes(list: Node | undefined): UsualRoutes | undefined {
  const rows = rowsOf(list);
  if (list === undefined || rows === undefined || rows.starts.length < FEWEST) return undefined;
  const { text } = rows.source;
  const shapes = rows.shapes.map(keysOf);
  const columns = columnsFor(rows.starts.length);
  const entries = new Uint32Array(rows.starts.length);
  const spans = new Uint32Array(2 * MOST_KEYS);
  const target = { address: 0, length: 0 };
  const gatewayAt = gatewayReader(text);
  const metricAt = numberReader(text, 'metric', IPV4_METRIC);
  const tableAt = numberReader(text, 'table', MAIN_TABLE);
  let count = 0;
  rows.starts.forEach((start, entry) => {
    const keys = shapes[rows.shapeOf[entry] ?? 0];
    if (keys === undefined) return;
    findValues(text, start, keys.shape, spans);
    if (!ipv4TargetAt(text, spans[2 * keys.to] ?? 0, spans[2 * keys.to + 1] ?? 0, target)) return;
    const gateway = gatewayAt(spans, keys.via);
    const metric = metricAt(spans, keys.metric);
    const table = tableAt(spans, keys.table);
    if (gateway < 0 || metric < 0 || table < 0) return;
    entries[count] = entry;
    columns.destinations[count] = target.address;
    columns.lengths[count] = target.length;
    columns.gateways[count] = gateway;
    columns.metrics[count] = metric;
    columns.tables[count] = table;
    count += 1;
  });
  if (count === 0) return undefined;
  return { list, rows, entries: entries.subarray(0, count), ...firstOf(columns, count) };
}

/** Where a usual route stands in the file. */
export const usualPlace = ({ rows, entries }: UsualRoutes, number: number): Place =>
  rows.source.place(entryStart(rows, entries[number] ?? 0));

/** The entries of the list that are not usual. */
export function otherEntries({ rows, entries }: UsualRoutes): readonly Node[] {
  const nodes: Node[] = [];
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

/** Reads the value of a key where it stands; -1: it is not usual. The value of one route is mostly that of the next. */
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

function numberReader(text: string, key: 'metric' | 'table', absent: number): ReadValue {
  const member = memberOf(levelOf('route'), key);
  const read = reader(text, (written) => {
    const value = member && coerceText(written, member.shape);
    return member !== undefined && typeof value === 'number' && isValid(value, member) ? value : -1;
  });
  return (spans, nth) => (nth < 0 ? absent : read(spans, nth));
}
