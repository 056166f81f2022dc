import {
  ATTRIBUTE_HEADER,
  align,
  attributeId,
  attributeLength,
  host,
  MESSAGE_HEADER,
} from '../netlink/codec/wire.ts';
import { AF, NETLINK } from '../netlink/constants/families.ts';
import { NLM_F } from '../netlink/constants/flags.ts';
import { RTM } from '../netlink/constants/rtm.ts';

/** A socket's protocol, and the names of generic families by id, as far as they have been requested. */
export interface Asking {
  readonly protocol: number;
  readonly families: Map<number, string>;
}

/** Size of struct genlmsghdr. Attributes begin after it. */
const GENERIC_HEADER = 4;
const FIRST = MESSAGE_HEADER + GENERIC_HEADER;
/** GENL_ID_CTRL */
const CONTROLLER = 16;
const FIRST_OF_ROUTE = 16;

/**
 * Commands of generic families that only read, and whose answers contain neither secrets nor clocks. WireGuard and
 * MACsec are left out, since their keys must not be stored.
 */
const READING: Readonly<Record<string, readonly number[]>> = {
  // STRSET_GET, WOL_GET, FEATURES_GET
  ethtool: [1, 9, 11],
  // ESWITCH_GET
  devlink: [29],
  // OPTIONS_GET, PORT_LIST_GET
  team: [2, 3],
  // GET_MESH
  batadv: [1],
  // FOU_CMD_GET
  fou: [3],
  // L2TP_CMD_TUNNEL_GET, L2TP_CMD_SESSION_GET
  l2tp: [4, 8],
};
/** CTRL_CMD_GETFAMILY */
const GET_FAMILY = 3;

/** Whether all messages only ask for something. */
export function isReading(request: Buffer, asking: Asking): boolean {
  const data = new DataView(request.buffer, request.byteOffset, request.length);
  let at = 0;
  while (at + FIRST <= request.length) {
    const length = data.getUint32(at, host);
    if (length < FIRST || !isQuestion(data, at, asking)) return false;
    at += align(length);
  }
  return at === align(request.length);
}

function isQuestion(data: DataView, at: number, { protocol, families }: Asking): boolean {
  const type = data.getUint16(at + 4, host);
  const command = data.getUint8(at + MESSAGE_HEADER);
  // rtnetlink.h: the third of each four types is GET.
  if (protocol === NETLINK.ROUTE) return (type >= FIRST_OF_ROUTE && (type & 3) === 2) || isProbe(data, at);
  if (protocol !== NETLINK.GENERIC) return false;
  if (type === CONTROLLER) return command === GET_FAMILY;
  return READING[families.get(type) ?? '']?.includes(command) === true;
}

/**
 * Whether it is an IPv4 route to be neither created nor changed: the kernel then only says whether it exists
 * (fib_table_insert).
 */
const isProbe = (data: DataView, at: number): boolean =>
  data.getUint16(at + 4, host) === RTM.NEWROUTE &&
  data.getUint8(at + MESSAGE_HEADER) === AF.INET &&
  (data.getUint16(at + 6, host) & (NLM_F.CREATE | NLM_F.REPLACE | NLM_F.APPEND)) === 0;

/** CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME */
const [ID, NAME] = [1, 2];

/** Notes the family that an answer of the controller describes. */
export function learnFamilies(reply: Buffer, { protocol, families }: Asking): void {
  if (protocol !== NETLINK.GENERIC || reply.length < FIRST) return;
  const data = new DataView(reply.buffer, reply.byteOffset, reply.length);
  if (data.getUint16(4, host) !== CONTROLLER) return;
  const end = Math.min(data.getUint32(0, host), reply.length);
  let id: number | undefined;
  let name = '';
  let length = attributeLength(data, FIRST, end);
  for (let at = FIRST; length > 0; length = attributeLength(data, at, end)) {
    const attribute = attributeId(data, at);
    const first = at + ATTRIBUTE_HEADER;
    if (attribute === ID) id = data.getUint16(first, host);
    if (attribute === NAME) name = reply.toString('latin1', first, at + length - 1);
    at += align(length);
  }
  if (id !== undefined) families.set(id, name);
}
