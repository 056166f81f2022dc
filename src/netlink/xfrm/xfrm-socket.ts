import type { Value } from '../codec/message.ts';
import { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { NETLINK } from '../constants/families.ts';
import { XFRM_INF, XFRM_MSG } from '../constants/xfrm.ts';
import {
  type XfrmFilter,
  type XfrmPolicy,
  type XfrmPolicyId,
  type XfrmState,
  type XfrmStateId,
  xfrmAevent,
  xfrmDefault,
  xfrmDump,
  xfrmFlush,
  xfrmPolicy,
  xfrmPolicyId,
  xfrmSadInfo,
  xfrmSpdInfo,
  xfrmSpi,
  xfrmState,
  xfrmStateId,
} from './messages.ts';
import type { XfrmLifetime } from './structs.ts';

/** A lifetime without limits. Zero bytes would be a limit, which is reached at once (xfrm_state_check_expire). */
export const XFRM_UNLIMITED: XfrmLifetime = {
  softByteLimit: XFRM_INF,
  hardByteLimit: XFRM_INF,
  softPacketLimit: XFRM_INF,
  hardPacketLimit: XFRM_INF,
  softAddExpiresSeconds: 0n,
  hardAddExpiresSeconds: 0n,
  softUseExpiresSeconds: 0n,
  hardUseExpiresSeconds: 0n,
};

const withLifetime = <T extends { readonly info?: { readonly lft?: XfrmLifetime } }>(value: T): T => ({
  ...value,
  info: { lft: XFRM_UNLIMITED, ...value.info },
});

/** States (security associations). Keys appear in no trace or error. */
export class XfrmStates {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The states, of a `proto` or with addresses in `addressFilter`. */
  list(filter: XfrmFilter = {}): Promise<XfrmState[]> {
    const request = { message: xfrmDump, type: XFRM_MSG.XFRM_MSG_GETSA, value: filter };
    return this.#connection.dump(request, undefined, { answer: xfrmState });
  }

  /** @throws NetlinkError ESRCH if there is none */
  get(value: XfrmStateId): Promise<XfrmState> {
    return this.#connection.get(
      { message: xfrmStateId, type: XFRM_MSG.XFRM_MSG_GETSA, value },
      { answer: xfrmState },
    );
  }

  /** Adds a state, without limits of its lifetime if it says none. @throws NetlinkError EEXIST */
  add(value: XfrmState): Promise<void> {
    return this.#send(XFRM_MSG.XFRM_MSG_NEWSA, value);
  }

  /** Changes a state, or completes one of `allocateSpi`. @throws NetlinkError ESRCH if there is none */
  update(value: XfrmState): Promise<void> {
    return this.#send(XFRM_MSG.XFRM_MSG_UPDSA, value);
  }

  /** @throws NetlinkError ESRCH if there is none */
  delete(value: XfrmStateId): Promise<void> {
    return this.#connection.request({ message: xfrmStateId, type: XFRM_MSG.XFRM_MSG_DELSA, value });
  }

  /** Deletes all states, or those of one protocol. */
  flush(proto = 0): Promise<void> {
    return this.#connection.request({
      message: xfrmFlush,
      type: XFRM_MSG.XFRM_MSG_FLUSHSA,
      value: { proto },
    });
  }

  /** Makes a state that waits for its keys, with a free SPI between `min` and `max`. */
  allocateSpi(value: Value<typeof xfrmSpi>): Promise<XfrmState> {
    return this.#connection.get(
      { message: xfrmSpi, type: XFRM_MSG.XFRM_MSG_ALLOCSPI, value },
      { answer: xfrmState },
    );
  }

  /** Its replay window and lifetime; `info.flags` says what of them (XFRM_AE). */
  aevent(value: Value<typeof xfrmAevent>): Promise<Value<typeof xfrmAevent>> {
    return this.#connection.get(
      { message: xfrmAevent, type: XFRM_MSG.XFRM_MSG_GETAE, value },
      { answer: xfrmAevent },
    );
  }

  /** How many there are. */
  info(): Promise<Value<typeof xfrmSadInfo>> {
    const request = { message: xfrmSadInfo, type: XFRM_MSG.XFRM_MSG_GETSADINFO, value: { flags: 0 } };
    return this.#connection.get(request, { answer: xfrmSadInfo });
  }

  #send(type: number, value: XfrmState): Promise<void> {
    return this.#connection.request({ message: xfrmState, type, value: withLifetime(value) });
  }
}

/** Policies. One is found by `dir` and either `index` or `sel`, with its mark and `ifId`. */
export class XfrmPolicies {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(filter: XfrmFilter = {}): Promise<XfrmPolicy[]> {
    const request = { message: xfrmDump, type: XFRM_MSG.XFRM_MSG_GETPOLICY, value: filter };
    return this.#connection.dump(request, undefined, { answer: xfrmPolicy });
  }

  /** @throws NetlinkError ENOENT if there is none */
  get(value: XfrmPolicyId): Promise<XfrmPolicy> {
    const request = { message: xfrmPolicyId, type: XFRM_MSG.XFRM_MSG_GETPOLICY, value };
    return this.#connection.get(request, { answer: xfrmPolicy });
  }

  /** Adds a policy, without limits of its lifetime if it says none. @throws NetlinkError EEXIST */
  add(value: XfrmPolicy): Promise<void> {
    return this.#send(XFRM_MSG.XFRM_MSG_NEWPOLICY, value);
  }

  /** Replaces a policy, or adds it. */
  update(value: XfrmPolicy): Promise<void> {
    return this.#send(XFRM_MSG.XFRM_MSG_UPDPOLICY, value);
  }

  /** @throws NetlinkError ENOENT if there is none */
  delete(value: XfrmPolicyId): Promise<void> {
    return this.#connection.request({ message: xfrmPolicyId, type: XFRM_MSG.XFRM_MSG_DELPOLICY, value });
  }

  /** Deletes all policies of a type (XFRM_POLICY_TYPE), the main ones by default. */
  flush(type = 0): Promise<void> {
    const value = { policyType: { type, reserved1: 0, reserved2: 0 } };
    return this.#connection.request({ message: xfrmDump, type: XFRM_MSG.XFRM_MSG_FLUSHPOLICY, value });
  }

  /** Moves policies and their states to other addresses (`migrate`). */
  migrate(value: XfrmPolicyId): Promise<void> {
    return this.#connection.request({ message: xfrmPolicyId, type: XFRM_MSG.XFRM_MSG_MIGRATE, value });
  }

  /** How many there are, and how they are hashed. */
  info(): Promise<Value<typeof xfrmSpdInfo>> {
    const request = { message: xfrmSpdInfo, type: XFRM_MSG.XFRM_MSG_GETSPDINFO, value: { flags: 0 } };
    return this.#connection.get(request, { answer: xfrmSpdInfo });
  }

  /** What becomes of packets without a policy (XFRM_USERPOLICY), since Linux 5.15. */
  defaults(): Promise<Value<typeof xfrmDefault>> {
    const request = { message: xfrmDefault, type: XFRM_MSG.XFRM_MSG_GETDEFAULT, value: {} };
    return this.#connection.get(request, { answer: xfrmDefault });
  }

  setDefaults(value: Value<typeof xfrmDefault>): Promise<void> {
    return this.#connection.request({ message: xfrmDefault, type: XFRM_MSG.XFRM_MSG_SETDEFAULT, value });
  }

  #send(type: number, value: XfrmPolicy): Promise<void> {
    return this.#connection.request({ message: xfrmPolicy, type, value: withLifetime(value) });
  }
}

/** A connection to NETLINK_XFRM (IPsec). Everything needs CAP_NET_ADMIN. */
export class XfrmSocket {
  readonly connection: Connection;
  readonly states: XfrmStates;
  readonly policies: XfrmPolicies;

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.XFRM });
    this.states = new XfrmStates(this.connection);
    this.policies = new XfrmPolicies(this.connection);
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens a connection to NETLINK_XFRM. */
export function openXfrm(options: Omit<ConnectionOptions, 'family'> = {}): XfrmSocket {
  return new XfrmSocket(options);
}
