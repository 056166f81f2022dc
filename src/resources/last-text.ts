import { formatAddress } from '../netlink/index.ts';

/** Makes texts of addresses, of which one is mostly that of the next. */
export function lastText(): (address: number) => string {
  let last: number | undefined;
  let text = '';
  return (address) => {
    if (address !== last) {
      last = address;
      text = formatAddress(address);
    }
    return text;
  };
}
