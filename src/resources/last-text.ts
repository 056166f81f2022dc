import { formatAddress } from '../netlink/index.ts';

/**
 * Returns a function that formats addresses and remembers the last one, as successive addresses are mostly the same.
 */
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
