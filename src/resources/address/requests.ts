import type { Address, Step } from '../../model/index.ts';
import {
  address as message,
  NLM_F,
  type Request,
  RTM,
  type Value,
  type Writer,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { addressFields, identity } from './fields.ts';
import { METRIC, metricOf } from './prefix-route.ts';
import { putAddress } from './put-address.ts';

export function addressRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'address' ? step.before : null;
  const after = step.after?.type === 'address' ? step.after : null;
  switch (step.action) {
    case 'remove':
      return before === null ? [] : [remove(before, links)];
    case 'create':
      return after === null ? [] : [new AddressRequest(after, links)];
    case 'change':
      return after === null ? [] : [new AddressRequest(withMetric(after, step), links)];
    case 'replace':
      return before === null || after === null
        ? []
        : [remove(before, links), new AddressRequest(after, links)];
  }
}

/** With the metric, if it changes: without one the kernel keeps that of an IPv6 address (inet6_addr_modify). */
const withMetric = (after: Address, { changes }: Step): Address =>
  changes.some(({ attribute }) => attribute === METRIC) ? { ...after, metric: metricOf(after) } : after;

/** REPLACE: an address that has reappeared by itself (promoted secondary, kept IPv6 address) is no error. */
class AddressRequest implements Request<typeof message> {
  readonly #address: Address;
  readonly #index: number;

  constructor(address: Address, links: LinkIndex) {
    this.#address = address;
    this.#index = links.indexOf(address.link);
  }

  get message(): typeof message {
    return message;
  }

  get type(): number {
    return RTM.NEWADDR;
  }

  get flags(): number {
    return NLM_F.CREATE | NLM_F.REPLACE;
  }

  get value(): Value<typeof message> {
    return addressFields(this.#address, this.#index);
  }

  put(w: Writer): void {
    putAddress(w, this.#address, this.#index);
  }
}

function remove(a: Address, links: LinkIndex): Request {
  return { message, type: RTM.DELADDR, value: identity(a, links.indexOf(a.link)) };
}
