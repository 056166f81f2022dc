import { Block, bytes, s32, string, type Type, u32, Writer } from '../../codec/index.ts';
import { type RawTeamOption, TEAM_OPTION_TYPE } from './team.ts';

/**
 * The identity of an option. Some options exist for each port, some for each element of an array (`lb_hash_stats`, by
 * number).
 */
export interface TeamOptionName {
  readonly name: string;
  /** The index of the port's link. */
  readonly port?: number;
  readonly arrayIndex?: number;
}

export type TeamOptionValue =
  | { readonly type: 'u32' | 's32'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'binary'; readonly value: Uint8Array };

/** An option of a team: `{ name: 'mode', type: 'string', value: 'activebackup' }`. */
export type TeamOption = TeamOptionName & TeamOptionValue;

/** An option as the kernel takes it. */
export function writeTeamOption(option: TeamOption): RawTeamOption {
  const { name, port, arrayIndex } = option;
  return {
    name,
    ...typed(option),
    ...(port === undefined ? {} : { portIfindex: port }),
    ...(arrayIndex === undefined ? {} : { arrayIndex }),
  };
}

/** An option as the kernel reports it; undefined if it is of a type that this library does not know. */
export function readTeamOption(raw: RawTeamOption): TeamOption | undefined {
  const { name = '', portIfindex, arrayIndex } = raw;
  const value = untyped(raw);
  if (value === undefined) return undefined;
  return {
    name,
    ...value,
    ...(portIfindex === undefined ? {} : { port: portIfindex }),
    ...(arrayIndex === undefined ? {} : { arrayIndex }),
  };
}

function typed(option: TeamOptionValue): { type: number; data?: Uint8Array } {
  switch (option.type) {
    case 'bool': // NLA_FLAG: that there are data is its value
      return { type: TEAM_OPTION_TYPE.BOOL, ...(option.value ? { data: new Uint8Array() } : {}) };
    case 'string':
      return { type: TEAM_OPTION_TYPE.STRING, data: encoded(string, option.value) };
    case 'binary':
      return { type: TEAM_OPTION_TYPE.BINARY, data: encoded(bytes, option.value) };
    case 'u32':
      return { type: TEAM_OPTION_TYPE.U32, data: encoded(u32, option.value) };
    case 's32':
      return { type: TEAM_OPTION_TYPE.S32, data: encoded(s32, option.value) };
  }
}

function untyped({ type, data }: RawTeamOption): TeamOptionValue | undefined {
  if (type === TEAM_OPTION_TYPE.BOOL) return { type: 'bool', value: data !== undefined };
  if (data === undefined) return undefined;
  switch (type) {
    case TEAM_OPTION_TYPE.STRING:
      return { type: 'string', value: decoded(string, data) };
    case TEAM_OPTION_TYPE.BINARY:
      return { type: 'binary', value: data };
    case TEAM_OPTION_TYPE.U32:
      return { type: 'u32', value: decoded(u32, data) };
    case TEAM_OPTION_TYPE.S32:
      return { type: 's32', value: decoded(s32, data) };
    default:
      return undefined;
  }
}

function encoded<T>(type: Type<T>, value: T): Uint8Array {
  const w = new Writer(64);
  type.put(w, value);
  return w.bytes.slice(0, w.at);
}

const decoded = <T>(type: Type<T>, data: Uint8Array): T => type.get(new Block(data), 0, data.length);
