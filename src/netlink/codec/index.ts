export { ip, ipv4, ipv6 } from './address.ts';
export { type UnknownAttribute, unknown, type WithUnknown } from './attributes.ts';
export { byFamily } from './by-family.ts';
export { counter } from './counter.ts';
export { NetlinkDecodeError } from './decode-error.ts';
export { type Endpoint, endpoint } from './endpoint.ts';
export { exactly } from './exactly.ts';
export { array, indexed, list, repeated } from './list.ts';
export { marked } from './marked.ts';
export {
  type AnyMessage,
  Message,
  type MessageOptions,
  type MessageValue,
  type Value,
  type ViewOf,
} from './message.ts';
export { choose, nest, nestWithChoices } from './nest.ts';
export { Pattern } from './pattern.ts';
export {
  be16,
  be32,
  be64,
  bits,
  enumerated,
  flag,
  s8,
  s16,
  s32,
  s64,
  sbe32,
  showBits,
  u8,
  u16,
  u32,
  u64,
  uint,
} from './scalars.ts';
export { secret } from './secret.ts';
export { sequence } from './sequence.ts';
export { type Struct, struct } from './struct.ts';
export { type Table, tableOf } from './table.ts';
export { bytes, chars, fixed, hwaddr, mac, rawNest, string } from './text.ts';
export type { Attrs, AttrsOf, Choice, Choices, Fields, FieldsOf, Of, Scalar, Shape, Type } from './type.ts';
export { vector } from './vector.ts';
export { copied, raw, type View } from './view.ts';
export { align, Block, host, Writer } from './wire.ts';
