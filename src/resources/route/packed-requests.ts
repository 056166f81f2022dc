import type { PackedSeen } from '../../model/index.ts';
import {
  AF,
  host,
  route as message,
  NLM_F,
  type Request,
  RTM,
  RTN,
  type Value,
  type Writer,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { DST, GATEWAY, HEADER, OIF, PRIORITY, putWord, TABLE } from './usual-layout.ts';

/** The requests that make packed routes. @throws NlapplyError where a link is not there */
export function packedRequests(
  { routes, links }: PackedSeen,
  numbers: Uint32Array,
  index: LinkIndex,
): readonly Request[] {
  const oifs = new Map<number, number>();
  const oifOf = (on: number): number => {
    const oif = oifs.get(on) ?? index.indexOf(links[on] ?? '');
    oifs.set(on, oif);
    return oif;
  };
  return Array.from(numbers, (number) => new PackedRoute(routes, number, oifOf(routes.on[number] ?? 0)));
}

type Columns = PackedSeen['routes'];

/** What makes one of them; the value is for those who want to read it. */
class PackedRoute implements Request<typeof message> {
  readonly message: typeof message = message;
  readonly type: number = RTM.NEWROUTE;
  readonly flags: number = NLM_F.CREATE | NLM_F.EXCL;
  readonly #columns: Columns;
  readonly #number: number;
  readonly #oif: number;

  constructor(columns: Columns, number: number, oif: number) {
    this.#columns = columns;
    this.#number = number;
    this.#oif = oif;
  }

  get value(): Value<typeof message> {
    const { destinations, lengths, tables, metrics, gateways } = this.#columns;
    const [table = 0, metric = 0, dstLen = 0] = [tables, metrics, lengths].map((of) => of[this.#number]);
    return {
      ...{ family: AF.INET, dstLen, tos: 0, tableId: table < 256 ? table : 0, table },
      ...{ type: RTN.UNICAST, scope: 0, protocol: OUR_PROTOCOL },
      ...(dstLen > 0 && { dst: destinations[this.#number] ?? 0 }),
      ...(metric !== 0 && { priority: metric }),
      ...{ oif: this.#oif, gateway: gateways[this.#number] ?? 0 },
    };
  }

  put(w: Writer): void {
    const { destinations, lengths, tables, metrics, gateways } = this.#columns;
    const length = lengths[this.#number] ?? 0;
    const table = tables[this.#number] ?? 0;
    const metric = metrics[this.#number] ?? 0;
    const at = w.zero(HEADER);
    const { bytes } = w;
    bytes[at] = AF.INET;
    bytes[at + 1] = length;
    bytes[at + 4] = table < 256 ? table : 0;
    bytes[at + 5] = OUR_PROTOCOL;
    bytes[at + 7] = RTN.UNICAST;
    putWord(w, TABLE, table, host);
    if (length > 0) putWord(w, DST, destinations[this.#number] ?? 0, false);
    if (metric !== 0) putWord(w, PRIORITY, metric, host);
    putWord(w, OIF, this.#oif, host);
    putWord(w, GATEWAY, gateways[this.#number] ?? 0, false);
  }
}
