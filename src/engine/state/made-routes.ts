import { isRun, partsOf, type Route, type Step, type StepRun } from '../../model/index.ts';
import { isListOf, isMapping, isText } from '../../model/mapping.ts';
import { formatAddress } from '../../netlink/index.ts';

/** New IPv4 routes of one table and metric, by their destinations. The way back from them needs no more. */
export interface MadeRoutes {
  readonly table: number;
  readonly metric: number;
  /** The destinations in base64: five bytes each, address and prefix length. */
  readonly to: string;
}

/** Bytes of a destination: four of the address, and the prefix length. */
const SIZE = 5;

/** The routes that runs of steps create. */
export const madeBy = (steps: readonly Step[]): readonly MadeRoutes[] =>
  partsOf(steps).flatMap((part) => (isRun(part) ? madeByRun(part) : []));

interface Group {
  readonly table: number;
  readonly metric: number;
  readonly numbers: number[];
}

function madeByRun({ seen: { routes }, numbers }: StepRun): readonly MadeRoutes[] {
  const groups: Group[] = [];
  let last: Group | undefined;
  numbers.forEach((number) => {
    const table = routes.tables[number] ?? 0;
    const metric = routes.metrics[number] ?? 0;
    if (last === undefined || last.table !== table || last.metric !== metric) {
      last = groupOf(groups, table, metric);
    }
    last.numbers.push(number);
  });
  return groups.map(({ table, metric, numbers: own }) => {
    const bytes = Buffer.alloc(own.length * SIZE);
    let at = 0;
    own.forEach((number) => {
      const destination = routes.destinations[number] ?? 0;
      bytes[at] = destination >>> 24;
      bytes[at + 1] = destination >>> 16;
      bytes[at + 2] = destination >>> 8;
      bytes[at + 3] = destination;
      bytes[at + 4] = routes.lengths[number] ?? 0;
      at += SIZE;
    });
    return { table, metric, to: bytes.toString('base64') };
  });
}

function groupOf(groups: Group[], table: number, metric: number): Group {
  const known = groups.find((one) => one.table === table && one.metric === metric);
  if (known !== undefined) return known;
  const group = { table, metric, numbers: [] };
  groups.push(group);
  return group;
}

/** Whether parsed JSON has the form of what {@link madeBy} returns. */
export const areMade = (value: unknown): value is readonly MadeRoutes[] =>
  isListOf(
    value,
    (one) =>
      isMapping(one) &&
      isWord(one['table']) &&
      isWord(one['metric']) &&
      isText(one['to']) &&
      isWhole(one['to']),
  );

const isWord = (value: unknown): boolean => typeof value === 'number' && value >>> 0 === value;

/** Whether it is base64, of a whole number of destinations. */
function isWhole(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % SIZE !== 0 || bytes.toString('base64') !== text) return false;
  for (let at = SIZE - 1; at < bytes.length; at += SIZE) if ((bytes[at] ?? 0) > 32) return false;
  return true;
}

/** The routes, with the members that are known. */
export function routesMade({ table, metric, to }: MadeRoutes): readonly Route[] {
  const bytes = Buffer.from(to, 'base64');
  return Array.from({ length: bytes.length / SIZE }, (_, nth): Route => {
    const destination = formatAddress(bytes.readUInt32BE(nth * SIZE));
    return {
      ...{ type: 'route', family: 4, table, to: `${destination}/${bytes[nth * SIZE + 4]}` },
      ...{ tos: 0, metric, kind: 'unicast' },
    };
  });
}
