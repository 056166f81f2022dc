import type { PackedSeen } from '../../model/index.ts';
import { MESSAGE_HEADER } from '../../netlink/codec/wire.ts';
import {
  AF,
  route as message,
  NLM_F,
  type Request,
  RTM,
  RTN,
  type Value,
  Writer,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import { attributesIn } from '../nested-attributes.ts';
import type { LinkIndex } from '../room.ts';
import { tableByte } from '../table-byte.ts';
import { DST, GATEWAY, HEADER } from './usual-layout.ts';

/**
 * Returns a function that makes requests for packed routes with these numbers. They share all that does not differ
 * between routes. The requests of one call are valid until the next call.
 * @throws NlapplyError if a link does not exist
 */
export function packedRequests(
  { routes, links }: PackedSeen,
  index: LinkIndex,
): (numbers: Uint32Array) => readonly Request[] {
  let last: Pattern | undefined;
  const patternFor = (number: number): Pattern => {
    if (last !== undefined && isLike(routes, last.number, number)) return last;
    last = patternOf(routes, number, index.indexOf(links[routes.on[number] ?? 0] ?? ''));
    return last;
  };
  const requests: PackedRoute[] = [];
  return (numbers) => {
    requests.length = Math.min(requests.length, numbers.length);
    for (let nth = 0; nth < numbers.length; nth += 1) {
      const number = numbers[nth] ?? 0;
      const pattern = patternFor(number);
      const request = requests[nth];
      if (request === undefined) requests.push(new PackedRoute(routes, number, pattern));
      else request.becomes(number, pattern);
    }
    return requests;
  };
}

type Columns = PackedSeen['routes'];

/** What routes that differ only in destination and gateway have in common. */
interface Pattern {
  /** One of them. */
  readonly number: number;
  readonly oif: number;
  /** The payload of its message, and the offsets in it of the destination (0 if there is none) and of the gateway. */
  readonly bytes: Uint8Array;
  readonly destination: number;
  readonly gateway: number;
}

const isLike = ({ on, tables, metrics, lengths }: Columns, one: number, two: number): boolean =>
  on[one] === on[two] &&
  tables[one] === tables[two] &&
  metrics[one] === metrics[two] &&
  (lengths[one] === 0) === (lengths[two] === 0);

function patternOf(routes: Columns, number: number, oif: number): Pattern {
  const w = new Writer(128);
  message.write(w, 0, 0, 0, routeOf(routes, number, oif));
  const bytes = w.bytes.slice(MESSAGE_HEADER, w.at);
  const attributes = attributesIn(bytes.subarray(HEADER));
  const placeOf = (wanted: number): number =>
    attributes.find(({ id }) => id === wanted)?.data.byteOffset ?? 0;
  return { number, oif, bytes, destination: placeOf(DST), gateway: placeOf(GATEWAY) };
}

function routeOf(routes: Columns, number: number, oif: number): Value<typeof message> {
  const { destinations, lengths, tables, metrics, gateways } = routes;
  const [table = 0, metric = 0, dstLen = 0] = [tables, metrics, lengths].map((of) => of[number]);
  return {
    ...{ family: AF.INET, dstLen, tos: 0, tableId: tableByte(table), table },
    ...{ type: RTN.UNICAST, scope: 0, protocol: OUR_PROTOCOL },
    ...(dstLen > 0 && { dst: destinations[number] ?? 0 }),
    ...(metric !== 0 && { priority: metric }),
    ...{ oif, gateway: gateways[number] ?? 0 },
  };
}

/** The offset of rtm_dst_len in struct rtmsg. */
const DST_LEN = 1;

/** The request that creates a packed route; its value is made only when it is read. */
class PackedRoute implements Request<typeof message> {
  readonly #columns: Columns;
  #number: number;
  #pattern: Pattern;

  constructor(columns: Columns, number: number, pattern: Pattern) {
    this.#columns = columns;
    this.#number = number;
    this.#pattern = pattern;
  }

  becomes(number: number, pattern: Pattern): void {
    this.#number = number;
    this.#pattern = pattern;
  }

  get message(): typeof message {
    return message;
  }

  get type(): number {
    return RTM.NEWROUTE;
  }

  get flags(): number {
    return NLM_F.CREATE | NLM_F.EXCL;
  }

  get value(): Value<typeof message> {
    return routeOf(this.#columns, this.#number, this.#pattern.oif);
  }

  put(w: Writer): void {
    const { destinations, lengths, gateways } = this.#columns;
    const { bytes, destination, gateway } = this.#pattern;
    const at = w.take(bytes.length);
    w.bytes.set(bytes, at);
    w.bytes[at + DST_LEN] = lengths[this.#number] ?? 0;
    if (destination > 0) w.data.setUint32(at + destination, destinations[this.#number] ?? 0);
    w.data.setUint32(at + gateway, gateways[this.#number] ?? 0);
  }
}
